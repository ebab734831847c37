"""Whether two names can mean one school. Numbers are mistyped and names are abbreviated; only together do they tell."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from goldenthread.ground.types import Refusal

# Words that say what kind of school it is. They come and go in what people type, so they do not tell schools apart.
_LITTLE = frozenset({"a", "and", "at", "the", "of", "for", "in"})
_STAGES = frozenset(
    {"nursery", "first", "infant", "infants", "junior", "juniors", "jnr", "primary", "lower", "middle", "upper"}
    | {"secondary", "high", "sixth", "form", "college", "grammar", "comprehensive", "boys", "girls"}
)
_KEEPERS = frozenset(
    {"church", "c", "e", "ce", "cofe", "england", "rc", "roman", "catholic", "voluntary", "aided", "controlled"}
    | {"va", "vc", "trust", "community", "foundation", "free", "centre"}
)
_KINDS = _LITTLE | _STAGES | _KEEPERS | {"school", "schools", "academy", "academies"}
# Of these, some rule one another out: an infant school and the junior school beside it have numbers of their own.
_YOUNG = frozenset({"infant", "infants", "nursery", "first"})
_MIDDLING = frozenset({"junior", "juniors", "jnr"})
_OLD = frozenset({"secondary", "high", "grammar", "comprehensive"})
_OPPOSED = (
    (_YOUNG, _MIDDLING),
    (_YOUNG | _MIDDLING | {"primary"}, _OLD),
    (frozenset({"lower"}), frozenset({"upper"})),
    (frozenset({"boys"}), frozenset({"girls"})),
    (frozenset({"cofe", "ce"}), frozenset({"catholic", "rc"})),
)
# From here on two words with the same first letter may be one word, mistyped: Botolphs and Botolfs, not Tor and Tower.
_ALIKE = 0.8


def why_not_there(urn: str, *, typed: str, here: str) -> Refusal | None:
    """Why nobody can be brought in at the school with this number: it would move them to another without a word."""
    if not typed or not differ_clearly(typed, here):
        return None
    mend = "Withdraw the application, and upload the row again with the right number or name."
    return Refusal("other_school", f"URN {urn} is {here} here, not {typed}.", mend)


def differ_clearly(one: str, other: str) -> bool:
    """Whether two names cannot mean the same school, whatever is put down to how people write.

    Case, accents, punctuation, the order of words, a slip in a word, words for the kind of school, and a part left out
    all pass. A name that says nothing but its kind contradicts no other.
    """
    first, second = _words(one), _words(other)
    if _opposed(set(first), set(second)):
        return True
    mine, theirs = _own(first), _own(second)
    if not mine or not theirs or "".join(mine) == "".join(theirs):
        return False
    return not (_held(mine, theirs) or _held(theirs, mine))


def key_of(name: str) -> str:
    """What is left of a name when only what tells schools apart is kept; the same for the same name written otherwise.

    Empty for a name that says nothing but its kind.
    """
    return " ".join(sorted(set(_own(_words(name)))))


def are_the_same(one: str, other: str) -> bool:
    """Whether two names are the same name, written otherwise at most."""
    return key_of(one) == key_of(other) != "" and not _opposed(set(_words(one)), set(_words(other)))


def _words(name: str) -> list[str]:
    """The words of a name in plain small letters, with the usual short forms written out."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['’‘`´]", "", plain)
    plain = re.sub(r"\bc\s*of\s*e\b|\bc\.?\s*of\s*e\b|\bchurch of england\b|\bc\s*/\s*e\b", "cofe", plain)
    words = re.findall(r"[^\W_]+", plain)
    return ["saint" if word in {"st", "saint"} else word for word in words]


def _own(words: list[str]) -> list[str]:
    """The words that are a school's own."""
    return [word for word in words if word not in _KINDS]


def _opposed(first: set[str], second: set[str]) -> bool:
    return any(
        (first & these and second & those and not (first & those or second & these))
        or (first & those and second & these and not (first & these or second & those))
        for these, those in _OPPOSED
    )


def _held(these: list[str], those: list[str]) -> bool:
    """Whether each of these words is one of those, a slip apart at most."""
    return all(any(_alike(a, b) for b in those) for a in these)


def _alike(a: str, b: str) -> bool:
    low, high = sorted((a, b))
    return a == b or (a[0] == b[0] and SequenceMatcher(None, low, high, autojunk=False).ratio() >= _ALIKE)
