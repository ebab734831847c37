"""One meeting as either of the two sees it before and after; what was agreed; calls for help."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.coaching.models import HelpCall, Meeting, Pairing, Preparation, Review
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.queries.records import action_line, actions_joined, lines_of, meetings_joined
from goldenthread.coaching.rules.states import MeetingState, State
from goldenthread.coaching.types import PairingRef
from goldenthread.coaching.types.meetings import (
    CHANGE_NAMES,
    ActionPage,
    ActionSaid,
    Change,
    HelpLine,
    MeetingPage,
    Prepared,
    Side,
)
from goldenthread.cohorts.queries.lately import credited_lately
from goldenthread.people.types import Actor


def meeting_page(ref: UUID, *, by: Actor, at: datetime) -> MeetingPage:
    """A meeting with what was prepared for it, in fifteen statements.

    The coach reads what the participant shared, never what they are still typing; each reads their own notes alone.

    :raises Meeting.DoesNotExist: for anybody but the two.
    """
    mine = Pairing.objects.coached_by(by) | Pairing.objects.coaching_of(by)
    row = _joined().get(ref=ref, pairing__in=mine)
    return _page(row, PairingRef(row.pairing.ref), by=by, at=at)


def meeting_to_read(ref: UUID, *, by: Actor, at: datetime) -> MeetingPage:
    """A meeting for either of the two, or one that is over for whoever coaches them now: what was shared and agreed
    with the coach before goes over to them. What the participant prepared for that coach, and what that coach noted
    for themselves, does not. In sixteen statements.

    :raises Meeting.DoesNotExist: for anybody else.
    """
    now = Pairing.objects.coached_by(by).filter(enrolment__pairings__meetings__ref=ref).first()
    if now is None:
        return meeting_page(ref, by=by, at=at)
    ahead = [MeetingState.BOOKED.value, MeetingState.PROPOSED.value, MeetingState.HANDED_OVER.value]
    rows = _joined().filter(Q(pairing=now) | ~Q(state__in=ahead))
    return _page(rows.get(ref=ref, pairing__enrolment=now.enrolment_id), PairingRef(now.ref), by=by, at=at)


def _joined() -> QuerySet[Meeting]:
    return meetings_joined().select_related("pairing__enrolment__participant")


def _page(row: Meeting, here: PairingRef, *, by: Actor, at: datetime) -> MeetingPage:
    """A meeting as somebody reads it whose own pairing is ``here``."""
    pairing, participant = row.pairing, row.pairing.enrolment.participant
    side = Side.PARTICIPANT if by.person_id == participant.pk else Side.COACH
    is_before = pairing.ref != here
    kept = Preparation.objects.filter(meeting=row).first()
    others = meetings_joined().filter(pairing__enrolment=pairing.enrolment_id, state=MeetingState.HELD.value)
    held = lines_of(others.order_by("starts_at", "pk"), by=by, at=at)
    before = [line for line in held if line.at < row.starts_at]
    is_own = side is Side.PARTICIPANT and kept is not None
    line = lines_of([row], by=by, at=at)[0]
    return MeetingPage(
        line=line,
        pairing=here,
        enrolment=pairing.enrolment.ref,
        participant=participant.name,
        coach=pairing.coach.name,
        side=side,
        is_active=pairing.state == State.ACTIVE.value,
        is_theirs_to_answer=row.proposed_by_id not in {None, by.person_id},
        own=kept.private_notes if is_own and kept else line.private,
        shared=Prepared() if is_before else _shared(kept),
        draft=Prepared(kept.wants, kept.did, kept.kept_at) if is_own and kept else Prepared(),
        open_actions=tuple(a for m in held for a in m.actions if a.is_open),
        before=before[-1] if before else None,
        has_begun=row.starts_at <= at,
        lately=credited_lately(pairing.enrolment_id),
        reports=_reports(pairing.enrolment_id, by=by),
        is_before=is_before,
    )


def action_page(ref: UUID, *, by: Actor, at: datetime) -> ActionPage:
    """What one of the two said they would do, and what was said of it since; in two statements.

    :raises MeetingAction.DoesNotExist: for anybody but the participant and whoever coaches them now.
    """
    mine = Pairing.objects.coached_by(by) | Pairing.objects.coaching_of(by)
    row = actions_joined().get(ref=ref, meeting__pairing__enrolment__in=mine.values("enrolment"))
    said = tuple(
        ActionSaid(CHANGE_NAMES[Change(s.event)], s.by.name, s.at, s.note, s.due_on)
        for s in row.steps.select_related("by").order_by("-pk")
    )
    pairing = row.meeting.pairing
    return ActionPage(action_line(row, at=at), said, pairing.enrolment.participant.name, pairing.coach.name)


def waiting_call(enrolment: UUID, *, by: Actor) -> HelpLine | None:
    """The call for help that waits, for whoever asked and their coach; in one statement."""
    mine = Pairing.objects.coached_by(by) | Pairing.objects.coaching_of(by)
    rows = HelpCall.objects.waiting().filter(enrolment__ref=enrolment, enrolment__in=mine.values("enrolment"))
    row = rows.first()
    return HelpLine(row.ref, row.words, row.at) if row else None


def last_answer(enrolment: UUID, *, by: Actor) -> HelpLine | None:
    """The newest call for help that was answered, for whoever asked it; in one statement."""
    mine = Pairing.objects.coaching_of(by)
    rows = HelpCall.objects.filter(enrolment__ref=enrolment, enrolment__in=mine.values("enrolment"))
    row = rows.exclude(answered_at=None).order_by("-pk").first()
    return HelpLine(row.ref, row.words, row.at, row.answered_at, row.answer) if row else None


def _reports(enrolment: int, *, by: Actor) -> tuple[tuple[UUID, str, int], ...]:
    """The reviews of somebody whose report this actor may read: which, its title, its number."""
    rows = Review.objects.reported_to(by).filter(enrolment_id=enrolment).select_related("version").order_by("began_at")
    return tuple((row.ref, content_of(row.version).title, row.number) for row in rows)


def _shared(kept: Preparation | None) -> Prepared:
    """What was shared last, if anything."""
    last = kept.versions.order_by("-number").first() if kept else None
    return Prepared(last.wants, last.did, last.at, last.number) if last else Prepared()
