"""Budgets, plans and registers of risks that are filled in here."""

from __future__ import annotations

import pytest

from goldenthread.assessment.rules.filling import keyed, overwrites, put_together, why_not_fill_in
from goldenthread.assessment.rules.printing_sheets import draw_sheet
from goldenthread.assessment.rules.sheets import MOST_ROWS, reckon_sheet, rows_from, why_not_make
from goldenthread.assessment.types.projects import (
    DocumentKind,
)


def test_sheets_reckon_sums_and_scores() -> None:
    budget = ({"what": "Books", "number": "1,000", "each": "£2.50"}, {"what": " ", "source": ""})
    reckoned = reckon_sheet(DocumentKind.BUDGET, rows_from(DocumentKind.BUDGET, budget))
    assert reckoned.rows == (("Books", "1,000", "£2.50", "", "£2,500.00"),)
    assert reckoned.sums == ("Total £2,500.00",)
    risks = [{"risk": name, "likelihood": a, "impact": b} for name, a, b in (("Low", "1", "2"), ("High", "5", "4"))]
    register = reckon_sheet(DocumentKind.RISKS, rows_from(DocumentKind.RISKS, risks))
    assert [(row[0], row[-1]) for row in register.rows] == [("High", "20"), ("Low", "2")]
    plan = reckon_sheet(DocumentKind.PLAN, rows_from(DocumentKind.PLAN, [{"step": "#strong[One]"}]))
    assert draw_sheet("Plan", plan).startswith(b"%PDF")
    assert reckon_sheet(DocumentKind.BUDGET, ()).sums == ()


@pytest.mark.parametrize(
    ("number", "each", "cost"),
    [
        ("2", "£10.50", "£21.00"),
        ("1,500", "1,500.00", "£2,250,000.00"),
        ("1 000", ".5", "£500.00"),
        ("3.", "£ 2", "£6.00"),
    ],
)
def test_numbers_are_read_as_people_write_them(number, each, cost) -> None:
    reckoned = reckon_sheet(DocumentKind.BUDGET, [{"what": "a", "number": number, "each": each, "source": ""}])
    assert (reckoned.rows[0][-1], reckoned.faults) == (cost, ())


NO_NUMBER = "is not a number: write it in figures, like 1,500 or 10.50."


@pytest.mark.parametrize(
    ("kind", "row", "says"),
    [
        (DocumentKind.BUDGET, {"number": "1", "each": "1"}, "“What it is for” is empty."),
        *(
            (DocumentKind.BUDGET, {"what": "a", "number": "2", "each": each}, f"“Price of each” {says}")
            for each, says in (
                ("many", NO_NUMBER),
                ("nan", NO_NUMBER),
                ("1e5", NO_NUMBER),
                ("٣", NO_NUMBER),
                ("-x", NO_NUMBER),
                ("", "is empty."),
                ("−5", "is less than nothing: write it without the minus."),
                ("£-1,500", "is less than nothing: write it without the minus."),
                ("10,50", "has a comma that can be read in two ways: write 10.50, with a point."),
                ("£1,5", "has a comma that can be read in two ways: write 1.5, with a point."),
                ("0,500", "has a comma that can be read in two ways: write 0.500, with a point."),
                ("1.500,", "has a comma that can be read in two ways: write 1500.00, with a point."),
                ("1,50,000", "has commas that part no thousands: write it like 1,500 or 10.50."),
                ("10,000,001", "is more than 10,000,000."),
            )
        ),
        (
            DocumentKind.RISKS,
            {"risk": "a", "likelihood": "6", "impact": "1"},
            "“Likelihood” is a whole number from 1 to 5.",
        ),
    ],
)
def test_no_document_is_made_of_a_faulty_row(kind, row, says) -> None:
    assert why_not_make(reckon_sheet(kind, rows_from(kind, [row]))).says == f"Row 1: {says}"


def test_a_row_that_cannot_be_read_is_in_no_sum() -> None:
    rows = [{"what": "a", "number": "2", "each": each, "source": ""} for each in ("10,50", "3")]
    reckoned = reckon_sheet(DocumentKind.BUDGET, rows)
    assert [row[-1] for row in reckoned.rows] == ["", "£6.00"]
    assert reckoned.sums == ("Total £6.00, without the rows that are not right yet",)


def rows_of(**said: str) -> dict[str, dict[str, str]]:
    """Rows of a register of risks by key: the risk and its owner."""
    return keyed(
        DocumentKind.RISKS,
        [dict(zip(("risk", "owner"), each.split("/"), strict=True), key=key) for key, each in said.items()],
        begin="x",
    )


def told(rows) -> list[str]:
    return [f"{key} {row['risk']}/{row['owner']}" for key, row in rows.items()]


@pytest.mark.parametrize(
    ("stands", "sent", "before", "then"),
    [
        # From two pages that were drawn empty, every row.
        ({"a": "Staff/", "b": "Money/"}, {"c": "/Phone owner"}, {}, ["a Staff/", "b Money/", "c /Phone owner"]),
        # Cell by cell what each of them changed.
        ({"a": "Staff/Head"}, {"a": "Staffing/"}, {"a": "Staff/"}, ["a Staffing/Head"]),
        # A row that was taken out here goes, and one that was taken out there stays away.
        ({"a": "Staff/"}, {"a": "/", "b": "Money/"}, {"a": "Staff/", "b": "Money/"}, []),
        # It comes back where it was changed here.
        ({}, {"a": "Staff/Head"}, {"a": "Staff/"}, ["a Staff/Head"]),
        # What was typed elsewhere into a row that was emptied here stays.
        ({"a": "Staff/Head"}, {"a": "/"}, {"a": "Staff/"}, ["a /Head"]),
        # New rows stand after those that they follow, or before.
        ({"a": "A/", "c": "C/"}, {"a": "A/", "b": "B/", "c": "C/"}, {"a": "A/", "c": "C/"}, ["a A/", "b B/", "c C/"]),
        ({"c": "C/"}, {"b": "B/", "c": "C/"}, {"c": "C/"}, ["b B/", "c C/"]),
        # A row that the page does not have is not touched.
        ({"a": "A/", "b": "B/"}, {"b": "B/"}, {"a": "A/", "b": "B/"}, ["a A/", "b B/"]),
    ],
)
def test_two_pages_are_put_together_row_by_row(stands, sent, before, then) -> None:
    assert told(put_together(rows_of(**stands), rows_of(**sent), rows_of(**before))) == then


def test_rows_have_keys_and_none_is_left_out_in_silence() -> None:
    given = [{"risk": "A"}, {"risk": "B", "key": "k"}, {"risk": " ", "key": "k"}, {"key": "l"}]
    found = keyed(DocumentKind.RISKS, given, begin="7")
    assert [(key, row.get("risk", "")) for key, row in found.items()] == [
        ("7-0", "A"),
        ("k", "B"),
        ("7-2", ""),
        ("l", ""),
    ]
    many = {str(number): {"risk": "A"} for number in range(MOST_ROWS + 1)}
    refusal = why_not_fill_in(many)
    assert refusal
    assert "at most 60 rows, and there would be 61" in refusal.says
    assert why_not_fill_in(dict(list(many.items())[1:])) is None


@pytest.mark.parametrize(
    ("then", "is_lost"),
    [({"a": "Staff is short/"}, False), ({"a": "Sta/"}, True), ({}, True), ({"a": "Staff/", "b": "New/"}, False)],
)
def test_what_is_lost_of_a_sheet(then, is_lost) -> None:
    assert overwrites(rows_of(a="Staff/"), rows_of(**then)) is is_lost
