"""Which words differ from one text to the next."""

from __future__ import annotations

from difflib import SequenceMatcher

from goldenthread.ground.types.wording import Fate, Run

_FOLDS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " "})


def folded(text: str) -> str:
    """The text less what typesetters choose: shapes of quotes and dashes, and white space."""
    return " ".join(text.translate(_FOLDS).split())


def runs(old: str, new: str) -> tuple[Run, ...]:
    """The words of both in reading order, those of ``old`` that are gone before those of ``new`` that have come."""
    one, other = folded(old).split(), folded(new).split()
    was, now = old.split(), new.split()
    found = []
    for fate, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if fate == "equal":
            found.append(Run(Fate.KEPT, " ".join(now[c:d])))
            continue
        found += [Run(Fate.GONE, " ".join(was[a:b]))] if b > a else []
        found += [Run(Fate.COME, " ".join(now[c:d]))] if d > c else []
    return tuple(found)
