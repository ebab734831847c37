"""What has to be learnt, in which edition?

Documents are read into readings, reviewed by a person, and published as editions of statements.
Nothing is invented and nothing is dropped.
"""
