"""Take a register and correct it. What it says is credited in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import keep_figures, taken_back
from goldenthread.cohorts.models import Credit, RegisterEntry, RegisterTaking, Session
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.queries.reckoning import measure_of
from goldenthread.cohorts.rules.permitting import why_not_take
from goldenthread.cohorts.rules.registering import is_left_out, share_of, why_not_correct, why_not_mark, why_not_yet
from goldenthread.cohorts.types import Mark, RegisterSheet, RegisterTaken, SessionRef, Source
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import EngagementPolicy


@atomic
def take_register(session: UUID, sheet: RegisterSheet, *, by: Actor, at: datetime) -> RegisterTaken:
    """Enter the marks of everybody on the sheet who has none yet, and credit what they credit, all or nothing.

    The same sheet sent twice counts once. Somebody marked already keeps their mark, if the sheet says the same.

    :raises Refused: if this actor does not lead the session, its day has not come, the sheet names somebody who is not
        expected, or it would overwrite a mark.
    """
    row = _session(session, by=by)
    refusal = why_not_take(
        by, partner_id=row.cohort.partner_id, facilitator_id=row.facilitator_id, others=row.beside_ids()
    ) or why_not_yet(starts_at=row.starts_at, at=at)
    if refusal:
        raise Refused(refusal)
    _, is_first = RegisterTaking.objects.get_or_create(
        session=row, key=sheet.key, defaults={"by_id": by.person_id, "at": at}
    )
    if not is_first:
        return RegisterTaken(SessionRef(row.ref), 0, is_new=False)
    people = {e.ref: e for e in expected_at(row).select_for_update(of=("self",))}
    known = _marks_now(row)
    refusal = why_not_mark(
        unknown=sum(1 for ref in sheet.marks if ref not in people),
        changed=sum(1 for ref, mark in sheet.marks.items() if ref in known and known[ref] is not mark),
    )
    if refusal:
        raise Refused(refusal)
    measure = measure_of(row.cohort)

    entries = [
        RegisterEntry(session=row, enrolment=people[ref], mark=mark.value, by_id=by.person_id, at=at)
        for ref, mark in sheet.marks.items()
        if ref not in known
    ]
    RegisterEntry.objects.bulk_create(entries)
    credits_ = [c for e in entries if (c := _credit(e, row, measure.policy, by=by, at=at))]
    Credit.objects.bulk_create(credits_)
    keep_figures([e.enrolment for e in entries], measure, at=at)
    audit(by=str(by), did="cohorts.take_register", to=str(row.ref), at=at, marked=str(len(entries)))
    post(Notice("cohorts.credited", {"session": str(row.ref), "cohort": str(row.cohort.ref)}), at=at)
    return RegisterTaken(SessionRef(row.ref), len(entries), is_new=True)


@atomic
def correct_register(session: UUID, enrolment: UUID, mark: Mark, *, why: str, by: Actor, at: datetime) -> RegisterTaken:
    """Replace one mark by another, with the reason; the first mark and what it credited stay in the record.

    :raises Refused: if this actor does not lead the session, there is nothing to correct, or no reason is given.
    """
    row = _session(session, by=by)
    person = row.cohort.enrolments.select_for_update(of=("self",)).get(ref=enrolment)
    before = RegisterEntry.objects.filter(session=row, enrolment=person, replaced_by=None).first()
    refusal = why_not_take(
        by, partner_id=row.cohort.partner_id, facilitator_id=row.facilitator_id, others=row.beside_ids()
    ) or why_not_correct(before=Mark(before.mark) if before else None, after=mark, why=why)
    if refusal:
        raise Refused(refusal)
    measure = measure_of(row.cohort)

    entry = RegisterEntry.objects.create(
        session=row, enrolment=person, mark=mark.value, by_id=by.person_id, at=at, replaces=before, why=why.strip()
    )
    for earned in Credit.objects.filter(source_ref=before.ref, corrects=None) if before else ():
        taken_back(earned, why=why.strip(), by=by, at=at).save()
    earns = _credit(entry, row, measure.policy, by=by, at=at)
    if earns:
        earns.save()
    keep_figures([person], measure, at=at)
    audit(by=str(by), did="cohorts.correct_register", to=str(row.ref), at=at, why=why, enrolment=str(person.ref))
    post(Notice("cohorts.credited", {"session": str(row.ref), "enrolment": str(person.ref)}), at=at)
    return RegisterTaken(SessionRef(row.ref), 1, is_new=True)


def _session(ref: UUID, *, by: Actor) -> Session:
    rows = Session.objects.seen_by(by).select_related("cohort__release", "cohort__variant", "component")
    return rows.select_for_update(of=("self",)).get(ref=ref)


def _marks_now(row: Session) -> Mapping[UUID, Mark]:
    """The mark that stands for each enrolment, by its reference."""
    standing = row.register.filter(replaced_by=None).values_list("enrolment__ref", "mark")
    return {ref: Mark(mark) for ref, mark in standing}


def _credit(
    entry: RegisterEntry, row: Session, policy: EngagementPolicy | None, *, by: Actor, at: datetime
) -> Credit | None:
    """What one mark credits or leaves out, not yet written; ``None`` where it does neither."""
    waives = is_left_out(Mark(entry.mark), policy)
    share = Fraction(1) if waives else share_of(Mark(entry.mark), policy)
    if not share:
        return None
    return Credit(
        enrolment=entry.enrolment,
        component_id=row.component_id,
        parts=share.numerator,
        out_of=share.denominator,
        source=Source.REGISTER.value,
        source_ref=entry.ref,
        by_id=by.person_id,
        at=at,
        waives=waives,
    )
