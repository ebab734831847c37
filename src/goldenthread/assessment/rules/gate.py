"""Whether the brief may be opened by somebody yet, and if not, what would open it."""

from __future__ import annotations

from datetime import date, datetime

from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.gating import Beside, Condition, FeesNote
from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.cohorts.types import EnrolmentFacts, KeptFigure
from goldenthread.cohorts.types.saying import in_words
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import Gate

_TAKES_PART = frozenset({"active", "completed"})
_NOTHING_BESIDE = Beside()


def why_not_open_brief(
    gate: Gate,
    figure: KeptFigure,
    *,
    enrolment: str,
    window: WindowFacts,
    at: datetime,
    has_begun: bool = False,
    beside: Beside = _NOTHING_BESIDE,
) -> Refusal | None:
    """Why the brief stays closed, or ``None``.

    Somebody who has opened it may read it for good: the gate is asked once, and the window only for the first time.
    """
    if has_begun:
        return None
    asked = conditions(gate, figure, beside, enrolment=enrolment, window=window, at=at)
    return next((each.why_not for each in asked if each.why_not), None)


def conditions(
    gate: Gate, figure: KeptFigure, beside: Beside, *, enrolment: str, window: WindowFacts, at: datetime
) -> tuple[Condition, ...]:
    """Everything that a policy asks before a brief opens, in the order in which it is asked."""
    asked = [
        Condition("You take part in the programme", _why_not_part(enrolment)),
        Condition("The window is open", _why_not_now(window, at=at)),
    ]
    if gate.needs_engagement:
        share = f"{figure.threshold} %" if figure.threshold else "the policy’s figure"
        asked.append(Condition(f"Your engagement is at {share} or above", _why_not_engaged(figure)))
    if gate.needs_evaluations:
        asked.append(Condition("You have answered the surveys about your sessions", _why_not_evaluated(beside)))
    if gate.needs_fees:
        asked.append(Condition("Your fees are in order", _why_not_paid(beside)))
    return tuple(asked)


def why_not_note_fees(person: EnrolmentFacts, by: Actor) -> Refusal | None:
    """Why this actor does not say how somebody's fees stand."""
    runs = by.wears_for_provider(Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
    if person.participant_id == by.person_id or not (runs or person.partner_id in by.places(Duty.PROGRAMME_MANAGER)):
        return Refusal(
            "not_yours_to_note",
            "Whether somebody’s fees are in order is recorded by their programme manager.",
            "Ask the programme manager of the cohort.",
        )
    return None


def why_not_fees_so(note: FeesNote, *, is_in_order: bool, on: date) -> Refusal | None:
    """Why a note on fees cannot be kept as it is. ``is_in_order``: how they stand before it."""
    if not note.why.strip():
        return Refusal("no_reason", "There is no reason.", "Say why, for example which payment came or is missing.")
    if note.since > on:
        return Refusal("in_the_future", "That day is still to come.", "Give today or a day before it.")
    if note.is_in_order == is_in_order:
        stands = "in order" if is_in_order else "not in order"
        return Refusal("as_before", f"The fees are recorded as {stands} already.", "Choose the other, or go back.")
    return None


def _why_not_part(enrolment: str) -> Refusal | None:
    if enrolment in _TAKES_PART:
        return None
    return Refusal(
        "not_taking_part",
        f"Your place on the programme is {enrolment}, so the assessment is not open to you.",
        "Ask your programme manager about your place.",
    )


def _why_not_now(window: WindowFacts, *, at: datetime) -> Refusal | None:
    now = stage(window, at=at)
    if now is Stage.TO_COME:
        return Refusal("window_to_come", "The window has not opened yet.", "Come back when it opens.")
    if now is Stage.CLOSED:
        return Refusal("window_closed", "The window has closed.", "Ask your programme manager about the next window.")
    return None


def _why_not_engaged(figure: KeptFigure) -> Refusal | None:
    if figure.is_met:
        return None
    return Refusal(
        "not_engaged_enough",
        f"Your engagement is {in_words(figure)}. The brief opens at {figure.threshold or 'the policy’s'} %.",
        "Your engagement page shows what would close the gap. Your programme manager can help with catch-up.",
    )


def _why_not_evaluated(beside: Beside) -> Refusal | None:
    if not beside.surveys:
        return None
    wait = "1 survey about a session waits" if beside.surveys == 1 else f"{beside.surveys} surveys about sessions wait"
    return Refusal("surveys_wait", f"{wait} for your answer.", "Answer from your home page. It takes a minute or two.")


def _why_not_paid(beside: Beside) -> Refusal | None:
    if beside.fees_in_order:
        return None
    return Refusal(
        "fees_not_in_order",
        "The fees for your place are recorded as not in order.",
        "Ask your programme manager, who can say which payment is missing and records when it is settled.",
    )
