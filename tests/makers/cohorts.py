"""A cohort of the made release, with its timetable and its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.actions.enrolling import accept, enrol, start
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.actions.timetabling import change_session, plan_sessions
from goldenthread.cohorts.models import Session
from goldenthread.cohorts.types import (
    CohortDetails,
    CohortRef,
    EnrolmentRef,
    NewCohort,
    NewEnrolment,
    Rhythm,
    Role,
    SessionDetails,
    SessionRef,
)
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.types import Actor, Duty, OrganisationRef
from goldenthread.programmes.types import Route
from tests.makers.cast import Cast
from tests.makers.programmes import Built, make_release
from tests.makers.remembering import remembered

# The cohort began in September 2025, so at the usual moment of a test (5 January 2026) some sessions are over.
DETAILS = CohortDetails("Autumn 2025", date(2025, 9, 1), date(2027, 2, 28), 30, "Harbour Hall, Quayside")
RHYTHM = Rhythm(date(2025, 9, 8), weeks_between=6)


@dataclass(frozen=True)
class Opened:
    """A cohort, the release it runs on, and its sessions by the title of their component."""

    ref: CohortRef
    built: Built
    sessions: Mapping[str, SessionRef]

    def session(self, title: str) -> SessionRef:
        """The session of the component whose title begins so."""
        return next(ref for name, ref in self.sessions.items() if name.startswith(title))


@dataclass(frozen=True)
class Enrolled:
    """An enrolment on a made cohort."""

    ref: EnrolmentRef
    cohort: Opened


def make_cohort(
    cast: Cast,
    *,
    at: datetime,
    details: CohortDetails = DETAILS,
    built: Built | None = None,
    partner: UUID | None = None,
    facilitator: Actor | None = None,
) -> Opened:
    """A cohort at ``cast.partner`` with a session for every live component, all led by ``cast.facilitator``."""
    built = built or make_release(cast, at=at)
    lead = facilitator or (cast.facilitator if partner is None else None)
    partner = partner or cast.partner.ref
    name = ("cohort", built.release, partner, details, lead.person if lead else None, at)
    return remembered(name, lambda: _make_cohort(cast, built, details, partner, lead, at=at))


def _make_cohort(
    cast: Cast, built: Built, details: CohortDetails, partner: UUID, facilitator: Actor | None, *, at: datetime
) -> Opened:
    by, lead = cast.programme_manager, facilitator.person if facilitator else None
    ref = open_cohort(NewCohort(built.release, OrganisationRef(partner), details), by=by, at=at)
    plan_sessions(ref, RHYTHM, by=by, at=at)
    rows = list(Session.objects.filter(cohort__ref=ref).select_related("component").order_by("starts_at"))
    for row in rows:
        link = "" if row.venue else "https://meet.example/leading"
        told = SessionDetails(row.starts_at, row.ends_at, row.venue, "", link, lead)
        change_session(row.ref, told, by=by, at=at)
    return Opened(ref, built, {row.component.title: SessionRef(row.ref) for row in rows})


def make_enrolment(
    cast: Cast,
    *,
    at: datetime,
    cohort: Opened | None = None,
    route: Route = Route.BLENDED,
    participant: Actor | None = None,
) -> Enrolled:
    """An active enrolment of ``cast.participant``, with ``cast.sponsor`` and ``cast.mentor`` beside it.

    The coach is not: pairing is the coaching room's.
    """
    cohort, who = cohort or make_cohort(cast, at=at), participant or cast.participant
    name = ("enrolment", cohort.ref, route, who.person, at)
    return remembered(name, lambda: _make_enrolment(cast, cohort, route, who, at=at))


def _make_enrolment(cast: Cast, cohort: Opened, route: Route, who: Actor, *, at: datetime) -> Enrolled:
    by = cast.programme_manager
    ref = enrol(cohort.ref, NewEnrolment(who.person, cast.school.ref, route), by=by, at=at)
    accept(ref, by=by, at=at)
    start(ref, by=by, at=at)
    add_companion(ref, cast.sponsor.person, Role.SPONSOR, by=by, at=at)
    add_companion(ref, cast.mentor.person, Role.MENTOR, by=by, at=at)
    return Enrolled(ref, cohort)


def enrol_many(cast: Cast, cohort: Opened, number: int, *, at: datetime) -> tuple[EnrolmentRef, ...]:
    """So many more active enrolments of made people from ``cast.school``, named *Person 01* and so on."""
    return remembered(("many", cohort.ref, number, at), lambda: _enrol_many(cast, cohort, number, at))


def _enrol_many(cast: Cast, cohort: Opened, number: int, at: datetime) -> tuple[EnrolmentRef, ...]:
    by, refs = cast.programme_manager, []
    for n in range(1, number + 1):
        person = bring_in(
            name=f"Person {n:02d}",
            email=f"person{n:02d}@castlehill.example",
            duty=Duty.PARTICIPANT,
            place=cast.school.ref,
            by=by,
            at=at,
        )
        ref = enrol(cohort.ref, NewEnrolment(person, cast.school.ref, Route.BLENDED), by=by, at=at)
        accept(ref, by=by, at=at)
        start(ref, by=by, at=at)
        refs.append(ref)
    return tuple(refs)
