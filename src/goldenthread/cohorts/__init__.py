"""Who is on which run, and what have they done towards it?

Enrolments, sessions and registers, and one append-only ledger of credits. Engagement is a rule over that ledger.
"""
