"""What becomes of a document that waits: it is laid out for review, or it could not be read and says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.actions.exchanging import keep_what_stands_under_what, take_about
from goldenthread.frameworks.actions.pages import keep_page
from goldenthread.frameworks.actions.uploading import keep_document
from goldenthread.frameworks.models import (
    Reading,
    ReadingDetail,
    ReadingDoubt,
    ReadingItem,
    ReadingSection,
    ReadingSuggestion,
)
from goldenthread.frameworks.queries.versions import reader_version
from goldenthread.frameworks.rules.calling import about_itself
from goldenthread.frameworks.rules.details import tidied
from goldenthread.frameworks.rules.laying import details_of, laid_out
from goldenthread.frameworks.rules.states import READING_STEPS, ReadingEvent
from goldenthread.frameworks.types import (
    About,
    DocumentRead,
    Doubt,
    ItemState,
    Progress,
    ReadingRef,
    ReadingState,
    ReadItem,
    Stage,
)
from goldenthread.frameworks.types import Reading as ReadValue
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import Upload
from goldenthread.ground.types import Notice, Refusal
from goldenthread.people.types import Actor

READER = "jobs"


def note_progress(ref: UUID, progress: Progress) -> None:
    """Say how far the reading has come, in one statement; nothing where it waits no longer."""
    waiting = Reading.objects.filter(ref=ref, state=ReadingState.WAITING.value)
    waiting.update(stage=progress.stage.value, stage_done=progress.done, stage_of=progress.of)


@atomic
def lay_out_reading(ref: UUID, document: DocumentRead, *, at: datetime) -> bool:
    """Lay out what was read for review; whether it was still waited for.

    A document that was laid out before, or put away meanwhile, is left as it is. One of several that were sent in
    together is called what it says itself, or cannot be read where it does not say enough.
    """
    row = Reading.objects.select_for_update().get(ref=ref)
    after = READING_STEPS.get((ReadingState(row.state), ReadingEvent.LAY_OUT))
    if after is None:
        return False
    about = row.about()
    if row.sent_with is not None:
        called = about_itself(document.reading, name=about.title, given=about)
        if isinstance(called, Refusal):
            return give_up_reading(ref, called, at=at)
        about = called
    row.code, row.title, row.year = about.code, about.title[:300], about.year
    _fill(row, document, after, by=READER, at=at)
    return True


@atomic
def keep_reading(
    content: bytes, upload: Upload, document: DocumentRead, *, about: About, by: Actor, at: datetime
) -> ReadingRef:
    """Keep a file that somebody looked at and had read at once, and lay it out, all of it or nothing."""
    row = keep_document(content, upload, about=about, by=by, at=at)
    _fill(row, document, step(READING_STEPS, ReadingState.WAITING, ReadingEvent.LAY_OUT), by=str(by), at=at)
    return ReadingRef(UUID(str(row.ref)))


@atomic
def give_up_reading(ref: UUID, why: Refusal, *, at: datetime) -> bool:
    """Say that the document cannot be read, and why; whether it was still waited for."""
    row = Reading.objects.select_for_update().get(ref=ref)
    after = READING_STEPS.get((ReadingState(row.state), ReadingEvent.GIVE_UP))
    if after is None:
        return False
    row.state = after.value
    row.unread_code, row.unread_says, row.unread_mend = why.code[:30], why.says[:300], why.mend[:300]
    row.save(update_fields=["state", "unread_code", "unread_says", "unread_mend"])
    audit(by=READER, did="frameworks.give_up", to=str(ref), at=at, why=why.says)
    return True


@atomic
def read_again(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Have a document that could not be read tried once more, for instance because a limit was raised.

    :raises NoSuchStep: if it waits already, or was read.
    """
    row = Reading.objects.seen_by(by).select_for_update().get(ref=ref)
    row.state = step(READING_STEPS, ReadingState(row.state), ReadingEvent.READ_AGAIN).value
    row.unread_code = row.unread_says = row.unread_mend = ""
    row.stage, row.stage_done, row.stage_of = Stage.WAITING.value, 0, 0
    row.save()
    audit(by=str(by), did="frameworks.read_again", to=str(ref), at=at)
    post(Notice("frameworks.uploaded", {"reading": str(ref)}), at=at)


