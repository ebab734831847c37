"""Reflections: when one counts, when its words become a version of their own, and who reads one that is shared."""

from __future__ import annotations

from datetime import datetime, timedelta

from goldenthread.ground.types import Refusal

SITTING = timedelta(minutes=10)
LONGEST = 40_000


def words_in(words: str) -> int:
    """How many words there are: whatever stands between spaces, as the page counts them."""
    return len(words.split())


def why_not_write(words: str) -> Refusal | None:
    """Why these words cannot be kept as a reflection, or ``None``."""
    if not words.strip():
        return Refusal("no_words", "There is nothing to save yet.", "Write a sentence first.")
    if len(words) > LONGEST:
        return Refusal("too_long", "A reflection has at most 40,000 characters.", "Shorten it, then save again.")
    return None


def is_enough(words: str, *, least: int) -> bool:
    """Whether a reflection counts: it has the words that its prompt asks for, and at least one."""
    return words_in(words) >= max(least, 1)


def continues(before: str, words: str, *, began_at: datetime, at: datetime) -> bool:
    """Whether words go on where the last version is, as they do while somebody types.

    Fewer words than before are a version of their own, however soon: nobody loses what they deleted by mistake.
    """
    return at - began_at < SITTING and words_in(words) >= words_in(before)
