"""The machine's door: versioned JSON with its own shapes (``v1``), and 1EdTech's CASE 1.1 (``case``).

It speaks to rooms through types, queries and actions only. A token names the client, and a client sees what its
organisation may see; to CASE, strangers may come without one. It reads and never writes.
"""
