"""By which policy a cohort is measured."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.queries.board import as_line
from goldenthread.cohorts.rules.permitting import why_not_measure
from goldenthread.cohorts.types.measuring import MeasuringPage
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.policies import policies_on, policy_history_of


def measuring_page(ref: UUID, *, by: Actor, at: datetime) -> MeasuringPage:
    """The policy that measures a cohort, and those that could; in seven statements.

    :raises Cohort.DoesNotExist: if there is no such cohort, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("partner", "release__programme").get(ref=ref)
    return MeasuringPage(
        line=as_line(row, today=at.date()),
        policy=policies_on(row.release.ref, on=row.measured_on).engagement,
        policy_on=row.policy_on,
        history=policy_history_of(row.release.ref),
        why_not=why_not_measure(by),
    )
