"""Reading fields: every fault is said, with where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.programmes.rules.fields import Faulty, Fields
from goldenthread.programmes.types import Route


def fields(**values: object) -> Fields:
    return Fields(values, file="f.yml")


def said(read: Fields) -> list[str]:
    return [str(fault) for fault in read.faults]


def test_good_fields_are_read_and_leave_no_fault() -> None:
    read = fields(
        title=" Title ",
        months=12,
        known=None,
        flag=True,
        route="online",
        routes=["online"],
        day=date(2026, 1, 5),
        written="2026-01-06",
        words=["a"],
        part={"inner": 1},
        parts=[{"inner": 2}],
    )

    assert read.text("title") == "Title"
    assert read.text("absent", "") == ""
    assert read.whole("months", least=1, most=12) == 12
    assert read.whole_or_none("known", least=1, most=2) is None
    assert read.whole_or_none("months", least=1, most=12) == 12
    assert read.flag("flag", default=False) is True
    assert read.choice("route", Route) is Route.ONLINE
    assert read.choices("routes", Route) == {Route.ONLINE}
    assert read.day("day") == date(2026, 1, 5)
    assert read.day("written") == date(2026, 1, 6)
    assert read.texts("words") == ("a",)
    assert read.one("part").whole("inner", least=1, most=1) == 1
    assert [each.whole("inner", least=1, most=2) for each in read.many("parts")] == [2]
    read.done()
    read.refuse()
    assert read.faults == []


@pytest.mark.parametrize(
    ("values", "ask", "says"),
    [
        ({}, lambda f: f.text("title"), "f.yml: title: is missing; it should be some words"),
        ({"title": " "}, lambda f: f.text("title"), "f.yml: title: should be some words, not “ ”"),
        ({"n": 0}, lambda f: f.whole("n", least=1, most=9), "f.yml: n: should be a whole number from 1 to 9, not “0”"),
        ({"n": True}, lambda f: f.whole("n", least=0, most=9), "should be a whole number from 0 to 9, not “True”"),
        ({"n": "x"}, lambda f: f.whole_or_none("n", least=0, most=9), "should be a whole number"),
        ({"on": "maybe"}, lambda f: f.flag("on", default=True), "should be true or false, not “maybe”"),
        ({"r": "boat"}, lambda f: f.choice("r", Route), "f.yml: r: should be one of blended, online, not “boat”"),
        ({"r": ["boat"]}, lambda f: f.choices("r", Route), "f.yml: r: “boat” should be one of blended, online"),
        ({"d": "soon"}, lambda f: f.day("d"), "f.yml: d: should be a date such as 2020-10-01, not “soon”"),
        ({"w": "one"}, lambda f: f.texts("w"), "f.yml: w: should be a list, not “one”"),
        ({"w": [1]}, lambda f: f.texts("w"), "f.yml: w: should be a list of words, not “[1]”"),
        ({"p": 3}, lambda f: f.one("p"), "f.yml: p: should be a set of named fields"),
        ({"p": [3]}, lambda f: f.many("p"), "f.yml: p[1]: should be a set of named fields"),
        ({"p": [{}]}, lambda f: f.many("p")[0].text("t"), "f.yml: p[1].t: is missing; it should be some words"),
        ({"slip": 3}, lambda f: f.done(), "f.yml: slip: is not a field that is known here"),
    ],
)
def test_a_fault_says_what_and_where(values, ask, says) -> None:
    read = fields(**values)

    ask(read)

    assert len(read.faults) == 1
    assert says in said(read)[0]
    with pytest.raises(Faulty) as faulty:
        read.refuse()
    assert faulty.value.refusal.code == "faulty_fields"


def test_something_that_is_no_mapping_is_one_fault() -> None:
    assert said(Fields(["not", "named"], file="f.yml")) == ["f.yml: the file: should be a set of named fields"]
