"""Take a register and correct it. What it says is credited in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import keep_figures
from goldenthread.cohorts.actions.taking_back import carry_less, taken_back
from goldenthread.cohorts.models import (
    Credit,
    Enrolment,
    RegisterChoice,
    RegisterClaim,
    RegisterEntry,
    RegisterTaking,
    Session,
)
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.queries.reckoning import measure_of
from goldenthread.cohorts.rules.merging import SEEN, merge
from goldenthread.cohorts.rules.permitting import why_not_take
from goldenthread.cohorts.rules.registering import (
    NOT_MARKED,
    is_left_out,
    share_of,
    why_not_correct,
    why_not_mark,
    why_not_yet,
)
from goldenthread.cohorts.types import ClaimSource, EnrolmentRef, Mark, RegisterSheet, RegisterTaken, SessionRef, Source
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import EngagementPolicy


@atomic
def take_register(session: UUID, sheet: RegisterSheet, *, by: Actor, at: datetime) -> RegisterTaken:
    """Enter the marks of everybody on the sheet who has none yet, and credit what they credit, all or nothing.

    The same sheet sent twice counts once. Somebody marked already keeps their mark. Where the sheet says otherwise and
    whoever filled it in had not seen that mark, what it says is kept as a claim, which credits nothing until settled.

    :raises Refused: if this actor does not lead the session, its day has not come, the sheet names somebody who is not
        expected or nobody at all, or it would overwrite a mark that had been seen.
    """
    row = session_to_take(session, by=by)
    refusal = why_not_yet(starts_at=row.starts_at, at=at)
    if refusal:
        raise Refused(refusal)
    taking, is_first = RegisterTaking.objects.get_or_create(
        session=row, key=sheet.key, defaults={"by_id": by.person_id, "at": at, "opened_at": sheet.opened_at}
    )
    if not is_first:
        return RegisterTaken(SessionRef(row.ref), 0, is_new=False)
    people = {EnrolmentRef(e.ref): e for e in expected_at(row).select_for_update(of=("self",))}
    unknown = sum(1 for ref in sheet.marks if ref not in people)
    told = why_not_mark(unknown=unknown, marked=len(sheet.marks)) or merge(
        sheet.marks, _standing(row), opened_at=sheet.opened_at
    )
    if isinstance(told, Refusal):
        raise Refused(told)
    measure = measure_of(row.cohort)

    entries = [
        RegisterEntry(session=row, enrolment=people[ref], mark=mark.value, by_id=by.person_id, at=at)
        for ref, mark in told.marks.items()
    ]
    RegisterEntry.objects.bulk_create(entries)
    _keep_claims(taking, {people[ref]: mark for ref, mark in told.claims.items()}, entries)
    credits_ = [c for e in entries if (c := _credit(e, row, measure.policy, by=by, at=at))]
    Credit.objects.bulk_create(credits_)
    keep_figures([e.enrolment for e in entries], measure, at=at)
    counts = {"marked": len(entries)} | ({"claimed": len(told.claims)} if told.claims else {})
    said = {name: str(number) for name, number in counts.items()}
    audit(by=str(by), did="cohorts.take_register", to=str(row.ref), at=at, **said)
    post(Notice("cohorts.credited", {"session": str(row.ref), "cohort": str(row.cohort.ref)}), at=at)
    return RegisterTaken(SessionRef(row.ref), len(entries), is_new=True, claimed=len(told.claims))


@atomic
def correct_register(session: UUID, enrolment: UUID, mark: Mark, *, why: str, by: Actor, at: datetime) -> RegisterTaken:
    """Replace one mark by another, with the reason; the first mark and what it credited stay in the record.

    What else was said about them is settled by it: whoever corrects has seen everything.

    :raises Refused: if this actor does not lead the session, there is nothing to correct, or no reason is given.
    """
    row = session_to_take(session, by=by)
    person = row.cohort.enrolments.select_for_update(of=("self",)).get(ref=enrolment)
    before = standing_for(row, person)
    if before is None:
        raise Refused(NOT_MARKED)
    refusal = why_not_correct(before=Mark(before.mark), after=mark, why=why)
    if refusal:
        raise Refused(refusal)

    entry = replace_mark(before, mark, why=why, by=by, at=at)
    settle(entry, RegisterClaim.objects.filter(session=row, enrolment=person, choice=None), why=why, by=by, at=at)
    audit(by=str(by), did="cohorts.correct_register", to=str(row.ref), at=at, enrolment=str(person.ref))
    post(Notice("cohorts.credited", {"session": str(row.ref), "enrolment": str(person.ref)}), at=at)
    return RegisterTaken(SessionRef(row.ref), 1, is_new=True)


def replace_mark(before: RegisterEntry, mark: Mark, *, why: str, by: Actor, at: datetime) -> RegisterEntry:
    """The entry that replaces another, written with what it credits; what the first credited is taken back."""
    row, person = before.session, before.enrolment
    measure = measure_of(row.cohort)
    entry = RegisterEntry.objects.create(
        session=row, enrolment=person, mark=mark.value, by_id=by.person_id, at=at, replaces=before, why=why.strip()
    )
    for earned in Credit.objects.filter(source_ref=before.ref, corrects=None):
        taken_back(earned, why=why.strip(), by=by, at=at).save()
    earns = _credit(entry, row, measure.policy, by=by, at=at)
    if earns:
        earns.save()
    carry_less(person, why=why.strip(), by=by, at=at)
    keep_figures([person], measure, at=at)
    return entry


def settle(
    entry: RegisterEntry, claims: Iterable[RegisterClaim], *, why: str, by: Actor, at: datetime
) -> list[RegisterChoice]:
    """Write down that ``entry`` is what stands, whatever these claims say."""
    return RegisterChoice.objects.bulk_create(
        [RegisterChoice(claim=claim, entry=entry, by_id=by.person_id, at=at, why=why.strip()) for claim in claims]
    )


def session_to_take(ref: UUID, *, by: Actor) -> Session:
    """One session, kept for this transaction.

    :raises Refused: if this actor may see it but not take its register.
    """
    rows = Session.objects.seen_by(by).select_related("cohort__release", "cohort__variant", "component")
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    refusal = why_not_take(
        by, partner_id=row.cohort.partner_id, facilitator_id=row.facilitator_id, others=row.beside_ids()
    )
    if refusal:
        raise Refused(refusal)
    return row


def standing_for(row: Session, person: Enrolment) -> RegisterEntry | None:
    """The entry that stands for somebody, if there is one."""
    rows = RegisterEntry.objects.filter(session=row, enrolment=person, replaced_by=None)
    return rows.select_related("session__cohort__release", "session__cohort__variant", "enrolment__cohort").first()


def _standing(row: Session) -> Mapping[EnrolmentRef, tuple[Mark, datetime]]:
    """The mark that stands for each enrolment, by its reference, and since when."""
    standing = row.register.filter(replaced_by=None).values_list("enrolment__ref", "mark", "at")
    return {EnrolmentRef(ref): (Mark(mark), since) for ref, mark, since in standing}


def _keep_claims(taking: RegisterTaking, claims: Mapping[Enrolment, Mark], entries: Iterable[RegisterEntry]) -> None:
    """Keep what the sheet says otherwise; and where it passes over a check-in that had been seen, say that it did."""
    RegisterClaim.objects.bulk_create(
        [
            RegisterClaim(
                session=taking.session,
                enrolment=person,
                mark=mark.value,
                source=ClaimSource.SHEET.value,
                taking=taking,
                by_id=taking.by_id,
                at=taking.at,
            )
            for person, mark in claims.items()
        ]
    )
    written = {entry.enrolment_id: entry for entry in entries}
    seen = RegisterClaim.objects.filter(session=taking.session, source=ClaimSource.SELF.value, choice=None)
    if taking.opened_at:
        seen = seen.filter(at__lt=taking.opened_at)
    passed_over = [c for c in seen if c.enrolment_id in written and written[c.enrolment_id].mark != c.mark]
    RegisterChoice.objects.bulk_create(
        [
            RegisterChoice(claim=c, entry=written[c.enrolment_id], by_id=taking.by_id, at=taking.at, why=SEEN)
            for c in passed_over
        ]
    )


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
