"""What waits to be read again, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from goldenthread.frameworks.models import Edition, Reading, Rereading
from goldenthread.frameworks.queries.versions import reader_version
from goldenthread.frameworks.types import Change, ReadingRef, WaitingDocument
from goldenthread.frameworks.types.rereading import Compared, ComparedLine, RereadingPage, RereadingState
from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.rules.wording import runs
from goldenthread.people.types import Actor


def waiting_rereading(ref: UUID) -> WaitingDocument | None:
    """The document of a rereading with its bytes, in two statements; ``None`` if it waits no longer.

    :raises Rereading.DoesNotExist: if there is none such.
    """
    row = Rereading.objects.select_related("reading__file").get(ref=ref)
    if row.state != RereadingState.WAITING.value:
        return None
    file = row.reading.file
    return WaitingDocument(ReadingRef(row.reading.ref), file_bytes(file.ref), file.media_type)


def rereading_page(ref: UUID, *, by: Actor) -> RereadingPage:
    """A rereading with what would change, in two statements.

    :raises Rereading.DoesNotExist: if this actor sees none such.
    """
    row = Rereading.objects.seen_by(by).select_related("made_by", "taken_as").get(ref=ref)
    reading = Reading.objects.counted().defer("source", "account").get(pk=row.reading_id)
    return RereadingPage(
        ref=row.ref,
        reading=reading.as_line(),
        state=RereadingState(row.state),
        made_at=row.made_at,
        made_by=row.made_by.name,
        progress=row.progress(),
        counts=_counts(row),
        lines=tuple(_line(said) for said in row.compared()),
        gained=tuple(row.gained),
        lost=tuple(row.lost),
        is_reliable=row.is_reliable,
        why_unreadable=row.why_unreadable(),
        taken_as=row.taken_as.ref if row.taken_as is not None else None,
    )


def reading_of_edition(ref: UUID, *, by: Actor) -> ReadingRef:
    """The reading that an edition was published from, in one statement.

    :raises Reading.DoesNotExist: if this actor sees none such.
    """
    editions = Edition.objects.seen_by(by).filter(ref=ref)
    return ReadingRef(Reading.objects.seen_by(by).values_list("ref", flat=True).get(edition__in=editions))


def is_by_earlier_reader(edition: UUID, *, by: Actor) -> bool:
    """Whether the document of an edition was read by another reader than the one that reads now; in one statement."""
    read = Reading.objects.seen_by(by).filter(edition__ref=edition)
    return read.exclude(reader=reader_version()).exists()


def _counts(row: Rereading) -> Mapping[Change, int]:
    return MappingProxyType({change: int(row.counts.get(change.value, 0)) for change in Change})


def _line(said: Compared) -> ComparedLine:
    is_reworded = said.change is Change.REWORDED
    return ComparedLine(said, runs(said.old_text, said.new_text) if is_reworded else ())
