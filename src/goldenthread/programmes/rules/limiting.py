"""When a word rule can be set, and what an assessment policy says once it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.types import AssessmentPolicy, PolicyTerms, WordRule

ABOUT_WORDS = ("word_limit", "word_count", "over_limit")
ABOUT_ALLOWANCES = ("late_days", "grants", "support")
ABOUT_SAMPLES = ("sampling",)
ABOUT_MARKING = ("second_marking", "agreement")


def limited(before: AssessmentPolicy | None, rule: WordRule, terms: PolicyTerms, *, today: date) -> AssessmentPolicy:
    """The policy with another word rule, in force from another day: nobody is held to a limit they could not know.

    :raises Refused: as :func:`renewed` does.
    """
    return renewed(before, terms, today=today, about=ABOUT_WORDS, words=rule)


def renewed(
    before: AssessmentPolicy | None, terms: PolicyTerms, *, today: date, about: tuple[str, ...], **changes: Any
) -> AssessmentPolicy:
    """The policy with some fields changed, in force from another day.

    Whether the rest is illustrative stays as it was; what is said ``about`` the changed fields goes by ``terms``.

    :raises Refused: if the day is past, there is no policy to change, or no source.
    """
    if terms.in_force_from < today:
        raise Refused(
            Refusal(
                "in_force_before_today",
                "It comes into force today or later.",
                "Choose a later day. Windows that open on it or later are held to it.",
            )
        )
    if before is None:
        raise Refused(
            Refusal(
                "no_policy_to_change",
                "No assessment policy is in force on that day, so there is nothing that this could be part of.",
                "Load the catalogue’s policy for the qualification, or choose a later day.",
            )
        )
    if not terms.source.strip():
        raise Refused(Refusal("no_source", "A policy names its source.", "Say on whose word it stands."))
    rest = tuple(name for name in before.illustrates if name not in about)
    told = replace(terms, source=terms.source.strip(), is_illustrative=before.terms.is_illustrative)
    return replace(before, terms=told, illustrates=rest + (about if terms.is_illustrative else ()), **changes)
