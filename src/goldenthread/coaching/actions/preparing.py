"""Prepare a meeting: keep words as they are typed, share them, keep notes that nobody else reads; ask for help."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.entering import is_active, meeting_to_change, side_in
from goldenthread.coaching.models import HelpCall, Meeting, Pairing, Preparation, PreparationVersion
from goldenthread.coaching.rules.preparing import (
    why_not_answer,
    why_not_ask,
    why_not_prepare,
    why_not_share,
    why_not_take_back,
)
from goldenthread.coaching.rules.states import MeetingState, State
from goldenthread.coaching.types.meetings import Prepared, Side
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor

_AHEAD = (MeetingState.BOOKED.value, MeetingState.PROPOSED.value)


@atomic
def keep_preparation(ref: UUID, *, wants: str, did: str, private: str, by: Actor, at: datetime) -> None:
    """Keep what the participant has typed for a meeting so far; nobody else reads it.

    :raises Refused: if the meeting is no longer ahead, or it is too long.
    :raises Meeting.DoesNotExist: if they are not the participant.
    """
    row = _mine(ref, Side.PARTICIPANT, by=by)
    refusal = why_not_prepare(wants, did, private, is_ahead=row.state in _AHEAD)
    if refusal:
        raise Refused(refusal)
    said = {"wants": wants, "did": did, "private_notes": private}
    if Preparation.objects.filter(meeting=row, **said).exists():
        return
    Preparation.objects.update_or_create(meeting=row, defaults={**said, "kept_at": at})
    audit(by=str(by), did="coaching.keep_preparation", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))


@atomic
def share_preparation(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Let the coach read what is kept, but for the private notes. The same words again are shared already.

    :raises Refused: if there is nothing to share, or the meeting is no longer ahead.
    :raises Meeting.DoesNotExist: if they are not the participant.
    """
    row = _mine(ref, Side.PARTICIPANT, by=by)
    kept, _ = Preparation.objects.select_for_update().get_or_create(meeting=row, defaults={"kept_at": at})
    refusal = why_not_prepare(is_ahead=row.state in _AHEAD) or why_not_share(Prepared(kept.wants, kept.did))
    if refusal:
        raise Refused(refusal)
    last = kept.versions.order_by("-number").first()
    if last is not None and (last.wants, last.did) == (kept.wants, kept.did):
        return
    number = last.number + 1 if last else 1
    PreparationVersion.objects.create(preparation=kept, number=number, wants=kept.wants, did=kept.did, at=at)
    audit(by=str(by), did="coaching.share_preparation", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))


@atomic
def keep_own_notes(ref: UUID, words: str, *, by: Actor, at: datetime) -> None:
    """Keep the coach's private notes on a meeting, before it or after. The record says only that they were written.

    :raises Refused: if they are too long.
    :raises Meeting.DoesNotExist: if they do not coach this participant now.
    """
    row = _mine(ref, Side.COACH, by=by)
    refusal = why_not_prepare(words, is_ahead=True)
    if refusal:
        raise Refused(refusal)
    if row.private_notes == words:
        return
    row.private_notes = words
    row.save(update_fields=["private_notes"])
    audit(by=str(by), did="coaching.keep_own_notes", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))


@atomic
def ask_for_help(enrolment: UUID, words: str, *, by: Actor, at: datetime) -> None:
    """Ask one's coach for help between meetings. While one call waits, further words are added to it.

    :raises Refused: if nothing is said.
    :raises Pairing.DoesNotExist: if nobody coaches them on this enrolment now.
    """
    row = _coached(enrolment, by=by)
    refusal = why_not_ask(words)
    if refusal:
        raise Refused(refusal)
    call, is_new = HelpCall.objects.select_for_update().get_or_create(
        enrolment_id=row.enrolment_id, answered_at=None, taken_back_at=None, defaults={"words": words.strip(), "at": at}
    )
    if not is_new and words.strip() not in call.words:
        call.words = f"{call.words}\n\n{words.strip()}"
        call.save(update_fields=["words"])
    if is_new:
        audit(by=str(by), did="coaching.ask_for_help", to=str(enrolment), at=at)
        post(Notice("coaching.help_asked", {"call": str(call.ref)}), at=at)


@atomic
def take_call_back(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take back a call for help that was not answered: it stays, with the day, and its coach is told if they were told
    of it. A second time changes nothing.

    :raises Refused: if it was answered meanwhile.
    :raises HelpCall.DoesNotExist: if it is not their own.
    """
    mine = Pairing.objects.coaching_of(by)
    rows = HelpCall.objects.select_related("enrolment").select_for_update(of=("self",))
    row = rows.get(ref=ref, enrolment__in=mine.values("enrolment"))
    refusal = why_not_take_back(is_answered=row.answered_at is not None)
    if refusal:
        raise Refused(refusal)
    if row.taken_back_at is not None:
        return
    row.taken_back_at = at
    row.save(update_fields=["taken_back_at"])
    audit(by=str(by), did="coaching.take_call_back", to=str(row.enrolment.ref), at=at)
    post(Notice("coaching.help_taken_back", {"call": str(row.ref)}), at=at)


@atomic
def answer_call(ref: UUID, answer: str, *, by: Actor, at: datetime) -> UUID:
    """The coach has turned to them, and says how; gives the pairing. A second time changes nothing.

    :raises Refused: if nothing is said, or it was taken back meanwhile.
    :raises HelpCall.DoesNotExist: if they do not coach this participant now.
    """
    theirs = Pairing.objects.coached_by(by)
    row = (
        HelpCall.objects.select_related("enrolment")
        .select_for_update(of=("self",))
        .get(ref=ref, enrolment__in=theirs.values("enrolment"))
    )
    refusal = why_not_ask(answer) or why_not_answer(is_taken_back=row.taken_back_at is not None)
    if refusal:
        raise Refused(refusal)
    if row.answered_at is None:
        row.answer, row.answered_at, row.answered_by_id = answer.strip(), at, by.person_id
        row.save(update_fields=["answer", "answered_at", "answered_by"])
        audit(by=str(by), did="coaching.answer_call", to=str(row.enrolment.ref), at=at)
    return theirs.get(enrolment=row.enrolment_id).ref


def _mine(ref: UUID, side: Side, *, by: Actor) -> Meeting:
    row = meeting_to_change(ref, by=by)
    if side_in(row.pairing, by.person_id) is not side or not is_active(row.pairing):
        raise Meeting.DoesNotExist
    return row


def _coached(enrolment: UUID, *, by: Actor) -> Pairing:
    rows = Pairing.objects.coaching_of(by).select_for_update().filter(state=State.ACTIVE.value)
    return rows.get(enrolment__ref=enrolment)
