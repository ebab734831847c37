"""What was agreed: done, moved, dropped, opened again."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.coaching.rules.states import ACTION_STEPS, ActionState
from goldenthread.coaching.types.meetings import Change
from goldenthread.ground.types import Refusal

LONGEST_NOTE = 2_000


def state_of(*, done_at: datetime | None, dropped_at: datetime | None) -> ActionState:
    """Where an agreed action stands."""
    if dropped_at is not None:
        return ActionState.DROPPED
    return ActionState.DONE if done_at is not None else ActionState.OPEN


def coach_of_action(agreed_by: str, *, is_open: bool, now: str | None, then: str | None) -> str:
    """Whose a coach's action is, by name: while it is open of whoever coaches them now, once it is closed of whoever
    coached them then. While nobody does, it waits for the next."""
    if is_open:
        return now or "Whoever coaches next"
    return then or agreed_by


def why_not_say(state: ActionState, change: Change, *, note: str, due_on: date | None, at: datetime) -> Refusal | None:
    """Why this cannot be said of an action, or ``None``. Dropping says why; moving says to when."""
    if (state, change) not in ACTION_STEPS:
        return Refusal("not_open", f"This action is {state.value} already.", "Open it again first, if it goes on.")
    if change is Change.MOVE and (due_on is None or due_on < at.date()):
        return Refusal("no_new_day", "There is no new day to come.", "Enter the day by which it will be done.")
    if change is Change.DROP and not note.strip():
        return Refusal("no_reason", "An action is not dropped without a word.", "Say why it is not needed any more.")
    if len(note) > LONGEST_NOTE:
        return Refusal("too_long", "The note is longer than 2,000 characters.", "Shorten it.")
    return None
