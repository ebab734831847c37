"""Which statements of different frameworks say the same, and which only look so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.frameworks.rules.aligning import KNOWN_STAGES, akin, alike_in, stage_order, strands
from goldenthread.frameworks.rules.wording import alike, words_of
from goldenthread.frameworks.types import Alike, CareerStage, Kind, Said


def said(text: str, id_: int = 1, kind: Kind = Kind.LEARN_THAT) -> Said:
    return Said(id_, kind, "1.LT.1", text)


PUPILS = (
    "Pupils who find it hard to hear are likely to need a quiet room and a settled seat; working closely with families,"
    " specialists and the pupil may be a good way to find what helps."
)


@pytest.mark.parametrize(
    ("case", "one", "other"),
    [
        ("the same", PUPILS, PUPILS),
        ("quotes and spaces", "Pupils’ work – as it is", "Pupils' work -  as it is"),
        ("an eaten hyphen", "Use expert-led support in the first term", "Use expertled support in the first term"),
        (
            "one word",
            "Shared planning helps pupils to make progress in lessons.",
            "Shared planning helps pupils to make gains in lessons.",
        ),
        (
            "a form of a word",
            "Honest feedback enables colleagues to try again soon.",
            "Honest feedback enable colleagues to try again soon.",
        ),
        (
            "a word more",
            "Leaders should look at routines after a term.",
            "Leaders must always look at routines after a term.",
        ),
    ],
)
def test_statements_that_differ_by_a_word_or_two_may_say_the_same(case: str, one: str, other: str) -> None:
    score = akin(said(one), said(other, 2))

    assert score is not None, case
    assert (score == 1.0) == (case in {"the same", "quotes and spaces"})


@pytest.mark.parametrize(
    ("case", "one", "other"),
    [
        ("other people", PUPILS, PUPILS.replace("Pupils", "Staff").replace("the pupil", "the colleague")),
        (
            "more people",
            "Early contact is worth the time that it takes.",
            "Early contact with parents is worth the time that it takes.",
        ),
        (
            "denied",
            "Small groups are likely to help in the first term.",
            "Small groups are not likely to help in the first term.",
        ),
        (
            "other numbers",
            "Plans are looked at again after 6 weeks by everybody.",
            "Plans are looked at again after 12 weeks by everybody.",
        ),
        ("other words", "Honest feedback helps people to change.", "Money that is spent is accounted for."),
        (
            "much longer",
            "Plans are kept short.",
            "Plans are kept short, and looked at by everybody at the end of every single term.",
        ),
    ],
)
def test_false_friends_stay_apart_however_many_words_they_share(case: str, one: str, other: str) -> None:
    assert akin(said(one), said(other, 2)) is None, case


def test_a_false_friend_may_share_more_words_than_a_true_one() -> None:
    staff = PUPILS.replace("Pupils", "Staff").replace("the pupil", "the colleague")

    assert alike(words_of(PUPILS), words_of(staff)) > 0.9
    assert akin(said(PUPILS), said(staff, 2)) is None


def test_stems_have_to_be_nearly_the_same_and_kinds_are_not_mixed() -> None:
    stem, other = "Support colleagues to plan well, including by:", "Support colleagues to teach well, including by:"

    assert akin(said(stem, kind=Kind.STEM), said(other, 2, Kind.STEM)) is None
    assert akin(said(stem, kind=Kind.PRACTICE), said(other, 2, Kind.PRACTICE)) is not None
    assert akin(said(stem, kind=Kind.STEM), said(stem, 2, Kind.PRACTICE)) is None


def test_all_that_are_the_same_are_found_and_of_those_nearly_the_same_the_nearest() -> None:
    mine = [said("Shared planning helps pupils to make progress in lessons.", 1), said("Plans are kept short here.", 2)]
    theirs = {
        "ONE": [
            said("Shared planning helps pupils to make progress in lessons.", 11),
            said("Shared planning helps pupils to make progress in lessons.", 12),
            said("Shared planning helps pupils to make progress in most lessons.", 13),
        ],
        "TWO": [
            said("Shared planning often helps most pupils to make progress in lessons.", 21),
            said("Shared planning helps pupils to make gains in lessons.", 22),
        ],
        "THREE": [],
    }

    found = alike_in(mine, theirs)

    assert found == (Alike(1, 11, 1.0), Alike(1, 12, 1.0), Alike(1, 21, 0.9))


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=20))
def test_every_statement_is_on_one_strand_with_all_it_is_paired_with(pairs: list[tuple[int, int]]) -> None:
    found = strands(pairs)

    members = [id_ for strand in found for id_ in strand]
    assert sorted(members) == sorted({id_ for pair in pairs for id_ in pair})
    assert all(any({one, other} <= strand for strand in found) for one, other in pairs)
    assert [min(strand) for strand in found] == sorted(min(strand) for strand in found)


def test_the_order_runs_from_training_to_executive_leadership() -> None:
    codes = ["NPQEL", "NPQSL", "ECF", "NPQH", "CCF", "NPQLTD", "NPQML"]

    ordered = sorted(codes, key=lambda code: stage_order(KNOWN_STAGES.get(code)))

    assert ordered == ["CCF", "ECF", "NPQLTD", "NPQML", "NPQSL", "NPQH", "NPQEL"]
    assert stage_order(None) > stage_order(CareerStage.EXECUTIVE)


def test_within_a_real_framework_only_what_stands_twice_says_the_same(sources: Path) -> None:
    gold = json.loads((sources.parent / "gold" / "npqsl-framework-2020.json").read_text())
    mine = [
        Said(section["number"] * 100 + row["number"], Kind.LEARN_THAT, "", row["text"])
        for section in gold["sections"]
        for row in section["learn_that"]
    ]

    found = alike_in(mine, {"ITSELF": mine})

    # Statement 4.15 is statement 9.2 word for word; 5.3 and 6.13, about other people, share 0.57 of their words.
    assert {(pair.one, pair.other) for pair in found if pair.one != pair.other} == {(415, 902), (902, 415)}
    assert {pair.score for pair in found} == {1.0}
