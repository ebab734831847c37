"""What markers meet before they mark: where they stand, rounds of theirs, and practice beside what was agreed.

Nothing here says which of their other scripts are standard ones.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Prefetch, Q

from goldenthread.assessment.models import (
    Allocation,
    Exemplar,
    MarkerStanding,
    MarkerStop,
    Standard,
    StandardPiece,
    StandardRound,
)
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.marking import finished_sheet
from goldenthread.assessment.queries.standard_scripts import agreed_sheet_of, in_use, known_by, windows_under
from goldenthread.assessment.rules.standardising import chosen_for_round, reads_agreed_marks, tries_left, why_not_begin
from goldenthread.assessment.rules.standing import GONE, PAUSED
from goldenthread.assessment.types.standardising import BeforeLine, PractisedPage, RoundLine, RoundPiece
from goldenthread.assessment.types.standing import Decision, ExemplarState, Purpose, Standing
from goldenthread.assessment.types.words import AllocationRef, WhyEnded
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.schemes import mark_scheme

_TRIED = (Purpose.PRACTICE.value, Purpose.TEST.value)


def is_paused(*, by: Actor) -> bool:
    """Whether somebody's marking is stopped under any standard; in one statement."""
    return bool(paused_in(by=by))


def paused_in(*, by: Actor) -> tuple[str, ...]:
    """The briefs whose scripts somebody marks no more until it is decided, by title; in one statement."""
    rows = MarkerStanding.objects.filter(person_id=by.person_id, state=Standing.STOPPED.value)
    titles = rows.order_by("standard__brief__title").values_list("standard__brief__title", flat=True)
    return tuple(dict.fromkeys(titles))


def why_gone(seat: UUID, *, by: Actor) -> Refusal | None:
    """Why a script that somebody had is not there for them any more; nothing where they never had that seat, or have
    it. In at most two statements."""
    if not by.wears(Duty.ASSESSOR):
        return None
    had = Allocation.objects.filter(ref=seat, marker_id=by.person_id, ended_at__isnull=False)
    why = had.values_list("why_ended", flat=True).first()
    if why is None:
        return None
    return PAUSED if why == WhyEnded.STOPPED.value and is_paused(by=by) else GONE


def before_marking(*, by: Actor) -> tuple[BeforeLine, ...]:
    """Every standard that an assessor can practise or be tested by; in five statements and at most twelve for each.

    :raises Standard.DoesNotExist: if this actor is no assessor.
    """
    if not by.wears(Duty.ASSESSOR):
        raise Standard.DoesNotExist
    mine = {row.standard_id: row for row in MarkerStanding.objects.filter(person_id=by.person_id)}
    offered = Exemplar.objects.filter(use__in=_TRIED, state=ExemplarState.PUBLISHED.value).values("standard")
    rows = Standard.objects.filter(pk__in=offered) | Standard.objects.filter(pk__in=list(mine))
    rounds = _rounds(by)
    found = rows.select_related("brief").order_by("brief__title", "pk")
    return tuple(_line(row, mine.get(row.pk), rounds[row.pk], by=by) for row in found)


def practised(ref: UUID, *, by: Actor) -> PractisedPage:
    """A practice script that its marker finished, with what was agreed and why.

    :raises StandardPiece.DoesNotExist: if it is not theirs, not practice or not finished: what a test and what is
        hidden is agreed on stays with those who agreed.
    """
    seats = Allocation.objects.seen_by(by).filter(ref=ref)
    pieces = StandardPiece.objects.filter(
        script__allocations__in=seats, script__standard=Purpose.PRACTICE.value, finished_at__isnull=False
    )
    row = pieces.select_related("script", "exemplar__standard").get()
    return PractisedPage(
        number=row.script.number,
        scheme=mark_scheme(row.exemplar.standard.scheme),
        given=finished_sheet(ref, by=by),
        agreed=agreed_sheet_of(row.exemplar_id),
        is_close=bool(row.is_close),
        difference=row.difference or 0,
        apart=tuple(row.apart),
    )


def _line(row: Standard, held: MarkerStanding | None, rounds: list[RoundLine], *, by: Actor) -> BeforeLine:
    window = windows_under(row)[:1].get()
    rule = policy_of(window).standard
    state = Standing(held.state) if held else Standing.UNTRIED
    scheme = mark_scheme(row.scheme)
    is_open = any(each.ended_at is None for each in rounds)
    why = {}
    for purpose, needed in ((Purpose.PRACTICE, 1), (Purpose.TEST, rule.test)):
        known = known_by(in_use(row, purpose, window), [by.person_id])[by.person_id]
        found = len(chosen_for_round(known, needed))
        reads = reads_agreed_marks(by)
        why[purpose] = why_not_begin(state, purpose, is_open=is_open, found=found, needed=needed, reads=reads)
    return BeforeLine(
        ref=row.ref,
        brief=row.brief.title,
        scheme=f"{scheme.qualification}, {scheme.title}",
        state=state,
        tries_left=tries_left(held.failed if held else 0, state, rule),
        test=rule.test,
        agree=rule.agree,
        rounds=tuple(rounds),
        why_not_practise=why[Purpose.PRACTICE],
        why_not_test=why[Purpose.TEST],
        titles={c.code: c.title for c in scheme.criteria},
        is_again=state is Standing.PRACTISING and _was_stopped(held),
    )


def _was_stopped(held: MarkerStanding | None) -> bool:
    return MarkerStop.objects.filter(standing=held, decision=Decision.CONFIRMED.value).exists()


def round_led_to(seat: UUID, *, by: Actor) -> Purpose | None:
    """Which kind of round a script belongs to that its marker has just finished, where there is something to read of
    it: practice at once, a test once all of it is finished. Nothing for any other script; in one statement."""
    over = Q(script__standard=Purpose.PRACTICE.value) | Q(round__ended_at__isnull=False)
    mine = Allocation.objects.seen_by(by).filter(ref=seat)
    rows = StandardPiece.objects.filter(over, script__allocations__in=mine, round__isnull=False)
    found = rows.values_list("script__standard", flat=True).first()
    return Purpose(found) if found else None


def _rounds(by: Actor) -> defaultdict[int, list[RoundLine]]:
    """A marker's rounds by standard, the newest first; in three statements."""
    seats = Prefetch("script__allocations", queryset=Allocation.objects.filter(marker_id=by.person_id))
    pieces = StandardPiece.objects.select_related("script").prefetch_related(seats).order_by("pk")
    rows = StandardRound.objects.filter(person_id=by.person_id).prefetch_related(Prefetch("pieces", queryset=pieces))
    found: defaultdict[int, list[RoundLine]] = defaultdict(list)
    for row in rows.order_by("-pk"):
        found[row.standard_id].append(
            RoundLine(
                Purpose(row.purpose),
                row.begun_at,
                row.ended_at,
                row.is_passed,
                tuple(_piece(piece, is_over=row.ended_at is not None) for piece in row.pieces.all()),
            )
        )
    return found


def _piece(piece: StandardPiece, *, is_over: bool) -> RoundPiece:
    """What a round's script tells its marker; how close it was only once the round is over."""
    seat = piece.script.allocations.all()[0]
    return RoundPiece(
        AllocationRef(seat.ref),
        piece.script.number,
        piece.finished_at is not None,
        piece.is_close if is_over else None,
        tuple(piece.apart) if is_over else (),
    )
