"""Bring a page of an old version back into the draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.learning.actions.writing import columns_of, draft_of
from goldenthread.learning.models import Page, Question, Unit
from goldenthread.learning.types import PageRef
from goldenthread.people.types import Actor


@atomic
def restore_page(page: UUID, *, by: Actor, at: datetime) -> PageRef:
    """Make the draft's page what it was in that version, checks and all; one that was removed comes back at the end.

    :raises Refused: if this actor does not write units.
    """
    units = Unit.objects.seen_by(by)
    old = Page.objects.select_related("version__unit").get(ref=page, version__unit__in=units)
    draft = draft_of(old.version.unit.ref, by=by)
    last = draft.pages.aggregate(last=Max("position"))["last"] or 0
    row, _ = Page.objects.get_or_create(
        version=draft, key=old.key, defaults={"position": last + 1, "title": old.title, "minutes": old.minutes}
    )
    row.title, row.body, row.minutes = old.title, old.body, old.minutes
    row.save(update_fields=["title", "body", "minutes"])
    if row.pk != old.pk:
        row.questions.all().delete()
        Question.objects.bulk_create(
            Question(page=row, key=q.key, position=q.position, **columns_of(q.as_draft()))
            for q in old.questions.order_by("position", "id")
        )
    facts = {"page": str(old.key), "version": str(old.version.number)}
    audit(by=str(by), did="learning.restore_page", to=str(old.version.unit.ref), at=at, **facts)
    return PageRef(row.ref)
