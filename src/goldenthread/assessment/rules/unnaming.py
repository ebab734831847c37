"""Words without the names of those whose project it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

INSTEAD = "[name]"
LEAST_LETTERS = 3
# Parts of a school's name that say nothing about which one it is.
_COMMON = frozenset({"school", "academy", "college", "primary", "secondary", "high", "the", "and", "for", "trust"})


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with these names, and each telling word of a person's or a school's name, replaced.

    Longer names go first, so that *Castle Hill School* is one name and not three.
    """
    whole = [name for name in names if name.strip()]
    words = {
        word for name in whole for word in re.findall(r"[^\W\d_]+", name)
        if len(word) >= LEAST_LETTERS and word.lower() not in _COMMON and word[0].isupper()
    }  # fmt: skip
    for name in sorted({*whole, *words}, key=lambda each: (-len(each), each)):
        # A single word is a name only where it is written as one: "hill" in a sentence is a hill.
        flags = 0 if name in words else re.IGNORECASE
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", INSTEAD, text, flags=flags)
    return text
