"""Sessions: a cohort's timetable, a facilitator's list, one session, and its register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef

from goldenthread.cohorts.models import Cohort, Enrolment, RegisterEntry, Session
from goldenthread.cohorts.models.cohorts import SessionSet, how_many
from goldenthread.cohorts.queries.expected import expected_at, expected_by_route
from goldenthread.cohorts.queries.reckoning import live_here
from goldenthread.cohorts.queries.terms import terms_for
from goldenthread.cohorts.rules.merging import arrived, disputed
from goldenthread.cohorts.rules.permitting import why_not_run, why_not_take
from goldenthread.cohorts.rules.registering import why_not_yet
from goldenthread.cohorts.rules.timetabling import remark
from goldenthread.cohorts.types import (
    ClaimLine,
    CohortRef,
    ComponentChoice,
    EnrolmentRef,
    Mark,
    MarkLine,
    RegisterLine,
    RegisterPage,
    SessionPage,
    SessionRef,
    SessionRow,
)
from goldenthread.ground.queries.once import read_once
from goldenthread.people.queries.directory import people_who
from goldenthread.people.types import Actor, Duty, PersonCard, PersonRef
from goldenthread.programmes.types import ComponentKind, ComponentRef, Route


def timetable(cohort: int, *, by: Actor, at: datetime) -> tuple[SessionRow, ...]:
    """The sessions of a cohort in time, in three statements. Whoever asks has found out that it may be seen."""
    return _rows(Session.objects.filter(cohort_id=cohort), by=by, at=at)


@read_once
def sessions_led(*, by: Actor, at: datetime) -> tuple[SessionRow, ...]:
    """The sessions this actor facilitates, in time, in three statements."""
    return _rows(Session.objects.seen_by(by).facilitated_by(by), by=by, at=at)


def session_page(ref: UUID, *, by: Actor, at: datetime) -> SessionPage:
    """One session with its joining details. :raises Session.DoesNotExist: if there is none, or not theirs to see."""
    row = _fetched().select_related("cohort__partner").seen_by(by).get(ref=ref)
    own = RegisterEntry.objects.filter(session=row, enrolment__participant_id=by.person_id, replaced_by=None)
    mark = own.values_list("mark", flat=True).first()
    partner = row.cohort.partner_id
    why_not_change = why_not_run(by, partner)
    return SessionPage(
        session=_row(row, by=by, at=at),
        partner=row.cohort.partner.name,
        facilitator_email=row.facilitator.email if row.facilitator else "",
        mark=Mark(mark) if mark else None,
        why_not_change=why_not_change,
        remark="" if why_not_change or row.anyway else remark(row.starts_at, terms=terms_for(partner)),
        why_not_take=why_not_take(by, partner_id=partner, facilitator_id=row.facilitator_id, others=row.beside_ids()),
    )


def register_page(ref: UUID, *, by: Actor, at: datetime) -> RegisterPage:
    """The register of a session, by name, with everything ever said on it; in six statements.

    :raises Session.DoesNotExist: if there is none, or it is not for this actor to take.
    """
    row = _fetched().seen_by(by).get(ref=ref)
    why_not = why_not_take(
        by, partner_id=row.cohort.partner_id, facilitator_id=row.facilitator_id, others=row.beside_ids()
    )
    if why_not:
        raise Session.DoesNotExist
    marks: defaultdict[int, list[MarkLine]] = defaultdict(list)
    for entry in row.register.select_related("by").order_by("pk"):
        marks[entry.enrolment_id].append(MarkLine(Mark(entry.mark), entry.at, entry.by.name, entry.why))
    claims: defaultdict[int, list[ClaimLine]] = defaultdict(list)
    for claim in row.claims.select_related("by", "taking", "choice__by").order_by("pk"):
        claims[claim.enrolment_id].append(claim.as_line())
    people = expected_at(row) | Enrolment.objects.filter(pk__in={*marks, *claims})
    lines = tuple(
        _line(e, marks.get(e.pk, []), claims.get(e.pk, []))
        for e in people.select_related("participant", "school").order_by("participant__name", "pk")
    )
    check_in = row.check_ins.filter(closed_at=None, closes_at__gt=at).select_related("opened_by").first()
    return RegisterPage(
        session=_row(row, by=by, at=at),
        lines=lines,
        why_not=why_not_yet(starts_at=row.starts_at, at=at),
        check_in=check_in.as_line() if check_in else None,
    )


def live_components(cohort: UUID, *, by: Actor) -> tuple[ComponentChoice, ...]:
    """The components that a cohort can have sessions of, with how many each has; in three statements.

    :raises Cohort.DoesNotExist: if there is no such cohort, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("release", "variant").get(ref=cohort)
    has = dict(row.sessions.values_list("component_id").annotate(Count("pk")))
    return tuple(ComponentChoice(c.ref, c.title, has.get(c.id, 0)) for c in live_here(row))


