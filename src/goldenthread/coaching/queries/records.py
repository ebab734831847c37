"""One participant as their coach sees them, and coaching as its participant sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.coaching.models import Meeting, MeetingAction, MeetingStep, Pairing
from goldenthread.coaching.queries.components import coaching_components
from goldenthread.coaching.rules.meeting import is_overdue
from goldenthread.coaching.rules.states import MeetingState, State
from goldenthread.coaching.types import (
    PLACE_NAMES,
    ActionLine,
    ActionRef,
    MeetingLine,
    MeetingRef,
    PairingRef,
    Place,
    Record,
)
from goldenthread.cohorts.queries.reckoning import variant_of
from goldenthread.people.types import Actor

_JOINED = (
    "coach",
    "enrolment__participant",
    "enrolment__school",
    "enrolment__cohort__release__programme",
    "enrolment__cohort__variant",
)


def coach_record(ref: UUID, *, by: Actor, at: datetime) -> Record:
    """A participant's record for the coach who walks beside them now, in eight statements.

    What an earlier coach shared is in it; what they kept to themselves is not.

    :raises Pairing.DoesNotExist: if there is none, or somebody else coaches them.
    """
    return _record(Pairing.objects.coached_by(by).select_related(*_JOINED).get(ref=ref), by=by, at=at)


def my_coaching(*, by: Actor, at: datetime) -> tuple[Record, ...]:
    """A participant's own coaching, present pairings first; one statement and seven more for each pairing.

    Private notes are not in it.
    """
    rows = Pairing.objects.coaching_of(by).select_related(*_JOINED).order_by("-began_at", "-id")
    newest: dict[int, Pairing] = {}
    for row in rows:
        newest.setdefault(row.enrolment_id, row)
    return tuple(_record(row, by=by, at=at) for row in newest.values())


def meeting_line(ref: UUID, *, by: Actor, at: datetime) -> tuple[PairingRef, MeetingLine]:
    """One meeting with the pairing it belongs to, for its coach; in four statements.

    :raises Meeting.DoesNotExist: if there is none, or it is not theirs.
    """
    row = _meetings().get(ref=ref, pairing__in=Pairing.objects.coached_by(by))
    return PairingRef(row.pairing.ref), _lines([row], by=by, at=at)[0]


def _record(row: Pairing, *, by: Actor, at: datetime) -> Record:
    enrolment = row.enrolment
    kept = _meetings().filter(pairing__enrolment=enrolment).exclude(state=MeetingState.HANDED_OVER.value)
    meetings = _lines(kept.order_by("starts_at", "id"), by=by, at=at)
    return Record(
        pairing=PairingRef(row.ref),
        enrolment=enrolment.ref,
        participant=enrolment.participant.name,
        coach=row.coach.name,
        coach_email=row.coach.email,
        school=enrolment.school.name,
        cohort=enrolment.cohort.title,
        programme=enrolment.cohort.release.programme.title,
        began_at=row.began_at,
        hand_over=row.hand_over if row.coach_id == by.person_id else "",
        is_active=row.state == State.ACTIVE.value,
        meetings=meetings,
        open_actions=tuple(a for m in meetings if m.is_held for a in m.actions if a.done_at is None),
        components=coaching_components(
            enrolment_id=enrolment.pk,
            release=enrolment.cohort.release.ref,
            variant=variant_of(enrolment.cohort),
            route=enrolment.route,
        ),
    )


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("pairing__coach", "component")


def _lines(rows: Iterable[Meeting], *, by: Actor, at: datetime) -> tuple[MeetingLine, ...]:
    meetings = list(rows)
    actions = _actions(meetings, at=at)
    back = dict(
        MeetingStep.objects.filter(meeting__in=meetings, state=MeetingState.TAKEN_BACK.value).values_list(
            "meeting_id", "why"
        )
    )
    return tuple(
        MeetingLine(
            ref=MeetingRef(m.ref),
            state=m.state,
            at=m.starts_at,
            minutes=m.minutes,
            place=PLACE_NAMES[Place(m.place)],
            coach=m.pairing.coach.name,
            shared=m.shared_notes,
            private=m.private_notes if m.pairing.coach_id == by.person_id else "",
            component=m.component.title if m.component else "",
            taken_back=back.get(m.pk, ""),
            actions=actions.get(m.pk, ()),
        )
        for m in meetings
    )


def _actions(meetings: list[Meeting], *, at: datetime) -> Mapping[int, tuple[ActionLine, ...]]:
    found: defaultdict[int, list[ActionLine]] = defaultdict(list)
    for a in MeetingAction.objects.filter(meeting__in=meetings).order_by("position", "id"):
        late = is_overdue(a.due_on, is_done=a.done_at is not None, at=at)
        found[a.meeting_id].append(ActionLine(ActionRef(a.ref), a.words, a.due_on, a.done_at, late))
    return {meeting: tuple(lines) for meeting, lines in found.items()}
