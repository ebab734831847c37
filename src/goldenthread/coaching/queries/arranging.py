"""What letters about meetings and calls for help say, to whom. Nothing of what is written in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.coaching.models import HelpCall, Meeting, MeetingStep, Pairing
from goldenthread.coaching.queries.records import instead_of
from goldenthread.coaching.rules.states import MeetingState, State
from goldenthread.coaching.types import PLACE_NAMES, Place
from goldenthread.coaching.types.meetings import USUAL_MINUTES, HelpNews, MeetingNews
from goldenthread.ground.types.days import LONDON

_JOINED = ("pairing__coach", "pairing__enrolment__participant")


def meeting_news(ref: UUID, *, number: int, by: UUID) -> MeetingNews | None:
    """What the one who did not do it is told; ``None`` where it has changed since, or they are not active. In two
    statements.

    :raises Meeting.DoesNotExist: if there is none.
    """
    row = Meeting.objects.select_related(*_JOINED).get(ref=ref)
    is_coach = row.pairing.coach.ref != by
    return _news(row, is_coach=is_coach) if row.sequence == number else None


def meeting_reminders(ref: UUID, *, day: str, at: datetime) -> tuple[MeetingNews, ...]:
    """What both are told before they meet; nothing where it is no longer booked, or on another day.

    :raises Meeting.DoesNotExist: if there is none.
    """
    row = Meeting.objects.select_related(*_JOINED).get(ref=ref)
    is_on = row.state == MeetingState.BOOKED.value and str(row.starts_at.astimezone(LONDON).date()) == day
    if not is_on or row.starts_at <= at:
        return ()
    return tuple(news for news in (_news(row, is_coach=False), _news(row, is_coach=True)) if news)


def help_news(ref: UUID) -> HelpNews | None:
    """Who asks whom for help; ``None`` where it no longer waits, or nobody coaches them any more. In two statements.

    :raises HelpCall.DoesNotExist: if there is none.
    """
    row = HelpCall.objects.select_related("enrolment__participant").get(ref=ref)
    return _help(row) if row.answered_at is None and row.taken_back_at is None else None


def help_taken_back(ref: UUID) -> HelpNews | None:
    """Who no longer asks whom for help; ``None`` where nobody coaches them any more. In two statements.

    :raises HelpCall.DoesNotExist: if there is none.
    """
    return _help(HelpCall.objects.select_related("enrolment__participant").get(ref=ref))


def _help(row: HelpCall) -> HelpNews | None:
    pairing = Pairing.objects.filter(enrolment_id=row.enrolment_id, state=State.ACTIVE.value).select_related("coach")
    now = pairing.first()
    if now is None or not now.coach.is_active:
        return None
    return HelpNews(row.ref, now.ref, now.coach.email, now.coach.name, row.enrolment.participant.name)


def _news(row: Meeting, *, is_coach: bool) -> MeetingNews | None:
    coach, participant = row.pairing.coach, row.pairing.enrolment.participant
    to, other = (coach, participant) if is_coach else (participant, coach)
    if not to.is_active:
        return None
    last = MeetingStep.objects.filter(meeting=row).order_by("-pk").first()
    return MeetingNews(
        ref=row.ref,
        number=row.sequence,
        person=to.ref,
        address=to.email,
        name=to.name,
        other=other.name,
        is_coach=is_coach,
        state=row.state,
        is_theirs_to_answer=row.proposed_by_id not in {None, to.pk},
        starts_at=row.starts_at,
        minutes=row.minutes or USUAL_MINUTES,
        place=PLACE_NAMES[Place(row.place)],
        where=row.where,
        why=last.why if last else "",
        event=last.event if last else "",
        instead=instead_of(row),
    )
