"""Rules of moderation samples: read one, and what an assessment policy says once another holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import AssessmentPolicy, PolicyTerms, SamplingRule


def read_sampling(fields: Fields) -> SamplingRule:
    """A rule of samples out of its fields; faults are noted on them. What is not said is the usual."""
    usual = SamplingRule()
    says_near = "borderline" in fields.values
    rule = SamplingRule(
        share=fields.whole("share", least=0, most=100, default=usual.share),
        bands=fields.whole("bands", least=1, most=10, default=usual.bands),
        each_marker=fields.whole("each_marker", least=0, most=100, default=usual.each_marker),
        borderline=fields.whole_or_none("borderline", least=0, most=100) if says_near else usual.borderline,
        first_share=fields.whole("first_share", least=0, most=100, default=usual.first_share),
        each_criterion=fields.whole("each_criterion", least=0, most=20, default=usual.each_criterion),
        total=fields.whole("total", least=0, most=500, default=usual.total),
        most_apart=fields.whole("most_apart", least=0, most=100, default=usual.most_apart),
        doublings=fields.whole("doublings", least=0, most=6, default=usual.doublings),
    )
    fields.done()
    return rule


def sampled(
    before: AssessmentPolicy | None, rule: SamplingRule, terms: PolicyTerms, *, today: date
) -> AssessmentPolicy:
    """The policy with another rule of samples, in force from another day; its windows keep the rule they opened under.

    Whether the rest is illustrative stays as it was; what is said of samples goes by ``terms``.

    :raises Refused: if the day is past, there is no policy to change, or no source.
    """
    if terms.in_force_from < today:
        says = "A rule of samples comes into force today or later."
        raise Refused(Refusal("in_force_before_today", says, "Choose a later day."))
    if before is None:
        says = "No assessment policy is in force on that day, so there is nothing that the rule could be part of."
        raise Refused(Refusal("no_policy_to_change", says, "Load the catalogue’s policy, or choose a later day."))
    if not terms.source.strip():
        raise Refused(Refusal("no_source", "A policy names its source.", "Say on whose word it stands."))
    rest = tuple(name for name in before.illustrates if name != "sampling")
    told = replace(terms, source=terms.source.strip(), is_illustrative=before.terms.is_illustrative)
    own = ("sampling",) if terms.is_illustrative else ()
    return replace(before, terms=told, sampling=rule, illustrates=rest + own)
