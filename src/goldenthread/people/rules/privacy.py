"""Who may be erased, and by whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

README = """This is everything Golden Thread holds about you, on the day you asked.

held-about-you.json lists it table by table. Other people are not named in it: where they appear it says
"somebody else". files/ holds the files you handed in or were given.

Some tables are kept back, from everybody alike: the file names each and says why, whether or not it holds anything
about you. Marks and feedback are in it once your result is out.
"""


def why_not_erase(*, ref: UUID, erased_at: datetime | None, by: Actor) -> Refusal | None:
    """Why this actor may not erase this person, or ``None``."""
    if not by.wears_for_provider(Duty.ADMINISTRATOR):
        return Refusal("not_administrator", "You cannot erase anybody.", "Ask an administrator of the lead provider.")
    if ref == by.person:
        return Refusal("yourself", "You cannot erase yourself.", "Ask another administrator to do it.")
    if erased_at is not None:
        return Refusal("erased_already", "This person has been erased already.", "Nothing needs doing.")
    return None
