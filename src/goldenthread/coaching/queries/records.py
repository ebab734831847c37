"""One participant as their coach sees them, and coaching as its participant sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goldenthread.coaching.models import (
    Meeting,
    MeetingAction,
    MeetingActionStep,
    MeetingStep,
    MeetingVersion,
    Pairing,
)
from goldenthread.coaching.queries.components import coaching_components
from goldenthread.coaching.queries.focusing import focus_of
from goldenthread.coaching.rules.agreeing import coach_of_action
from goldenthread.coaching.rules.meeting import is_overdue
from goldenthread.coaching.rules.states import MeetingEvent, MeetingState, State
from goldenthread.coaching.types import (
    PLACE_NAMES,
    ActionLine,
    ActionRef,
    EarlierVersion,
    MeetingLine,
    MeetingRef,
    PairingRef,
    Place,
    Record,
)
from goldenthread.coaching.types.walking import Instead
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
    """A participant's record for the coach who walks beside them now, in twelve statements.

    What an earlier coach shared is in it; what they kept to themselves is not.

    :raises Pairing.DoesNotExist: if there is none, or somebody else coaches them.
    """
    return _record(Pairing.objects.coached_by(by).select_related(*_JOINED).get(ref=ref), by=by, at=at)


def pairing_with(enrolment: UUID, *, by: Actor) -> PairingRef | None:
    """Where this actor coaches somebody now, if they do; in one statement, and in none where they coach nobody."""
    rows = Pairing.objects.coached_by(by).filter(enrolment__ref=enrolment).values_list("ref", flat=True)
    ref = rows.order_by("pk").first()
    return PairingRef(ref) if ref else None


def my_coaching(*, by: Actor, at: datetime) -> tuple[Record, ...]:
    """A participant's own coaching, present pairings first; one statement and eleven more for each pairing.

    Private notes are not in it.
    """
    rows = Pairing.objects.coaching_of(by).select_related(*_JOINED).order_by("-began_at", "-id")
    newest: dict[int, Pairing] = {}
    for row in rows:
        newest.setdefault(row.enrolment_id, row)
    return tuple(_record(row, by=by, at=at) for row in newest.values())


def meeting_line(ref: UUID, *, by: Actor, at: datetime) -> tuple[PairingRef, MeetingLine]:
    """One meeting with the pairing it belongs to, for its coach; in six statements.

    :raises Meeting.DoesNotExist: if there is none, or it is not theirs.
    """
    row = meetings_joined().get(ref=ref, pairing__in=Pairing.objects.coached_by(by))
    return PairingRef(row.pairing.ref), lines_of([row], by=by, at=at)[0]


def _record(row: Pairing, *, by: Actor, at: datetime) -> Record:
    enrolment = row.enrolment
    kept = meetings_joined().filter(pairing__enrolment=enrolment).exclude(state=MeetingState.HANDED_OVER.value)
    meetings = lines_of(kept.order_by("starts_at", "id"), by=by, at=at)
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
        open_actions=tuple(a for m in meetings if m.is_held for a in m.actions if a.is_open),
        components=coaching_components(
            enrolment_id=enrolment.pk,
            release=enrolment.cohort.release.ref,
            variant=variant_of(enrolment.cohort),
            route=enrolment.route,
        ),
    )


def actions_joined() -> QuerySet[MeetingAction]:
    """Agreed actions with what their lines need: beside the coach who agreed it, who coached them when it was closed,
    or coaches them now."""
    theirs = Pairing.objects.filter(enrolment=OuterRef("meeting__pairing__enrolment")).order_by("-began_at", "-pk")
    then = theirs.filter(began_at__lte=Coalesce(OuterRef("done_at"), OuterRef("dropped_at")))
    rows = MeetingAction.objects.select_related("meeting__pairing__coach", "meeting__pairing__enrolment__participant")
    return rows.annotate(
        now=Subquery(theirs.active().values("coach__name")[:1]), then=Subquery(then.values("coach__name")[:1])
    )


def meetings_joined() -> QuerySet[Meeting]:
    """Meetings with what their lines need."""
    return Meeting.objects.select_related("pairing__coach", "component", "proposed_by")


def lines_of(rows: Iterable[Meeting], *, by: Actor, at: datetime) -> tuple[MeetingLine, ...]:
    """Meetings fetched with their coach, component and who suggested them, as this actor reads them; in five further
    statements. Private notes are in it only for the coach who wrote them."""
    meetings = list(rows)
    actions = _actions(meetings, at=at)
    whys = _whys(meetings)
    focus = focus_of(m.pk for m in meetings)
    versions = _versions(meetings)
    lines = []
    for m in meetings:
        event, why = whys.get(m.pk, ("", ""))
        newest = versions.get(m.pk, [None])[-1]
        lines.append(
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
                taken_back=why if event == MeetingEvent.TAKE_BACK.value else "",
                actions=actions.get(m.pk, ()),
                where=m.where,
                suggested_by=m.proposed_by.name if m.proposed_by else "",
                why=why,
                focus=focus.get(m.pk, ()),
                earlier=_earlier(versions.get(m.pk, [])),
                is_agreed=newest.is_agreed if newest else None,
                answer=newest.answer if newest else "",
                has_begun=m.starts_at <= at,
                instead=instead_of(m),
                pairing=PairingRef(m.pairing.ref),
            )
        )
    return tuple(lines)


def instead_of(m: Meeting) -> Instead | None:
    """The time that one of the two suggests in place of what is booked."""
    if m.instead_at is None:
        return None
    return Instead(m.instead_at, m.instead_minutes, PLACE_NAMES[Place(m.instead_place)], m.instead_where)


def _whys(meetings: list[Meeting]) -> Mapping[int, tuple[str, str]]:
    """The event and the reason of the newest step that has one, by meeting."""
    rows = MeetingStep.objects.filter(meeting__in=meetings).exclude(why="").order_by("pk")
    return {meeting: (event, why) for meeting, event, why in rows.values_list("meeting_id", "event", "why")}


def _versions(meetings: list[Meeting]) -> Mapping[int, list[MeetingVersion]]:
    found: defaultdict[int, list[MeetingVersion]] = defaultdict(list)
    for version in MeetingVersion.objects.filter(meeting__in=meetings).order_by("number"):
        found[version.meeting_id].append(version)
    return found


def _earlier(versions: list[MeetingVersion]) -> tuple[EarlierVersion, ...]:
    """What stood there before, the newest first, each with why it was changed."""
    return tuple(
        EarlierVersion(v.number, v.shared_notes, v.starts_at, v.minutes, tuple(v.focus), v.at, following.why)
        for v, following in reversed(list(pairwise(versions)))
    )


def _actions(meetings: list[Meeting], *, at: datetime) -> Mapping[int, tuple[ActionLine, ...]]:
    found: defaultdict[int, list[ActionLine]] = defaultdict(list)
    rows = actions_joined().filter(meeting__in=meetings).annotate(note=_note())
    for a in rows.order_by("position", "id"):
        found[a.meeting_id].append(action_line(a, note=vars(a)["note"] or "", at=at))
    return {meeting: tuple(lines) for meeting, lines in found.items()}


def action_line(a: MeetingAction, *, note: str = "", at: datetime) -> ActionLine:
    """An agreed action as both read it; what a coach left open is the next coach's."""
    pairing = a.meeting.pairing
    is_open = a.done_at is None and a.dropped_at is None
    coach = coach_of_action(pairing.coach.name, is_open=is_open, now=vars(a)["now"], then=vars(a)["then"])
    return ActionLine(
        ref=ActionRef(a.ref),
        words=a.words,
        due_on=a.due_on,
        done_at=a.done_at,
        is_overdue=is_overdue(a.due_on, is_done=a.done_at is not None or a.dropped_at is not None, at=at),
        owner=coach if a.is_coachs else pairing.enrolment.participant.name,
        is_coachs=a.is_coachs,
        dropped_at=a.dropped_at,
        note=note,
        from_coach=pairing.coach.name if a.is_coachs and coach != pairing.coach.name else "",
    )


def _note() -> Subquery:
    """The newest note that was written about an action."""
    said = MeetingActionStep.objects.filter(action=OuterRef("pk")).exclude(note="").order_by("-pk")
    return Subquery(said.values("note")[:1])
