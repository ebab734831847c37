"""Which policies hold for programmes on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q

from goldenthread.programmes.models import AssessmentPolicy, EngagementPolicy, Programme
from goldenthread.programmes.rules.policies import in_force
from goldenthread.programmes.types import PolicyTerms
from goldenthread.reporting.types.inspecting import PolicyFacts


def policies_in_force(programmes: Iterable[UUID], *, on: date) -> tuple[PolicyFacts, ...]:
    """The engagement and the assessment policy of each programme, by title, in three statements.

    A programme's own policy comes before its qualification's.
    """
    rows = list(Programme.objects.filter(ref__in=list(programmes)).order_by("title"))
    return tuple(_facts(rows, on))


def _facts(rows: list[Programme], on: date) -> Iterator[PolicyFacts]:
    whose = Q(programme__in=rows) | Q(qualification__in=[row.qualification_id for row in rows])
    engagement = list(EngagementPolicy.objects.filter(whose, in_force_from__lte=on))
    assessment = list(AssessmentPolicy.objects.filter(whose, in_force_from__lte=on))
    for row in rows:
        own = [kept.as_policy() for kept in engagement if kept.programme_id == row.pk]
        shared = [kept.as_policy() for kept in engagement if kept.qualification_id == row.qualification_id]
        engaged = in_force(own, on=on) or in_force(shared, on=on)
        if engaged:
            yield _said(row, "Engagement", engaged.terms)
        own_work = [kept.as_policy() for kept in assessment if kept.programme_id == row.pk]
        shared_work = [kept.as_policy() for kept in assessment if kept.qualification_id == row.qualification_id]
        assessed = in_force(own_work, on=on) or in_force(shared_work, on=on)
        if assessed:
            yield _said(row, "Assessment", assessed.terms)


def _said(row: Programme, what: str, terms: PolicyTerms) -> PolicyFacts:
    return PolicyFacts(row.title, what, terms.in_force_from, terms.source, terms.is_illustrative)
