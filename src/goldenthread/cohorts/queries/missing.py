"""Sessions that participants were not at: learning asks here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from goldenthread.cohorts.models import Credit, Enrolment, RegisterEntry, Session
from goldenthread.cohorts.types import HAS_A_PLACE, TAKES_EVIDENCE, EnrolmentRef, Mark, SessionRef, State
from goldenthread.people.types import Actor
from goldenthread.programmes.types import ComponentRef, ReleaseRef, Route


@dataclass(frozen=True)
class PlaceAtSession:
    """One participant and one session of their cohort: what the register says, and what they have of its component.

    ``share`` is what the ledger has for the component, however it came; ``counts``: whether the enrolment takes
    evidence.
    """

    session_id: int
    session: SessionRef
    component_id: int
    component: ComponentRef
    title: str
    starts_at: datetime
    ends_at: datetime
    enrolment_id: int
    enrolment: EnrolmentRef
    cohort: str
    release: ReleaseRef
    starts_on: date
    mark: Mark | None
    share: Fraction
    counts: bool

    def has_ended(self, *, at: datetime) -> bool:
        """Whether it is over."""
        return self.ends_at <= at

    def is_missed(self, *, at: datetime) -> bool:
        """Whether it is over, the register says something else than *present* or nothing, and credit is missing."""
        return self.has_ended(at=at) and self.mark is not Mark.PRESENT and self.share < 1


def places_at_sessions(*, by: Actor, session: UUID | None = None) -> tuple[PlaceAtSession, ...]:
    """The sessions of this actor's own cohorts (or one of them) that their route has, the latest first.

    In four statements. Somebody who is on the cohort twice is there in the enrolment that counts.
    """
    mine = Enrolment.objects.filter(participant_id=by.person_id, state__in=[s.value for s in HAS_A_PLACE])
    people = {row.cohort_id: row for row in mine.select_related("cohort__release").order_by("pk")}
    sessions = Session.objects.filter(cohort_id__in=people).select_related("component")
    if session is not None:
        sessions = sessions.filter(ref=session)
    held = [row for row in sessions.order_by("-starts_at", "-pk") if row.is_on(Route(people[row.cohort_id].route))]
    return _places([(row, people[row.cohort_id]) for row in held])


def place_at_session(session: UUID, enrolment: UUID) -> PlaceAtSession:
    """One enrolment and one session, for rooms that have found out that both may be seen; in four statements.

    :raises Session.DoesNotExist: if there is none.
    """
    row = Session.objects.select_related("component").get(ref=session)
    person = Enrolment.objects.select_related("cohort__release").get(ref=enrolment)
    return _places([(row, person)])[0]


@dataclass(frozen=True)
class Missed:
    """Somebody of whom a register says something else than *present*, and who has not all of its component."""

    session: SessionRef
    ends_at: datetime
    enrolment_id: int


def missed_between(first: date, last: date) -> tuple[Missed, ...]:
    """Who missed sessions that ended from one day to another, whatever cohort they are on; in two statements.

    Open to other rooms, which write to them and show it to nobody else.
    """
    entries = RegisterEntry.objects.filter(
        session__ends_at__date__gte=first,
        session__ends_at__date__lte=last,
        replaced_by=None,
        enrolment__state__in=[s.value for s in TAKES_EVIDENCE],
    ).exclude(mark=Mark.PRESENT.value)
    rows = list(entries.select_related("session").order_by("pk"))
    shares: dict[tuple[int, int], Fraction] = {}
    given = Credit.objects.filter(
        enrolment_id__in={row.enrolment_id for row in rows},
        component_id__in={row.session.component_id for row in rows},
    )
    for entry in given:
        key = (entry.component_id, entry.enrolment_id)
        shares[key] = shares.get(key, Fraction(0)) + entry.share
    return tuple(
        Missed(SessionRef(row.session.ref), row.session.ends_at, row.enrolment_id)
        for row in rows
        if shares.get((row.session.component_id, row.enrolment_id), 0) < 1
    )


def _places(pairs: list[tuple[Session, Enrolment]]) -> tuple[PlaceAtSession, ...]:
    """The pairs with their marks and shares, in two statements."""
    people = {person.pk for _, person in pairs}
    entries = RegisterEntry.objects.filter(
        session_id__in=[row.pk for row, _ in pairs], enrolment_id__in=people, replaced_by=None
    )
    marks = {(e.session_id, e.enrolment_id): Mark(e.mark) for e in entries}
    shares: dict[tuple[int, int], Fraction] = {}
    credits_ = Credit.objects.filter(enrolment_id__in=people, component_id__in=[row.component_id for row, _ in pairs])
    for entry in credits_:
        key = (entry.component_id, entry.enrolment_id)
        shares[key] = shares.get(key, Fraction(0)) + entry.share
    return tuple(
        PlaceAtSession(
            session_id=row.pk,
            session=SessionRef(row.ref),
            component_id=row.component_id,
            component=ComponentRef(row.component.ref),
            title=row.component.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            enrolment_id=person.pk,
            enrolment=EnrolmentRef(person.ref),
            cohort=person.cohort.title,
            release=ReleaseRef(person.cohort.release.ref),
            starts_on=person.cohort.measured_on,
            mark=marks.get((row.pk, person.pk)),
            share=shares.get((row.component_id, person.pk), Fraction(0)),
            counts=State(person.state) in TAKES_EVIDENCE,
        )
        for row, person in pairs
    )
