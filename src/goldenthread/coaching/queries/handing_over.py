"""What is open when a coach leaves, who could come next, and what they will find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, QuerySet

from goldenthread.coaching.models import (
    HandOverNote,
    HelpCall,
    Meeting,
    MeetingAction,
    MeetingStep,
    Pairing,
    PairingStep,
)
from goldenthread.coaching.queries.weighing import coaches_known, seekers
from goldenthread.coaching.rules.handing_over import waits, where_next
from goldenthread.coaching.rules.meeting import is_overdue
from goldenthread.coaching.rules.proposing import in_order, loads, propose, why_not_all
from goldenthread.coaching.rules.states import MeetingEvent, MeetingState
from goldenthread.coaching.rules.weighing import not_a_coach, weigh
from goldenthread.coaching.types import PLACE_NAMES, Place
from goldenthread.coaching.types.handing_over import (
    BookedMeeting,
    CheckHandOver,
    GoesOver,
    HandedOver,
    HandOver,
    LeavingLine,
    LeavingPage,
    NoteLine,
    NotePage,
    OpenAction,
    SharedMeeting,
)
from goldenthread.coaching.types.proposing import CoachFacts, LoadLine, Proposal, Seeker
from goldenthread.cohorts.queries.accompanying import enrolments_run, run_by
from goldenthread.cohorts.types import STATE_NAMES, State
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor, PersonRef

# So many meetings are shown of what was worked on so far; the others stand in the record.
SHOWN = 3
Pairs = Mapping[UUID, tuple[Seeker, CoachFacts]]


@dataclass(frozen=True)
class Leaving:
    """Pairings of one coach, those who wait most first; their participants by enrolment, with since when they ask for
    help; what is booked, by pairing; and every other coach by person."""

    rows: tuple[Pairing, ...]
    wanting: Mapping[UUID, Seeker]
    asked: Mapping[int, datetime]
    booked: Mapping[int, tuple[BookedMeeting, ...]]
    known: Mapping[PersonRef, CoachFacts]

    def pairs(self, decided: HandOver) -> Pairs:
        """Who comes next, by pairing, where somebody does.

        :raises Refused: if a next coach is nobody whom this actor may pair with, or cannot be chosen.
        """
        chosen = {row.ref: decided.coaches[row.ref] for row in self.rows}
        if any(coach is not None and coach not in self.known for coach in chosen.values()):
            raise Refused(not_a_coach())
        pairs = {
            row.ref: (self.wanting[row.enrolment.ref], self.known[coach])
            for row in self.rows
            if (coach := chosen[row.ref]) is not None
        }
        refusal = why_not_all(tuple(pairs.values()))
        if refusal:
            raise Refused(refusal)
        return pairs


def leaving(coach: UUID, *, pairings: Iterable[UUID] | None = None, by: Actor, at: datetime) -> Leaving:
    """What stands between a coach and everybody whom this actor runs, or these; in sixteen statements.

    :raises Pairing.DoesNotExist: if there is nothing, or one of these is not this coach's, or not theirs to end.
    """
    joined = ("coach", "enrolment__participant")
    rows = Pairing.objects.active().filter(enrolment__in=run_by(by), coach__ref=coach).select_related(*joined)
    if pairings is not None:
        rows = rows.filter(ref__in=list(pairings))
    found = tuple(rows.order_by("pk"))
    if not found or (pairings is not None and len(found) != len(set(pairings))):
        raise Pairing.DoesNotExist
    asked, booked = _asked([row.enrolment_id for row in found]), _booked([row.pk for row in found])
    meets = {row.enrolment_id for row in found if row.pk in booked}
    wanting = {
        one.enrolment: _waiting(one, asks=one.id in asked, meets=one.id in meets)
        for one in seekers(enrolments_run([row.enrolment.ref for row in found], by=by), on=at.date())
    }
    known = coaches_known(by=by, on=at.date(), but={found[0].coach_id})
    first = tuple(sorted(found, key=lambda row: in_order(wanting[row.enrolment.ref])))
    return Leaving(first, wanting, asked, booked, {one.person: one for one in known})


def leaving_page(coach: UUID, *, pairing: UUID | None = None, by: Actor, at: datetime) -> LeavingPage:
    """A coach who leaves one participant, or everybody whom this actor runs, with the next coach proposed for each;
    whoever is away now is proposed one, too. In twenty statements.

    :raises Pairing.DoesNotExist: if they coach nobody who is theirs to pair.
    """
    stands = leaving(coach, pairings=None if pairing is None else [pairing], by=by, at=at)
    proposals = propose(stands.wanting.values(), stands.known.values())
    chosen = [p.chosen.person for p in proposals if p.chosen]
    return _page(stands, proposals, loads(stands.known.values(), chosen), is_all=pairing is None, at=at)


def hand_over_check(coach: UUID, decided: HandOver, *, by: Actor, at: datetime) -> CheckHandOver:
    """What would happen, in twenty statements.

    :raises Refused: if a next coach cannot be chosen; says which.
    :raises Pairing.DoesNotExist: if one of the pairings is not this coach's any more, or not theirs to end.
    """
    stands = leaving(coach, pairings=decided.coaches, by=by, at=at)
    pairs = stands.pairs(decided)
    touched = {facts.person: facts for _, facts in pairs.values()}
    after = loads(touched.values(), [facts.person for one, facts in pairs.values() if not one.is_finished])
    nothing = [Proposal(seeker, None, (), ()) for seeker in stands.wanting.values()]
    page = _page(stands, nothing, after, is_all=len(stands.rows) > 1, at=at)
    return CheckHandOver(
        page,
        tuple(
            GoesOver(x, weigh(*pairs[x.pairing]), _kept(x, decided, at=at))
            if x.pairing in pairs
            else GoesOver(x, None, ())
            for x in page.lines
        ),
    )


def note_page(pairing: UUID, *, by: Actor) -> NotePage:
    """What a coach wrote last for whoever comes next, in two statements.

    :raises Pairing.DoesNotExist: if there is none, or somebody else coaches them.
    """
    row = Pairing.objects.coached_by(by).select_related("enrolment__participant").get(ref=pairing)
    mine = HandOverNote.objects.filter(pairing=row, by_id=by.person_id).select_related("by").order_by("-pk").first()
    note = NoteLine(mine.words, mine.by.name, mine.at) if mine else None
    return NotePage(row.ref, row.enrolment.participant.name, note)


def handed_over(pairing: UUID, *, by: Actor, at: datetime) -> HandedOver:
    """What a coach who came after another finds, in eleven statements. What the one before noted for themselves is not
    in it.

    :raises Pairing.DoesNotExist: if there is none, somebody else coaches them, or nobody came before.
    """
    joined = ("coach", "enrolment__participant", "enrolment__school", "enrolment__cohort")
    row = Pairing.objects.coached_by(by).select_related(*joined).get(ref=pairing)
    before = Pairing.objects.filter(enrolment=row.enrolment, pk__lt=row.pk).select_related("coach").latest("pk")
    ended = PairingStep.objects.filter(pairing=before).latest("pk")
    held = Meeting.objects.filter(pairing__enrolment=row.enrolment, state=MeetingState.HELD.value)
    worked = held.select_related("pairing__coach", "component").order_by("-starts_at", "-pk")[:SHOWN]
    called_off = MeetingStep.objects.filter(
        meeting__pairing=before, event=MeetingEvent.CANCEL.value, at=ended.at
    ).select_related("meeting")
    return HandedOver(
        pairing=row.ref,
        participant=row.enrolment.participant.name,
        school=row.enrolment.school.name,
        cohort=row.enrolment.cohort.title,
        before=before.coach.name,
        ended_on=ended.at,
        why=ended.why,
        notes=_notes([before.pk]).get(before.pk, ()),
        actions=_open([row], at=at).get(row.enrolment_id, ()),
        booked=tuple(one for one in _booked([row.pk]).get(row.pk, ()) if not one.is_suggested),
        called_off=tuple(_meeting(s.meeting) for s in called_off.order_by("meeting__starts_at", "pk")),
        worked_on=tuple(
            SharedMeeting(m.starts_at, m.pairing.coach.name, m.shared_notes, m.component.title if m.component else "")
            for m in worked
        ),
        met=held.count(),
        asked_at=_asked([row.enrolment_id]).get(row.enrolment_id),
    )


def _page(
    stands: Leaving, proposals: Iterable[Proposal], after: tuple[LoadLine, ...], *, is_all: bool, at: datetime
) -> LeavingPage:
    by_enrolment = {p.seeker.enrolment: p for p in proposals}
    actions, notes = _open(stands.rows, at=at), _notes([row.pk for row in stands.rows])
    met = _met([row.enrolment_id for row in stands.rows])
    lines = tuple(
        LeavingLine(
            pairing=row.ref,
            proposal=by_enrolment[row.enrolment.ref],
            state=STATE_NAMES[State(row.enrolment.state)],
            actions=actions.get(row.enrolment_id, ()),
            booked=stands.booked.get(row.pk, ()),
            notes=notes.get(row.pk, ()),
            met=met.get(row.enrolment_id, 0),
            asked_at=stands.asked.get(row.enrolment_id),
        )
        for row in stands.rows
    )
    coach = stands.rows[0].coach
    return LeavingPage(PersonRef(coach.ref), coach.name, lines, after, is_all)


def _waiting(seeker: Seeker, *, asks: bool, meets: bool) -> Seeker:
    """A participant of a coach who leaves; who asks for help or has a meeting ahead has not finished."""
    is_finished = seeker.is_finished and not asks and not meets
    return replace(seeker, waits=waits(asks=asks, meets=meets), is_finished=is_finished)


def _kept(line: LeavingLine, decided: HandOver, *, at: datetime) -> tuple[tuple[BookedMeeting, str], ...]:
    """What stays booked, with where it is held then. A time that has passed or is only suggested is called off."""
    if not decided.keep_booked:
        return ()
    stays = (meeting for meeting in line.booked if meeting.at > at and not meeting.is_suggested)
    return tuple((meeting, decided.where(meeting).strip()) for meeting in stays)


def _asked(enrolments: list[int]) -> Mapping[int, datetime]:
    """Since when some enrolments ask for help that nobody has answered; in one statement."""
    rows = HelpCall.objects.waiting().filter(enrolment_id__in=enrolments)
    return dict(rows.values_list("enrolment_id", "at"))


def _open(pairings: Iterable[Pairing], *, at: datetime) -> Mapping[int, tuple[OpenAction, ...]]:
    """What is open of the participants of some pairings, by enrolment, each with whose it is; in one statement."""
    those = {row.enrolment_id: row for row in pairings}
    found: defaultdict[int, list[OpenAction]] = defaultdict(list)
    rows = MeetingAction.objects.filter(
        meeting__pairing__enrolment_id__in=list(those),
        meeting__state=MeetingState.HELD.value,
        done_at=None,
        dropped_at=None,
    ).order_by(F("due_on").asc(nulls_last=True), "pk")
    told = rows.values_list("meeting__pairing__enrolment_id", "words", "due_on", "is_coachs")
    for enrolment, words, due_on, is_coachs in told:
        owner = those[enrolment].coach if is_coachs else those[enrolment].enrolment.participant
        late = is_overdue(due_on, is_done=False, at=at)
        found[enrolment].append(OpenAction(words, due_on, late, owner.name, is_coachs))
    return {enrolment: tuple(lines) for enrolment, lines in found.items()}


def _booked(pairings: list[int]) -> Mapping[int, tuple[BookedMeeting, ...]]:
    found: defaultdict[int, list[BookedMeeting]] = defaultdict(list)
    ahead = [MeetingState.BOOKED.value, MeetingState.PROPOSED.value]
    rows: QuerySet[Meeting] = Meeting.objects.filter(pairing_id__in=pairings, state__in=ahead)
    for row in rows.order_by("starts_at", "pk"):
        found[row.pairing_id].append(_meeting(row))
    return {pairing: tuple(lines) for pairing, lines in found.items()}


def _meeting(row: Meeting) -> BookedMeeting:
    place = Place(row.place)
    is_suggested = row.state == MeetingState.PROPOSED.value
    next_where = where_next(place, row.where)
    return BookedMeeting(row.starts_at, PLACE_NAMES[place], row.ref, row.where, next_where, is_suggested)


def _notes(pairings: list[int]) -> Mapping[int, tuple[NoteLine, ...]]:
    """The newest note of each author, in the order in which they were written."""
    newest: defaultdict[int, dict[int, NoteLine]] = defaultdict(dict)
    for row in HandOverNote.objects.filter(pairing_id__in=pairings).select_related("by").order_by("pk"):
        newest[row.pairing_id].pop(row.by_id, None)
        newest[row.pairing_id][row.by_id] = NoteLine(row.words, row.by.name, row.at)
    return {pairing: tuple(by_author.values()) for pairing, by_author in newest.items()}


def _met(enrolments: list[int]) -> Mapping[int, int]:
    held = Meeting.objects.filter(pairing__enrolment_id__in=enrolments, state=MeetingState.HELD.value)
    return dict(held.values_list("pairing__enrolment_id").annotate(n=Count("pk")))


def is_done(coach: UUID, *, pairing: UUID | None, by: Actor) -> bool:
    """Whether this coach coached somebody whom this actor runs: a form sent twice is known by it; in one statement."""
    rows = Pairing.objects.filter(enrolment__in=run_by(by), coach__ref=coach)
    return (rows.filter(ref=pairing) if pairing else rows).exists()
