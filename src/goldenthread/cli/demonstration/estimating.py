"""A window that both assessors have marked whole, so that there is something to compare."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.briefing import plan_window
from goldenthread.assessment.actions.estimating import keep_estimates
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.queries.marking import marking_page, marking_queue
from goldenthread.assessment.types.briefing import NewWindow
from goldenthread.cli.demonstration.assessing import MARKERS, WINDOW_DAYS, Reasons, hand_in, mark_sheet
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.actions.enrolling import accept, enrol, start
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.types import CohortDetails, CohortRef, NewCohort, NewEnrolment, Source
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, Duty, OrganisationKind, OrganisationRef
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ReleaseRef, Route

Told = dict[str, Any]
Scripts = dict[UUID, list[list[int]]]


def compare_markers(
    file: Path, brief: UUID, reasons: list[Reasons], release: ReleaseRef, calendar: Calendar, *, by: Actor
) -> None:
    """Open the cohort, hand everything in, have it marked, and work out how well the markers agree."""
    told: Told = yaml.safe_load(file.read_text(encoding="utf-8"))
    run: Told = told["cohort"]
    partners = {place.name: place.ref for place in organisations(by=by, kind=OrganisationKind.DELIVERY_PARTNER)}
    schools = {place.urn: place.ref for place in organisations(by=by, kind=OrganisationKind.SCHOOL)}
    days = (calendar.day(run["starts_in"]), calendar.day(run["ends_in"]))
    cohort = open_cohort(
        NewCohort(release, partners[run["partner"]], CohortDetails(run["title"], *days, 20, "Online")),
        by=by,
        at=calendar.moment(run["starts_in"] - 20),
    )
    opens = run["opens_in"]
    asked = NewWindow(cohort, brief, calendar.moment(opens, time(9, 0)))
    window = plan_window(asked, by=by, at=calendar.moment(opens - 30))
    scripts: Scripts = {}
    for person in told["people"]:
        who = _engaged(person["name"], cohort, schools[run["school"]], release, calendar, run, by=by)
        script = hand_in(window, who, [person["wrote"]], at=calendar.moment(opens + 2))
        scripts[script] = person["marks"]
    _mark(window, scripts, reasons, calendar, opens + WINDOW_DAYS, by=by)
    keep_estimates(at=calendar.today)


def _engaged(
    name: str,
    cohort: CohortRef,
    school: OrganisationRef,
    release: ReleaseRef,
    calendar: Calendar,
    run: Told,
    *,
    by: Actor,
) -> Actor:
    """Somebody on the cohort who has done everything."""
    email, at = f"{name.lower().replace(' ', '.')}@torview.example", calendar.moment(run["starts_in"])
    person = bring_in(name=name, email=email, duty=Duty.PARTICIPANT, place=school, by=by, at=at)
    enrolment = enrol(cohort, NewEnrolment(person, school, Route.BLENDED), by=by, at=at)
    accept(enrolment, by=by, at=at)
    start(enrolment, by=by, at=at)
    done_at = calendar.moment(run["opens_in"] - 10)
    for component in release_outline(release).on(Route.BLENDED):
        credit(enrolment, component.ref, source=Source.BY_HAND, source_ref=uuid4(), by=by, at=done_at)
    return actor_by_email(email)


def _mark(
    window: UUID, scripts: Scripts, reasons: list[Reasons], calendar: Calendar, closed: int, *, by: Actor
) -> None:
    """Hand out, and have both assessors finish."""
    markers = [actor_by_email(email) for email in MARKERS]
    seats = {(script, seat): marker.person for script in scripts for seat, marker in enumerate(markers, 1)}
    allocate(window, seats, by=by, at=calendar.moment(closed + 1))
    for seat, marker in enumerate(markers):
        at = calendar.moment(closed + 5 + seat)
        for row in marking_queue(by=marker).rows:
            given = scripts.get(marking_page(row.ref, by=marker, at=at).script)
            if given:
                finish_marking(row.ref, mark_sheet(given[seat], reasons[seat]), by=marker, at=at)
