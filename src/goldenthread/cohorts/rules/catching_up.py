"""What catching up may credit, and how often."""

from __future__ import annotations

from fractions import Fraction

from goldenthread.cohorts.types.catching_up import CatchUpTerms
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import CatchUpRule, EngagementPolicy


def terms(policy: EngagementPolicy | None, *, used: int) -> CatchUpTerms:
    """The terms of one more catch-up, where ``used`` other components were caught up before."""
    rule = policy.catch_up if policy else CatchUpRule()
    return CatchUpTerms(Fraction(rule.share, 100), rule.most, used, _why_not(rule, used))


def _why_not(rule: CatchUpRule, used: int) -> Refusal | None:
    if not rule.share:
        return Refusal("no_catch_up", "Under this policy catching up credits nothing.", "Ask the programme manager.")
    if rule.most is not None and used >= rule.most:
        times = "one session" if rule.most == 1 else f"{rule.most} sessions"
        return Refusal(
            "caught_up_enough",
            f"Under this policy {times} can be caught up, and that has been done.",
            "Join the same session with another cohort, or ask the programme manager.",
        )
    return None
