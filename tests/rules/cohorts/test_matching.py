"""Nobody is marked by a guess: an address or the exact name is enough, and whatever is only near is asked."""

from __future__ import annotations

from uuid import UUID

import pytest

from goldenthread.cohorts.rules.matching import is_harmless, match_all, name_key, names_in
from goldenthread.cohorts.types import Attendee, EnrolmentRef, Expected, How, Match

NAMES = {
    1: "Amina Khan",
    2: "Bridget O’Hara",
    3: "Zoë Müller-Lang",
    4: "Sam Lee",
    5: "Sam Lee",
    6: "Robert Smith",
    7: "Nguyễn Thị Minh Anh",
}
REF = {n: EnrolmentRef(UUID(int=n)) for n in NAMES}
EXPECTED = [Expected(REF[n], name, f"p{n}@hill.example") for n, name in NAMES.items()]


def match(*said, remembered=None):
    attendees = [Attendee(n, name, email) for n, (name, email) in enumerate(said, 2)]
    return match_all(attendees, EXPECTED, remembered=remembered or {})


@pytest.mark.parametrize(
    ("word", "name", "email", "how", "who"),
    [
        ("the address, whatever the name", "iPhone", "p1@hill.example", How.EMAIL, [1]),
        ("the exact name", "Amina Khan", "", How.NAME, [1]),
        ("another case and spaces", " amina  KHAN ", "", How.NAME, [1]),
        ("without accents", "Zoe Muller Lang", "", How.NAME, [3]),
        ("another apostrophe", "Bridget O'Hara", "", How.NAME, [2]),
        ("a name at home", "Amina Khan", "amina@home.example", How.NAME, [1]),
        ("the original name in brackets", "Amy (Amina Khan)", "", How.NAME, [1]),
        ("with the school in brackets", "Amina Khan (Hill School)", "", How.NAME, [1]),
        ("surname first, with a comma", "Khan, Amina", "", How.NAME, [1]),
        ("turned round", "Khan Amina", "", How.ASKED, [1]),
        ("an initial", "A. Khan", "", How.ASKED, [1]),
        ("a slip of the keyboard", "Amima Khan", "", How.ASKED, [1]),
        ("a letter too few", "Amna Khan", "", How.ASKED, [1]),
        ("two letters swapped", "Robetr Smith", "", How.ASKED, [6]),
        ("a first name only", "Amina", "", How.ASKED, [1]),
        ("a part of a long name", "Minh Anh", "", How.ASKED, [7]),
        ("one name, two people", "Sam Lee", "", How.ASKED, [4, 5]),
        ("somebody else of the family", "Imran Khan", "", How.STRANGER, []),
        ("a nickname", "Bobby", "", How.STRANGER, []),
        ("an initial alone", "A", "", How.STRANGER, []),
        ("too far away", "Robertina Smith", "", How.STRANGER, []),
        ("short words that differ", "Tam Lee", "", How.STRANGER, []),
        ("nothing that is a name", "=HYPERLINK()", "", How.STRANGER, []),
    ],
)
def test_who_it_is(word, name, email, how, who) -> None:
    [found] = match((name, email))

    people = [found.enrolment] if found.enrolment else list(found.candidates)
    assert (found.how, people) == (how, [REF[n] for n in who]), word


def test_one_name_with_two_addresses_may_be_two_people() -> None:
    first, second, third = match(
        ("Amina Khan", "p1@hill.example"), ("Amina Khan", "amina@elsewhere.example"), ("Amina Khan", "")
    )

    assert first == Match(How.EMAIL, REF[1])
    assert second == Match(How.ASKED, candidates=(REF[1],))
    assert third == Match(How.NAME, REF[1])


def test_what_somebody_chose_before_is_offered_again_but_never_against_a_name() -> None:
    gone = EnrolmentRef(UUID(int=99))
    before = {"bob smith": REF[6], "amina khan": REF[6], "a khan": REF[6], "who left": gone}

    bob, amina, initial, left = match(
        ("Bob Smith", ""), ("Amina Khan", ""), ("A Khan", ""), ("Who Left", ""), remembered=before
    )

    assert bob == Match(How.REMEMBERED, REF[6], (REF[6],))
    assert amina == Match(How.NAME, REF[1])
    assert initial == Match(How.REMEMBERED, REF[6], (REF[6], REF[1]))
    assert left == Match(How.STRANGER)


@pytest.mark.parametrize(
    ("said", "name", "is_so"),
    [
        ("Bob Smith", "Robert Smith", True),
        ("Bob", "Robert Smith", False),
        ("Smith iPad", "Robert Smith", False),
        ("Hill School", "Robert Smith", False),
        ("()", "Robert Smith", False),
    ],
)
def test_only_a_whole_name_is_remembered(said, name, is_so) -> None:
    assert is_harmless(said, name) is is_so


def test_two_names_written_alike_have_one_key() -> None:
    assert name_key("  JOSÉ  d’Arc_Smith. ") == "jose darc smith"
    assert names_in("Khan, Amina, Dr (she/her)") == ("khan amina dr", "she her")
