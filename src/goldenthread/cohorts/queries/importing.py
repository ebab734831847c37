"""A webinar platform's file under review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from goldenthread.cohorts.models import AttendanceImport, AttendanceRow, RegisterEntry, Session
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.rules.importing import mark_for, minutes_there
from goldenthread.cohorts.rules.matching import is_harmless, names_in
from goldenthread.cohorts.rules.permitting import why_not_take
from goldenthread.cohorts.types import (
    AttendancePage,
    AttendanceRef,
    EnrolmentRef,
    Expected,
    FileLine,
    How,
    Mark,
    NameRow,
    PersonAttendance,
    SessionRef,
    UnreadRow,
)
from goldenthread.people.types import Actor


def attendance_page(ref: UUID, *, by: Actor) -> AttendancePage:
    """A file with whom it marks and whom it does not; in five statements.

    :raises AttendanceImport.DoesNotExist: if there is none, or its register is not for this actor to take.
    """
    found = AttendanceImport.objects.filter(session__in=Session.objects.seen_by(by))
    row = found.select_related("session__cohort", "session__component", "file", "by", "confirmed_by").get(ref=ref)
    session = row.session
    if why_not_take(
        by, partner_id=session.cohort.partner_id, facilitator_id=session.facilitator_id, others=session.beside_ids()
    ):
        raise AttendanceImport.DoesNotExist
    people = {one.enrolment: one for one in expected_by_name(session)}
    rows = list(row.rows.select_related("enrolment__participant").order_by("line"))
    # Somebody may have left since the file was read; what was entered for them is still shown.
    people |= {
        EnrolmentRef(r.enrolment.ref): Expected(EnrolmentRef(r.enrolment.ref), r.enrolment.participant.name, "")
        for r in rows
        if r.enrolment and r.enrolment.ref not in people
    }
    names = [_name(r, session, people) for r in rows]
    standing = RegisterEntry.objects.filter(session=session, replaced_by=None).values_list("enrolment__ref", "mark")
    return AttendancePage(
        ref=AttendanceRef(row.ref),
        session=SessionRef(session.ref),
        title=session.component.title,
        cohort=session.cohort.title,
        starts_at=session.starts_at,
        minutes=_length(session),
        thresholds=row.as_thresholds(),
        file_name=row.file.name,
        sha256=row.sha256,
        by=row.by.name,
        at=row.at,
        confirmed_by=row.confirmed_by.name if row.confirmed_by else "",
        confirmed_at=row.confirmed_at,
        people=_people(row, rows, names, people, {ref: Mark(mark) for ref, mark in standing}),
        names=tuple(names),
        unread=tuple(UnreadRow(line, reason) for line, reason in row.unread),
    )


def files_read(session: UUID, *, by: Actor) -> tuple[FileLine, ...]:
    """The files that were read for a session, the newest first, in one statement. Whoever asks takes its register."""
    rows = AttendanceImport.objects.filter(session__in=Session.objects.seen_by(by), session__ref=session)
    return tuple(
        FileLine(AttendanceRef(row.ref), row.file.name, row.by.name, row.at, row.confirmed_at)
        for row in rows.select_related("file", "by").order_by("-pk")
    )


def expected_by_name(session: Session) -> tuple[Expected, ...]:
    """Those expected at a session, as they are looked for in a file; by name, in one statement."""
    rows = expected_at(session).order_by("participant__name", "pk")
    told = rows.values_list("ref", "participant__name", "participant__email")
    return tuple(Expected(EnrolmentRef(ref), name, email) for ref, name, email in told)


def remembered_names(session: Session) -> Mapping[str, EnrolmentRef]:
    """By key of a name, what somebody chose for it in an earlier file of this cohort; the newest choice counts.

    Only whole names are remembered, and only for the same people; in one statement.
    """
    chosen = AttendanceRow.objects.filter(
        attendance__session__cohort_id=session.cohort_id, attendance__confirmed_at__isnull=False, how=How.CHOSEN.value
    )
    told = chosen.order_by("attendance__confirmed_at", "pk").values_list(
        "name", "enrolment__ref", "enrolment__participant__name"
    )
    return {names_in(name)[0]: EnrolmentRef(ref) for name, ref, whose in told if is_harmless(name, whose)}


def _people(
    row: AttendanceImport,
    rows: Iterable[AttendanceRow],
    names: Iterable[NameRow],
    people: Mapping[EnrolmentRef, Expected],
    standing: Mapping[UUID, Mark],
) -> tuple[PersonAttendance, ...]:
    """Everybody expected, with what the file says about them."""
    times: defaultdict[EnrolmentRef | None, list[AttendanceRow]] = defaultdict(list)
    known_as: defaultdict[EnrolmentRef | None, list[NameRow]] = defaultdict(list)
    for one, name in zip(rows, names, strict=True):
        times[name.enrolment].append(one)
        known_as[name.enrolment].append(name)
    whole, found = _length(row.session), []
    for ref, person in people.items():
        minutes = _minutes(times[ref], row.session)
        found.append(
            PersonAttendance(
                enrolment=ref,
                name=person.name,
                minutes=minutes,
                percent=minutes * 100 // whole,
                mark=mark_for(minutes, of=whole, thresholds=row.as_thresholds()) if times[ref] else None,
                standing=standing.get(ref),
                known_as=tuple(known_as[ref]),
            )
        )
    return tuple(found)


def _name(row: AttendanceRow, session: Session, people: Mapping[EnrolmentRef, Expected]) -> NameRow:
    refs = [EnrolmentRef(UUID(ref)) for ref in row.candidates]
    return NameRow(
        line=row.line,
        name=row.name,
        email=row.email,
        minutes=_minutes([row], session),
        how=How(row.how),
        enrolment=EnrolmentRef(row.enrolment.ref) if row.enrolment else None,
        candidates=tuple(people[ref] for ref in refs if ref in people),
    )


def _minutes(rows: Iterable[AttendanceRow], session: Session) -> int:
    attendees = [row.as_attendee() for row in rows]
    return minutes_there(attendees, starts_at=session.starts_at, ends_at=session.ends_at)


def _length(session: Session) -> int:
    return max(int((session.ends_at - session.starts_at).total_seconds() // 60), 1)
