"""Take a document in: keep the file, read it, and lay the reading out for review."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.actions.extracting import text_of, why_too_long
from goldenthread.frameworks.models import Reading, ReadingDoubt, ReadingItem, ReadingSection
from goldenthread.frameworks.rules import reviewing
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import About, Doubt, ItemState, ReadingRef, ReadingState
from goldenthread.frameworks.types import Reading as ReadValue
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


def read_document(content: bytes, *, name: str, about: About, by: Actor, at: datetime) -> ReadingRef:
    """Keep a PDF, Word, markdown or text file and read it, for review.

    :raises Refused: if this actor may not, too little is said about it, or the file is not one we can open.
    """
    _may(about, by=by)
    upload, text = text_of(content, name=name)
    return _take_in(text, content, name=upload.name, media_type=upload.media_type, about=about, by=by, at=at)


def read_pasted(text: str, *, about: About, by: Actor, at: datetime) -> ReadingRef:
    """Keep pasted text as a file and read it, for review. :raises Refused: as :func:`read_document`."""
    _may(about, by=by)
    refusal = why_too_long(text)
    if refusal:
        raise Refused(refusal)
    name = f"{about.code.lower()}-{about.year}.txt"
    content = text.encode("utf-8", errors="replace")
    return _take_in(text, content, name=name, media_type="text/plain; charset=utf-8", about=about, by=by, at=at)


def _may(about: About, *, by: Actor) -> None:
    refusal = reviewing.why_not_review(by) or reviewing.why_not_about(about)
    if refusal:
        raise Refused(refusal)


def _take_in(
    text: str, content: bytes, *, name: str, media_type: str, about: About, by: Actor, at: datetime
) -> ReadingRef:
    # A NUL cannot be kept by PostgreSQL, and says nothing. Reading takes seconds, so it comes before the transaction.
    source = text.replace("\x00", " ").encode("utf-8", errors="replace").decode("utf-8")
    value = read(source)
    return _keep(value, source, content, name=name, media_type=media_type, about=about, by=by, at=at)


@atomic
def _keep(
    value: ReadValue, source: str, content: bytes, *, name: str, media_type: str, about: About, by: Actor, at: datetime
) -> ReadingRef:
    kept = keep_file(content, name=name, media_type=media_type, at=at)
    row = Reading.objects.create(
        file_id=kept.ref,
        code=about.code,
        title=about.title.strip()[:300],
        publisher=about.publisher.strip()[:200],
        year=about.year,
        licence=about.licence.strip()[:200],
        attribution=about.attribution.strip()[:300],
        state=ReadingState.REVIEWED.value,
        is_reliable=value.is_reliable,
        source=source,
        account=[[piece.line, piece.text, piece.use.value, piece.item] for piece in value.account],
        made_at=at,
        made_by_id=by.person_id,
    )
    _lay_out(row, value)
    audit(by=str(by), did="frameworks.read", to=str(row.ref), at=at, file=str(kept.ref), items=str(len(value.items)))
    return ReadingRef(UUID(str(row.ref)))


def _lay_out(row: Reading, value: ReadValue) -> None:
    """The reading's sections, items and doubts, each kind in one statement."""
    sections = ReadingSection.objects.bulk_create(
        ReadingSection(reading=row, number=s.number, title=s.title[:300], intro=s.intro, line=s.line)
        for s in value.sections
    )
    by_number = {section.number: section for section in sections}
    items = ReadingItem.objects.bulk_create(
        ReadingItem(
            reading=row,
            section=by_number[item.section],
            position=item.position,
            kind=item.kind.value,
            number=item.number,
            text=item.text,
            lines=list(item.lines),
            original={"text": item.text, "kind": item.kind.value, "number": item.number, "section": item.section},
            state=ItemState.WAITING.value,
        )
        for item in value.items
    )
    doubts = [(doubt, made) for made, item in zip(items, value.items, strict=True) for doubt in item.doubts]
    whole: list[Doubt] = [*value.doubts, *(_in_section(s.number, d) for s in value.sections for d in s.doubts)]
    ReadingDoubt.objects.bulk_create(
        ReadingDoubt(reading=row, item=made, code=doubt.code, says=doubt.says, lines=list(doubt.lines))
        for doubt, made in [*((doubt, None) for doubt in whole), *doubts]
    )


def _in_section(number: int, doubt: Doubt) -> Doubt:
    return Doubt(doubt.code, f"Section {number}: {doubt.says}", doubt.lines)
