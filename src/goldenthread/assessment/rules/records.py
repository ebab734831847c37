"""Who reads what in the decision record of a script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from goldenthread.assessment.types.records import RecordEvent, RecordPage, Stood
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

# Moderators meet markers by their seats, here as elsewhere.
_NAMES = (Duty.QUALITY_LEAD, Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.INSPECTOR)
_MARKED = frozenset({State.MARKED, State.SETTLED, State.RELEASED})


def may_name(by: Actor) -> bool:
    """Whether this actor reads who marked, settled and decided."""
    return by.wears_for_provider(*_NAMES)


def may_read_struck(by: Actor) -> bool:
    """Whether this actor reads words that were struck out: those who strike, and who leads marking."""
    return by.wears_for_provider(Duty.MODERATOR, Duty.QUALITY_LEAD)


def why_hidden(state: State, *, is_marking_anew: bool, may_look: bool = True) -> Refusal | None:
    """Why a record shows no marks: every marking is to be made without a look at another, and before the result is out
    marks are for those who judge them or inspect that (``may_look``)."""
    if is_marking_anew:
        return Refusal(
            "marking_anew", "You mark this script anew, so what was given is not shown.", "Decide the question first."
        )
    if state not in _MARKED:
        return Refusal("not_marked", "Marks are shown once every marking is in.", "Wait for its assessors.")
    if state is not State.RELEASED and not may_look:
        says = "Marks are shown to you once the result is out."
        return Refusal("not_out", says, "Ask the quality lead what has to be known before.")
    return None


def in_order(page: RecordPage) -> tuple[RecordEvent, ...]:
    """Everything that a record holds, as it came; what came at the same moment in the order in which it follows."""
    found = [*_given(page), *_settled(page), *_told(page)]
    if page.keeps_back:
        return (RecordEvent(None, f"It was handed in{_stood(page)}"), *sorted(found, key=_moment))
    return tuple(sorted([*_handed_in(page), *found], key=_moment))


def keeps_back(state: State, *, is_out: bool, is_questioned: bool = False) -> bool:
    """Whether a record keeps back which versions came, when and with which fingerprint: until the result is out, and
    while a question about it is to be decided by number alone. Elsewhere people stand by name with what they handed in,
    and each of these would lead from number to name."""
    return (not is_out or is_questioned) and state is not State.BEGUN


def _moment(event: RecordEvent) -> datetime:
    assert event.at is not None  # what is kept back stands before them
    return event.at


def _stood(page: RecordPage) -> str:
    if page.carried is None:
        return ""
    return f"; {', '.join(part.title for part in page.carried.parts)} stands from an earlier attempt"


def _handed_in(page: RecordPage) -> Iterator[RecordEvent]:
    for version in page.versions:
        also = _stood(page) if version.stands else ""
        yield RecordEvent(version.submitted_at, f"Version {version.number} was handed in{also}")
        if version.late_on:
            says = f"Version {version.number} was accepted though it came late"
            yield RecordEvent(version.late_on, says, version.late_who)


def _given(page: RecordPage) -> Iterator[RecordEvent]:
    for seat in page.seats:
        yield RecordEvent(seat.given_at, f"Seat {seat.seat} was given", seat.who)
        if seat.finished_at:
            yield RecordEvent(seat.finished_at, f"Marking from seat {seat.seat} was finished", seat.who)
        if seat.ended_at:
            yield RecordEvent(seat.ended_at, f"Seat {seat.seat} ended", seat.who)
    for ruling in page.rulings:
        changed = "".join(f" {code}: {before} became {after}." for code, before, after in ruling.changes)
        yield RecordEvent(ruling.at, f"{ruling.who}’s markings: {ruling.says}{changed}", ruling.by)


def _settled(page: RecordPage) -> Iterator[RecordEvent]:
    for decided in page.carried.decisions if page.carried else ():
        yield RecordEvent(decided.at, decided.says, decided.who)
    for each in page.settlements:
        # What came of a correction or of a case is said there, with who did that.
        if each.how is Stood.SETTLED:
            yield RecordEvent(each.settled_at, f"Settled: {each.outcome.value}, {_marks(each.total)}", each.who)
        if each.struck:
            where = ", ".join(f"seat {one.seat} on {one.where}" for one in each.struck)
            yield RecordEvent(each.settled_at, f"Words were struck out of what is told: {where}", each.who)


def _told(page: RecordPage) -> Iterator[RecordEvent]:
    for case in page.cases:
        found = f"{case.nature_says}. " if case.nature_says else ""
        yield RecordEvent(case.decided_at, f"A case was decided: {found}{case.says}", case.who)
    if page.taken_up:
        came = _came_to(page.taken_up.outcome, page.taken_up.total)
        says = f"What a case decided was taken up as the result went out: {came}"
        yield RecordEvent(page.taken_up.at, says, page.taken_up.who)
    if page.released_at:
        yield RecordEvent(page.released_at, "The result was released", page.released_by)
    for each in page.corrections:
        because = f", {each.because}" if each.because else ""
        yield RecordEvent(each.line.at, f"The result was corrected from {each.line.says}{because}", each.who)
    yield from page.let_asks
    for review in page.reviews:
        yield RecordEvent(review.line.asked_at, f"The result was questioned: {review.line.name}")
        if review.line.decided_at:
            says = f"{review.line.name} was decided: {review.line.effect_name}"
            yield RecordEvent(review.line.decided_at, says, review.who)


def _came_to(outcome: Outcome, total: int) -> str:
    return outcome.value if outcome is Outcome.VOIDED else f"{outcome.value}, {_marks(total)}"


def _marks(number: int) -> str:
    return f"{number} mark{'' if number == 1 else 's'}"


def what_counts(*, voided: int, penalised: int) -> tuple[str, ...]:
    """On what the figures of a window's results rest, where some are voided or had marks taken off for words."""
    said = []
    if voided:
        those = "1 voided result is" if voided == 1 else f"{voided} voided results are"
        said.append(f"{those} among the outcomes, and in neither the average nor the marks on criteria.")
    if penalised:
        those = "1 result" if penalised == 1 else f"{penalised} results"
        said.append(
            f"Marks were taken off for words in {those}. The average is of totals after that; the marks on criteria "
            "are as they were given."
        )
    return tuple(said)
