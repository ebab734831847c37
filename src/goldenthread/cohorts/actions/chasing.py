"""Keep who is at risk, and record that somebody spoke with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.models import Cohort, Contact, Enrolment, Risk
from goldenthread.cohorts.queries.due import due_components
from goldenthread.cohorts.queries.expected import own_ends
from goldenthread.cohorts.queries.reckoning import Yardstick, ledger, measure_of
from goldenthread.cohorts.rules.chasing import risk, why_not_contact
from goldenthread.cohorts.rules.explaining import as_seated, explain
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.types import CreditEntry, State
from goldenthread.cohorts.types.chasing import AtRisk, NewContact
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route


@atomic
def record_contact(enrolment: UUID, contact: NewContact, *, by: Actor, at: datetime) -> UUID:
    """Enter that somebody was spoken with, what was agreed, and when to look again; until then they leave the list.

    :raises Refused: if this actor does not run the cohort, or the days or words do not fit.
    """
    rows = Enrolment.objects.seen_by(by).select_related("cohort").select_for_update(of=("self",))
    row = rows.get(ref=enrolment)
    today = at.astimezone(LONDON).date()
    refusal = why_not_run(by, row.cohort.partner_id) or why_not_contact(contact, today=today)
    if refusal:
        raise Refused(refusal)

    made = Contact.objects.create(
        enrolment=row,
        how=contact.how.value,
        held_on=contact.held_on,
        agreed=contact.agreed.strip(),
        look_on=contact.look_on,
        by_id=by.person_id,
        at=at,
    )
    look_on = {"snoozed_until": contact.look_on}
    Risk.objects.update_or_create(enrolment=row, defaults=look_on, create_defaults={**look_on, "reckoned_at": at})
    audit(by=str(by), did="cohorts.record_contact", to=str(row.ref), at=at, how=contact.how.value)
    return made.ref


def keep_risks(
    rows: Iterable[Enrolment], measure: Yardstick, entries: Mapping[int, Iterable[CreditEntry]], *, at: datetime
) -> int:
    """Keep who of some enrolments of one cohort is at risk, in three reads and one write; says how many are.

    Only somebody active can be at risk. Until when somebody is snoozed stays as it was.
    """
    people = list(rows)
    if not people:
        return 0
    cohort = people[0].cohort
    due, held = due_components(cohort, measure), own_ends(row.pk for row in people)

    def found(row: Enrolment) -> AtRisk | None:
        if row.state != State.ACTIVE.value:
            return None
        own = as_seated(due, held.get(row.pk, {}))
        told = explain(own, tuple(entries.get(row.pk, ())), route=Route(row.route), policy=measure.policy, at=at)
        return risk(told, starts_on=cohort.starts_on, ends_on=cohort.ends_on, at=at)

    risks = [(row, found(row)) for row in people]
    Risk.objects.bulk_create(
        [_line(row, one, at=at) for row, one in risks],
        update_conflicts=True,
        unique_fields=["enrolment"],
        update_fields=["is_at_risk", "reason", "need", "says", "step", "step_on", "reckoned_at"],
    )
    return sum(1 for _, one in risks if one)


def reckon_risks(*, at: datetime) -> int:
    """Reckon anew who is at risk on every cohort that has somebody active, cohort by cohort; says how many are.

    Days pass without any credit, and make a difference too.
    """
    active = Enrolment.objects.filter(state=State.ACTIVE.value)
    ids = Cohort.objects.filter(pk__in=active.values("cohort_id")).order_by("pk").values_list("pk", flat=True)
    return sum(_reckon(pk, at=at) for pk in list(ids))


@atomic
def _reckon(cohort: int, *, at: datetime) -> int:
    row = Cohort.objects.select_related("release", "variant").get(pk=cohort)
    people = list(row.enrolments.filter(state=State.ACTIVE.value).select_for_update(of=("self",)).order_by("pk"))
    measure = measure_of(row)
    return keep_risks(people, measure, ledger(person.pk for person in people), at=at)


def _line(row: Enrolment, one: AtRisk | None, *, at: datetime) -> Risk:
    if one is None:
        return Risk(enrolment=row, reckoned_at=at)
    return Risk(
        enrolment=row,
        is_at_risk=True,
        reason=one.reason.value,
        need=one.need,
        says=one.says,
        step=one.step,
        step_on=one.step_on,
        reckoned_at=at,
    )
