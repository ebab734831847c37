"""Whether an application can be accepted, and what a sponsor's answer needs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from goldenthread.admissions.rules.states import STEPS
from goldenthread.admissions.types import REJECTION_REASONS, Answer, Event, State
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused

# How long a sponsor's link can be used.
LINK_LASTS = timedelta(days=28)
# How long after that its page still says that it ran out, and whom to ask.
LINK_EXPLAINS = timedelta(days=30)
_LINK_IS_SPENT = Refusal(
    "link_is_spent", "This has been answered already.", "Write to the programme manager to change the answer."
)


def after(state: State, event: Event, *, answer: Answer | None = None, reason: str = "", why: str = "") -> State:
    """The state after an event.

    :raises Refused: if there is no such step, the sponsor has not confirmed, or a reason is missing.
    """
    reached = step(STEPS, state, event)
    refusal = _why_not(event, answer=answer, reason=reason, why=why)
    if refusal:
        raise Refused(refusal)
    return reached


def why_not_step(state: State, event: Event, *, answer: Answer | None) -> Refusal | None:
    """Why an event is not possible now, for a page that offers it; reasons are asked for there."""
    try:
        after(state, event, answer=answer, reason=next(iter(REJECTION_REASONS)), why="asked for")
    except Refused as refused:
        return refused.refusal
    return None


def why_not_ask(state: State, *, answer: Answer | None) -> Refusal | None:
    """Why the sponsor cannot be asked, or their answer entered for them."""
    if state is not State.PENDING:
        return Refusal("not_pending", f"The application is {state.value}.", "A decision is not reopened: apply anew.")
    if answer is Answer.CONFIRMED:
        return Refusal("confirmed_already", "The sponsor has confirmed already.", "Accept the application.")
    return None


def answer_by(asked_on: date, starts_on: date) -> date | None:
    """By which day a sponsor is asked to answer: as long as the link lasts, and always before the cohort begins.

    Nothing where no day is left before it. A later answer still counts, as long as the link can be used.
    """
    last = min(asked_on + LINK_LASTS, starts_on - timedelta(days=1))
    return last if last >= asked_on else None


def why_not_answer(state: State, *, answer: Answer, expires_at: datetime, at: datetime) -> Refusal | None:
    """Why a sponsor cannot answer through their link."""
    if answer is not Answer.NONE:
        return _LINK_IS_SPENT
    if state is not State.PENDING:
        return Refusal(
            "not_pending",
            "This application has been decided already, so your answer is not taken here.",
            "If it should be otherwise, tell the programme manager of the delivery partner.",
        )
    if at >= expires_at:
        return Refusal("link_expired", "This link is too old.", "Ask the programme manager for a new one.")
    return None


def _why_not(event: Event, *, answer: Answer | None, reason: str, why: str) -> Refusal | None:
    if event is Event.ACCEPT and answer is not Answer.CONFIRMED:
        says = "The sponsor has declined." if answer is Answer.DECLINED else "The sponsor has not confirmed yet."
        return Refusal("not_sponsored", says, "Ask the sponsor, or enter the confirmation they gave you.")
    if event is Event.REJECT and reason not in REJECTION_REASONS:
        return Refusal("no_reason", "To reject an application you give a reason.", "Choose one.")
    if event is Event.WITHDRAW and not why.strip():
        return Refusal("no_words", "To withdraw an application you say why.", "Give the reason in a few words.")
    return None
