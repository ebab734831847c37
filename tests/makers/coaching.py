"""A participant on a cohort, and a coach beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from goldenthread.coaching.actions.meeting import record_meeting
from goldenthread.coaching.actions.pairing import pair
from goldenthread.coaching.types import AgreedAction, MeetingNotes, MeetingRef, PairingRef, Place
from goldenthread.cohorts.actions.enrolling import accept, enrol, start
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.types import CohortDetails, CohortRef, EnrolmentRef, NewCohort, NewEnrolment
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor, Duty, OrganisationCard
from tests.makers.cast import Cast
from tests.makers.programmes import Built, make_release
from tests.makers.remembering import remembered

DETAILS = CohortDetails("Autumn 2025", date(2025, 10, 1), date(2027, 3, 31), 40, "Harbour Hall")


@dataclass(frozen=True)
class Enrolled:
    """A running cohort with the cast's participant on it."""

    built: Built
    cohort: CohortRef
    enrolment: EnrolmentRef


def make_enrolled(cast: Cast, *, at: datetime) -> Enrolled:
    """A release, a cohort of the cast's delivery partner, and the participant, blended and active."""
    built = make_release(cast, at=at)
    return remembered(("coached place", built.release, at), lambda: _make_enrolled(cast, built, at))


def _make_enrolled(cast: Cast, built: Built, at: datetime) -> Enrolled:
    cohort = open_cohort(NewCohort(built.release, cast.partner.ref, DETAILS), by=cast.programme_manager, at=at)
    enrolment = enrol_one(cohort, cast.participant, school=cast.school, by=cast.programme_manager, at=at)
    return Enrolled(built, cohort, enrolment)


def enrol_one(cohort: CohortRef, who: Actor, *, school: OrganisationCard, by: Actor, at: datetime) -> EnrolmentRef:
    """One active participant."""
    ref = enrol(cohort, NewEnrolment(who.person, school.ref, "blended"), by=by, at=at)
    accept(ref, by=by, at=at)
    start(ref, by=by, at=at)
    return ref


def enrol_more(place: Enrolled, cast: Cast, *, many: int, at: datetime) -> list[EnrolmentRef]:
    """So many further participants of the same school on the same cohort."""
    name = ("more places", place.cohort, many, at)
    return list(remembered(name, lambda: tuple(_enrol_more(place, cast, many, at))))


def _enrol_more(place: Enrolled, cast: Cast, many: int, at: datetime) -> list[EnrolmentRef]:
    by = cast.programme_manager
    made = []
    for n in range(many):
        email = f"more{n}@castlehill.example"
        bring_in(name=f"Another Person {n}", email=email, duty=Duty.PARTICIPANT, place=cast.school.ref, by=by, at=at)
        made.append(enrol_one(place.cohort, actor_by_email(email), school=cast.school, by=by, at=at))
    return made


def make_outside(cast: Cast, built: Built, *, at: datetime) -> EnrolmentRef:
    """The outsider's cohort with the outside participant on it, of the same release."""
    cohort = open_cohort(
        NewCohort(built.release, cast.other_partner.ref, replace(DETAILS, title="Moorland autumn")),
        by=cast.programme_manager,
        at=at,
    )
    by = cast.programme_manager
    return enrol_one(cohort, cast.outside_participant, school=cast.other_school, by=by, at=at)


def make_pairing(cast: Cast, enrolment: EnrolmentRef, *, at: datetime) -> PairingRef:
    """The cast's coach beside an enrolment."""
    name = ("pairing", enrolment, at)
    return remembered(name, lambda: pair(enrolment, cast.coach.person, by=cast.programme_manager, at=at))


def notes_of(at: datetime, **changes: object) -> MeetingNotes:
    """What the coach writes after an hour that ended ten minutes ago."""
    written = MeetingNotes(
        held_at=at - timedelta(minutes=70),
        minutes=60,
        place=Place.ONLINE,
        shared="We talked about how the phase team plans together.",
        private="Seems tired; ask about workload.",
        actions=(AgreedAction("Try one planning meeting with the new agenda", (at + timedelta(days=14)).date()),),
    )
    return replace(written, **changes)  # type: ignore[arg-type]


def make_meeting(cast: Cast, pairing: PairingRef, *, key, at: datetime, **changes: object) -> MeetingRef:
    """A meeting held and recorded by the cast's coach."""
    return record_meeting(pairing, notes_of(at, **changes), key=key, by=cast.coach, at=at).meeting


def bring_coach(cast: Cast, name: str, *, at: datetime) -> Actor:
    """Another coach of the cast's delivery partner."""
    email = f"{name.split(maxsplit=1)[0].lower()}@harbour.example"
    bring_in(name=name, email=email, duty=Duty.COACH, place=cast.partner.ref, by=cast.administrator, at=at)
    return actor_by_email(email)
