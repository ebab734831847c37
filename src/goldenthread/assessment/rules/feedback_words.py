"""Words that go to a participant: is there enough, and do they name somebody?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

# What many schools are called beside their own name.
_KINDS = frozenset(
    {"academy", "and", "church", "college", "community", "high", "infant", "infants", "junior", "nursery", "of"}
    | {"primary", "school", "secondary", "special", "the", "trust"}
)
_LEAST_LETTERS = 3


def names_of(person: str, school: str) -> tuple[str, ...]:
    """What would name this person or their school: whole names, parts of the person’s, and what is the school’s own.

    Parts of one or two letters are left out, and so are words that many schools have in their names.
    """
    parts = [part for part in person.split() if len(part) >= _LEAST_LETTERS]
    own = " ".join(word for word in school.split() if word.casefold() not in _KINDS)
    return tuple(dict.fromkeys(name for name in (person.strip(), *parts, school.strip(), own) if name))


def names_somebody(text: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in the text as a word of its own, written as names are."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def doubts_about(
    feedback: Mapping[str, str], comment: str, *, criteria: Sequence[str], names: Iterable[str], least_words: int
) -> tuple[tuple[str, str], ...]:
    """What may be wrong with feedback, as pairs of a criterion's code (none for the words over all) and a sentence."""
    known = tuple(names)
    found = []
    for code in criteria:
        said = feedback.get(code, "").strip()
        if not said:
            found.append((code, "There is no feedback."))
        elif len(said.split()) < least_words:
            found.append((code, f"The feedback is very short: {len(said.split())} of at least {least_words} words."))
        if names_somebody(said, known):
            found.append((code, "The feedback seems to name a person or a school."))
    if names_somebody(comment, known):
        found.append(("", "The feedback over all seems to name a person or a school."))
    return tuple(found)
