"""Recording meetings, and when a coach should turn to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from goldenthread.coaching.types import ComponentChoice, MeetingNotes, Need
from goldenthread.ground.types import Refusal, Refused

LONGEST_NOTES = 20_000
# After this many days without a meeting a pairing needs attention. Illustrative: no source gives a figure.
QUIET_DAYS = 60


def why_not_record(notes: MeetingNotes, *, at: datetime, is_yours: bool, is_active: bool) -> Refusal | None:
    """Why this meeting cannot be recorded as written, or ``None``."""
    if not is_yours:
        return Refusal("not_your_pairing", "Only their coach records a meeting.", "Ask the programme manager.")
    if not is_active:
        return Refusal("pairing_over", "This pairing has ended.", "Their present coach can record meetings.")
    if notes.held_at > at:
        return Refusal("not_yet", "This meeting has not taken place yet.", "Book it, and record it afterwards.")
    if not 1 <= notes.minutes <= 480:
        return Refusal("odd_minutes", "A meeting takes between 1 and 480 minutes.", "Enter how long it took.")
    if not notes.shared.strip():
        return Refusal("no_notes", "There are no notes to share.", "Write what you talked about, in a sentence or two.")
    if max(len(notes.shared), len(notes.private)) > LONGEST_NOTES:
        return Refusal("too_long", "The notes are longer than 20,000 characters.", "Shorten them.")
    if notes.next_at is not None and notes.next_at <= at:
        return Refusal("next_is_past", "The next meeting is in the past.", "Enter a day to come, or leave it empty.")
    return None


def why_not_book(starts_at: datetime, *, at: datetime, is_yours: bool, is_active: bool) -> Refusal | None:
    """Why this meeting cannot be booked, or ``None``."""
    if not is_yours:
        return Refusal("not_your_pairing", "Only their coach books a meeting.", "Ask the programme manager.")
    if not is_active:
        return Refusal("pairing_over", "This pairing has ended.", "Their present coach can book meetings.")
    if starts_at <= at:
        return Refusal("in_the_past", "This moment has passed.", "Record the meeting instead, if it took place.")
    return None


def counts_towards(components: Sequence[ComponentChoice], chosen: object) -> ComponentChoice | None:
    """The component a meeting credits: the chosen one, else the next without a credit, else none.

    :raises Refused: if the chosen one is not a coaching component of this programme.
    """
    if chosen is None:
        return next((c for c in components if not c.is_credited), None)
    found = next((c for c in components if c.ref == chosen), None)
    if found is None:
        raise Refused(
            Refusal("not_coaching", "This is not a coaching component of their programme.", "Choose one from the list.")
        )
    return found


def is_overdue(due_on: date | None, *, is_done: bool, at: datetime) -> bool:
    """Whether an agreed action should have been done by now: from the day after it was due."""
    return due_on is not None and not is_done and due_on < at.date()


def wanted_by_now(*, threshold: int | None, starts_on: date, ends_on: date, on: date) -> float:
    """The share that somebody on an even pace has reached by a day: the policy's figure, spread over the cohort.

    Illustrative: it orders a caseload and is never a gate. Nothing is wanted before the start or without a policy.
    """
    if threshold is None or on <= starts_on:
        return 0.0
    gone = min((on - starts_on).days / max((ends_on - starts_on).days, 1), 1.0)
    return threshold / 100 * gone


def why_pressing(need: Need) -> str:
    """What is out of order about a participant, as their coach reads it; empty where nothing is."""
    said = []
    if need.overdue:
        said.append("1 action overdue" if need.overdue == 1 else f"{need.overdue} actions overdue")
    if need.days_since is None and not need.is_booked:
        said.append("no meeting yet")
    elif need.days_since is not None and need.days_since > QUIET_DAYS and not need.is_booked:
        said.append(f"no meeting for {need.days_since} days")
    if need.share < need.wanted:
        said.append(f"engagement {int(need.share * 100)} %, {int(need.wanted * 100)} % wanted by now")
    return "; ".join(said)


def urgency(need: Need) -> tuple[float, ...]:
    """A key that sorts the most pressing first: how many things are out of order, then how far."""
    quiet = need.days_since if need.days_since is not None else 10_000
    return (
        -len([part for part in why_pressing(need).split("; ") if part]),
        need.share - need.wanted,
        -float(need.overdue),
        -float(quiet),
    )
