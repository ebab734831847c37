"""Letters that nobody sees, and what they do: steer a terminal, or turn the words around them back to front."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_unseen(text: str) -> str:
    """The words without control characters (a space stands for each) and marks that turn the direction of writing."""
    return _TURNS.sub("", _CONTROLS.sub(" ", text))


def is_seen(text: str) -> bool:
    """Whether there is anything in it that can be seen."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)
