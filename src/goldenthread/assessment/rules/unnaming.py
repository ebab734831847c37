"""Words without the names of those whose project it is.

What is found, and how. A whole name, in capitals or not, and joined as addresses join it (*parveen.begum*,
*ParveenBegum*). Each telling word of a person's name, in capitals or not; but a word that is an ordinary one as well
(*Will*, *May*, *Grace*) in small letters is that ordinary word. Of a school's name, telling words by themselves only as
they are written or in capitals: *hill* in a sentence is a hill. And every e-mail address, whoever's it is: it names
somebody, and most often their school as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from goldenthread.assessment.rules.ordinary_words import ORDINARY
from goldenthread.assessment.types.projects import Named

INSTEAD = "[name]"
ADDRESS = "[address]"
LEAST_LETTERS = 3
# Parts of a name that say nothing about whose it is.
_COMMON = frozenset(
    {
        "school",
        "academy",
        "college",
        "primary",
        "secondary",
        "high",
        "infant",
        "infants",
        "junior",
        "nursery",
        "special",
    }
    | {"community", "church", "the", "and", "for", "trust", "mrs", "miss", "prof", "rev", "sir", "dame", "lady"}
)
_WORD = re.compile(r"[^\W\d_]+")
# Letters that nobody sees, which part a name only for whoever looks for it.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# Between the words of a name: a blank or two, or what joins them in an address; or nothing.
_JOIN = r"[\s._'’-]{0,2}"
# No letter before or behind it.
_BEFORE, _BEHIND = r"(?<![^\W\d_])", r"(?![^\W\d_])"


def without_names(text: str, named: Named) -> str:
    """The text with the names of these people and schools, and every e-mail address, replaced.

    Longer names go first, so that *Castle Hill School* is one name and not three.
    """
    text = _EMAIL.sub(ADDRESS, _UNSEEN.sub("", text))
    found = {**_patterns(named.schools, of_people=False), **_patterns(named.people, of_people=True)}
    for name in sorted(found, key=lambda each: (-len(each), each)):
        text = found[name].sub(INSTEAD, text)
    return text


def _patterns(names: Iterable[str], *, of_people: bool) -> dict[str, re.Pattern[str]]:
    """By each spelling of a name, or of a telling word of it, what finds it."""
    found = {}
    for name in names:
        for spelt in _spellings(name):
            words = _WORD.findall(spelt)
            telling = [word for word in words if word.lower() not in _COMMON]
            # A word such as O'Neill has parts, and is written without what parts them.
            for whole in (words, telling, *map(_WORD.findall, spelt.split())):
                if len(whole) > 1:
                    found[" ".join(whole)] = _whole(whole, of_people=of_people)
            for word in telling:
                if len(word) >= LEAST_LETTERS and (of_people or word[0].isupper()):
                    found[word] = _alone(word, in_any_case=of_people and word.lower() not in ORDINARY)
            if len(words) == 1:
                found.setdefault(words[0], re.compile(_BEFORE + re.escape(words[0]) + _BEHIND))
    return found


def _whole(words: list[str], *, of_people: bool) -> re.Pattern[str]:
    """The words of a name one after another; of a person's the last may go first, with a comma or without."""
    escaped = [re.escape(word) for word in words]
    ways = [_JOIN.join(escaped), *([rf"{_JOIN},?{_JOIN}".join(escaped[::-1])] if of_people else ())]
    return re.compile(f"{_BEFORE}(?:{'|'.join(ways)}){_BEHIND}", re.IGNORECASE)


def _spellings(name: str) -> Iterator[str]:
    """As it is written, and without the marks on its letters, as addresses and hurried people write it."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    yield from dict.fromkeys((unicodedata.normalize("NFC", name), plain))


def _alone(word: str, *, in_any_case: bool) -> re.Pattern[str]:
    """A word by itself; as it is written also where it is joined with others that begin with capitals."""
    whole = re.escape(word)
    by_itself = rf"{_BEFORE}(?i:{whole}){_BEHIND}" if in_any_case else rf"{_BEFORE}(?:{whole}|{whole.upper()}){_BEHIND}"
    capital = re.escape(word[0].upper() + word[1:].lower())
    return re.compile(rf"{by_itself}|(?:{_BEFORE}|(?<=[A-Za-z])){capital}(?=[A-Z])|(?<=[A-Za-z]){capital}{_BEHIND}")
