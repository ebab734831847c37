"""Recording meetings, and correcting what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from goldenthread.coaching.rules.booking import LONGEST_MINUTES
from goldenthread.coaching.types import ComponentChoice, MeetingNotes
from goldenthread.ground.types import Refusal, Refused
from goldenthread.ground.types.days import LONDON

LONGEST_NOTES = 20_000


def why_not_record(notes: MeetingNotes, *, at: datetime, is_yours: bool, is_active: bool) -> Refusal | None:
    """Why this meeting cannot be recorded as written, or ``None``."""
    if not is_yours:
        return Refusal("not_your_pairing", "Only their coach records a meeting.", "Ask the programme manager.")
    if not is_active:
        return Refusal("pairing_over", "This pairing has ended.", "Their present coach can record meetings.")
    if notes.held_at > at:
        return Refusal("not_yet", "This meeting has not taken place yet.", "Book it, and record it afterwards.")
    if not 1 <= notes.minutes <= LONGEST_MINUTES:
        return Refusal("odd_minutes", "A meeting takes between 1 and 480 minutes.", "Enter how long it took.")
    if not notes.shared.strip():
        return Refusal("no_notes", "There are no notes to share.", "Write what you talked about, in a sentence or two.")
    if max(len(notes.shared), len(notes.private)) > LONGEST_NOTES:
        return Refusal("too_long", "The notes are longer than 20,000 characters.", "Shorten them.")
    refusal = _why_not_agree(notes)
    if refusal:
        return refusal
    if notes.next_at is not None and notes.next_at <= at:
        return Refusal("next_is_past", "The next meeting is in the past.", "Enter a day to come, or leave it empty.")
    return None


def _why_not_agree(notes: MeetingNotes) -> Refusal | None:
    """Why an action cannot be due when it is said to be, or ``None``: nothing was to be done before it was agreed.

    A day between the meeting and now is taken: a record made late says what was agreed at the time, and what was due
    meanwhile is overdue. A later day put there instead would say something else than the two did.
    """
    met_on = notes.held_at.astimezone(LONDON).date()
    for action in notes.agreed:
        if action.due_on is not None and action.due_on < met_on:
            return Refusal(
                "due_before_meeting",
                f"“{action.words.strip()}” would be done by {action.due_on:%-d %B %Y}, before you met to agree it.",
                f"Enter a day from {met_on:%-d %B %Y} on, or leave it empty.",
            )
    return None


def why_not_correct(*, words: str, why: str, held_at: datetime, minutes: int, at: datetime) -> Refusal | None:
    """Why the record of a meeting cannot be corrected like this, or ``None``."""
    if held_at > at:
        return Refusal("not_yet", "This moment has not come yet.", "Say when the meeting began.")
    if not 1 <= minutes <= LONGEST_MINUTES:
        return Refusal("odd_minutes", "A meeting takes between 1 and 480 minutes.", "Enter how long it took.")
    if not words.strip():
        return Refusal("no_notes", "There are no notes to share.", "Write what you talked about, in a sentence or two.")
    if len(words) > LONGEST_NOTES:
        return Refusal("too_long", "The notes are longer than 20,000 characters.", "Shorten them.")
    if not why.strip():
        return Refusal("no_reason", "A record is not changed without a reason.", "Say what was wrong.")
    return None


def why_not_answer_record(*, is_agreed: bool, words: str) -> Refusal | None:
    """Why a participant cannot say this of a record, or ``None``: who does not agree says what is wrong."""
    if not is_agreed and not words.strip():
        return Refusal("nothing_said", "You do not say what is not right.", "Say what should stand there instead.")
    if len(words) > LONGEST_NOTES:
        return Refusal("too_long", "What you wrote is longer than 20,000 characters.", "Shorten it.")
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
