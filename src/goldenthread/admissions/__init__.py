"""Who comes in?

Uploads and applications are checked row by row, sponsors confirm, and an accepted application becomes an enrolment.
"""
