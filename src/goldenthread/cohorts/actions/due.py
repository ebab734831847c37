"""Set the day by which a component is due on a cohort."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import keep_figures
from goldenthread.cohorts.models import Cohort, ComponentDue
from goldenthread.cohorts.queries.reckoning import measure_of
from goldenthread.cohorts.rules.due import why_not_set
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def set_due_date(cohort: UUID, component: UUID, due_on: date | None, *, why: str, by: Actor, at: datetime) -> None:
    """Say by when a component is due on this cohort, or with no day, that it goes by the policy's rule again.

    :raises Refused: if this actor does not run the cohort, the component is not on it, the day is outside it, or no
        reason is given.
    """
    row = (
        Cohort.objects.seen_by(by).select_related("release", "variant").select_for_update(of=("self",)).get(ref=cohort)
    )
    measure = measure_of(row)
    what = measure.component(component)
    refusal = why_not_run(by, row.partner_id) or why_not_set(
        what, due_on, why=why, starts_on=row.starts_on, ends_on=row.ends_on
    )
    if refusal or what is None:
        raise Refused(refusal)  # type: ignore[arg-type]  # a component that is not there is refused above

    ComponentDue.objects.create(
        cohort=row, component_id=what.id, due_on=due_on, why=why.strip(), by_id=by.person_id, at=at
    )
    keep_figures(row.enrolments.all(), measure, at=at)
    audit(by=str(by), did="cohorts.set_due_date", to=str(row.ref), at=at, why=why, component=str(what.ref))
