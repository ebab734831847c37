"""The catalogue of qualifications. Facts about qualifications are everybody's to read who is signed in."""

from __future__ import annotations

from django.db.models import Count, Q

from goldenthread.people.types import Actor
from goldenthread.programmes.models import AssessmentPolicy, EngagementPolicy, MarkScheme, Programme, Qualification
from goldenthread.programmes.rules.permitting import why_not_write_schemes
from goldenthread.programmes.types import (
    MarkSchemeRef,
    QualificationCard,
    QualificationPage,
    QualificationRef,
    SchemeLine,
    SchemeState,
)


def qualifications(*, by: Actor) -> tuple[QualificationCard, ...]:
    """Every qualification, the newest suite first, with how many programmes this actor may see; in one statement."""
    rows = Qualification.objects.annotate(seen=_programmes(by)).order_by("-suite", "code")
    return tuple(_card(row, row.seen) for row in rows)


def qualification_page(slug: str, *, by: Actor) -> QualificationPage:
    """One qualification with every policy and mark scheme it ever had, newest first; in four statements.

    Drafts of mark schemes are there for those who may write them.

    :raises Qualification.DoesNotExist: if the catalogue has none of this name.
    """
    code, _, suite = slug.rpartition("-")
    named = Q(code__iexact=code, suite=int(suite)) if suite.isdecimal() and len(suite) == 4 else Q(pk=None)
    row = Qualification.objects.annotate(seen=_programmes(by)).get(named)
    engagement = EngagementPolicy.objects.filter(qualification=row).order_by("-in_force_from", "-version")
    assessment = AssessmentPolicy.objects.filter(qualification=row).order_by("-in_force_from", "-version")
    schemes = MarkScheme.objects.seen_by(by).filter(qualification=row).order_by("-version")
    return QualificationPage(
        card=_card(row, row.seen),
        engagement=tuple(policy.as_policy() for policy in engagement),
        assessment=tuple(policy.as_policy() for policy in assessment),
        schemes=tuple(
            SchemeLine(MarkSchemeRef(ref), version, title, SchemeState(state), *rest)
            for ref, version, title, state, *rest in schemes.values_list(
                "ref", "version", "title", "state", "is_illustrative", Count("criteria"), "source", "frozen_at"
            )
        ),
        why_not_write=why_not_write_schemes(by),
    )


def _programmes(by: Actor) -> Count:
    return Count("programmes", filter=Q(programmes__in=Programme.objects.seen_by(by)))


def _card(row: Qualification, programmes: int) -> QualificationCard:
    return QualificationCard(row.pk, QualificationRef(row.ref), row.as_facts(), programmes)
