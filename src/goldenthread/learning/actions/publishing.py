"""Let participants read what was written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.learning.models import Page, Unit, Version
from goldenthread.learning.rules.states import STEPS, Event, State
from goldenthread.learning.rules.writing import why_not_publish, why_not_write
from goldenthread.people.types import Actor


@atomic
def publish_unit(unit: UUID, *, by: Actor, at: datetime) -> int:
    """Publish the draft and give its number; what was published before is kept, and read no longer.

    :raises Refused: if this actor does not write units, or there is nothing to publish.
    """
    row = Unit.objects.seen_by(by).select_for_update().get(ref=unit)
    newest = row.versions.order_by("-number")[0]
    refusal = why_not_write(by) or _why_not(newest)
    if refusal:
        raise Refused(refusal)
    _publish(newest, by=str(by), at=at)
    return newest.number


@atomic
def publish_units_of_release(release: UUID, *, at: datetime) -> int:
    """Publish with a release every draft in it that can be read; how many there were.

    The job that follows a release calls this; publishing the release was the decision, and its maker is in the record.
    """
    drafts = Version.objects.select_for_update().filter(
        state=State.DRAFT.value, unit__component__module__release__ref=release
    )
    ready = [draft for draft in drafts.select_related("unit").order_by("pk") if _why_not(draft) is None]
    for draft in ready:
        _publish(draft, by="jobs", at=at)
    return len(ready)


def _why_not(version: Version) -> Refusal | None:
    pages = Page.objects.filter(version=version).prefetch_related("questions").order_by("position", "id")
    return why_not_publish([page.as_edited() for page in pages], is_draft=version.state == State.DRAFT.value)


def _publish(draft: Version, *, by: str, at: datetime) -> None:
    for old in Version.objects.select_for_update().filter(unit=draft.unit, state=State.PUBLISHED.value):
        old.state = step(STEPS, State(old.state), Event.RETIRE).value
        old.save(update_fields=["state"])
    draft.state, draft.published_at = step(STEPS, State(draft.state), Event.PUBLISH).value, at
    draft.save(update_fields=["state", "published_at"])
    audit(by=by, did="learning.publish_unit", to=str(draft.unit.ref), at=at, version=str(draft.number))
    post(Notice("learning.published", {"unit": str(draft.unit.ref)}), at=at)
