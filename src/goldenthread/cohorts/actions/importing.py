"""Read a webinar platform's file for a register, say whose its names are, and enter it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.registering import session_to_take, take_register
from goldenthread.cohorts.models import AttendanceImport, AttendanceRow, Enrolment, Session
from goldenthread.cohorts.queries.importing import attendance_page, expected_by_name, remembered_names
from goldenthread.cohorts.rules.importing import read_attendance, why_not_confirm, why_not_thresholds
from goldenthread.cohorts.rules.matching import match_all
from goldenthread.cohorts.rules.registering import why_not_yet
from goldenthread.cohorts.types import (
    SAID_BY_HAND,
    AttendanceRef,
    AttendanceSheet,
    EnrolmentRef,
    How,
    Match,
    RegisterSheet,
    RegisterTaken,
    Thresholds,
)
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

ENTERED_ALREADY = Refusal(
    "entered_already",
    "This same file has been entered for this session.",
    "Its marks are on the register. Choose another file, or correct a mark there.",
)


@atomic
def read_file(
    session: UUID, content: bytes, *, name: str, thresholds: Thresholds, by: Actor, at: datetime
) -> AttendanceRef:
    """Keep a file and find out whose its names are. Nobody is marked by this.

    :raises Refused: if this actor does not lead the session, its day has not come, the file cannot be read or has been
        entered, or the thresholds make no sense.
    """
    row = session_to_take(session, by=by)
    refusal = why_not_yet(starts_at=row.starts_at, at=at) or why_not_thresholds(thresholds)
    if refusal:
        raise Refused(refusal)
    sheet = read_attendance(content, starts_at=row.starts_at, ends_at=row.ends_at)
    digest = hashlib.sha256(content).hexdigest()
    if AttendanceImport.objects.filter(session=row, sha256=digest, confirmed_at__isnull=False).exists():
        raise Refused(ENTERED_ALREADY)
    matches = match_all(sheet.attendees, expected_by_name(row), remembered=remembered_names(row))

    kept = AttendanceImport.objects.create(
        session=row,
        file_id=keep_file(content, name=name, media_type="text/csv", at=at).ref,
        sha256=digest,
        present_from=thresholds.present,
        partly_from=thresholds.partly,
        unread=[[bad.line, bad.reason] for bad in sheet.unread],
        by_id=by.person_id,
        at=at,
    )
    _keep_names(kept, row, sheet, matches)
    audit(by=str(by), did="cohorts.read_attendance", to=str(row.ref), at=at, sha256=digest, names=str(len(matches)))
    return AttendanceRef(kept.ref)


@atomic
def answer_names(attendance: UUID, answers: Mapping[int, EnrolmentRef | None], *, by: Actor, at: datetime) -> None:
    """Say whose some names are, by the line of each; ``None`` for nobody's who is expected. It can be said again.

    :raises Refused: if this actor does not lead the session, or the file has been entered.
    """
    kept = _to_change(attendance, by=by)
    people = {one.enrolment for one in expected_by_name(kept.session)}
    ids = dict(Enrolment.objects.filter(ref__in=people).values_list("ref", "pk"))
    by_hand = [how.value for how in SAID_BY_HAND]
    rows = list(kept.rows.filter(how__in=by_hand, line__in=answers))

    for row in rows:
        answer = answers[row.line]
        chosen = ids.get(answer) if answer else None
        row.enrolment_id, row.how = chosen, How.CHOSEN.value if chosen else How.NOBODY.value
    AttendanceRow.objects.bulk_update(rows, ["enrolment", "how"], batch_size=200)
    audit(by=str(by), did="cohorts.answer_names", to=str(kept.session.ref), at=at, names=str(len(rows)))


@atomic
def confirm_attendance(attendance: UUID, *, by: Actor, at: datetime) -> RegisterTaken:
    """Enter the marks that the file gives to those who have none; whoever it does not name stays unmarked.

    :raises Refused: if this actor does not lead the session, names are not settled, nobody gets a mark, or it has been
        entered.
    """
    kept = _to_change(attendance, by=by)
    page = attendance_page(attendance, by=by)
    refusal = why_not_confirm(asked=len(page.asked), to_mark=len(page.to_mark))
    if refusal:
        raise Refused(refusal)

    kept.confirmed_by_id, kept.confirmed_at = by.person_id, at
    kept.save(update_fields=["confirmed_by", "confirmed_at"])
    marks = {person.enrolment: person.mark for person in page.to_mark if person.mark}
    told = take_register(kept.session.ref, RegisterSheet(kept.ref, marks), by=by, at=at)
    audit(
        by=str(by), did="cohorts.confirm_attendance", to=str(kept.session.ref), at=at,
        sha256=kept.sha256, marked=str(told.marked),
    )  # fmt: skip
    return told


def _to_change(ref: UUID, *, by: Actor) -> AttendanceImport:
    """A file that is still under review, kept for this transaction."""
    rows = AttendanceImport.objects.filter(session__in=Session.objects.seen_by(by)).select_related(
        "session__component", "session__cohort"
    )
    kept = rows.select_for_update(of=("self",)).get(ref=ref)
    session_to_take(kept.session.ref, by=by)
    if kept.confirmed_at:
        raise Refused(ENTERED_ALREADY)
    return kept


def _keep_names(kept: AttendanceImport, session: Session, sheet: AttendanceSheet, matches: tuple[Match, ...]) -> None:
    people = {match.enrolment for match in matches if match.enrolment}
    ids = dict(Enrolment.objects.filter(cohort_id=session.cohort_id, ref__in=people).values_list("ref", "pk"))
    AttendanceRow.objects.bulk_create(
        [
            AttendanceRow(
                attendance=kept,
                line=one.line,
                name=one.name,
                email=one.email[:254],
                spans=[[begins.isoformat(), ends.isoformat()] for begins, ends in one.spans],
                seconds=one.seconds,
                candidates=[str(ref) for ref in match.candidates],
                how=match.how.value,
                enrolment_id=ids[match.enrolment] if match.enrolment else None,
            )
            for one, match in zip(sheet.attendees, matches, strict=True)
        ],
        batch_size=500,
    )
