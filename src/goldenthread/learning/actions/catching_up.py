"""Catch up on a missed session, and answer somebody who did."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import credit, uncredit
from goldenthread.cohorts.queries.missing import place_at_session
from goldenthread.cohorts.types import Source
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refused
from goldenthread.learning.models import CatchUp, CatchUpStep, SentReflection
from goldenthread.learning.queries.catching_up import (
    own_place,
    terms_for,
    why_not_begin_or_write,
    why_not_review_catch_up,
)
from goldenthread.learning.rules.catching_up import (
    due_by,
    why_not_accept_or_return,
    why_not_hand_in_reflection,
    why_not_keep_reflection,
)
from goldenthread.learning.rules.practising import why_not_save, words_in
from goldenthread.learning.rules.reviewing import why_no_reason, why_not_answer, why_not_reopen
from goldenthread.learning.rules.states import WORK_STEPS, WorkEvent, WorkState
from goldenthread.learning.types.catching_up import Reflection
from goldenthread.learning.types.practising import Saved
from goldenthread.people.types import Actor


@atomic
def save_reflection(
    session: UUID, reflection: Reflection, *, revision: int, tab: UUID | None = None, by: Actor, at: datetime
) -> Saved:
    """Keep what is written so far about a missed session. The same words again change nothing.

    :raises Refused: if there is nothing to catch up on, it is handed in, or other words were kept since ``revision``.
    """
    place = own_place(session, by=by)
    terms = terms_for(place)
    row = CatchUp.objects.select_for_update().filter(session_id=place.session_id, enrolment_id=place.enrolment_id)
    known = row.first()
    if known is not None and known.as_reflection() == reflection:
        return Saved(known.revision, known.saved_at)
    kept = known.revision if known else 0
    refusal = (
        why_not_begin_or_write(place, known, terms, at=at)
        or why_not_save(
            words=reflection.words,
            revision=revision,
            kept=kept,
            is_same_tab=tab is not None and known is not None and known.saved_from == tab,
        )
        or why_not_keep_reflection(reflection)
    )
    if refusal:
        raise Refused(refusal)
    written = {
        "words": reflection.words,
        "references": reflection.references,
        "saved_at": at,
        "saved_from": tab,
        "revision": kept + 1,
    }
    if known is None:
        known = CatchUp.objects.create(
            session_id=place.session_id,
            enrolment_id=place.enrolment_id,
            state=WorkState.DRAFTED.value,
            due_on=due_by(place.ends_at, terms),
            **written,
        )
        audit(by=str(by), did="learning.begin_catch_up", to=str(known.ref), at=at, session=str(place.session))
    else:
        row.update(**written)
    return Saved(kept + 1, at)


@atomic
def hand_in_reflection(session: UUID, *, revision: int, by: Actor, at: datetime) -> None:
    """Hand in what is written. Sent twice, it is one.

    :raises Refused: if it is too short or cites nothing, or other words were kept since ``revision`` was checked.
    :raises CatchUp.DoesNotExist: if nothing has been written.
    """
    place = own_place(session, by=by)
    terms = terms_for(place)
    row = CatchUp.objects.select_for_update().get(session_id=place.session_id, enrolment_id=place.enrolment_id)
    if row.state == WorkState.SUBMITTED.value:
        return
    refusal = (
        why_not_begin_or_write(place, row, terms, at=at)
        or why_not_save(words=row.words, revision=revision, kept=row.revision)
        or why_not_hand_in_reflection(row.as_reflection(), terms)
    )
    if refusal:
        raise Refused(refusal)
    number = row.sent.count() + 1
    SentReflection.objects.create(
        catch_up=row,
        number=number,
        words=row.words,
        references=row.references,
        word_count=words_in(row.words),
        at=at,
    )
    _take_step(row, WorkEvent.SUBMIT, by=by, at=at)
    row.submitted_at = at
    row.save(update_fields=["state", "submitted_at"])
    audit(by=str(by), did="learning.hand_in_catch_up", to=str(row.ref), at=at, version=str(number))
    post(Notice("learning.catch_up_submitted", {"catch_up": str(row.ref), "version": str(number)}), at=at)


@atomic
def answer_catch_up(ref: UUID, *, is_accepted: bool, why: str, by: Actor, at: datetime) -> None:
    """Accept a reflection, which credits what the terms give, or send it back with what is missing.

    :raises Refused: if this actor may not review it, it does not wait, or it is sent back without a reason.
    """
    row = _row(ref, by=by)
    refusal = (
        why_not_review_catch_up(row, by=by)
        or why_not_answer(WorkState(row.state), held_by="")
        or why_not_accept_or_return(is_accepted=is_accepted, why=why)
    )
    if refusal:
        raise Refused(refusal)
    event = WorkEvent.ACCEPT if is_accepted else WorkEvent.SEND_BACK
    done = _take_step(row, event, why=why.strip(), by=by, at=at)
    if is_accepted:
        place = place_at_session(row.session.ref, row.enrolment.ref)
        row.credit_ref = credit(
            place.enrolment,
            place.component,
            source=Source.CATCH_UP,
            source_ref=done.ref,
            share=terms_for(place).share,
            by=by,
            at=at,
        ).credit
    row.save(update_fields=["state", "credit_ref"])
    audit(by=str(by), did="learning.answer_catch_up", to=str(row.ref), at=at, answer=event.value)
    post(Notice("learning.catch_up_answered", {"step": str(done.ref)}), at=at)


@atomic
def reopen_catch_up(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Take an answer back, so that another can be given. Its credit is taken back with it; both stay to be read.

    :raises Refused: if there is no answer, this actor may not review it, or no reason is given.
    """
    row = _row(ref, by=by)
    refusal = why_not_review_catch_up(row, by=by) or why_not_reopen(WorkState(row.state)) or why_no_reason(why)
    if refusal:
        raise Refused(refusal)
    done = _take_step(row, WorkEvent.REOPEN, why=why.strip(), by=by, at=at)
    if row.credit_ref is not None:
        uncredit(row.credit_ref, why=why.strip(), by=by, at=at)
    row.credit_ref = None
    row.save(update_fields=["state", "credit_ref"])
    audit(by=str(by), did="learning.reopen_catch_up", to=str(row.ref), at=at)
    post(Notice("learning.catch_up_answered", {"step": str(done.ref)}), at=at)


def _row(ref: UUID, *, by: Actor) -> CatchUp:
    rows = CatchUp.objects.read_by(by).select_related("enrolment", "session")
    return rows.select_for_update(of=("self",)).get(ref=ref)


def _take_step(row: CatchUp, event: WorkEvent, *, why: str = "", by: Actor, at: datetime) -> CatchUpStep:
    after = step(WORK_STEPS, WorkState(row.state), event)
    row.state = after.value
    return CatchUpStep.objects.create(
        catch_up=row, event=event.value, state=after.value, why=why, by_id=by.person_id, at=at
    )
