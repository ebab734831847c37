"""A cohort with as many active enrolments as wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from tests.makers.cast import Cast
from tests.makers.cohorts import DETAILS, Opened, make_cohort
from tests.makers.programmes import Built

from goldenthread.cohorts.models import Cohort, Companion, Engagement, Enrolment, EnrolmentStep
from goldenthread.cohorts.types import Event, State
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Membership, Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from goldenthread.programmes.types import Measure, Route

BATCH = 500


@dataclass(frozen=True)
class Crowd:
    """A cohort and the people on it, as rows."""

    opened: Opened
    cohort: Cohort
    enrolments: list[Enrolment]


def make_crowd(cast: Cast, number: int, *, built: Built | None, at: datetime) -> Crowd:
    """A cohort of ``number`` people from ``cast.school``, each with a sponsor and a figure of their own."""
    details = replace(DETAILS, title=f"Cohort of {number:,}", capacity=number + 10)
    # Somebody else leads each cohort: nobody can be in two rooms at once.
    email = f"leads{number}@harbour.example"
    place = cast.partner.ref
    bring_in(
        name=f"Facilitator of {number:,}", email=email, duty=Duty.FACILITATOR, place=place, by=cast.administrator, at=at
    )
    opened = make_cohort(cast, at=at, details=details, built=built, facilitator=actor_by_email(email))
    cohort = Cohort.objects.get(ref=opened.ref)
    people = Person.objects.bulk_create(
        [
            Person(email=f"p{n}@of{number}.example", name=f"Participant {n:05d}", password="!", joined_at=at)
            for n in range(number)
        ],
        batch_size=BATCH,
    )
    Membership.objects.bulk_create(
        [
            Membership(person=p, organisation_id=cast.school.id, duty=Duty.PARTICIPANT.value, began_on=at.date())
            for p in people
        ],
        batch_size=BATCH,
    )
    enrolments = Enrolment.objects.bulk_create(
        [
            Enrolment(
                cohort=cohort,
                participant=person,
                school_id=cast.school.id,
                route=Route.BLENDED.value,
                state=State.ACTIVE.value,
                enrolled_at=at,
            )
            for person in people
        ],
        batch_size=BATCH,
    )
    _with_their_rows(enrolments, cast, at=at)
    return Crowd(opened, cohort, enrolments)


def _with_their_rows(enrolments: list[Enrolment], cast: Cast, *, at: datetime) -> None:
    manager, sponsor = cast.programme_manager.person_id, cast.sponsor.person_id
    EnrolmentStep.objects.bulk_create(
        [
            EnrolmentStep(enrolment=e, event=Event.START.value, state=State.ACTIVE.value, by_id=manager, at=at)
            for e in enrolments
        ],
        batch_size=BATCH,
    )
    Companion.objects.bulk_create(
        [Companion(enrolment=e, person_id=sponsor, role="sponsor", began_at=at) for e in enrolments], batch_size=BATCH
    )
    Engagement.objects.bulk_create(
        [
            Engagement(
                enrolment=e,
                millionths=(n * 7919) % 1_000_001,
                is_met=(n * 7919) % 1_000_001 >= 900_000,
                credited=Decimal((n * 7919) % 1261),
                due=1260,
                threshold=90,
                measure=Measure.MINUTES.value,
                reckoned_at=at,
            )
            for n, e in enumerate(enrolments)
        ],
        batch_size=BATCH,
    )
