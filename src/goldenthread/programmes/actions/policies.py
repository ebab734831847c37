"""Put policies in force. A policy is never changed: a change is a new version, in force from its own day."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes import types
from goldenthread.programmes.models import AssessmentPolicy, EngagementPolicy, Programme
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.policies import (
    assessment_body,
    engagement_body,
    read_assessment,
    read_engagement,
)

Row = TypeVar("Row", EngagementPolicy, AssessmentPolicy)


@atomic
def set_engagement_policy(programme: UUID, policy: types.EngagementPolicy, *, by: Actor, at: datetime) -> None:
    """Give a programme an engagement policy of its own, in force from the day its terms name.

    :raises Refused: if this actor may not. :raises Faulty: if the policy could not be read back.
    """
    row = _programme(programme, by=by)
    fields = Fields(engagement_body(policy), file="the policy")
    read_engagement(fields, policy.terms)
    fields.refuse()
    if keep_engagement(policy, programme=row.pk, at=at):
        audit(by=str(by), did="programmes.set_engagement_policy", to=str(row.ref), at=at, source=policy.terms.source)


@atomic
def set_assessment_policy(programme: UUID, policy: types.AssessmentPolicy, *, by: Actor, at: datetime) -> None:
    """Give a programme an assessment policy of its own, in force from the day its terms name.

    :raises Refused: if this actor may not. :raises Faulty: if the policy could not be read back.
    """
    row = _programme(programme, by=by)
    fields = Fields(assessment_body(policy), file="the policy")
    read_assessment(fields, policy.terms)
    fields.refuse()
    if keep_assessment(policy, programme=row.pk, at=at):
        audit(by=str(by), did="programmes.set_assessment_policy", to=str(row.ref), at=at, source=policy.terms.source)


def keep_engagement(policy: types.EngagementPolicy, *, at: datetime, **whose: int) -> bool:
    """Keep a policy unless the latest from its day says the same; whether anything was written."""
    return _keep(EngagementPolicy, policy.terms, engagement_body(policy), at=at, whose=whose)


def keep_assessment(policy: types.AssessmentPolicy, *, at: datetime, **whose: int) -> bool:
    """Keep a policy unless the latest from its day says the same; whether anything was written."""
    return _keep(AssessmentPolicy, policy.terms, assessment_body(policy), at=at, whose=whose)


def _keep(
    table: type[Row], terms: types.PolicyTerms, body: dict[str, Any], *, at: datetime, whose: dict[str, int]
) -> bool:
    mine = table.objects.filter(**{f"{owner}_id": pk for owner, pk in whose.items()})
    latest = mine.filter(in_force_from=terms.in_force_from).order_by("-version").first()
    if latest is not None and (latest.body, latest.source, latest.is_illustrative) == (
        body,
        terms.source,
        terms.is_illustrative,
    ):
        return False
    table.objects.create(
        version=(mine.aggregate(last=Max("version"))["last"] or 0) + 1,
        in_force_from=terms.in_force_from,
        source=terms.source,
        is_illustrative=terms.is_illustrative,
        body=body,
        set_at=at,
        **{f"{owner}_id": pk for owner, pk in whose.items()},
    )
    return True


def _programme(ref: UUID, *, by: Actor) -> Programme:
    row = Programme.objects.seen_by(by).select_for_update().get(ref=ref)
    refusal = why_not_design(by)
    if refusal:
        raise Refused(refusal)
    return row
