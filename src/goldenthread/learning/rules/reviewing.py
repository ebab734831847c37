"""Who may give feedback on whose work, and when feedback is ready to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.learning.rules.states import WORK_STEPS, WorkEvent, WorkState
from goldenthread.learning.types.practising import Judgement, ReviewSheet, Verdict

LONGEST_FEEDBACK = 20_000


def why_not_review(*, is_own: bool, is_own_school: bool, is_among: bool) -> Refusal | None:
    """Why this actor may not review this work at all, or ``None``.

    A reviewer at the participant's own school is a conflict of interest, as it is for a coach. ``is_among``: whether
    they coach the participant, lead sessions of the cohort, or run it.
    """
    if is_own:
        return Refusal("own_work", "Nobody reviews their own work.", "Leave it to another reviewer.")
    if is_own_school:
        return Refusal(
            "own_school",
            "You may not review somebody at your own school.",
            "Their coach, a facilitator or the programme manager from elsewhere can.",
        )
    if not is_among:
        return Refusal(
            "not_a_reviewer",
            "You can read this work but not review it.",
            "Their coach, a facilitator of the cohort or its programme manager can.",
        )
    return None


def why_not_answer(state: WorkState, *, held_by: str) -> Refusal | None:
    """Why no feedback can be written now, or ``None``; ``held_by`` is who else has taken it."""
    if state is not WorkState.SUBMITTED:
        return Refusal("not_waiting", "This work does not wait for feedback.", "Wait until it is handed in.")
    if held_by:
        return Refusal("taken", f"{held_by} has taken this.", "Take it over with a reason, if they cannot do it.")
    return None


def why_not_keep_sheet(sheet: ReviewSheet, *, statements: frozenset[UUID], labels: int) -> Refusal | None:
    """Why a draft of feedback makes no sense, or ``None``. Nothing has to be complete yet."""
    if not set(sheet.judgements) <= statements:
        return Refusal("other_statement", "That statement is not part of this task.", "Open the page again.")
    if any(given.label is not None and not 0 <= given.label < labels for given in sheet.judgements.values()):
        return Refusal("other_label", "That label is not one of this task’s.", "Open the page again.")
    texts = [sheet.overall, sheet.next_step, *(given.comment for given in sheet.judgements.values())]
    if max(map(len, texts)) > LONGEST_FEEDBACK:
        return Refusal("too_long", "A comment is longer than 20,000 characters.", "Shorten it.")
    return None


def what_lacks(sheet: ReviewSheet, statements: Mapping[UUID, str]) -> tuple[Refusal, ...]:
    """Everything that is missing before feedback can be sent; ``statements`` by reference, with their labels."""
    lacks = [
        Refusal("no_label", f"Nothing is chosen for {name}.", "Choose a label.")
        for ref, name in statements.items()
        if sheet.judgements.get(ref, Judgement()).label is None
    ]
    if not sheet.overall.strip():
        lacks.append(Refusal("no_overall", "There is no comment over all.", "Write a sentence or two."))
    if sheet.verdict is None:
        lacks.append(Refusal("no_verdict", "Nothing is decided.", "Choose whether it is good enough."))
    if sheet.verdict is Verdict.DO_AGAIN and not sheet.next_step.strip():
        lacks.append(Refusal("no_next_step", "It does not say what to do next.", "Write what would make it better."))
    return tuple(lacks)


def why_not_reopen(state: WorkState) -> Refusal | None:
    """Why nothing can be opened again, or ``None``."""
    if (state, WorkEvent.REOPEN) in WORK_STEPS:
        return None
    return Refusal("nothing_to_reopen", "There is no answer to take back.", "It has not been answered yet.")


def why_no_reason(why: str) -> Refusal | None:
    """Why a deed that others have to understand is not done without a reason, or ``None``."""
    if why.strip():
        return None
    return Refusal("no_reason", "This is not done without a reason.", "Say why: it is shown with your name.")


def why_not_remark(words: str, *, is_newest: bool) -> Refusal | None:
    """Why nothing can be asked or answered about this feedback, or ``None``."""
    if not is_newest:
        return Refusal("older_feedback", "Newer feedback has come since.", "Ask about that.")
    if not words.strip():
        return Refusal("no_question", "There is nothing to read.", "Write what you would like to know.")
    if len(words) > LONGEST_FEEDBACK:
        return Refusal("too_long", "That is longer than 20,000 characters.", "Shorten it.")
    return None
