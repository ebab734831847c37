"""People who are there for their script alone: on a cohort, with everything done by hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.actions.enrolling import accept, enrol, start
from goldenthread.cohorts.types import CohortRef, NewEnrolment, Source
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor, Duty, OrganisationRef
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ReleaseRef, Route


@dataclass(frozen=True)
class Stay:
    """Where somebody is, from which day on, and on which day all of it was done."""

    cohort: CohortRef
    school: OrganisationRef
    release: ReleaseRef
    starts_in: int
    done_in: int


def email_of(name: str) -> str:
    """Where they are written to."""
    return f"{name.lower().replace(' ', '.')}@torview.example"


def join(name: str, stay: Stay, calendar: Calendar, *, by: Actor) -> Actor:
    """Bring somebody in who has done everything."""
    email, at = email_of(name), calendar.moment(stay.starts_in)
    person = bring_in(name=name, email=email, duty=Duty.PARTICIPANT, place=stay.school, by=by, at=at)
    enrolment = enrol(stay.cohort, NewEnrolment(person, stay.school, Route.BLENDED), by=by, at=at)
    accept(enrolment, by=by, at=at)
    start(enrolment, by=by, at=at)
    done_at = calendar.moment(stay.done_in)
    for component in release_outline(stay.release).on(Route.BLENDED):
        credit(enrolment, component.ref, source=Source.BY_HAND, source_ref=uuid4(), by=by, at=done_at)
    return actor_by_email(email)
