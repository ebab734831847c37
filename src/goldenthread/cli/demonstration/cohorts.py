"""The third chapter: cohorts on their dates, and what each participant has done so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.studying import Placed, UnitOfStory, meet, study
from goldenthread.coaching.actions.pairing import pair
from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.actions.enrolling import accept, enrol, start
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.actions.timetabling import add_session
from goldenthread.cohorts.types import (
    CohortDetails,
    CohortRef,
    Mark,
    NewCohort,
    NewEnrolment,
    RegisterSheet,
    Role,
    SessionDetails,
    SessionRef,
    Source,
)
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, Duty, OrganisationKind, OrganisationRef, PersonRef
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ComponentFacts, ComponentKind, ReleaseRef, Route

# How much of what is over each kind of participant has done: the share of their past components, in order.
DONE = {"all": 1.0, "full": 1.0, "missed_one": 0.86, "little": 0.4, "none": 0.0}
# When coaches meet, one participant after the other.
WALL_HOURS = [time(hour) for hour in range(8, 16)]
BY_HAND = frozenset({ComponentKind.COMMUNITY, ComponentKind.FORMATIVE_TASK, ComponentKind.STUDY_PACK})


@dataclass(frozen=True)
class Running:
    """A cohort of the story, open, with its people."""

    story: Mapping[str, Any]
    ref: CohortRef
    people: tuple[Placed, ...]


def run_cohort(
    story: Mapping[str, Any], *, release: ReleaseRef, units: Mapping[UUID, UnitOfStory], calendar: Calendar, by: Actor
) -> Running:
    """Open one cohort, give its people places, and let everything happen that is over by today."""
    starts = story["starts_in"]
    opened_at = calendar.moment(starts - 40)
    partners = {o.name: o.ref for o in organisations(by=by, kind=OrganisationKind.DELIVERY_PARTNER)}
    partner = next(ref for name, ref in partners.items() if name.lower().startswith(story["partner"][:6]))
    details = CohortDetails(
        story["title"], calendar.day(starts), calendar.day(story["ends_in"]), story["capacity"], story["venue"]
    )
    cohort = open_cohort(NewCohort(release, partner, details), by=by, at=opened_at)
    outline = release_outline(release)
    sessions = _timetable(cohort, story, outline.components, calendar, by=by, at=opened_at)
    schools = {o.urn: o.ref for o in organisations(by=by, kind=OrganisationKind.SCHOOL)}
    people = tuple(
        _place(cohort, p, schools[p["school"]], calendar.moment(starts - 20), by=by) for p in story["people"]
    )
    for person in people:
        start(person.enrolment, by=by, at=calendar.moment(starts))
    bare = set(story.get("without_register", ()))
    titles: dict[UUID, str] = {component.ref: component.title for component in outline.components}
    for component, (session, days) in sessions.items():
        if calendar.is_past(days) and titles[component].partition(":")[0] not in bare:
            _register(session, component, people, calendar.moment(days, time(16, 30)), outline.components, by=by)
    for person in people:
        _study_and_meet(person, outline.components, units, story, calendar, by=by)
    return Running(story, cohort, people)


def _timetable(
    cohort: CohortRef,
    story: Mapping[str, Any],
    components: tuple[ComponentFacts, ...],
    calendar: Calendar,
    *,
    by: Actor,
    at: datetime,
) -> dict[UUID, tuple[SessionRef, int]]:
    """A session for each live component that the story gives a day."""
    leads = actor_by_email(story["facilitator"]).person
    made: dict[UUID, tuple[SessionRef, int]] = {}
    for component in components:
        days = next((d for title, d in story["event_days"].items() if component.title.startswith(title)), None)
        if days is None:
            continue
        days = calendar.working(days, not_before=story["starts_in"])
        begins = calendar.moment(days, time(9, 30) if Route.BLENDED in component.routes else time(16, 0))
        is_online = component.kind is not ComponentKind.EVENT
        when = SessionDetails(
            starts_at=begins,
            ends_at=begins + timedelta(minutes=component.minutes),
            venue="" if is_online else story["venue"],
            room="" if is_online else "The Hall",
            online_link="https://meet.example/fenland" if is_online else "",
            facilitator=leads,
            anyway="The demonstration counts its days from today",
        )
        made[component.ref] = add_session(cohort, component.ref, when, by=by, at=at), days
    return made


def _place(cohort: CohortRef, story: Mapping[str, Any], school: OrganisationRef, at: datetime, *, by: Actor) -> Placed:
    """Bring somebody in, with those who walk beside them."""

    def known(person: Mapping[str, Any], duty: Duty) -> PersonRef:
        trn = person.get("trn", "")
        return bring_in(name=person["name"], email=person["email"], trn=trn, duty=duty, place=school, by=by, at=at)

    participant = known(story, Duty.PARTICIPANT)
    enrolment = enrol(cohort, NewEnrolment(participant, school, story["route"]), by=by, at=at)
    for role, duty in ((Role.SPONSOR, Duty.SPONSOR), (Role.MENTOR, Duty.MENTOR)):
        if beside := story.get(role.value):
            add_companion(enrolment, known(beside, duty), role, by=by, at=at)
    accept(enrolment, by=by, at=at)
    coach = actor_by_email(story["coach"])
    pairing = pair(enrolment, coach.person, by=by, at=at)
    return Placed(story, enrolment, actor_by_email(story["email"]), Route(story["route"]), coach, pairing)


def _did(person: Placed, component: ComponentFacts, components: tuple[ComponentFacts, ...]) -> bool:
    """Whether somebody of this kind has done this component, by its place among those of their route."""
    own = [c.ref for c in components if person.route in c.routes]
    return component.ref in own[: round(len(own) * DONE[person.story["presence"]])] if own else False


def _register(
    session: SessionRef,
    component: UUID,
    people: tuple[Placed, ...],
    at: datetime,
    components: tuple[ComponentFacts, ...],
    *,
    by: Actor,
) -> None:
    what = next(c for c in components if c.ref == component)
    marks = {
        p.enrolment: Mark.PRESENT if _did(p, what, components) else Mark.ABSENT
        for p in people
        if p.route in what.routes
    }
    if marks:
        take_register(session, RegisterSheet(uuid4(), marks), by=by, at=at)


def _study_and_meet(
    person: Placed,
    components: tuple[ComponentFacts, ...],
    units: Mapping[UUID, UnitOfStory],
    story: Mapping[str, Any],
    calendar: Calendar,
    *,
    by: Actor,
) -> None:
    """Everything that is done in one's own time, spread over the days since the cohort began."""
    starts, ends = story["starts_in"], min(story["ends_in"], -1)
    own = [c for c in components if person.route in c.routes]
    for place, component in enumerate(own):
        days = starts + round((story["ends_in"] - starts) * (place + 1) / (len(own) + 1))
        if days > ends or not _did(person, component, components):
            continue
        at = calendar.moment(days, time(19, 45))
        if component.ref in units:
            study(person, units[component.ref], at=at)
        elif component.kind is ComponentKind.COACHING:
            meet(person, component, hours=[calendar.moment(days, hour) for hour in WALL_HOURS])
        elif component.kind in BY_HAND:
            credit(person.enrolment, component.ref, source=Source.BY_HAND, source_ref=uuid4(), by=by, at=at)
