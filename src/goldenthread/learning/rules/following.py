"""Who is mentioned in a post, and who is told of it by e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.learning.types.discussing import Because, Level

EXCERPT = 120


def mentioned(text: str, people: Mapping[int, str]) -> frozenset[int]:
    """Those whose whole name stands behind an @, whatever its capitals; of two names that fit, the longer is meant.

    Where two people have the same name, both are meant.
    """
    said = text.casefold()
    by_name: dict[str, set[int]] = {}
    for person, name in people.items():
        by_name.setdefault(" ".join(name.casefold().split()), set()).add(person)
    by_name.pop("", None)
    longest_first = sorted(by_name, key=len, reverse=True)
    found: set[int] = set()
    for place, mark in enumerate(said):
        if mark == "@":
            behind = " ".join(said[place + 1 : place + 250].split())
            fits = (name for name in longest_first if behind.startswith(name) and _ends(behind, name))
            found |= by_name.get(next(fits, ""), set())
    return frozenset(found)


def wanted(
    *,
    author: int,
    opener: int | None,
    mentions: Iterable[int],
    of_mentions: Mapping[int, Level],
    of_thread: Mapping[int, Level],
    of_space: Mapping[int, Level],
) -> Mapping[int, tuple[Because, Level]]:
    """Who is told of a post, why, and how. Nobody is told of their own, and everybody once.

    Whoever chose nothing hears of mentions of themselves and of answers in threads they began, and of nothing else.
    What somebody chose for a thread goes before what they chose for its space; a mention goes before both.
    """
    found: dict[int, tuple[Because, Level]] = {p: (Because.SPACE, level) for p, level in of_space.items()}
    if opener is not None:
        found[opener] = (Because.OWN, Level.AT_ONCE)
    found |= {p: (Because.THREAD, level) for p, level in of_thread.items()}
    for person in mentions:
        level = of_mentions.get(person, Level.AT_ONCE)
        if level is not Level.NONE:
            found[person] = (Because.MENTION, level)
    return {p: how for p, how in found.items() if p != author and how[1] is not Level.NONE}


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The first words of a post in one line, for letters, quotes and lists."""
    words = text.split()
    said = " ".join(words[:most])
    return said if len(words) <= most else f"{said} …"


def _ends(behind: str, name: str) -> bool:
    return len(behind) == len(name) or not behind[len(name)].isalnum()
