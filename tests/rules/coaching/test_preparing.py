"""What is written before a meeting, and what becomes of what was agreed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.coaching.rules.agreeing import LONGEST_NOTE, coach_of_action, state_of, why_not_say
from goldenthread.coaching.rules.preparing import (
    LONGEST,
    why_not_answer,
    why_not_ask,
    why_not_prepare,
    why_not_share,
    why_not_take_back,
)
from goldenthread.coaching.rules.states import ActionState
from goldenthread.coaching.types.meetings import Change, Prepared

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
LONG = "x" * (LONGEST + 1)


def code(refusal) -> str:
    """What a refusal is called; nothing for none."""
    return refusal.code if refusal else ""


def test_words_are_kept_while_the_meeting_is_ahead() -> None:
    assert code(why_not_prepare("I want to", "", is_ahead=True)) == ""
    assert code(why_not_prepare("", LONG, is_ahead=True)) == "too_long"
    assert code(why_not_prepare("I want to", is_ahead=False)) == "not_ahead"


def test_something_written_is_shared() -> None:
    assert code(why_not_share(Prepared(did="Tried it"))) == ""
    assert code(why_not_share(Prepared(" ", "\n"))) == "nothing_written"


@pytest.mark.parametrize(("words", "wanted"), [("Help", ""), (" ", "nothing_written"), (LONG, "too_long")])
def test_help_is_asked_for_in_words(words, wanted) -> None:
    assert code(why_not_ask(words)) == wanted


def test_a_call_is_answered_or_taken_back_not_both() -> None:
    assert [code(why_not_take_back(is_answered=it)) for it in (False, True)] == ["", "answered_already"]
    assert [code(why_not_answer(is_taken_back=it)) for it in (False, True)] == ["", "taken_back"]


@pytest.mark.parametrize(
    ("state", "change", "note", "due_on", "wanted"),
    [
        (ActionState.OPEN, Change.DO, "", None, ""),
        (ActionState.OPEN, Change.MOVE, "", date(2026, 1, 5), ""),
        (ActionState.OPEN, Change.MOVE, "", date(2026, 1, 4), "no_new_day"),
        (ActionState.OPEN, Change.MOVE, "", None, "no_new_day"),
        (ActionState.OPEN, Change.DROP, "Not needed", None, ""),
        (ActionState.OPEN, Change.DROP, " ", None, "no_reason"),
        (ActionState.OPEN, Change.REOPEN, "", None, "not_open"),
        (ActionState.DONE, Change.DO, "", None, "not_open"),
        (ActionState.DROPPED, Change.REOPEN, "", None, ""),
        (ActionState.OPEN, Change.DO, "x" * (LONGEST_NOTE + 1), None, "too_long"),
    ],
)
def test_what_can_be_said_of_an_action(state, change, note, due_on, wanted) -> None:
    assert code(why_not_say(state, change, note=note, due_on=due_on, at=AT)) == wanted


@pytest.mark.parametrize(
    ("is_open", "now", "then", "wanted"),
    [
        (True, "Dana", None, "Dana"),
        (True, None, None, "Whoever coaches next"),
        (False, "Dana", "Colin", "Colin"),
        (False, "Dana", None, "Ed"),
    ],
)
def test_a_coachs_action_goes_over_while_it_is_open(is_open, now, then, wanted) -> None:
    assert coach_of_action("Ed", is_open=is_open, now=now, then=then) == wanted


def test_where_an_action_stands() -> None:
    assert state_of(done_at=None, dropped_at=None) is ActionState.OPEN
    assert state_of(done_at=AT, dropped_at=None) is ActionState.DONE
    assert state_of(done_at=None, dropped_at=AT) is ActionState.DROPPED
