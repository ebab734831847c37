"""Bank holidays, terms, and on which days a session can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.cohorts.rules.terms import (
    bank_holidays,
    illustrative,
    school_year,
    stretches,
    that_count,
    why_closed,
    why_not_keep,
    why_shut,
)
from goldenthread.cohorts.types.terms import Span, SpanKind, TermDates

TERM = Span(SpanKind.TERM, "Spring term", date(2026, 1, 5), date(2026, 3, 27))
HALF = Span(SpanKind.HALF_TERM, "Half term", date(2026, 2, 16), date(2026, 2, 20))
INSET = Span(SpanKind.CLOSURE, "INSET day", date(2026, 1, 5), date(2026, 1, 5))
TERMS = TermDates((TERM, HALF, INSET))

# As published at gov.uk/bank-holidays for England and Wales, 2024 to 2027, and as the Act has them for the rest.
PUBLISHED = {
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2033: "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_as_published(year) -> None:
    assert " ".join(f"{on:%m-%d}" for on in bank_holidays(year)) == PUBLISHED[year]


def test_a_holiday_on_a_weekend_is_kept_on_the_next_working_day_under_its_name() -> None:
    assert bank_holidays(2027)[date(2027, 12, 27)] == "the bank holiday for Christmas Day"
    assert bank_holidays(2033)[date(2033, 12, 26)] == "Boxing Day"


def test_a_bank_holiday_that_was_moved_is_open_and_its_new_day_is_closed() -> None:
    moved = Span(SpanKind.OPEN, "Early May, moved", date(2026, 5, 4), date(2026, 5, 4))
    instead = Span(SpanKind.CLOSURE, "Early May", date(2026, 5, 8), date(2026, 5, 8))
    terms = that_count([], [moved, instead])

    assert [why_closed(span.first_on, terms) for span in (moved, instead)] == ["", "is in “Early May”"]
    assert [why_shut(span.first_on, terms) for span in (moved, instead)] == ["", "is in “Early May”"]
    assert why_shut(moved.first_on, TERMS) == "is the Early May bank holiday"


@pytest.mark.parametrize(
    ("word", "day", "closed", "shut"),
    [
        ("an ordinary day", date(2026, 1, 6), "", ""),
        ("a bank holiday", date(2026, 4, 3), "is Good Friday", "is Good Friday"),
        ("half term", date(2026, 2, 18), "is in “Half term”", ""),
        ("a closure", date(2026, 1, 5), "is in “INSET day”", "is in “INSET day”"),
        ("between terms", date(2026, 4, 9), "is outside the terms", ""),
        ("a school year of which nothing is known", date(2027, 1, 6), "", ""),
    ],
)
def test_days(word, day, closed, shut) -> None:
    assert (why_closed(day, TERMS), why_shut(day, TERMS)) == (closed, shut), word


def test_school_years_begin_in_september() -> None:
    assert (school_year(date(2026, 8, 31)), school_year(date(2026, 9, 1))) == (2025, 2026)


def test_days_of_which_the_same_is_said_stand_together() -> None:
    told = stretches(date(2026, 2, 13), date(2026, 2, 22), TERMS)

    assert [(s.first_on.day, s.last_on.day, s.why) for s in told] == [
        (13, 15, ""),
        (16, 20, "is in “Half term”"),
        (21, 22, ""),
    ]


def test_a_partner_keeps_to_its_own_terms_and_to_the_closures_of_both() -> None:
    own, moor = replace(TERM, title="Our spring"), replace(INSET, title="Moor fair", first_on=date(2026, 1, 2))

    assert set(that_count([own, moor], [TERM, HALF, INSET]).spans) == {own, moor, INSET}
    assert set(that_count([moor], [TERM, HALF, INSET]).spans) == {TERM, HALF, moor, INSET}
    assert that_count([], []) == TermDates()


def test_examples_are_whole_say_that_they_are_and_fit_together() -> None:
    for year in range(2023, 2031):
        spans = illustrative(year)

        assert all(span.is_illustrative for span in spans)
        assert [span.kind for span in spans] == [SpanKind.TERM, SpanKind.HALF_TERM] * 3
        for term, half in zip(spans[::2], spans[1::2], strict=True):
            assert term.first_on < half.first_on <= half.last_on < term.last_on
        for span in spans:
            assert max(span.first_on.weekday(), span.last_on.weekday()) < 5
            assert why_not_keep(span, others=[s for s in spans if s is not span]) is None
            assert school_year(span.first_on) == school_year(span.last_on) == year
    assert TermDates(illustrative(2026)).is_illustrative
    assert TermDates(illustrative(2026)).has_terms
    assert not TERMS.is_illustrative


@pytest.mark.parametrize(
    ("word", "span", "code"),
    [
        ("the next term", replace(TERM, first_on=date(2026, 4, 13), last_on=date(2026, 7, 17)), None),
        ("another kind of days within it", HALF, None),
        ("without a name", replace(HALF, title=" "), "no_title"),
        ("backwards", replace(HALF, last_on=date(2026, 2, 15)), "ends_before_start"),
        ("a year", replace(TERM, last_on=date(2027, 1, 5)), "too_long"),
        ("a quarter of a year closed", replace(INSET, last_on=date(2026, 4, 5)), "too_long"),
        ("a term in a term", replace(TERM, title="Again", first_on=date(2026, 3, 27)), "overlaps"),
    ],
)
def test_what_can_be_kept(word, span, code) -> None:
    refusal = why_not_keep(span, others=[TERM])

    assert (refusal.code if refusal else None) == code, word
