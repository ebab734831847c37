"""Who reads assessment for the whole installation."""

from __future__ import annotations

from goldenthread.assessment.rules.briefing import LOOKS, READS
from goldenthread.people.types import Actor


def reads(actor: Actor) -> bool:
    """Whether this actor may read every window, and every script by its number and never by its name."""
    return actor.wears_for_provider(*READS)


def looks(actor: Actor) -> bool:
    """Whether this actor may read what markers gave and why before a result is out. Another system may not: it is made
    by somebody who may not, and whoever reads it there is nobody known here."""
    return actor.wears_for_provider(*LOOKS) and not actor.is_system
