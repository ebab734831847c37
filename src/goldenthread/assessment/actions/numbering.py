"""Numbers that nobody can guess or work back from: they come from the machine's own randomness."""

from __future__ import annotations

import secrets

# Letters and figures that are not taken for one another when read aloud.
PLAIN = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """The number under which a script is judged: nine figures in threes."""
    figures = f"{secrets.randbelow(900_000_000) + 100_000_000}"
    return f"{figures[:3]}-{figures[3:6]}-{figures[6:]}"


def new_receipt() -> str:
    """The number of a receipt."""
    letters = "".join(secrets.choice(PLAIN) for _ in range(12))
    return f"R-{letters[:4]}-{letters[4:8]}-{letters[8:]}"
