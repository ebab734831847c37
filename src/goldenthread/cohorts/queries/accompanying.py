"""Who has nobody beside them in a role, and where their cohort is. Rooms above ask here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.cohorts.models import Cohort, Companion, Enrolment
from goldenthread.cohorts.queries.engagement import enrolment_facts
from goldenthread.cohorts.rules.permitting import runs_all
from goldenthread.cohorts.types import EnrolmentFacts, Role, State
from goldenthread.cohorts.types.engagement import MILLION
from goldenthread.people.types import Actor, Duty


@dataclass(frozen=True)
class CohortPlace:
    """A cohort by title, venue, first day and last."""

    title: str
    venue: str
    starts_on: date
    ends_on: date


def run_by(actor: Actor) -> QuerySet[Enrolment]:
    """The enrolments on cohorts that this actor runs, which are fewer than those they may see."""
    rows = Enrolment.objects.all()
    return rows if runs_all(actor) else rows.filter(cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))


def unaccompanied(
    role: Role, *, states: Iterable[State], on: date, by: Actor, cohort: UUID | None = None, most: int
) -> tuple[tuple[EnrolmentFacts, ...], int]:
    """Those on cohorts that this actor runs who have nobody in this role and something ahead: the first so many, those
    whose cohort began first leading, and how many there are in all; in three statements. Whose cohort is over by that
    day with everything credited is not among them.
    """
    beside = Companion.objects.filter(enrolment_id=OuterRef("pk"), role=role.value, ended_at=None)
    rows = run_by(by).filter(~Exists(beside), state__in=[state.value for state in states])
    rows = rows.exclude(cohort__ends_on__lt=on, engagement__millionths__gte=MILLION)
    if cohort is not None:
        rows = rows.filter(cohort__ref=cohort)
    first = rows.order_by("cohort__starts_on", "participant__name", "pk").values_list("pk", flat=True)[:most]
    facts = enrolment_facts(list(first))
    return tuple(facts.values()), rows.count()


def cohort_places(ids: Iterable[int]) -> Mapping[int, CohortPlace]:
    """Cohorts by id, in one statement.

    Open to other rooms: whoever asks has already found out that who is on these cohorts may be seen.
    """
    rows = Cohort.objects.filter(pk__in=set(ids)).values_list("pk", "title", "venue", "starts_on", "ends_on")
    return {pk: CohortPlace(title, venue, starts_on, ends_on) for pk, title, venue, starts_on, ends_on in rows}


def enrolments_run(refs: Collection[UUID], *, by: Actor) -> tuple[EnrolmentFacts, ...]:
    """These enrolments, all on cohorts that this actor runs, in three statements.

    :raises Enrolment.DoesNotExist: if one is not there, or not theirs to run.
    """
    found = list(run_by(by).filter(ref__in=refs).values_list("pk", flat=True))
    if len(found) != len(set(refs)):
        raise Enrolment.DoesNotExist
    return tuple(enrolment_facts(found).values())
