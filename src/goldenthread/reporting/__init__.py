"""What is happening overall?

It reads every room and writes none but its own. Progress updates to sponsors and headteachers are
made and remembered here.
"""
