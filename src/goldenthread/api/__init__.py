"""The machine's door: versioned JSON with its own shapes.

It speaks to rooms through types, queries and actions only. A token names the client on every call, and a client sees
what its organisation may see; it reads and never writes.
"""
