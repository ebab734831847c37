"""When a rule of assessment can be set, and what an assessment policy says once it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.types import AssessmentPolicy, PolicyTerms, RuleAbout, RuleChange, RuleParts


def _parts(*fields: str, also: tuple[str, ...] = ()) -> RuleParts:
    return RuleParts(frozenset({*fields, *also}), fields)


RULES: Mapping[RuleAbout, RuleParts] = MappingProxyType(
    {
        RuleAbout.WINDOWS: _parts("window_days", "hours", "reminder_hours", "takes_draft_at_close", "gate"),
        RuleAbout.WORDS: RuleParts(frozenset({"words"}), ("word_limit", "word_count", "over_limit")),
        RuleAbout.MARKERS: _parts("marking", "accuracy"),
        RuleAbout.STANDARD: _parts("standard"),
        RuleAbout.MARKING: _parts("second_marking", "agreement", also=("second",)),
        RuleAbout.SAMPLES: _parts("sampling"),
        RuleAbout.RELEASE: _parts("release"),
        RuleAbout.ATTEMPTS: _parts("attempts", "again"),
        RuleAbout.ALLOWANCES: _parts("late_days", "grants", "support"),
        RuleAbout.REVIEWS: _parts("reviews"),
    }
)


def is_illustrative(policy: AssessmentPolicy, about: RuleAbout) -> bool:
    """Whether a default of ours stands in for some of a rule."""
    says_nothing = {RuleAbout.MARKERS: policy.marking.is_ours, RuleAbout.ATTEMPTS: policy.again.is_ours}
    called = policy.terms.is_illustrative or bool(set(RULES[about].illustrates) & set(policy.illustrates))
    return called or says_nothing.get(about, False)


def changed(before: AssessmentPolicy | None, after: AssessmentPolicy) -> tuple[RuleAbout, ...]:
    """The rules that one policy sets otherwise than the one before it; every one where there was none."""
    if before is None:
        return tuple(RULES)
    return tuple(
        about
        for about, parts in RULES.items()
        if any(getattr(before, name) != getattr(after, name) for name in parts.fields)
    )


def renewed(
    before: AssessmentPolicy | None, change: RuleChange, terms: PolicyTerms, *, today: date
) -> AssessmentPolicy:
    """The policy with one rule changed, in force from another day: nobody is held to what they could not know.

    Whether the rest is illustrative stays as it was; what is said about the changed rule goes by ``terms``.

    :raises Refused: if the day is past, there is no policy to change, or no source.
    :raises ValueError: if a value belongs to another rule.
    """
    parts = RULES[change.about]
    if set(change.values) - parts.fields:
        raise ValueError(f"{sorted(set(change.values) - parts.fields)} are not set by the rule about {change.about}")
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
    rest = tuple(name for name in before.illustrates if name not in parts.illustrates)
    told = replace(terms, source=terms.source.strip(), is_illustrative=before.terms.is_illustrative)
    stands_in = parts.illustrates if terms.is_illustrative else ()
    return replace(before, terms=told, illustrates=rest + stands_in, **change.values)
