"""Keep a document's references: laid out for review, corrected one by one, published with the edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.actions.reviewing import NOT_UNDER_REVIEW
from goldenthread.frameworks.models import (
    Edition,
    Reading,
    ReadingDoubt,
    ReadingReference,
    ReadingSection,
    Reference,
    Section,
)
from goldenthread.frameworks.rules.reviewing import why_not_change
from goldenthread.frameworks.types import ReadingState, ReadReference
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


def lay_out_references(
    reading: Reading, entries: tuple[ReadReference, ...], sections: Mapping[int, ReadingSection]
) -> None:
    """The entries of a reading with their doubts, in two statements; none where there are no entries."""
    rows = ReadingReference.objects.bulk_create(
        ReadingReference(
            reading=reading,
            section=sections.get(entry.section or 0),
            position=position,
            group=entry.group[:300],
            text=entry.text,
            lines=list(entry.lines),
            original={"text": entry.text, "section": entry.section},
        )
        for position, entry in enumerate(entries)
    )
    ReadingDoubt.objects.bulk_create(
        ReadingDoubt(reading=reading, reference=row, code=doubt.code, says=doubt.says, lines=list(doubt.lines))
        for row, entry in zip(rows, entries, strict=True)
        for doubt in entry.doubts
    )


def publish_references(reading: Reading, edition: Edition, sections: Mapping[int, Section]) -> None:
    """The entries of a reading as those of an edition, in two statements."""
    rows = ReadingReference.objects.filter(reading=reading, is_out=False).select_related("section")
    Reference.objects.bulk_create(
        Reference(
            edition=edition,
            section=sections[row.section.number] if row.section is not None else None,
            position=position,
            group=row.group,
            text=row.text,
        )
        for position, row in enumerate(rows.order_by("position"))
    )


@atomic
def correct_reference(ref: UUID, *, text: str, section: int | None, version: int, by: Actor, at: datetime) -> None:
    """Correct what an entry says, and whose evidence it is; whoever corrects it settles its doubts.

    :raises Refused: if it changed meanwhile, says nothing, or there is no such section.
    """
    row = _reference(ref, version=version, by=by)
    if not text.split():
        raise Refused(Refusal("no_text", "An entry says something.", "Enter its words, or take it out."))
    under = ReadingSection.objects.filter(reading=row.reading_id, number=section).first() if section else None
    if section and under is None:
        raise Refused(Refusal("no_section", "There is no such section in this reading.", "Choose one of its sections."))
    before, row.text, row.section = row.text, " ".join(text.split()), under
    _changed(row, by=by, at=at)
    _audit(row, did="frameworks.correct_reference", by=by, at=at, before=before[:500], after=row.text[:500])


@atomic
def take_out_reference(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Say that this is no entry; it stays on record and can be put back. :raises Refused: if it changed meanwhile."""
    row = _reference(ref, version=version, by=by)
    row.is_out = True
    _changed(row, by=by, at=at)
    _audit(row, did="frameworks.take_out_reference", by=by, at=at)


@atomic
def restore_reference(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Give an entry back what was read, and its doubts. :raises Refused: if it changed meanwhile."""
    row = _reference(ref, version=version, by=by)
    read = row.original
    row.text, row.is_out = read["text"], False
    row.section = ReadingSection.objects.filter(reading=row.reading_id, number=read["section"]).first()
    _touched(row, by=by, at=at)
    ReadingDoubt.objects.filter(reference=row).update(settled_by=None, settled_at=None)
    _audit(row, did="frameworks.restore_reference", by=by, at=at)


def _reference(ref: UUID, *, version: int, by: Actor) -> ReadingReference:
    """The entry, its reading locked and still under review."""
    found = ReadingReference.objects.filter(reading__in=Reading.objects.seen_by(by)).select_related("reading")
    reading = Reading.objects.select_for_update().get(pk=found.get(ref=ref).reading_id)
    if reading.state != ReadingState.REVIEWED.value:
        raise Refused(NOT_UNDER_REVIEW)
    row = found.select_related("changed_by").get(ref=ref)
    who = row.changed_by.name if row.changed_by is not None else ""
    refusal = why_not_change(version, now=row.version, changed_by=who)
    if refusal:
        raise Refused(refusal)
    return row


def _changed(row: ReadingReference, *, by: Actor, at: datetime) -> None:
    _touched(row, by=by, at=at)
    ReadingDoubt.objects.filter(reference=row, settled_at=None).update(settled_by=by.person_id, settled_at=at)


def _touched(row: ReadingReference, *, by: Actor, at: datetime) -> None:
    row.version += 1
    row.changed_by_id, row.changed_at = by.person_id, at
    row.save()


def _audit(row: ReadingReference, *, did: str, by: Actor, at: datetime, **facts: str) -> None:
    audit(by=str(by), did=did, to=str(row.reading.ref), at=at, reference=str(row.ref), **facts)
