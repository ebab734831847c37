"""Who is this, and what hats do they wear for whom?

Persons, organisations and memberships. Every question about permission starts with an Actor made here.
"""
