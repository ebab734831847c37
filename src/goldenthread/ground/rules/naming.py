"""What somebody or something may be called, and where they may be written to: one rule for every door."""

from __future__ import annotations

import re
import unicodedata

from goldenthread.ground.rules.tables import looks_like_a_formula
from goldenthread.ground.types import Refusal

LONGEST_NAME = 200
LONGEST_ADDRESS = 254
# The part before the @ in plain letters only: another alphabet's letter that looks alike, or that a database takes for
# the same, would be another person's address. No numbers of machines behind it.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@"
    r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z][a-z0-9-]*[a-z0-9]",
    re.IGNORECASE | re.ASCII,
)
# Marks that turn the direction of writing, break a line or show nothing can make a name look like another.
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})


def wrong_with_name(name: str) -> str:
    """What is wrong with a name, as the end of a sentence; empty where nothing is."""
    name = name.strip()
    if not name:
        return "is missing"
    if len(name) > LONGEST_NAME:
        return f"is longer than {LONGEST_NAME} letters"
    if looks_like_a_formula(name):
        return f"begins with “{name[0]}”, as a formula does"
    if any(unicodedata.category(letter) in _HIDDEN for letter in name):
        return "holds invisible marks: type it again"
    # It stands in greetings of letters to people who know nobody here.
    if "://" in name or "www." in name.casefold():
        return "holds a web address"
    if not any(letter.isalnum() for letter in name):
        return "has no letter in it"
    return ""


def wrong_with_address(email: str) -> str:
    """What is wrong with an e-mail address, as the end of a sentence; empty where nothing is."""
    if not email.strip():
        return "is missing"
    if len(email) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(email):
        return "is not an e-mail address"
    return ""


def why_not_called(name: str, *, what: str = "The name") -> Refusal | None:
    """Why somebody or something cannot have this name, or ``None``."""
    wrong = wrong_with_name(name)
    return (
        Refusal("no_name", f"{what} {wrong}.", "Type the name as it should stand on a certificate.") if wrong else None
    )


def why_not_written_to(email: str) -> Refusal | None:
    """Why nobody can be written to at this address, or ``None``."""
    if not wrong_with_address(email):
        return None
    return Refusal(
        "no_address",
        "This is not an e-mail address that can be used here.",
        "Use one like name@example.org, in plain letters.",
    )
