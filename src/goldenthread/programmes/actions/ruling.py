"""Set one rule of assessment for a programme, from a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes import types
from goldenthread.programmes.actions.policies import keep_assessment
from goldenthread.programmes.models import Programme
from goldenthread.programmes.queries.ruling import policy_lines
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.policies import assessment_body, read_assessment
from goldenthread.programmes.rules.ruling import renewed
from goldenthread.programmes.types import RuleAbout

DEEDS: Mapping[RuleAbout, str] = MappingProxyType(
    {
        RuleAbout.WINDOWS: "set_window_rule",
        RuleAbout.WORDS: "set_word_rule",
        RuleAbout.MARKERS: "set_marker_rule",
        RuleAbout.STANDARD: "set_standard_rule",
        RuleAbout.MARKING: "set_agreement",
        RuleAbout.SAMPLES: "set_sampling",
        RuleAbout.RELEASE: "set_release_rule",
        RuleAbout.ATTEMPTS: "set_attempt_rule",
        RuleAbout.ALLOWANCES: "set_allowances",
        RuleAbout.REVIEWS: "set_review_rule",
    }
)


@atomic
def set_rule(programme: UUID, change: types.RuleChange, terms: types.PolicyTerms, *, by: Actor, at: datetime) -> None:
    """Give a programme an assessment policy of its own that differs in one rule, from the day its terms name.

    Windows go by the policy of the day on which they open; what was handed in keeps the rules it had.

    :raises Refused: if this actor may not, the day is past, there is no policy to change, or no source.
    :raises Faulty: if the rule could not be read back.
    """
    row = Programme.objects.seen_by(by).select_for_update().get(ref=programme)
    refusal = why_not_design(by)
    if refusal:
        raise Refused(refusal)
    before = next((line.policy for line in policy_lines(row) if line.on <= terms.in_force_from), None)
    policy = renewed(before, change, terms, today=at.date())
    fields = Fields(assessment_body(policy), file="the policy")
    read_assessment(fields, policy.terms)
    fields.refuse()

    if keep_assessment(policy, programme=row.pk, at=at):
        since = policy.terms.in_force_from.isoformat()
        source = policy.terms.source
        audit(by=str(by), did=f"programmes.{DEEDS[change.about]}", to=str(row.ref), at=at, since=since, source=source)
