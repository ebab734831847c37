"""Who reads figures about markers, who reads names with them, and by what mark everybody else knows a marker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from string import ascii_uppercase
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

READS = (Duty.QUALITY_LEAD, Duty.MODERATOR, Duty.INSPECTOR)
ASKS = (Duty.QUALITY_LEAD, Duty.MODERATOR)


def why_not_ask(by: Actor) -> Refusal | None:
    """Why this actor cannot have figures worked out."""
    if by.wears_for_provider(*ASKS):
        return None
    return Refusal("not_yours_to_ask", "Figures are worked out for those who moderate.", "Ask the quality lead.")


def names_markers(by: Actor) -> bool:
    """Whether this actor reads markers' names beside their figures; everybody else reads a mark."""
    return by.wears_for_provider(Duty.QUALITY_LEAD)


def marks_of(markers: Mapping[int, tuple[datetime, UUID]]) -> Mapping[int, str]:
    """ "Marker A" and so on for each, by when they were first given a script and then by reference: an order that says
    nothing of names or figures, and in which whoever comes later takes no letter from anybody."""
    ordered = sorted(markers, key=lambda person: markers[person])
    return {person: f"Marker {letter}" for person, letter in zip(ordered, _letters(len(ordered)), strict=True)}


def _letters(count: int) -> Iterable[str]:
    """A to Z, then AA and so on."""
    for place in range(count):
        word, rest = "", place
        while rest >= 0:
            word, rest = ascii_uppercase[rest % 26] + word, rest // 26 - 1
        yield word
