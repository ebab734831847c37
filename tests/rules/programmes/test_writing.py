"""Writing mark schemes: what was typed is read as a file is, and its faults are those of files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.ground.types import Refused
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.schemes import NOT_KEPT_YET, mark_of, read_scheme, scheme_body, why_not_keep
from goldenthread.programmes.rules.writing import (
    criterion_of,
    in_parts,
    lacks,
    why_not_freeze,
    why_not_over,
    why_not_rewrite,
    with_parts,
    with_terms,
)
from goldenthread.programmes.types import Criterion, LevelDescriptor, MarkScheme, SchemePart, SchemeState
from goldenthread.programmes.types.writing import CriterionSaid, FaultyScheme, LevelSaid, PartSaid, TermsSaid

LEVELS = (LevelDescriptor(0, "Not shown", "None of it."), LevelDescriptor(2, "Secure", "Most of it."))
FIRST = Criterion("A", "First", 2, 1, LEVELS, "What?")
SECOND = Criterion("B", "Second", 1, 0, LEVELS)
SCHEME = MarkScheme(NOT_KEPT_YET, "NPQX", 2, "A scheme", SchemeState.DRAFT, True, 3, (FIRST, SECOND), "The board")
SAID = CriterionSaid("C", "Third", "Why?", 3, 1, (LevelSaid(1, "Some", "Some."), LevelSaid(0, "None", "None.")))
PARTS = (SchemePart("P", "Both", ("A", "B"), 3, 6),)


def faults_of(work) -> list[tuple[str, str]]:
    with pytest.raises(FaultyScheme) as faulty:
        work()
    return [(fault.field, fault.says) for fault in faulty.value.faults]


def test_a_scheme_told_as_a_file_is_read_back_the_same() -> None:
    scheme = replace(SCHEME, parts=PARTS)
    fields = Fields(scheme_body(scheme), file="f.yml")

    assert read_scheme(fields, qualification="NPQX") == scheme
    assert fields.faults == []


def test_its_mark_tells_any_change() -> None:
    changed = replace(SCHEME, criteria=(replace(FIRST, asks="How?"), SECOND))

    assert mark_of(SCHEME) == mark_of(replace(SCHEME))
    assert len({mark_of(SCHEME), mark_of(changed), mark_of(replace(SCHEME, minimum_total=4))}) == 3


def test_what_was_typed_about_itself_is_taken() -> None:
    told = with_terms(SCHEME, TermsSaid(" New ", "Us", False, 6))

    assert told == replace(SCHEME, title="New", source="Us", is_illustrative=False, minimum_total=6)
    assert with_terms(replace(SCHEME, criteria=()), TermsSaid("New", "Us", True, 60)).minimum_total == 60


def test_faults_of_what_it_says_of_itself_are_those_of_a_file() -> None:
    assert faults_of(lambda: with_terms(SCHEME, TermsSaid("", "x" * 501, True, None))) == [
        ("title", "is missing; it should be some words"),
        ("minimum_total", "is missing; it should be a whole number from 0 to 5000"),
        ("source", "should have at most 500 characters, and has 501"),
    ]
    assert faults_of(lambda: with_terms(SCHEME, TermsSaid("T", "us", True, 7))) == [
        ("minimum_total", "is above the highest total, 6")
    ]


def test_a_criterion_is_read_with_its_levels_rising() -> None:
    told = criterion_of(SCHEME, SAID, place=None)

    assert told == Criterion(
        "C", "Third", 3, 1, (LevelDescriptor(0, "None", "None."), LevelDescriptor(1, "Some", "Some.")), "Why?"
    )
    assert criterion_of(SCHEME, replace(SAID, code="A"), place=0).title == "Third"
    # What else is wrong with the draft is not this criterion's.
    assert criterion_of(replace(SCHEME, source="", minimum_total=99), SAID, place=1).code == "C"


@pytest.mark.parametrize(
    ("changes", "place", "field", "says"),
    [
        ({"code": "B"}, 0, "code", "is that of another criterion"),
        ({"code": "A"}, None, "code", "is that of another criterion"),
        ({"code": "A b"}, None, "code", "should be letters, digits, full stops and hyphens alone, not “A b”"),
        ({"code": "A" * 21}, None, "code", "should have at most 20 characters, and has 21"),
        ({"title": " "}, 1, "title", "should be some words, not “ ”"),
        ({"minimum": 2}, 0, "minimum", "is above the highest mark, 1"),
        ({"minimum": None}, 0, "minimum", "is missing; it should be a whole number from 0 to 100"),
        ({"weight": 0}, None, "weight", "should be a whole number from 1 to 100, not “0”"),
        ({"levels": SAID.levels[:1]}, None, "levels", "should be at least two levels, each with a mark of its own"),
        (
            {"levels": (*SAID.levels, LevelSaid(7, "", "Words."))},
            1,
            "levels[3].label",
            "is missing; it should be some words",
        ),
    ],
)
def test_faults_of_a_criterion_are_named_as_if_it_were_alone(changes, place, field, says) -> None:
    assert faults_of(lambda: criterion_of(SCHEME, replace(SAID, **changes), place=place)) == [(field, says)]


def test_parts_are_read_as_files_give_them() -> None:
    said = PartSaid("P", "Both", ("A", "B"), 3)

    assert with_parts(SCHEME, [said]).parts == PARTS
    assert with_parts(replace(SCHEME, parts=PARTS), []).parts == ()
    assert faults_of(lambda: with_parts(SCHEME, [replace(said, minimum=7), replace(said, code="", criteria=())])) == [
        ("parts[1].minimum", "is above what its criteria come to at most, 6"),
        ("parts[2].code", "is missing; it should be some words"),
        ("parts[2].minimum", "is above what its criteria come to at most, 0"),
    ]
    assert faults_of(lambda: with_parts(replace(SCHEME, source=""), [said, replace(said, code="Q")])) == [
        ("parts", "should each have a code of their own, and no criterion that another has")
    ]


def test_parts_follow_a_criterion_that_is_called_otherwise_or_taken_out() -> None:
    assert in_parts(PARTS, "A", now="Z")[0].criteria == ("Z", "B")
    assert in_parts(PARTS, "A", now=None)[0].criteria == ("B",)
    scheme = replace(SCHEME, parts=PARTS)
    assert criterion_of(scheme, replace(SAID, code="Z"), place=0).code == "Z"
    assert faults_of(lambda: criterion_of(scheme, replace(SAID, code="P"), place=0)) == [("code", "is that of a part")]


def test_a_draft_lacks_what_a_file_would() -> None:
    assert lacks(SCHEME) == ()
    assert [fault.field for fault in lacks(replace(SCHEME, source="", criteria=()))] == ["source", "criteria"]
    assert [fault.field for fault in lacks(replace(SCHEME, minimum_total=7))] == ["minimum_total"]


def test_only_what_was_looked_at_and_lacks_nothing_is_frozen() -> None:
    assert why_not_freeze(SCHEME, is_as_seen=True) is None
    assert why_not_freeze(SCHEME, is_as_seen=False).code == "changed_since"
    assert faults_of(lambda: why_not_freeze(replace(SCHEME, title=""), is_as_seen=True))[0][0] == "title"


def test_a_frozen_scheme_and_an_overtaken_page_change_nothing() -> None:
    assert why_not_rewrite(SchemeState.DRAFT, version=2) is None
    assert why_not_rewrite(SchemeState.FROZEN, version=2).code == "scheme_is_frozen"
    assert why_not_over(3, now=3) is None
    assert why_not_over(2, now=3).code == "changed_meanwhile"


@pytest.mark.parametrize(
    ("draft", "is_here", "state", "version", "code"),
    [
        (None, False, "draft", 1, None),
        (2, False, "draft", 2, None),
        (2, False, "frozen", 3, None),
        (2, False, "draft", 3, "two_drafts"),
        (2, True, "draft", 2, "written_here"),
        (2, True, "frozen", 3, "written_here"),
    ],
)
def test_a_file_puts_no_draft_beside_another_nor_over_what_was_typed(draft, is_here, state, version, code) -> None:
    scheme = replace(SCHEME, version=version, state=SchemeState(state))

    refusal = why_not_keep(scheme, draft=draft, is_here=is_here)

    assert (refusal.code if refusal else None) == code


def test_faults_are_a_refusal_that_says_each() -> None:
    with pytest.raises(Refused, match="Title is missing; it should be some words"):
        with_terms(SCHEME, TermsSaid("", "us", True, 1))
