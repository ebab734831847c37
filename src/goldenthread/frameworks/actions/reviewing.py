"""Review a reading, one decision at a time: accept, settle, say what the document is, put it away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.transaction import atomic

from goldenthread.frameworks.models import (
    Reading,
    ReadingDetail,
    ReadingDoubt,
    ReadingItem,
    ReadingSection,
)
from goldenthread.frameworks.rules import reviewing
from goldenthread.frameworks.rules.states import ITEM_STEPS, READING_STEPS, ItemEvent, ReadingEvent
from goldenthread.frameworks.types import About, ItemState, ReadingState
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

NOT_UNDER_REVIEW = Refusal(
    "not_under_review", "This reading is not under review.", "Upload the document again to correct it."
)


@atomic
def accept_item(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Accept an item as it stands, and settle its doubts by name. :raises Refused: if it changed meanwhile."""
    item = item_under_review(ref, version=version, by=by)
    decide(item, by=by, at=at)
    settle_doubts_of(item, by=by, at=at)
    audit_item(item, "accept", by=by, at=at)


@atomic
def accept_clear(ref: UUID, *, by: Actor, at: datetime) -> int:
    """Accept all that waits and carries no open doubt, items and details in one statement each; how many there were."""
    reading = reading_under_review(ref, by=by)
    accepted = 0
    for model, about in ((ReadingItem, "item"), (ReadingDetail, "detail")):
        open_doubts = ReadingDoubt.objects.filter(reading=reading, settled_at=None).exclude(**{about: None})
        clear = model.objects.filter(reading=reading, is_out=False, state=ItemState.WAITING.value)
        accepted += clear.exclude(pk__in=open_doubts.values(f"{about}_id")).update(
            state=step(ITEM_STEPS, ItemState.WAITING, ItemEvent.ACCEPT).value,
            version=F("version") + 1,
            changed_by=by.person_id,
            changed_at=at,
        )
    audit(by=str(by), did="frameworks.accept_clear", to=str(ref), at=at, items=str(accepted))
    return accepted


@atomic
def settle_doubt(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Settle one doubt by name. Settling it twice keeps the first name."""
    doubt = ReadingDoubt.objects.filter(reading__in=Reading.objects.seen_by(by)).select_for_update().get(ref=ref)
    reading_under_review(doubt.reading.ref, by=by)
    if doubt.settled_at is None:
        doubt.settled_by_id, doubt.settled_at = by.person_id, at
        doubt.save(update_fields=["settled_by", "settled_at"])
        audit(by=str(by), did="frameworks.settle_doubt", to=str(doubt.reading.ref), at=at, code=doubt.code)


@atomic
def rename_section(ref: UUID, number: int, *, title: str, by: Actor, at: datetime) -> None:
    """Correct a section's title. :raises Refused: if it is empty."""
    reading = reading_under_review(ref, by=by)
    section = ReadingSection.objects.get(reading=reading, number=number)
    if not title.strip():
        raise Refused(Refusal("no_title", "A section has a title.", "Enter it as the document has it."))
    before, section.title = section.title, " ".join(title.split())[:300]
    section.save(update_fields=["title"])
    audit(by=str(by), did="frameworks.rename_section", to=str(ref), at=at, number=str(number), before=before)


@atomic
def change_about(ref: UUID, about: About, *, by: Actor, at: datetime) -> None:
    """Correct what is said about the document, its licence among it. :raises Refused: if it is amiss."""
    reading = reading_under_review(ref, by=by)
    refusal = reviewing.why_not_about(about)
    if refusal:
        raise Refused(refusal)
    reading.code, reading.title, reading.publisher = about.code, about.title.strip(), about.publisher.strip()
    reading.year, reading.licence, reading.attribution = about.year, about.licence.strip(), about.attribution.strip()
    reading.save(update_fields=["code", "title", "publisher", "year", "licence", "attribution"])
    audit(by=str(by), did="frameworks.change_about", to=str(ref), at=at, licence=about.licence, code=about.code)


@atomic
def discard_reading(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Put a reading away unpublished, read or not. The file and what was decided stay on record.

    :raises Refused: if it is published, or was put away before.
    """
    reading = Reading.objects.seen_by(by).select_for_update().get(ref=ref)
    after = READING_STEPS.get((ReadingState(reading.state), ReadingEvent.DISCARD))
    if after is None:
        raise Refused(NOT_UNDER_REVIEW)
    reading.state = after.value
    reading.save(update_fields=["state"])
    audit(by=str(by), did="frameworks.discard", to=str(ref), at=at, why=why)


def reading_under_review(ref: UUID, *, by: Actor) -> Reading:
    """The reading, locked, still under review. Locking it makes decisions on its items wait for one another."""
    reading = Reading.objects.seen_by(by).select_for_update().get(ref=ref)
    if reading.state != ReadingState.REVIEWED.value:
        raise Refused(NOT_UNDER_REVIEW)
    return reading


def item_under_review(ref: UUID, *, version: int, by: Actor) -> ReadingItem:
    """The item in the version that somebody saw, its reading locked and under review.

    :raises Refused: if it is not, or somebody changed the item or merged it into another meanwhile.
    """
    seen = Reading.objects.seen_by(by)
    found = ReadingItem.objects.filter(reading__in=seen).select_related("reading").get(ref=ref)
    reading_under_review(found.reading.ref, by=by)
    item = ReadingItem.objects.select_related("reading", "changed_by").get(pk=found.pk)
    who = item.changed_by.name if item.changed_by is not None else ""
    if item.is_out:
        says = f"{who} merged this item into another while you had it open."
        raise Refused(Refusal("merged_meanwhile", says, "Look at that one, then decide."))
    refusal = reviewing.why_not_change(version, now=item.version, changed_by=who)
    if refusal:
        raise Refused(refusal)
    return item


def decide(item: ReadingItem, *, by: Actor, at: datetime) -> None:
    """Accept the item and keep what was changed in it."""
    item.state = step(ITEM_STEPS, ItemState(item.state), ItemEvent.ACCEPT).value
    touch(item, by=by, at=at)


def touch(item: ReadingItem, *, by: Actor, at: datetime) -> None:
    """Keep what was changed in the item, by whom and when."""
    item.version += 1
    item.changed_by_id, item.changed_at = by.person_id, at
    item.save()


def settle_doubts_of(item: ReadingItem, *, by: Actor, at: datetime) -> None:
    """Settle the item's open doubts, by name."""
    ReadingDoubt.objects.filter(item=item, settled_at=None).update(settled_by=by.person_id, settled_at=at)


def audit_item(item: ReadingItem, did: str, *, by: Actor, at: datetime, **facts: str) -> None:
    """Put what was done with the item on record."""
    audit(by=str(by), did=f"frameworks.{did}_item", to=str(item.reading.ref), at=at, item=str(item.ref), **facts)
