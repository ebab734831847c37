"""What a register credits, and when it can be taken or corrected."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from goldenthread.cohorts.types import Mark
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import EngagementPolicy, ExcusedRule

NOT_MARKED = Refusal("not_marked", "There is no mark to correct yet.", "Take the register first.")


def share_of(mark: Mark, policy: EngagementPolicy | None) -> Fraction:
    """How much of a session's component a mark credits; without a policy, only *present* credits anything."""
    if mark is Mark.PRESENT:
        return Fraction(1)
    if policy is None:
        return Fraction(0)
    excused = 0 if is_left_out(mark, policy) else policy.excused
    percents = {Mark.PARTLY: policy.partly, Mark.EXCUSED: excused}
    return Fraction(percents.get(mark, 0), 100)


def is_left_out(mark: Mark, policy: EngagementPolicy | None) -> bool:
    """Whether a mark leaves what is not credited of the component out of what is due."""
    return mark is Mark.EXCUSED and policy is not None and policy.excused_rule is ExcusedRule.LEFT_OUT


def why_not_yet(*, starts_at: datetime, at: datetime) -> Refusal | None:
    """Why a register cannot be taken yet: nobody was present at what has not begun."""
    if at.date() < starts_at.date():
        return Refusal(
            "not_begun",
            f"This session is on {starts_at:%-d %B %Y}, so nobody can have been there yet.",
            "Take the register on the day, or change the session’s date first.",
        )
    return None


def why_not_mark(*, unknown: int, marked: int) -> Refusal | None:
    """Why a sheet cannot be entered as it is. ``unknown`` counts people whom nobody expects at the session."""
    if unknown:
        return Refusal(
            "not_on_this_session",
            "The register names somebody who is not expected at this session.",
            "Open the register again and fill it in anew.",
        )
    if not marked:
        return Refusal("nobody_marked", "Nobody is marked yet.", "Mark somebody, then save the register.")
    return None


def why_not_correct(*, before: Mark, after: Mark, why: str) -> Refusal | None:
    """Why a mark cannot be corrected like this."""
    if before is after:
        return Refusal("same_mark", f"The register already says {before.value}.", "Choose another mark.")
    if not why.strip():
        return Refusal("no_reason", "A register is never changed without a reason.", "Say why the mark was wrong.")
    return None
