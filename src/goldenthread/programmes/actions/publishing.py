"""Publish and retire releases."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Release, ReleaseStep
from goldenthread.programmes.queries.releases import everything_in, ties_by_component
from goldenthread.programmes.queries.varying import variants_of
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.publishing import all_shortcomings, why_not_publish
from goldenthread.programmes.rules.states import RELEASE_STEPS, ReleaseEvent
from goldenthread.programmes.types import ReleaseState


@atomic
def publish_release(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Publish a draft. From then on it never changes, and cohorts may be opened on it.

    :raises Refused: if this actor may not, it is not a draft, or something is missing; everything missing is said.
    """
    row = _locked(ref, by=by)
    refusal = why_not_publish(ReleaseState(row.state), number=row.number)
    if refusal:
        raise Refused(refusal)
    after = step(RELEASE_STEPS, ReleaseState(row.state), ReleaseEvent.PUBLISH)
    offers = row.programme.qualification.as_facts().routes
    variants = variants_of(row.programme_id, by=by)
    lacks = all_shortcomings(everything_in(row), variants, ties=ties_by_component(row.pk), offers=offers)
    blocking = [lack for lack in lacks if lack.blocks]
    if blocking:
        says = " ".join(lack.says for lack in blocking)
        raise Refused(Refusal("not_ready", says, " ".join(dict.fromkeys(lack.mend for lack in blocking))))
    row.published_at = at
    _take(row, ReleaseEvent.PUBLISH, after, by=by, at=at)
    audit(by=str(by), did="programmes.publish_release", to=str(ref), at=at, number=str(row.number))
    post(Notice("programmes.published", {"release": str(ref)}), at=at)


@atomic
def retire_release(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Close a published release to new cohorts. Cohorts that run on it go on.

    :raises Refused: if this actor may not, or it is not published.
    """
    row = _locked(ref, by=by)
    after = step(RELEASE_STEPS, ReleaseState(row.state), ReleaseEvent.RETIRE)
    _take(row, ReleaseEvent.RETIRE, after, by=by, at=at)
    audit(by=str(by), did="programmes.retire_release", to=str(ref), at=at, why=why)


def _locked(ref: UUID, *, by: Actor) -> Release:
    row = Release.objects.seen_by(by).named().select_for_update(of=("self",)).get(ref=ref)
    refusal = why_not_design(by)
    if refusal:
        raise Refused(refusal)
    return row


def _take(row: Release, event: ReleaseEvent, after: ReleaseState, *, by: Actor, at: datetime) -> None:
    row.state = after.value
    row.save(update_fields=["state", "published_at"])
    ReleaseStep.objects.create(release=row, event=event.value, state=after.value, by_id=by.person_id, at=at)
