"""Mark schemes: what they say of a set of marks, and which cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.schemes import read_scheme

LEVELS = [
    {"mark": 2, "label": "Strong", "description": "All of it."},
    {"mark": 0, "label": "Not shown", "description": "None of it."},
    {"mark": 1, "label": "Secure", "description": "Some of it."},
]


def scheme_fields(**changes: object) -> Fields:
    first = {"code": "A", "title": "First", "weight": 3, "minimum": 1, "levels": LEVELS}
    second = {"code": "B", "title": "Second", "minimum": 0, "levels": LEVELS}
    values = {"version": 1, "title": "T", "source": "us", "minimum_total": 4, "criteria": [first, second], **changes}
    return Fields(values, file="f.yml")


def criterion(**changes: object) -> dict:
    return {"code": "A", "title": "First", "minimum": 0, "levels": LEVELS, **changes}


def part(**changes: object) -> dict:
    return {"code": "P", "title": "Progress", "criteria": ["A"], "minimum": 6, **changes}


def test_a_part_has_a_minimum_of_its_own_beside_the_total() -> None:
    fields = scheme_fields(parts=[part(criteria=["B", "A"], minimum=7)])

    scheme = read_scheme(fields, qualification="NPQX")

    assert fields.faults == []
    (first,) = scheme.parts
    assert (first.criteria, first.minimum, first.highest) == (("A", "B"), 7, 8)
    assert not scheme.is_passed_by({"A": 2, "B": 0})
    assert [each.code for each in scheme.short_of({"A": 2, "B": 0})] == ["P"]
    assert scheme.is_passed_by({"A": 2, "B": 1})


def test_what_stands_counts_in_its_part_and_a_part_in_pieces_is_not_judged() -> None:
    scheme = read_scheme(scheme_fields(parts=[part(criteria=["A", "B"], minimum=7)]), qualification="NPQX")

    assert scheme.only(["B"]).parts == ()
    standing = scheme.only(["B"], beside={"A": 2})
    assert [standing.is_passed_by({"B": mark}) for mark in (0, 1)] == [False, True]
    assert standing.reached(standing.parts[0], {"B": 1}) == 7
    assert standing.reached(scheme.criterion("A"), {"B": 1}) == 2


def test_a_scheme_is_read_with_its_levels_rising() -> None:
    fields = scheme_fields()

    scheme = read_scheme(fields, qualification="NPQX")

    assert fields.faults == []
    assert scheme.criterion("A").marks == (0, 1, 2)
    assert (scheme.criterion("A").lowest, scheme.criterion("A").highest) == (0, 2)
    assert scheme.criterion("B").level(1).label == "Secure"
    assert scheme.highest_total == 8


@pytest.mark.parametrize(
    ("marks", "total", "passes"),
    [
        ({"A": 1, "B": 1}, 4, True),
        ({"A": 1, "B": 0}, 3, False),
        ({"A": 0, "B": 2}, 2, False),
        ({"A": 2, "B": 0}, 6, True),
    ],
    ids=["just there", "total missed", "a minimum missed", "no minimum on the second"],
)
def test_marks_pass_with_every_minimum_and_the_total(marks, total, passes) -> None:
    scheme = read_scheme(scheme_fields(), qualification="NPQX")

    assert scheme.total(marks) == total
    assert scheme.is_passed_by(marks) is passes


@given(a=st.integers(0, 2), b=st.integers(0, 2))
def test_no_marks_below_a_minimum_pass(a: int, b: int) -> None:
    scheme = read_scheme(scheme_fields(), qualification="NPQX")

    assert not (scheme.short_of({"A": a, "B": b}) and scheme.is_passed_by({"A": a, "B": b}))


def test_an_unknown_criterion_or_mark_is_not_found() -> None:
    scheme = read_scheme(scheme_fields(), qualification="NPQX")

    with pytest.raises(KeyError):
        scheme.criterion("Z")
    with pytest.raises(KeyError):
        scheme.criterion("A").level(9)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"criteria": []}, "criteria", "at least one criterion"),
        ({"criteria": [criterion(), criterion()]}, "criteria", "a code of its own"),
        ({"minimum_total": 9}, "minimum_total", "above the highest total, 8"),
        ({"criteria": [criterion(levels=LEVELS[:1])], "minimum_total": 0}, "criteria[1].levels", "at least two levels"),
        ({"criteria": [criterion(levels=[LEVELS[0]] * 3)], "minimum_total": 0}, "criteria[1].levels", "two levels"),
        ({"criteria": [criterion(levels=[])]}, "criteria[1].levels", "at least two levels"),
        ({"criteria": [criterion(minimum=3)], "minimum_total": 0}, "criteria[1].minimum", "above the highest mark, 2"),
        ({"parts": [part(criteria=["A", "Z"])]}, "parts[1].criteria", "no criterion of the scheme: Z"),
        ({"parts": [part(minimum=7)]}, "parts[1].minimum", "above what its criteria come to at most, 6"),
        ({"parts": [part(), part(code="Q")]}, "parts", "no criterion that another has"),
        ({"parts": [part(code="B")]}, "parts", "a code of their own"),
    ],
)
def test_a_scheme_nobody_could_mark_with_is_a_fault(changes, field, says) -> None:
    fields = scheme_fields(**changes)

    read_scheme(fields, qualification="NPQX")

    assert [fault.field for fault in fields.faults] == [field]
    assert says in fields.faults[0].says
