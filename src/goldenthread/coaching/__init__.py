"""Who walks beside whom?

Pairings, meetings and agreed actions. A recorded meeting credits its component.
"""
