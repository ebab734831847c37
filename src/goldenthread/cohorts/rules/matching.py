"""Whose a name in a platform's file is: by e-mail address, then by the exact name; whatever is only near is asked."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from goldenthread.cohorts.types import Attendee, EnrolmentRef, Expected, How, Match

# A word shorter than this is an initial, or says too little by itself.
SHORTEST = 2
# A word shorter than this has no room for a slip of the keyboard.
LONG = 4


def name_key(name: str) -> str:
    """A name without case, accents and marks; two names with the same key are written alike."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in "'’‘`´.")
    return " ".join(re.findall(r"\w+", kept.replace("_", " ")))


def names_in(said: str) -> tuple[str, ...]:
    """The keys of what a platform shows: the name, the original one in brackets, and "Surname, First" turned round."""
    outside, inside = re.sub(r"\([^()]*\)", " ", said), re.findall(r"\(([^()]*)\)", said)
    keys = [name_key(_turned(part)) for part in (outside, *inside)]
    return tuple(dict.fromkeys(key for key in keys if key))


def match_all(
    attendees: Sequence[Attendee], expected: Iterable[Expected], *, remembered: Mapping[str, EnrolmentRef]
) -> tuple[Match, ...]:
    """For each attendee, whom they are. ``remembered``: by key of a name, what somebody chose for it before.

    The same exact name with two e-mail addresses may be two people, so it is asked.
    """
    people = tuple(expected)
    still_here = {one.enrolment for one in people}
    known = {key: ref for key, ref in remembered.items() if ref in still_here}
    book = _Book(people)
    found = [book.match(attendee, known) for attendee in attendees]
    addresses: defaultdict[EnrolmentRef, set[str]] = defaultdict(set)
    for attendee, one in zip(attendees, found, strict=True):
        if one.enrolment and attendee.email:
            addresses[one.enrolment].add(attendee.email)
    return tuple(
        Match(How.ASKED, candidates=(one.enrolment,))
        if one.how is How.NAME and one.enrolment and attendee.email and len(addresses[one.enrolment]) > 1
        else one
        for attendee, one in zip(attendees, found, strict=True)
    )


def is_harmless(said: str, name: str) -> bool:
    """Whether a choice may be remembered: a whole name that shares a word with the person's, no device's or nickname.

    *Amy Khan* for Amina Khan is; *iPhone* and *Amina's iPad* might be anybody's next time.
    """
    keys = names_in(said)
    words = set(keys[0].split()) if keys else set()
    devices = {"ipad", "iphone", "phone", "galaxy", "laptop", "guest", "user", "zoom", "macbook", "room", "desktop"}
    shared = {word for word in words & set(name_key(name).split()) if len(word) >= SHORTEST}
    return len(words) >= 2 and bool(shared) and not words & devices


class _Book:
    """Those who are expected, to be found by address, by name and by the words of a name."""

    def __init__(self, expected: Iterable[Expected]) -> None:
        self.by_email: dict[str, EnrolmentRef] = {}
        self.by_name: defaultdict[str, list[EnrolmentRef]] = defaultdict(list)
        self.by_word: defaultdict[str, list[tuple[EnrolmentRef, str]]] = defaultdict(list)
        for one in expected:
            key = name_key(one.name)
            self.by_email[one.email.lower()] = one.enrolment
            self.by_name[key].append(one.enrolment)
            for word in set(key.split()):
                self.by_word[word].append((one.enrolment, key))

    def match(self, attendee: Attendee, remembered: Mapping[str, EnrolmentRef]) -> Match:
        if attendee.email in self.by_email:
            return Match(How.EMAIL, self.by_email[attendee.email])
        keys = names_in(attendee.name)
        exact = tuple(dict.fromkeys(ref for key in keys for ref in self.by_name.get(key, ())))
        if len(exact) == 1:
            return Match(How.NAME, exact[0])
        near = tuple(dict.fromkeys(self._near(keys)))
        known = next((remembered[key] for key in keys if key in remembered), None)
        if known and not exact:
            return Match(How.REMEMBERED, known, tuple(dict.fromkeys((known, *near))))
        candidates = exact or near
        return Match(How.ASKED, candidates=candidates) if candidates else Match(How.STRANGER)

    def _near(self, keys: Iterable[str]) -> Iterator[EnrolmentRef]:
        for key in keys:
            words = key.split()
            for word in words:
                for ref, other in self.by_word.get(word, ()) if len(word) >= SHORTEST else ():
                    if _fits(words, other.split()):
                        yield ref


def _fits(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether every word of the shorter name is one of the longer's: the same, its initial, or a slip away."""
    shorter, left = sorted((list(one), list(other)), key=len)
    for word in sorted(shorter, key=len, reverse=True):
        like = next((w for w in left if w == word), None) or next((w for w in left if _is_like(w, word)), None)
        if like is None:
            return False
        left = [w for place, w in enumerate(left) if place != left.index(like)]
    return True


def _is_like(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    if min(len(one), len(other)) < LONG or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tail, rest = one[start:], other[start:]
    swapped = tail[:2] == rest[:2][::-1] and tail[2:] == rest[2:]
    return tail[1:] == rest[1:] or tail[1:] == rest or tail == rest[1:] or swapped


def _turned(said: str) -> str:
    surname, comma, first = said.partition(",")
    return f"{first} {surname}" if comma and first.strip() and "," not in first else said
