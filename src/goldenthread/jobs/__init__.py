"""The door for what follows: notices are carried from here to whoever cares.

One table says what happens after what. A job takes ids and calls one action or one sync.
"""
