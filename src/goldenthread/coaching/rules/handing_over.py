"""What a hand-over must say."""

from __future__ import annotations

from goldenthread.coaching.types import Place
from goldenthread.coaching.types.handing_over import HandOver
from goldenthread.coaching.types.proposing import Waits
from goldenthread.ground.types import Refusal

LONGEST = 20_000


def why_not_hand_over(decided: HandOver) -> Refusal | None:
    """Why this cannot be done as it is said, or ``None``."""
    if not decided.coaches:
        return Refusal("nobody_chosen", "Nobody is chosen.", "Choose whom to hand over.")
    if not decided.why.strip():
        return Refusal("no_hand_over", "Nothing is said about why the coach changes.", "Write a sentence.")
    return why_not_note(decided.note) if decided.note else None


def where_next(place: Place, was: str) -> str:
    """Where a meeting that is kept for the next coach is held, if nobody says: in person where it was. An online room
    or a number was that of the coach who leaves."""
    return was if place is Place.IN_PERSON else ""


def waits(*, asks: bool, meets: bool) -> Waits:
    """How much somebody waits for a coach who comes after another."""
    if asks:
        return Waits.ASKS
    return Waits.MEETS if meets else Waits.OTHERS


def why_not_note(words: str) -> Refusal | None:
    """Why this cannot be kept for the next coach, or ``None``."""
    if not words.strip():
        return Refusal("no_note", "There is nothing to hand over yet.", "Write what the next coach should know.")
    if len(words) > LONGEST:
        return Refusal("too_long", f"The note is longer than {LONGEST:,} characters.", "Shorten it.")
    return None
