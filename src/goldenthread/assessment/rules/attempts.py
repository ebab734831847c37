"""Whether somebody may try again, and whether an assessment may be put off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from goldenthread.assessment.rules.submitting import PASSED_ALREADY
from goldenthread.assessment.types.attempts import Attempt, HelpState, NewHelp, NewPutOff, PutOffFacts, PutOffKind
from goldenthread.assessment.types.gating import Condition
from goldenthread.assessment.types.submitting import WindowFacts
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import day
from goldenthread.programmes.types import AssessmentPolicy
from goldenthread.programmes.types.again import SUPPORT_NAMES, AgainRule, Support, SupportKind

HELP_FIRST = "help_comes_first"
_WAITING = {State.SUBMITTED, State.ALLOCATED, State.MARKED, State.SETTLED}


def counts(attempt: Attempt, rule: AgainRule, *, at: datetime) -> bool:
    """Whether this was an attempt: something was handed in, or a missed window counts as one."""
    if attempt.state is State.BEGUN:
        return rule.missed_counts and attempt.closes_at <= at
    return attempt.state is not State.WITHDRAWN


def standing(attempt: Attempt, *, at: datetime) -> str:
    """Where one attempt stands, in words that its participant and their manager may both read."""
    if attempt.outcome is not None and attempt.released_at is not None:
        return attempt.outcome.value.capitalize()
    if attempt.state is State.WITHDRAWN:
        return "Taken out, not marked"
    if attempt.state is State.BEGUN and attempt.late_refused:
        return "Missed: what was offered late was not accepted"
    if attempt.state is State.BEGUN:
        return "Missed: nothing was handed in" if attempt.closes_at <= at else "Begun"
    return "Handed in, no result yet"


def own_conditions(
    before: Sequence[Attempt],
    put_off: PutOffFacts | None,
    policy: AssessmentPolicy,
    *,
    window: WindowFacts,
    at: datetime,
) -> tuple[Condition, ...]:
    """What one’s own history asks before a brief opens; nothing for a first attempt that was not put off."""
    asked = []
    if put_off is not None:
        asked.append(Condition("You are assessed in this window", why_put_off(put_off)))
    if any(counts(each, policy.again, at=at) for each in before):
        asked.append(Condition("A further attempt is open to you", why_not_again(before, policy, window=window, at=at)))
    return tuple(asked)


def waits_for_result(made: Iterable[Attempt]) -> bool:
    """Whether the result of an attempt is not out yet: until it is, no later window is open to them."""
    return any(each.state in _WAITING for each in made)


def why_not_again(
    before: Iterable[Attempt], policy: AssessmentPolicy, *, window: WindowFacts, at: datetime
) -> Refusal | None:
    """Why this window is no further attempt for somebody; ``before`` are their scripts of other windows."""
    made = sorted((e for e in before if counts(e, policy.again, at=at)), key=lambda each: each.opens_at)
    if any(each.outcome is Outcome.PASSED for each in made):
        return Refusal(PASSED_ALREADY, "You have passed.", "There is nothing more to hand in.")
    if waits_for_result(made):
        return Refusal(
            "result_to_come", "The result of your last attempt is not out yet.", "You get an e-mail when it is."
        )
    if made and window.opens_at <= made[-1].opens_at:
        return Refusal(
            "not_a_later_window", "A further attempt is made in a later window.", "Come back when the next one opens."
        )
    if len(made) >= policy.attempts:
        return Refusal(
            "no_attempts_left",
            f"You have used your {policy.attempts} attempts.",
            "Ask your programme manager what is possible now.",
        )
    failed = [each for each in made if each.outcome is Outcome.FAILED]
    missing = missing_support(policy, failed[-1].had) if failed else ()
    if missing:
        named = "; ".join(SUPPORT_NAMES[each.kind].lower() for each in missing)
        return Refusal(
            HELP_FIRST,
            f"Before the next attempt you get support, and it is not recorded yet: {named}.",
            "Your page of attempts says who. Ask them for a time.",
        )
    return None


def why_not_book_yet(asked: Iterable[Condition]) -> Refusal | None:
    """Why one’s own history keeps a window from being booked: as it keeps one from beginning, but that support may
    still be given between the two."""
    return next((each.why_not for each in asked if each.why_not and each.why_not.code != HELP_FIRST), None)


def missing_support(policy: AssessmentPolicy, had: Collection[SupportKind]) -> tuple[Support, ...]:
    """The support that a further attempt waits for; ``had``: the kinds that are done or waived."""
    return tuple(each for each in policy.supports if each.required and each.kind not in had)


def why_put_off(put_off: PutOffFacts) -> Refusal:
    """What somebody reads who is not assessed in a window: what was decided, and what comes instead."""
    if put_off.kind is PutOffKind.WITHDRAWN:
        return Refusal(
            "assessment_withdrawn",
            "You were withdrawn from this assessment. You are still on the programme.",
            "Ask your programme manager about a later window.",
        )
    return Refusal(
        "assessment_deferred",
        "Your assessment was put off. You are still on the programme.",
        f"The window that opens on {day(put_off.opens_at)} is yours instead."
        if put_off.opens_at
        else "Which window comes instead is not decided yet. Ask your programme manager.",
    )


def why_not_put_off(
    new: NewPutOff, state: State | None, *, decided: bool, later: bool | None, at: datetime, closes_at: datetime
) -> Refusal | None:
    """Why this is not decided so. ``state``: of their script, if they opened the brief. ``later``: whether the window
    named instead comes later; ``None`` where none is named."""
    if decided:
        return Refusal("decided_already", "That was decided already.", "There is nothing more to do.")
    if state not in {None, State.BEGUN, State.SUBMITTED}:
        return Refusal(
            "past_handing_in", "Their script is with assessors, so it is marked.", "Let them hand in again later."
        )
    if state is State.SUBMITTED and closes_at <= at:
        return Refusal(
            "handed_in_and_closed", "They handed in, and their window has closed.", "What they handed in is marked."
        )
    if later is False:
        return Refusal("not_later", "That window does not come later.", "Choose a later one, or none yet.")
    if new.kind is PutOffKind.WITHDRAWN and later is not None:
        return Refusal("withdrawn_to_a_window", "Whoever withdraws goes to no window.", "Put it off instead.")
    if not new.why.strip():
        return Refusal("no_reason", "Nothing is said about why.", "Say it. Only those who decide read it.")
    return None


def why_not_record_help(
    new: NewHelp,
    outcome: Outcome | None,
    *,
    offered: Collection[SupportKind],
    may_waive: bool,
    released_on: date,
    today: date,
) -> Refusal | None:
    """Why support before the next attempt is not recorded so. ``offered``: the kinds that the policy guarantees."""
    if outcome is not Outcome.FAILED:
        return Refusal("not_failed", "This attempt did not fail.", "There is nothing to prepare for.")
    if new.kind not in offered:
        return Refusal(
            "not_guaranteed", "The policy does not guarantee this kind of support.", "Choose one of those it names."
        )
    if new.state is HelpState.WAIVED and not may_waive:
        return Refusal(
            "not_yours_to_waive",
            "Support is waived by the lead provider only.",
            "Ask the lead provider’s programme manager or quality lead.",
        )
    refusal = _why_not_on(new, released_on=released_on, today=today)
    if refusal is None and not new.agreed.strip():
        return Refusal(
            "nothing_agreed", "It is not said what was agreed, or why.", "Write it, for the participant to read."
        )
    return refusal


def _why_not_on(new: NewHelp, *, released_on: date, today: date) -> Refusal | None:
    if new.state is HelpState.ARRANGED and new.met_on < today:
        return Refusal("in_the_past", "That day is over.", "Record that it is done, or give a day to come.")
    if new.state is HelpState.DONE and new.met_on > today:
        return Refusal("in_the_future", "That day is still to come.", "Record that it is arranged.")
    if new.met_on < released_on:
        return Refusal("before_the_result", "That was before the result was out.", "Give a day after it.")
    return None
