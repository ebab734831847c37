"""What may be recorded of a coach, and which conflicts can be declared."""

from __future__ import annotations

import re
from datetime import date

from goldenthread.coaching.types.describing import CoachDetails, NewConflict
from goldenthread.ground.rules.naming import why_not_called, why_not_written_to
from goldenthread.ground.types import Refusal

MOST = 200
MOST_AREAS, LONGEST_AREA, LONGEST_WORDS = 20, 80, 1000


def why_not_keep(details: CoachDetails, *, from_on: date, today: date) -> Refusal | None:
    """Why these details cannot be kept, or ``None``. What held before stays as it was."""
    if not 0 <= details.capacity <= MOST:
        return Refusal("no_such_capacity", f"A coach has between 0 and {MOST} participants.", "Check the number.")
    if not details.meets:
        return Refusal("never_meets", "They would meet nobody.", "Say whether they meet online, in person or both.")
    if len(details.areas) > MOST_AREAS:
        return Refusal("too_many_areas", f"These are more than {MOST_AREAS} places.", "Name larger ones.")
    for area in details.areas:
        refusal = why_not_called(area, what="A place")
        if refusal or len(area) > LONGEST_AREA:
            says = refusal.says if refusal else f"A place is longer than {LONGEST_AREA} letters."
            return Refusal("no_such_place", says, "Write the places in plain words, one on each line.")
    if from_on < today:
        return Refusal("from_the_past", "This day has passed.", "Let it hold from today or a later day.")
    return None


def why_not_declare(conflict: NewConflict, *, own_email: str) -> Refusal | None:
    """Why this conflict cannot be declared, or ``None``."""
    if bool(conflict.email) == bool(conflict.urn):
        return Refusal(
            "with_whom", "It is not clear with whom.", "Give the e-mail of a person, or the number of a school."
        )
    if conflict.email and conflict.email.lower() == own_email.lower():
        return Refusal("with_oneself", "This is the coach’s own address.", "Give the other person’s e-mail.")
    refusal = why_not_written_to(conflict.email) if conflict.email else None
    if refusal:
        return refusal
    if conflict.urn and not re.fullmatch(r"\d{5,8}", conflict.urn):
        return Refusal("no_urn", "A school’s number (URN) has five to eight digits.", "Check the number.")
    if len(conflict.words) > LONGEST_WORDS:
        return Refusal("too_long", f"This is longer than {LONGEST_WORDS} characters.", "Shorten it.")
    return None
