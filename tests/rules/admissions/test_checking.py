"""Rows are checked each for itself, against one another, and against what is known."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.admissions.rules.checking import check, sort_rows
from goldenthread.admissions.rules.reading import read_sheet
from goldenthread.admissions.types import Known, SheetRow
from goldenthread.programmes.types import Route
from tests.makers.admissions import good_row, table

GOOD = dict(read_sheet(table(good_row(1))).rows[0].cells)
BOTH = frozenset(Route)


def rows(*changes: dict[str, str]) -> list[SheetRow]:
    """Rows from line two on, each good but for what it changes and unlike the others."""
    return [
        SheetRow(n, GOOD | {"email": f"p{n}@x.example", "trn": f"{2000000 + n}"} | change)
        for n, change in enumerate(changes, start=2)
    ]


@pytest.mark.parametrize(
    ("word", "change", "reasons"),
    [
        ("good", {}, []),
        ("no name", {"name": ""}, ["Name is missing."]),
        ("a very long name", {"name": "x" * 201}, ["Name is longer than 200 letters."]),
        ("a formula for a name", {"name": "=HYPERLINK(1)"}, ["Name begins with “=”, as a formula does."]),
        ("a name that turns about", {"name": "Pat \u202egpj"}, ["Name holds invisible marks: type it again."]),
        ("a name of two lines", {"school_name": "A\nB"}, ["School name holds invisible marks: type it again."]),
        ("a name in another alphabet", {"name": "محمد"}, []),
        ("no e-mail", {"email": ""}, ["Email is missing."]),
        ("not an e-mail", {"email": "pat at school"}, ["Email is not an e-mail address."]),
        ("two e-mails", {"sponsor_email": "a@x.example;b@x.example"}, ["Sponsor email is not an e-mail address."]),
        ("a short TRN", {"trn": "12345"}, ["TRN has seven digits."]),
        ("a TRN as people write it", {"trn": "RP 12/34567"}, []),
        ("no TRN", {"trn": ""}, []),
        ("a URN with letters", {"school_urn": "12345A"}, ["School URN has six digits."]),
        ("online only", {"route": "Online-only"}, []),
        ("no route", {"route": ""}, []),
        ("an unknown route", {"route": "by post"}, ["Route is “blended” or “online-only”."]),
        ("their own sponsor", {"sponsor_email": "P2@x.example"}, ["Somebody cannot be their own sponsor."]),
        ("two things", {"name": "", "trn": "1"}, ["Name is missing.", "TRN has seven digits."]),
    ],
)  # fmt: skip
def test_one_row(word, change, reasons) -> None:
    found = sort_rows(rows(change), routes=BOTH, known=Known())

    assert [list(bad.reasons) for bad in found.bad] == ([reasons] if reasons else []), word
    assert len(found.good) == (0 if reasons else 1)


def test_a_good_row_is_tidied() -> None:
    applicant, reasons = check(
        GOOD | {"email": "Pat@X.example", "trn": "12 34567", "school_urn": "100 001", "route": "ONLINE only"},
        routes=BOTH,
    )

    assert (applicant.email, applicant.trn, applicant.school_urn, applicant.route, reasons) == (
        "pat@x.example",
        "1234567",
        "100001",
        Route.ONLINE,
        [],
    )


def test_a_route_that_the_programme_lacks_comes_back() -> None:
    _, reasons = check(GOOD | {"route": "online"}, routes=frozenset({Route.BLENDED}))

    assert reasons == ["This programme has no online-only route."]


def test_the_second_of_two_alike_comes_back_and_names_the_first() -> None:
    found = sort_rows(
        rows({"email": "same@x.example"}, {"email": "SAME@x.example"}, {"trn": "2000002"}), routes=BOTH, known=Known()
    )

    assert [good.line for good in found.good] == [2]
    assert [(bad.line, bad.reasons) for bad in found.bad] == [
        (3, ("The same e-mail address is on line 2.",)),
        (4, ("The same TRN is on line 2.",)),
    ]


def test_who_is_known_already_comes_back() -> None:
    known = Known(
        applied=frozenset({"p2@x.example"}),
        placed=frozenset({"p3@x.example"}),
        trns={"2000004": "somebody@x.example", "2000005": "p5@x.example"},
        numbers={"p5@x.example": "2000005", "p6@x.example": "7654321"},
    )

    found = sort_rows(rows({}, {}, {}, {}, {}), routes=BOTH, known=known)

    assert [(bad.line, bad.reasons) for bad in found.bad] == [
        (2, ("This person has applied for this cohort already.",)),
        (3, ("This person has a place on this cohort already.",)),
        (4, ("This TRN belongs to somebody with another e-mail address.",)),
        (6, ("This e-mail address belongs to somebody with another TRN.",)),
    ]
    assert [good.line for good in found.good] == [5]


CELLS = st.fixed_dictionaries({column: st.text(max_size=30) | st.just(GOOD[column]) for column in GOOD})


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=st.lists(CELLS, max_size=6))
def test_every_row_either_enters_or_comes_back_with_a_reason(cells) -> None:
    sheet = [SheetRow(n, row) for n, row in enumerate(cells, start=2)]

    found = sort_rows(sheet, routes=BOTH, known=Known())

    assert sorted([g.line for g in found.good] + [b.line for b in found.bad]) == [row.line for row in sheet]
    assert all(bad.reasons for bad in found.bad)
    assert len({g.applicant.email for g in found.good}) == len(found.good)


def test_a_number_that_is_another_schools_comes_back() -> None:
    known = Known(schools={"100001": "Castle Hill Primary School", "100002": "Tor View Academy"})

    found = sort_rows(
        rows(
            {"school_urn": "100002", "school_name": "Elm School"},
            {"school_urn": "100002", "school_name": "tor view"},
            {"school_urn": "100001", "school_name": ""},
        ),
        routes=BOTH,
        known=known,
    )

    assert [good.line for good in found.good] == [3]
    assert [(bad.line, bad.reasons) for bad in found.bad] == [
        (2, ("URN 100002 is Tor View Academy here, not Elm School. Correct the number or the name.",)),
        (4, ("School name is missing.",)),
    ]


def test_a_new_number_with_two_names_comes_back_wherever_it_stands() -> None:
    found = sort_rows(
        rows(
            {"school_urn": "100777", "school_name": "Bramble Lane"},
            {"school_urn": "100777", "school_name": "Bramble Lane Infants"},
            {"school_urn": "100777", "school_name": "Elm School"},
            {"school_urn": "100778", "school_name": "Elm School"},
            {"school_urn": "1", "school_name": "Oak School"},
            {"school_urn": "1", "school_name": "Ash School"},
        ),
        routes=BOTH,
        known=Known(),
    )

    twice = "URN 100777 is Bramble Lane on line 2 and Elm School on line 4. Correct the number or the name."
    assert [good.line for good in found.good] == [5]
    assert [bad.reasons for bad in found.bad] == [(twice,)] * 3 + [("School URN has six digits.",)] * 2


def test_a_new_number_under_a_known_name_enters_with_something_to_look_at() -> None:
    known = Known(schools={"100001": "Castle Hill Primary School", "100002": "Castle Hill Infant School"})

    found = sort_rows(
        rows(
            {"school_urn": "100010", "school_name": "Castle Hill Junior School"},
            {"school_urn": "100011", "school_name": "Elm School"},
            {"school_urn": "100001", "school_name": "Castle Hill"},
        ),
        routes=BOTH,
        known=known,
    )

    assert [good.looks for good in found.good] == [
        ("Castle Hill Primary School is known here with URN 100001, not 100010. Check the number.",),
        (),
        (),
    ]


def test_the_infants_beside_the_juniors_are_no_slip_in_their_number() -> None:
    known = Known(schools={"100002": "Castle Hill Infant School", "100003": "Castle Hill Nursery"})

    found = sort_rows(
        rows({"school_urn": "100010", "school_name": "Castle Hill Junior School"}), routes=BOTH, known=known
    )

    assert [good.looks for good in found.good] == [()]
