"""What does this provider teach, in what order, under which rules?

Qualifications and policies are dated data. A programme's release ties components to statements and
shows what is covered.
"""
