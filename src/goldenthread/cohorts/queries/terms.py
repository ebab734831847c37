"""Term dates: which count for a partner, and an organisation's own to change."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from goldenthread.cohorts.models import Cohort, TermSpan
from goldenthread.cohorts.rules.terms import bank_holidays, school_year, that_count
from goldenthread.cohorts.types.terms import (
    SchoolYear,
    Span,
    SpanLine,
    SpanRef,
    TermDates,
    TermOwner,
    TermsPage,
)
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, Duty, OrganisationCard, OrganisationKind


def terms_for(partner_id: int) -> TermDates:
    """The dates that count for a partner's cohorts, in one statement. Open to whoever may see one of them."""
    rows = list(TermSpan.objects.for_partner(partner_id))
    own = [row.as_span() for row in rows if row.organisation_id == partner_id]
    return that_count(own, [row.as_span() for row in rows if row.organisation_id != partner_id])


def terms_for_cohort(ref: UUID, *, by: Actor) -> TermDates:
    """The dates that count for a cohort, in two statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    return terms_for(Cohort.objects.seen_by(by).values_list("partner_id", flat=True).get(ref=ref))


def terms_page(ref: UUID | None, *, by: Actor, at: date) -> TermsPage:
    """The dates of an organisation, this school year and the next two at least; in three statements.

    :raises TermSpan.DoesNotExist: if there is no such organisation, or its dates are not theirs to keep.
    """
    kept = owners(by=by)
    rows = list(TermSpan.objects.kept_by(by).select_related("organisation").order_by("first_on", "pk"))
    found = tuple(
        TermOwner(o.ref, o.name, o.kind is OrganisationKind.LEAD_PROVIDER, sum(r.organisation_id == o.id for r in rows))
        for o in kept
    )
    chosen = next((o for o in found if ref is None or o.ref == ref), None)
    if chosen is None:
        raise TermSpan.DoesNotExist
    lines: defaultdict[int, list[SpanLine]] = defaultdict(list)
    for row in rows:
        if row.organisation.ref == chosen.ref:
            lines[school_year(row.first_on)].append(SpanLine(SpanRef(row.ref), row.as_span()))
    this = school_year(at)
    years = tuple(
        SchoolYear(year, tuple(lines.get(year, ())), _holidays(year))
        for year in sorted({*lines, *range(this, this + 3)})
    )
    return TermsPage(chosen, years, found)


def span_to_change(ref: UUID, *, by: Actor) -> tuple[UUID, Span]:
    """One span with its organisation. :raises TermSpan.DoesNotExist: if there is none, or it is not theirs to keep."""
    row = TermSpan.objects.kept_by(by).select_related("organisation").get(ref=ref)
    return row.organisation.ref, row.as_span()


def owners(*, by: Actor) -> tuple[OrganisationCard, ...]:
    """The organisations whose dates this actor keeps, the provider first; in one statement."""
    all_ = by.wears_for_provider(Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
    places = by.places(Duty.PROGRAMME_MANAGER)
    kept = [o for o in organisations(by=by) if o.kind is not OrganisationKind.SCHOOL and (all_ or o.id in places)]
    return tuple(sorted(kept, key=lambda o: (o.kind is not OrganisationKind.LEAD_PROVIDER, o.name)))


def _holidays(begins: int) -> tuple[tuple[date, str], ...]:
    both = {**bank_holidays(begins), **bank_holidays(begins + 1)}
    return tuple((on, name) for on, name in both.items() if school_year(on) == begins)