def _fill(row: Reading, document: DocumentRead, after: ReadingState, *, by: str, at: datetime) -> None:
    value = laid_out(document.reading)
    row.state, row.source, row.is_reliable = after.value, document.source, value.is_reliable
    row.account = [[piece.line, piece.text, piece.use.value, piece.item] for piece in value.account]
    row.reader = reader_version()
    row.save(update_fields=["state", "source", "is_reliable", "account", "reader", "code", "title", "year"])
    _lay_out(row, value, take_about(row, value))
    if value.page:
        keep_page(row, value.page, at=at)
    audit(by=by, did="frameworks.read", to=str(row.ref), at=at, items=str(len(value.items)))


def _lay_out(row: Reading, value: ReadValue, also: tuple[Doubt, ...]) -> None:
    """The reading's sections, items, details and doubts, each kind in one statement."""
    sections = ReadingSection.objects.bulk_create(
        ReadingSection(reading=row, number=s.number, title=s.title[:300], intro=s.intro, line=s.line, case_id=s.case_id)
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
            printed=item.printed[:20],
            title=item.title[:200],
            part=item.part[:5],
            documents="\n".join(item.documents),
            case_id=item.case_id,
            lines=list(item.lines),
            original=_original(item),
            state=ItemState.WAITING.value,
        )
        for item in value.items
    )
    keep_what_stands_under_what(items, value)
    doubts = [(doubt, made) for made, item in zip(items, value.items, strict=True) for doubt in item.doubts]
    whole = [*also, *doubts_of_whole(value)]
    of_details = _lay_out_details(row, value, by_number)
    ReadingDoubt.objects.bulk_create(
        ReadingDoubt(
            reading=row, item=made, detail=detail, code=doubt.code, says=doubt.says[:300], lines=list(doubt.lines)
        )
        for doubt, made, detail in [
            *((doubt, None, None) for doubt in whole),
            *((doubt, made, None) for doubt, made in doubts),
            *((doubt, None, detail) for doubt, detail in of_details),
        ]
    )

    by_position = {item.position: made for item, made in zip(value.items, items, strict=True)}
    ReadingSuggestion.objects.bulk_create(
        ReadingSuggestion(
            reading=row,
            item=by_position[one.item],
            was=one.was[:100],
            suggests=one.suggests[:100],
            says=one.says[:300],
        )
        for one in value.suggestions
    )


def doubts_of_whole(value: ReadValue) -> tuple[Doubt, ...]:
    """What is doubtful about a reading as a whole, and about its sections."""
    in_sections = (_in_section(s.number, d) for s in value.sections for d in s.doubts)
    return (*value.doubts, *in_sections)


def _lay_out_details(
    row: Reading, value: ReadValue, sections: Mapping[int, ReadingSection]
) -> list[tuple[Doubt, ReadingDetail]]:
    """What stands beside the statements, in one statement, and the doubts about it."""
    read = [(detail, tidied(detail.says)) for detail in details_of(value)]
    made = ReadingDetail.objects.bulk_create(
        ReadingDetail(
            reading=row,
            section=sections[says.section] if says.section is not None else None,
            position=at,
            kind=says.kind.value,
            label=says.label[:20],
            title=says.title[:300],
            subtitle=says.subtitle[:300],
            text=says.text,
            more=says.more,
            figure=says.figure,
            lines=list(detail.lines),
            original=asdict(says),
            state=ItemState.WAITING.value,
        )
        for at, (detail, says) in enumerate(read)
    )
    return [(doubt, kept) for kept, (detail, _) in zip(made, read, strict=True) for doubt in detail.doubts]


def _original(item: ReadItem) -> dict[str, Any]:
    """What was read, for whoever wants it back."""
    return {
        "text": item.text,
        "kind": item.kind.value,
        "number": item.number,
        "section": item.section,
        "printed": item.printed[:20],
        "title": item.title[:200],
        "part": item.part[:5],
        "documents": "\n".join(item.documents),
    }


def _in_section(number: int, doubt: Doubt) -> Doubt:
    return Doubt(doubt.code, f"Section {number}: {doubt.says}", doubt.lines)
