"""A chapter of its own: what coaches can take on, people who wait for one, and somebody who was handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import yaml

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.coaching.actions.describing import declare_conflict, keep_details
from goldenthread.coaching.actions.handing_over import hand_over, write_note
from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.queries.caseload import caseload
from goldenthread.coaching.types import Place
from goldenthread.coaching.types.describing import CoachDetails, Meets, NewConflict, Tie
from goldenthread.coaching.types.handing_over import HandOver
from goldenthread.cohorts.actions.enrolling import accept, enrol
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.queries.engagement import enrolments_of
from goldenthread.cohorts.types import CohortDetails, NewCohort, NewEnrolment
from goldenthread.learning.actions.gathering import open_spaces
from goldenthread.people.actions.describing import describe_organisation
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.describing import describing_page
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, Duty, OrganisationKind, Phase
from goldenthread.programmes.types import ReleaseRef, Route


def pair_people(story: Path, release: ReleaseRef, calendar: Calendar, *, by: Actor, admin: Actor) -> None:
    """Record what coaches can take on, let some people wait for one, and hand one over."""
    told: dict[str, Any] = yaml.safe_load(story.read_text(encoding="utf-8"))
    partners = {o.name: o.ref for o in organisations(by=by, kind=OrganisationKind.DELIVERY_PARTNER)}
    for coach in told["coaches"]:
        if "name" in coach:
            home, at = partners[coach["partner"]], calendar.moment(-60)
            bring_in(name=coach["name"], email=coach["email"], duty=Duty.COACH, place=home, by=admin, at=at)
        _record(coach, calendar, by=by)
    for school in organisations(by=by, kind=OrganisationKind.SCHOOL):
        if place := told["places"].get(school.urn):
            known = describing_page(school.ref, by=by).details
            describe_organisation(school.ref, replace(known, place=place), by=by, at=calendar.moment(-1))
    for conflict in told["conflicts"]:
        own = actor_by_email(conflict["coach"])
        what = NewConflict(Tie(conflict["tie"]), urn=conflict["urn"], words=conflict["words"])
        declare_conflict(own.person, what, by=own, at=calendar.moment(-30))
    _wait(told, release, partners[told["cohort"]["partner"]], calendar, by=by)
    _hand_over(told["handed_over"], calendar, by=by)


def _record(coach: Mapping[str, Any], calendar: Calendar, *, by: Actor) -> None:
    details = CoachDetails(
        capacity=coach["capacity"],
        phases=frozenset(Phase(phase) for phase in coach["phases"]),
        areas=tuple(coach["areas"]),
        meets=frozenset(Meets(how) for how in coach["meets"]),
    )
    at = calendar.moment(-50)
    keep_details(actor_by_email(coach["email"]).person, details, from_on=at.date(), by=by, at=at)


def _wait(told: Mapping[str, Any], release: ReleaseRef, partner: Any, calendar: Calendar, *, by: Actor) -> None:
    """A cohort that begins soon, whose people have accepted and have no coach."""
    about, at = told["cohort"], calendar.moment(-14)
    details = CohortDetails(
        about["title"], calendar.day(about["starts_in"]), calendar.day(about["ends_in"]), about["capacity"],
        about["venue"],
    )  # fmt: skip
    cohort = open_cohort(NewCohort(release, partner, details), by=by, at=at)
    open_spaces(at=at)
    schools = {o.urn: o.ref for o in organisations(by=by, kind=OrganisationKind.SCHOOL)}
    for one in told["people"]:
        place = schools[one["school"]]
        who = bring_in(name=one["name"], email=one["email"], duty=Duty.PARTICIPANT, place=place, by=by, at=at)
        accept(enrol(cohort, NewEnrolment(who, place, Route(one["route"])), by=by, at=at), by=by, at=at)


def _hand_over(told: Mapping[str, Any], calendar: Calendar, *, by: Actor) -> None:
    """Somebody goes over to another coach, with a note and the meeting that is booked."""
    before, after, at = actor_by_email(told["from"]), actor_by_email(told["to"]), calendar.moment(-2)
    theirs = {mine.ref for mine in enrolments_of(actor_by_email(told["who"]).person)}
    pairing = next(line.pairing for line in caseload(by=before, at=at) if line.enrolment in theirs)
    meets = calendar.moment(told["meets_in"], time(16, 15))
    book_meeting(pairing, starts_at=meets, place=Place.IN_PERSON, by=before, at=calendar.moment(-5))
    write_note(pairing, told["note"], by=before, at=calendar.moment(-3))
    decided = HandOver({pairing: after.person}, told["why"], keep_booked=True)
    hand_over(before.person, decided, by=by, at=at)
