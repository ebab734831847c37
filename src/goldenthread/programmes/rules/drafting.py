"""When a drafted policy can be kept and adopted."""

from __future__ import annotations

from datetime import date

from goldenthread.ground.types import Refusal


def why_not_draft(about: str) -> Refusal | None:
    """Why a draft cannot be kept, or ``None``."""
    if not about.strip():
        return Refusal("about_nothing", "The draft does not say what it is about.", "Say in a few words what changes.")
    return None


def why_not_adopt(*, is_open: bool, in_force_from: date, today: date, source: str) -> Refusal | None:
    """Why a draft cannot be adopted from a day, or ``None``: nobody is measured by a policy they could not know."""
    if not is_open:
        return Refusal("draft_closed", "This draft was adopted or put away already.", "Draft the policy anew.")
    if in_force_from < today:
        return Refusal(
            "in_force_before_today",
            "A policy comes into force today or later.",
            "Choose a later day. A cohort that began before can be measured by it on the cohort’s own page.",
        )
    if not source.strip():
        return Refusal("no_source", "A policy names its source.", "Say on whose word it stands.")
    return None
