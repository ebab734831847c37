"""Practise, and try a test, before live work; or be admitted, sent back and let try by whoever leads marking."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.drifting import stop
from goldenthread.assessment.actions.laying import lay_pieces
from goldenthread.assessment.actions.standing import standing_of, take_standing_step
from goldenthread.assessment.models import MarkerStanding, Standard, StandardRound
from goldenthread.assessment.queries.describing import recorded_marker
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.standard_scripts import in_use, known_by, windows_under
from goldenthread.assessment.rules.standardising import (
    chosen_for_round,
    reads_agreed_marks,
    why_not_begin,
    why_not_decide,
    why_not_say,
)
from goldenthread.assessment.types.standing import Purpose, Standing, StandingEvent
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor, Duty

# A practice round is as long as somebody wants it to be; more than this at once is a day's work.
MOST_PRACTICE = 3
_BEGINS = frozenset({Standing.UNTRIED.value, Standing.PRACTISING.value})


@atomic
def begin_round(standard: UUID, purpose: Purpose, *, by: Actor, at: datetime) -> int:
    """Begin to practise, or a test; its scripts are in the marker's queue from now on. Says how many.

    :raises Refused: if they are paused, have a round open, used every try, or there are too few exemplars.
    :raises Standard.DoesNotExist: if there is none, or they are no assessor.
    """
    row = _standard(standard, by=by)
    standing = standing_of(row, by.person_id)
    window = windows_under(row)[:1].get()
    policy = policy_of(window)
    exemplars = in_use(row, purpose, window)
    known = known_by(exemplars, [by.person_id])[by.person_id]
    is_test = purpose is Purpose.TEST
    number = policy.standard.test if is_test else MOST_PRACTICE
    chosen = chosen_for_round(known, number)
    is_open = StandardRound.objects.filter(standard=row, person_id=by.person_id, ended_at=None).exists()
    needed = number if is_test else 1
    reads = reads_agreed_marks(by)
    refusal = why_not_begin(
        Standing(standing.state), purpose, is_open=is_open, found=len(chosen), needed=needed, reads=reads
    )
    if refusal:
        raise Refused(refusal)

    made = StandardRound.objects.create(standard=row, person_id=by.person_id, purpose=purpose.value, begun_at=at)
    if standing.state in _BEGINS:
        take_standing_step(standing, StandingEvent.BEGIN, by=by, at=at)
    by_id = {each.pk: each for each in exemplars}
    lay_pieces([(by_id[each], by.person_id) for each in chosen], window, purpose, policy, by=by, at=at, round_=made)
    audit(by=str(by), did="assessment.begin_round", to=str(by.person), at=at, purpose=purpose.value)
    return len(chosen)


@atomic
def admit(standard: UUID, person: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Clear somebody by hand, because they showed elsewhere that they keep to the standard.

    :raises Refused: if this actor may not, it is about themselves, or there is no reason.
    :raises NoSuchStep: if they are cleared already, or stopped.
    :raises ObjectDoesNotExist: if there is no such standard or marker.
    """
    standing = _standing(standard, person, why=why, by=by)
    take_standing_step(standing, StandingEvent.ADMIT, by=by, at=at, why=why)
    audit(by=str(by), did="assessment.admit_marker", to=str(person), at=at)


@atomic
def let_try(standard: UUID, person: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Give somebody who has no try left all of them again. It raises as :func:`admit` does."""
    standing = _standing(standard, person, why=why, by=by)
    take_standing_step(standing, StandingEvent.LET_TRY, by=by, at=at, why=why)
    audit(by=str(by), did="assessment.let_try_marker", to=str(person), at=at)


@atomic
def stop_by_hand(standard: UUID, person: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Stop somebody's marking without waiting for seeds. It raises as :func:`admit` does."""
    stop(_standing(standard, person, why=why, by=by), why=why, by=by, at=at)


def _standing(standard: UUID, person: UUID, *, why: str, by: Actor) -> MarkerStanding:
    """Where somebody stands about whom this actor may decide, locked."""
    row = Standard.objects.get(ref=standard)
    seen = recorded_marker(person, by=by)
    refusal = why_not_decide(by, marker=seen.id, is_decided=False) or why_not_say(why)
    if refusal:
        raise Refused(refusal)
    return standing_of(row, seen.id)


def _standard(ref: UUID, *, by: Actor) -> Standard:
    if not by.wears(Duty.ASSESSOR):
        raise Standard.DoesNotExist
    return Standard.objects.get(ref=ref)
