"""When a rule about the standard can be set, and what an assessment policy says once it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.programmes.rules.limiting import policy_to_change
from goldenthread.programmes.types import AssessmentPolicy, PolicyTerms, StandardRule


def standardised(
    before: AssessmentPolicy | None, rule: StandardRule, terms: PolicyTerms, *, today: date
) -> AssessmentPolicy:
    """The policy with another rule about the standard, in force from another day.

    Whether the rest is illustrative stays as it was; what is said of the standard goes by ``terms``.

    :raises Refused: if the day is past, there is no policy to change, or no source.
    """
    changed = policy_to_change(before, terms, today=today)
    rest = tuple(name for name in changed.illustrates if name != "standard")
    told = replace(terms, source=terms.source.strip(), is_illustrative=changed.terms.is_illustrative)
    return replace(
        changed, terms=told, standard=rule, illustrates=(*rest, "standard") if terms.is_illustrative else rest
    )
