"""Letters by e-mail.

A letter is words and at most one button, readable on a phone, with nothing in it that tells anyone it was opened.
It is sent at most once for its key: what went out is remembered in reporting.
"""
