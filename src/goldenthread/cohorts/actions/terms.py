"""Keep term dates: enter, change and take out days, and start from examples."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.models import TermSpan
from goldenthread.cohorts.queries.terms import owners
from goldenthread.cohorts.rules.terms import illustrative, school_year, why_not_keep
from goldenthread.cohorts.types.terms import Span, SpanKind, SpanRef
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor, OrganisationCard

YEARS = 4


@atomic
def add_span(organisation: UUID, span: Span, *, by: Actor, at: datetime) -> SpanRef:
    """Enter a term, a half term or a closure.

    :raises TermSpan.DoesNotExist: if this actor does not keep this organisation's dates.
    :raises Refused: if the days do not fit.
    """
    owner = _owner(organisation, by=by)
    _fits(span, TermSpan.objects.filter(organisation_id=owner.id).select_for_update())
    row = TermSpan.objects.create(organisation_id=owner.id, **_columns(span))
    audit(by=str(by), did="cohorts.add_term_dates", to=str(organisation), at=at, dates=_said(span))
    return SpanRef(row.ref)


@atomic
def change_span(ref: UUID, span: Span, *, by: Actor, at: datetime) -> None:
    """Put days right; what was an example is one no longer. :raises Refused: if they do not fit."""
    row = TermSpan.objects.kept_by(by).select_related("organisation").select_for_update(of=("self",)).get(ref=ref)
    before = row.as_span()
    _fits(span, TermSpan.objects.filter(organisation_id=row.organisation_id).exclude(pk=row.pk))
    TermSpan.objects.filter(pk=row.pk).update(**_columns(span), is_illustrative=False)
    audit(
        by=str(by), did="cohorts.change_term_dates", to=str(row.organisation.ref), at=at, before=_said(before),
        after=_said(span),
    )  # fmt: skip


@atomic
def remove_span(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take days out. Sessions stay where they are."""
    row = TermSpan.objects.kept_by(by).select_related("organisation").select_for_update(of=("self",)).get(ref=ref)
    row.delete()
    audit(by=str(by), did="cohorts.remove_term_dates", to=str(row.organisation.ref), at=at, dates=_said(row.as_span()))


@atomic
def start_from_examples(organisation: UUID, *, by: Actor, at: datetime) -> int:
    """Enter illustrative terms and half terms for this school year and the next three, to be put right; how many.

    :raises Refused: if there are term dates already.
    """
    owner = _owner(organisation, by=by)
    if TermSpan.objects.filter(organisation_id=owner.id, kind=SpanKind.TERM.value).exists():
        raise Refused(Refusal("has_terms", "There are terms already.", "Change them one by one."))
    this = school_year(at.date())
    spans = [span for year in range(this, this + YEARS) for span in illustrative(year)]
    known = set(TermSpan.objects.filter(organisation_id=owner.id).values_list("kind", "first_on"))
    rows = [
        TermSpan(organisation_id=owner.id, **_columns(span), is_illustrative=True)
        for span in spans
        if (span.kind.value, span.first_on) not in known
    ]
    TermSpan.objects.bulk_create(rows)
    audit(by=str(by), did="cohorts.start_from_example_terms", to=str(organisation), at=at, spans=str(len(rows)))
    return len(rows)


def _owner(ref: UUID, *, by: Actor) -> OrganisationCard:
    found = next((o for o in owners(by=by) if o.ref == ref), None)
    if found is None:
        raise TermSpan.DoesNotExist
    return found


def _fits(span: Span, others: Iterable[TermSpan]) -> None:
    refusal = why_not_keep(span, others=[row.as_span() for row in others])
    if refusal:
        raise Refused(refusal)


def _columns(span: Span) -> dict[str, Any]:
    return {"kind": span.kind.value, "title": span.title.strip(), "first_on": span.first_on, "last_on": span.last_on}


def _said(span: Span) -> str:
    return f"{span.title}: {span.first_on:%-d %B %Y} to {span.last_on:%-d %B %Y}"
