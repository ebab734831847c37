"""What the letters about a pairing say."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.coaching.models import Meeting, MeetingAction, MeetingStep, Pairing
from goldenthread.coaching.rules.states import MeetingEvent, MeetingState, State
from goldenthread.coaching.types import PLACE_NAMES, Place
from goldenthread.coaching.types.handing_over import EndLetter, PairLetter

_JOINED = ("coach", "enrolment__participant", "enrolment__school", "enrolment__cohort__release__programme")


def pair_letter(pairing: UUID) -> PairLetter | None:
    """The letters that bring two together, or nothing once it is over; in five statements.

    :raises Pairing.DoesNotExist: if there is none.
    """
    row = Pairing.objects.select_related(*_JOINED).get(ref=pairing)
    if row.state != State.ACTIVE.value:
        return None
    earlier = Pairing.objects.filter(enrolment=row.enrolment, pk__lt=row.pk).select_related("coach").order_by("-pk")
    before = earlier.first()
    # Whoever was handed over in this very act is told so; a coach of long ago is not written to again.
    just = before if before and before.ended_at == row.began_at else None
    booked = Meeting.objects.filter(pairing=row, state=MeetingState.BOOKED.value, starts_at__gt=row.began_at)
    nearest = booked.order_by("starts_at").first()
    return PairLetter(
        pairing=row.ref,
        participant=row.enrolment.participant.name,
        participant_email=row.enrolment.participant.email,
        coach=row.coach.name,
        coach_email=row.coach.email,
        school=row.enrolment.school.name,
        programme=row.enrolment.cohort.release.programme.title,
        before=before.coach.name if before else "",
        before_email=just.coach.email if just and just.coach.is_active else "",
        open_actions=_open(row.enrolment_id),
        next_at=nearest.starts_at if nearest else None,
        next_place=PLACE_NAMES[Place(nearest.place)] if nearest else "",
        next_where=nearest.where if nearest else "",
        called_off=_called_off(just.pk, at=row.began_at) if just else 0,
    )


def end_letter(pairing: UUID) -> EndLetter | None:
    """The letters that say that a pairing ended and nobody comes yet, or nothing where somebody has come meanwhile; in
    five statements.

    :raises Pairing.DoesNotExist: if there is none.
    """
    row = Pairing.objects.select_related(*_JOINED).get(ref=pairing)
    if row.ended_at is None or Pairing.objects.active().filter(enrolment=row.enrolment).exists():
        return None
    return EndLetter(
        pairing=row.ref,
        participant=row.enrolment.participant.name,
        participant_email=row.enrolment.participant.email,
        coach=row.coach.name,
        coach_email=row.coach.email if row.coach.is_active else "",
        programme=row.enrolment.cohort.release.programme.title,
        open_actions=_open(row.enrolment_id),
        called_off=_called_off(row.pk, at=row.ended_at),
        is_finished=Pairing.objects.finished(on=row.ended_at.date()).filter(pk=row.pk).exists(),
    )


def _open(enrolment: int) -> int:
    rows = MeetingAction.objects.filter(meeting__pairing__enrolment_id=enrolment, done_at=None, dropped_at=None)
    return rows.filter(meeting__state=MeetingState.HELD.value).count()


def _called_off(pairing: int, *, at: datetime) -> int:
    return MeetingStep.objects.filter(meeting__pairing_id=pairing, event=MeetingEvent.CANCEL.value, at=at).count()
