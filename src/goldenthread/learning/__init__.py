"""What was studied?

Online units of pages and questions, and each participant's progress through them. A finished unit
credits its component.
"""
