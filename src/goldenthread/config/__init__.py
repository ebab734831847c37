"""Settings, root addresses and the server entry.

Nobody imports this floor. It knows every door and nothing else.
"""
