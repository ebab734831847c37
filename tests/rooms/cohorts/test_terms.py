"""Term dates as they are kept, and which count for a partner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.terms import add_span, change_span, remove_span, start_from_examples
from goldenthread.cohorts.models import Cohort, TermSpan
from goldenthread.cohorts.queries.terms import owners, span_to_change, terms_for, terms_for_cohort, terms_page
from goldenthread.cohorts.types.terms import Span, SpanKind
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cohorts import make_cohort
from tests.makers.counting import statements_of

AUTUMN = Span(SpanKind.TERM, "Autumn term", date(2025, 9, 3), date(2025, 12, 19))
INSET = Span(SpanKind.CLOSURE, "INSET day", date(2026, 1, 5), date(2026, 1, 5))


def test_dates_are_entered_changed_and_taken_out_and_every_step_is_kept(cast, at) -> None:
    by, owner = cast.partner_manager, cast.partner.ref
    ref = add_span(owner, replace(AUTUMN, title=" Autumn term "), by=by, at=at)
    later = replace(AUTUMN, last_on=date(2025, 12, 17))

    change_span(ref, later, by=by, at=at)
    assert span_to_change(ref, by=by) == (owner, later)
    remove_span(ref, by=by, at=at)

    assert not TermSpan.objects.exists()
    done = AuditEntry.objects.filter(to=str(owner), did__endswith="term_dates").order_by("id")
    assert list(done.values_list("did", flat=True)) == [
        "cohorts.add_term_dates",
        "cohorts.change_term_dates",
        "cohorts.remove_term_dates",
    ]


def test_days_that_overlap_are_refused_and_nothing_is_written(cast, at) -> None:
    add_span(cast.partner.ref, AUTUMN, by=cast.partner_manager, at=at)

    with pytest.raises(Refused) as refused:
        add_span(cast.partner.ref, AUTUMN, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "overlaps"
    assert TermSpan.objects.count() == 1


def test_only_those_who_keep_an_organisations_dates_reach_them(cast, at) -> None:
    ref = add_span(cast.partner.ref, AUTUMN, by=cast.programme_manager, at=at)

    assert [o.name for o in owners(by=cast.partner_manager)] == ["Harbour Teaching Hub"]
    assert [o.name for o in owners(by=cast.programme_manager)] == [
        "Fenland Leadership Trust",
        "Harbour Teaching Hub",
        "Moorland Teaching Hub",
    ]
    for stranger in (cast.outsider, cast.facilitator, cast.participant):
        for reach in (
            lambda by: add_span(cast.partner.ref, INSET, by=by, at=at),
            lambda by: change_span(ref, AUTUMN, by=by, at=at),
            lambda by: remove_span(ref, by=by, at=at),
            lambda by: start_from_examples(cast.partner.ref, by=by, at=at),
            lambda by: span_to_change(ref, by=by),
            lambda by: terms_page(cast.partner.ref, by=by, at=at.date()),
        ):
            with pytest.raises(TermSpan.DoesNotExist):
                reach(stranger)
    with pytest.raises(TermSpan.DoesNotExist):
        terms_page(uuid4(), by=cast.programme_manager, at=at.date())
    assert TermSpan.objects.get().as_span() == AUTUMN


def test_examples_say_that_they_are_until_somebody_puts_them_right(cast, at) -> None:
    by, owner = cast.programme_manager, cast.provider.ref
    assert terms_page(None, by=by, at=at.date()).has_none
    add_span(owner, Span(SpanKind.HALF_TERM, "Half term", date(2025, 10, 27), date(2025, 10, 31)), by=by, at=at)

    assert start_from_examples(owner, by=by, at=at) == 23

    page = terms_page(owner, by=by, at=at.date())
    assert (page.is_illustrative, page.has_none) == (True, False)
    assert [year.title for year in page.years] == ["2025 to 2026", "2026 to 2027", "2027 to 2028", "2028 to 2029"]
    assert (date(2026, 4, 3), "Good Friday") in page.years[0].holidays
    with pytest.raises(Refused):
        start_from_examples(owner, by=by, at=at)
    line = page.years[0].lines[0]
    change_span(line.ref, line.span, by=by, at=at)
    assert not TermSpan.objects.get(ref=line.ref).is_illustrative


def test_a_page_of_many_dates_takes_as_many_statements_as_one_of_none(cast, at) -> None:
    none = statements_of(lambda: terms_page(None, by=cast.programme_manager, at=at.date()))
    start_from_examples(cast.provider.ref, by=cast.programme_manager, at=at)

    assert statements_of(lambda: terms_page(None, by=cast.programme_manager, at=at.date())) == none == 2


def test_a_partners_cohorts_keep_to_its_own_terms_and_else_to_the_providers(cast, at) -> None:
    add_span(cast.provider.ref, AUTUMN, by=cast.programme_manager, at=at)
    add_span(cast.partner.ref, INSET, by=cast.partner_manager, at=at)
    cohort = make_cohort(cast, at=at)

    assert terms_for(cast.partner.id).spans == (AUTUMN, INSET)
    assert [line.span for line in terms_page(None, by=cast.programme_manager, at=at.date()).years[0].lines] == [AUTUMN]
    assert terms_for(cast.other_partner.id).spans == (AUTUMN,)
    assert statements_of(lambda: terms_for(cast.partner.id)) == 1
    assert terms_for_cohort(cohort.ref, by=cast.facilitator).spans == (AUTUMN, INSET)
    with pytest.raises(Cohort.DoesNotExist):
        terms_for_cohort(cohort.ref, by=cast.outsider)
