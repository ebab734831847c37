"""Draft an engagement policy for a programme, and adopt it from a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes import types
from goldenthread.programmes.actions.policies import keep_engagement
from goldenthread.programmes.models import EngagementDraft, Programme
from goldenthread.programmes.rules.drafting import why_not_adopt, why_not_draft
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.policies import engagement_body, read_engagement


@atomic
def draft_policy(
    programme: UUID, policy: types.EngagementPolicy, *, about: str, by: Actor, at: datetime, draft: UUID | None = None
) -> UUID:
    """Keep a drafted policy for a programme: a new draft, or in place of what an open one said.

    :raises Refused: if this actor may not, or the draft says nothing about itself. :raises Faulty: if the policy could
        not be read back.
    """
    row = Programme.objects.seen_by(by).select_for_update().get(ref=programme)
    _refuse(why_not_design(by) or why_not_draft(about))
    body = engagement_body(policy)
    fields = Fields(body, file="the policy")
    read_engagement(fields, policy.terms)
    fields.refuse()

    mine = EngagementDraft.objects.filter(programme=row, closed_at=None)
    kept = mine.get(ref=draft) if draft else EngagementDraft(programme=row)
    kept.about, kept.body, kept.by_id, kept.at = about.strip(), body, by.person_id, at
    kept.save()
    audit(by=str(by), did="programmes.draft_policy", to=str(row.ref), at=at, draft=str(kept.ref), about=kept.about)
    return kept.ref


@atomic
def drop_draft(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Put a draft away. :raises Refused: if this actor may not."""
    row = _open(ref, by=by)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    audit(by=str(by), did="programmes.drop_draft", to=str(row.programme.ref), at=at, draft=str(row.ref))


@atomic
def adopt_draft(ref: UUID, terms: types.PolicyTerms, *, by: Actor, at: datetime) -> None:
    """Make a draft the programme's policy, in force from the day that its terms name.

    Cohorts that began before go on with theirs; those that begin on the day or later are reckoned anew.

    :raises Refused: if this actor may not, the day is past, there is no source, or the draft is closed.
    """
    row = _open(ref, by=by)
    _refuse(
        why_not_adopt(
            is_open=row.closed_at is None, in_force_from=terms.in_force_from, today=at.date(), source=terms.source
        )
    )

    policy = replace(row.as_line().policy, terms=replace(terms, source=terms.source.strip()))
    keep_engagement(policy, programme=row.programme_id, at=at)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    programme, since = str(row.programme.ref), terms.in_force_from.isoformat()
    audit(by=str(by), did="programmes.adopt_policy", to=programme, at=at, since=since, source=terms.source)
    post(Notice("programmes.policy_adopted", {"programme": programme, "since": since}), at=at)


def _open(ref: UUID, *, by: Actor) -> EngagementDraft:
    seen = EngagementDraft.objects.filter(programme__in=Programme.objects.seen_by(by))
    row = seen.select_related("programme", "by").select_for_update(of=("self",)).get(ref=ref)
    _refuse(why_not_design(by))
    return row


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
