"""A window that both assessors have marked whole, so that there is something to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.briefing import plan_window
from goldenthread.assessment.actions.estimating import keep_estimates
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.queries.marking import marking_queue
from goldenthread.assessment.types.briefing import NewWindow
from goldenthread.cli.demonstration.assessing import MARKERS, WINDOW_DAYS, Reasons, by_number, hand_in, mark_sheet
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.joining import Stay, email_of, join
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.types import CohortDetails, NewCohort
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, OrganisationKind
from goldenthread.programmes.types import ReleaseRef

Told = dict[str, Any]
Scripts = dict[UUID, list[list[int]]]


@dataclass(frozen=True)
class Compared:
    """The window with, by name, each script, what both assessors gave it, and the address of whoever wrote it."""

    window: UUID
    scripts: Mapping[str, UUID]
    marks: Mapping[str, list[list[int]]]
    emails: Mapping[str, str]


def compare_markers(
    file: Path, brief: UUID, reasons: list[Reasons], release: ReleaseRef, calendar: Calendar, *, by: Actor
) -> Compared:
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
        stay = Stay(cohort, schools[run["school"]], release, run["starts_in"], opens - 10)
        who = join(person["name"], stay, calendar, by=by)
        script = hand_in(window, who, [person["wrote"]], at=calendar.moment(opens + 2))
        scripts[script] = person["marks"]
    _mark(window, scripts, reasons, calendar, opens + WINDOW_DAYS, by=by)
    keep_estimates(at=calendar.today)
    marks = {person["name"]: person["marks"] for person in told["people"]}
    return Compared(window, dict(zip(marks, scripts, strict=True)), marks, {name: email_of(name) for name in marks})


def _mark(
    window: UUID, scripts: Scripts, reasons: list[Reasons], calendar: Calendar, closed: int, *, by: Actor
) -> None:
    """Hand out, and have both assessors finish."""
    markers = [actor_by_email(email) for email in MARKERS]
    seats = {(script, seat): marker.person for script in scripts for seat, marker in enumerate(markers, 1)}
    allocate(window, seats, by=by, at=calendar.moment(closed + 1))
    at = calendar.moment(closed + 1)
    numbered = {number: scripts[ref] for number, ref in by_number(window, by=by, at=at).items()}
    for seat, marker in enumerate(markers):
        at = calendar.moment(closed + 5 + seat)
        for row in [each for each in marking_queue(by=marker).rows if each.finished_at is None]:
            given = numbered.get(row.number)
            if given:
                finish_marking(row.ref, mark_sheet(given[seat], reasons[seat]), by=marker, at=at)