def facilitators_for(cohort: UUID, *, by: Actor) -> tuple[PersonCard, ...]:
    """Who can be named to facilitate at a cohort: those who do so for its partner or for the lead provider, by name; in
    three statements.

    :raises Cohort.DoesNotExist: if there is no such cohort, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).only("partner_id").get(ref=cohort)
    return people_who(Duty.FACILITATOR, by=by, partner_id=row.partner_id)


def _fetched() -> SessionSet:
    return as_rows(Session.objects.all())


def as_rows(rows: SessionSet) -> SessionSet:
    """Sessions with everything a row of them shows, in two statements."""
    named = rows.select_related("component", "cohort", "facilitator")
    first_marks = RegisterEntry.objects.filter(session_id=OuterRef("pk"), replaces=None)
    return named.prefetch_related("beside__person").with_places().with_leads().annotate(marked=how_many(first_marks))


def rows_of(sessions: SessionSet, *, by: Actor, at: datetime) -> tuple[SessionRow, ...]:
    """Some sessions in time, in three statements. Whoever asks has found out that they may be seen."""
    return _rows(sessions, by=by, at=at)


def _rows(rows: SessionSet, *, by: Actor, at: datetime) -> tuple[SessionRow, ...]:
    sessions = list(as_rows(rows).order_by("starts_at", "pk"))
    expected = expected_by_route({s.cohort_id for s in sessions})
    return tuple(_row(s, by=by, at=at, expected=expected) for s in sessions)


def _row(
    row: Session,
    *,
    by: Actor,
    at: datetime,
    expected: Mapping[tuple[int, Route], int] | None = None,
) -> SessionRow:
    routes = frozenset(route for route in Route if row.is_on(route))
    beside = sorted((other.person for other in row.beside.all()), key=lambda person: person.name)
    counted = vars(row)
    everybody = sum((expected or {}).get((row.cohort_id, route), 0) for route in routes)
    return SessionRow(
        ref=SessionRef(row.ref),
        component=ComponentRef(row.component.ref),
        title=row.component.title,
        kind=ComponentKind(row.component.kind),
        routes=routes,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        venue=row.venue,
        room=row.room,
        online_link=row.online_link,
        facilitator=row.facilitator.name if row.facilitator else "",
        facilitator_ref=PersonRef(row.facilitator.ref) if row.facilitator else None,
        cohort=row.cohort.title,
        cohort_ref=CohortRef(row.cohort.ref),
        is_past=row.ends_at <= at,
        marked=counted["marked"],
        expected=counted["seated"] if counted["by_place"] else everybody,
        is_mine=by.person_id in {row.facilitator_id, *(person.pk for person in beside)},
        others=tuple(person.name for person in beside),
        other_refs=tuple(PersonRef(person.ref) for person in beside),
        capacity=row.capacity,
        by_place=counted["by_place"],
        waiting=counted["waiting"],
        anyway=row.anyway,
        lead_left=counted["lead_left"] and row.ends_at > at,
    )


def _line(row: Enrolment, marks: Iterable[MarkLine], claims: Iterable[ClaimLine]) -> RegisterLine:
    history, said = tuple(marks), tuple(claims)
    standing = history[-1].mark if history else None
    return RegisterLine(
        enrolment=EnrolmentRef(row.ref),
        name=row.participant.name,
        school=row.school.name,
        route=Route(row.route),
        mark=standing,
        history=history,
        claims=said,
        disputed=disputed(standing, said),
        arrived=arrived(standing, said),
    )
