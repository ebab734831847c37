"""Two names of a school: written otherwise, or another school."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.admissions.rules.schools import are_the_same, differ_clearly, key_of, why_not_there


@pytest.mark.parametrize(
    ("word", "one", "other", "differ"),
    [
        ("another school", "Elm School", "Tor View Academy", True),
        ("the kind left out", "Castle Hill Primary", "Castle Hill Primary School", False),
        ("in capitals", "CASTLE HILL", "Castle Hill Primary School", False),
        ("saint in full", "Saint Botolph's", "St Botolph’s Church of England Voluntary Aided Junior School", False),
        ("short forms", "St. Botolphs CofE VA Jnr School", "St Botolph's Church of England VA Junior School", False),
        ("C of E", "St Botolph's C of E Junior", "St Botolph's C.E. Junior School", False),
        ("a slip", "St Botolf's", "St Botolph's", False),
        ("written as one word", "Torview", "Tor View Academy", False),
        ("another order", "Academy, View Tor", "Tor View Academy", False),
        ("a part left out", "Castle Hill", "Castle Hill Primary School, Ashford", False),
        ("accents", "Ysgol Tŷ Coch", "YSGOL TY COCH", False),
        ("a word that only sounds alike", "Castle Mill School", "Castle Hill School", True),
        ("another saint", "St Mary's", "St John's", True),
        ("the infants beside the juniors", "Elm Infant School", "Elm Junior School", True),
        ("the primary beside the secondary", "Elm High School", "Elm Primary School", True),
        ("juniors are a primary", "Elm Junior School", "Elm Primary School", False),
        ("all ages", "Elm Primary and High School", "Elm High School", False),
        ("the other church", "St Mary's RC Primary", "St Mary's C of E Primary", True),
        ("only its kind", "The Academy", "Tor View Academy", False),
        ("nothing but marks", "!!!", "Tor View Academy", False),
    ],
)  # fmt: skip
def test_when_two_names_differ_clearly(word, one, other, differ) -> None:
    assert differ_clearly(one, other) is differ, word
    assert differ_clearly(other, one) is differ, word


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Castle Hill Primary", "Castle Hill Primary School", True),
        ("Hill Castle", "Castle Hill Primary School", True),
        ("Castle Hill", "Castle Hill Ashford", False),
        ("Elm Infant School", "Elm Junior School", False),
        ("Primary School", "The Academy", False),
    ],
)
def test_when_two_names_are_the_same(one, other, same) -> None:
    assert are_the_same(one, other) is same


WORDS = st.lists(
    st.sampled_from(["Castle", "Hill", "St", "Mary's", "Primary", "School", "Academy", "Tor", "CofE", "Infant", "the"]),
    min_size=1,
    max_size=6,
)


@given(words=WORDS, data=st.data())
def test_a_name_never_differs_from_itself_written_otherwise(words, data) -> None:
    shuffled = data.draw(st.permutations(words))
    otherwise = data.draw(st.sampled_from([", ", " ", "  ", " - "])).join(shuffled)
    otherwise = data.draw(st.sampled_from([str.upper, str.lower, str.title]))(otherwise)

    assert not differ_clearly(" ".join(words), otherwise)
    assert key_of(" ".join(words)) == key_of(otherwise)


@given(one=st.text(max_size=30), other=st.text(max_size=30))
def test_differing_goes_both_ways_and_never_from_oneself(one, other) -> None:
    assert differ_clearly(one, other) is differ_clearly(other, one)
    assert not differ_clearly(one, one)


def test_who_names_another_school_cannot_be_brought_in_there() -> None:
    refusal = why_not_there("100002", typed="Elm School", here="Tor View Academy")

    assert refusal is not None
    assert (refusal.code, refusal.says) == ("other_school", "URN 100002 is Tor View Academy here, not Elm School.")
    assert why_not_there("100002", typed="Tor View", here="Tor View Academy") is None
    assert why_not_there("100002", typed="", here="Tor View Academy") is None
