"""The reader of documents, as a process of its own with bounds on its time and memory.

Other people's parsers open other people's files there; whatever becomes of it, the worker goes on.
"""
