"""Budgets, plans and registers of risks that are filled in here."""

from __future__ import annotations

import pytest

from goldenthread.assessment.rules.printing_sheets import draw_sheet
from goldenthread.assessment.rules.sheets import reckon_sheet, rows_from, why_not_make
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
    ("kind", "row", "says"),
    [
        (DocumentKind.BUDGET, {"number": "1", "each": "1"}, "Row 1: “What it is for” is empty."),
        (DocumentKind.BUDGET, {"what": "a", "number": "many", "each": "1"}, "Row 1: “How many” is not a number."),
        (DocumentKind.BUDGET, {"what": "a", "number": "nan", "each": "1"}, "Row 1: “How many” is not a number."),
        (DocumentKind.BUDGET, {"what": "a", "number": "1e99", "each": "1"}, "Row 1: “How many” is not a number."),
        (
            DocumentKind.RISKS,
            {"risk": "a", "likelihood": "6", "impact": "1"},
            "Row 1: “Likelihood” is a whole number from 1 to 5.",
        ),
    ],
)
def test_no_document_is_made_of_a_faulty_row(kind, row, says) -> None:
    assert why_not_make(reckon_sheet(kind, rows_from(kind, [row]))).says == says
