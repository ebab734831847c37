"""Who may open a published edition to everybody, and close it."""

from __future__ import annotations

from goldenthread.frameworks.rules.reviewing import why_not_review
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor


def why_not_open(actor: Actor, *, is_open: bool) -> Refusal | None:
    """Why this actor may not open this edition to everybody, or ``None``."""
    if is_open:
        return Refusal("open", "This edition is open to everybody already.", "")
    return why_not_review(actor)


def why_not_close(actor: Actor, *, is_open: bool) -> Refusal | None:
    """Why this actor may not close this edition, or ``None``."""
    if not is_open:
        return Refusal("closed", "This edition is not open: only people who are signed in read it.", "")
    return why_not_review(actor)
