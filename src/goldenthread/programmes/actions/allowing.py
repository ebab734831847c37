"""Set what is allowed to somebody who is late, in difficult circumstances, or tries again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes import types
from goldenthread.programmes.actions.policies import keep_assessment
from goldenthread.programmes.models import Programme
from goldenthread.programmes.queries.limiting import limits_of
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.limiting import ABOUT_ALLOWANCES, renewed
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.policies import assessment_body, read_assessment
from goldenthread.programmes.types.granting import Allowances


@atomic
def set_allowances(programme: UUID, rule: Allowances, terms: types.PolicyTerms, *, by: Actor, at: datetime) -> None:
    """Give a programme an assessment policy of its own that differs in what it allows, from the day its terms name.

    Windows go by the policy of the day on which they open.

    :raises Refused: if this actor may not, the day is past, there is no policy to change, or no source.
    :raises Faulty: if the rule could not be read back.
    """
    row = Programme.objects.seen_by(by).select_for_update().get(ref=programme)
    before = next((line.policy for line in limits_of(row) if line.on <= terms.in_force_from), None)
    refusal = why_not_design(by)
    if refusal:
        raise Refused(refusal)
    changes = {"late_days": rule.late_days, "grants": rule.grants, "support": rule.support}
    policy = renewed(before, terms, today=at.date(), about=ABOUT_ALLOWANCES, **changes)
    fields = Fields(assessment_body(policy), file="the policy")
    read_assessment(fields, policy.terms)
    fields.refuse()

    if keep_assessment(policy, programme=row.pk, at=at):
        since = policy.terms.in_force_from.isoformat()
        audit(
            by=str(by),
            did="programmes.set_allowances",
            to=str(row.ref),
            at=at,
            since=since,
            late_days=str(rule.late_days),
        )
