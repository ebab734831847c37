"""Decide by which policy a cohort is measured, and reckon anew when another comes into force."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import keep_figures
from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.queries.reckoning import measure_of
from goldenthread.cohorts.rules.measuring import why_not_measure_on
from goldenthread.cohorts.rules.permitting import why_not_measure
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.policies import policy_history_of


@atomic
def measure_on(cohort: UUID, on: date | None, *, why: str, by: Actor, at: datetime) -> None:
    """Measure a cohort by the policy in force on another day than its first; with no day, by that of its first again.

    Every figure is reckoned anew. What registers credited stays as it was credited.

    :raises Refused: if this is not this actor's to decide, no policy is in force then, nothing would change, or no
        reason is given.
    """
    row = (
        Cohort.objects.seen_by(by).select_related("release", "variant").select_for_update(of=("self",)).get(ref=cohort)
    )
    history = policy_history_of(row.release.ref)
    refusal = why_not_measure(by) or why_not_measure_on(
        on, now=row.policy_on, starts=[line.on for line in history.lines], why=why
    )
    if refusal:
        raise Refused(refusal)
    before = row.measured_on

    row.policy_on = on
    row.save(update_fields=["policy_on"])
    keep_figures(row.enrolments.all(), measure_of(row), at=at)
    audit(
        by=str(by),
        did="cohorts.measure_on",
        to=str(row.ref),
        at=at,
        why=why.strip(),
        before=str(before),
        after=str(row.measured_on),
    )


def reckon_anew(programme: UUID, *, since: date, at: datetime) -> int:
    """Reckon anew the figures of a programme's cohorts that are measured on this day or later; says how many cohorts.

    Nobody else's figure changes when a policy comes into force: a cohort goes on with the one it began with.
    """
    measured = Q(policy_on__gte=since) | Q(policy_on=None, starts_on__gte=since)
    ids = Cohort.objects.filter(measured, release__programme__ref=programme).order_by("pk").values_list("pk", flat=True)
    return sum(_reckon(pk, at=at) for pk in list(ids))


@atomic
def _reckon(cohort: int, *, at: datetime) -> int:
    row = Cohort.objects.select_related("release", "variant").select_for_update(of=("self",)).get(pk=cohort)
    keep_figures(row.enrolments.all(), measure_of(row), at=at)
    return 1
