"""Take a document in: keep the file, and leave word that it waits to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db.transaction import atomic

from goldenthread.frameworks.models import Reading
from goldenthread.frameworks.rules import reviewing
from goldenthread.frameworks.rules.uploading import why_not_these_files, why_not_this_text
from goldenthread.frameworks.types import About, ReadingRef, ReadingState, Sent
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.uploads import MEDIA_TYPES, MEGABYTE, Kind, Upload, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor

MOST_BYTES = 10 * MEGABYTE
MOST_FILES = 20
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.HTML, Kind.TEXT, Kind.JSON})


def upload_document(content: bytes, *, name: str, about: About, by: Actor, at: datetime) -> ReadingRef:
    """Keep a PDF, Word, OpenDocument, markdown or text file, or a web page; the worker reads it.

    :raises Refused: as :func:`look_at`.
    """
    return _take_in(content, look_at(content, name=name, about=about, by=by), about=about, by=by, at=at)


def upload_pasted(text: str, *, about: About, by: Actor, at: datetime) -> ReadingRef:
    """Keep pasted text as a file; the worker reads it.

    :raises Refused: if this actor may not, too little is said about it, or there is no word or far too much in it.
    """
    _may(about, by=by)
    refusal = why_not_this_text(text, Kind.TEXT)
    if refusal:
        raise Refused(refusal)
    content = text.encode("utf-8", errors="replace")
    name = f"{about.code.lower()}-{about.year}.txt"
    upload = Upload(Kind.TEXT, MEDIA_TYPES[Kind.TEXT], name, len(content))
    return _take_in(content, upload, about=about, by=by, at=at)


def upload_documents(files: Sequence[tuple[str, bytes]], *, given: About, by: Actor, at: datetime) -> Sent:
    """Keep several files by name, each a document of its own that is called what it says itself; the worker reads them.

    ``given`` says the publisher, the licence and, for those that say none, the year (else 0). One that is not taken
    stops nothing, and says why.

    :raises Refused: if this actor may not, or these are too many.
    """
    refusal = reviewing.why_not_review(by) or why_not_these_files(len(files), most=MOST_FILES)
    if refusal:
        raise Refused(refusal)
    together, taken, refused = uuid4(), list[ReadingRef](), list[tuple[str, Refusal]]()
    for name, content in files:
        try:
            upload = what_it_is(content, name=name)
            about = replace(given, code="", title=upload.name)
            taken.append(_take_in(content, upload, about=about, by=by, at=at, together=together))
        except Refused as why:
            refused.append((name, why.refusal))
    return Sent(together, tuple(taken), tuple(refused))


def look_at(content: bytes, *, name: str, about: About, by: Actor) -> Upload:
    """What the file is, by its bytes; nothing is kept yet.

    :raises Refused: if this actor may not upload, too little is said about the document, or it is not a PDF, Word,
        OpenDocument or text file or web page that can be taken.
    """
    _may(about, by=by)
    return what_it_is(content, name=name)


def what_it_is(content: bytes, *, name: str) -> Upload:
    """What a file is, by its bytes. :raises Refused: if it is not a PDF, Word, OpenDocument or text file
    or web page that can be taken.
    """
    upload = examine(content, name=name, kinds=KINDS, most_bytes=MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    return upload


def _may(about: About, *, by: Actor) -> None:
    refusal = reviewing.why_not_review(by) or reviewing.why_not_about(about)
    if refusal:
        raise Refused(refusal)


@atomic
def _take_in(
    content: bytes, upload: Upload, *, about: About, by: Actor, at: datetime, together: UUID | None = None
) -> ReadingRef:
    row = keep_document(content, upload, about=about, by=by, at=at, together=together)
    post(Notice("frameworks.uploaded", {"reading": str(row.ref)}), at=at)
    return ReadingRef(UUID(str(row.ref)))


def keep_document(
    content: bytes, upload: Upload, *, about: About, by: Actor, at: datetime, together: UUID | None = None
) -> Reading:
    """The file and what is said of it, on record and waiting. Only within a transaction of this room's own."""
    kept = keep_file(content, name=upload.name, media_type=upload.media_type, at=at)
    row = Reading.objects.create(
        file_id=kept.ref,
        code=about.code,
        title=about.title.strip()[:300],
        publisher=about.publisher.strip()[:200],
        year=about.year,
        licence=about.licence.strip()[:200],
        attribution=about.attribution.strip()[:300],
        state=ReadingState.WAITING.value,
        made_at=at,
        made_by_id=by.person_id,
        sent_with=together,
    )
    audit(by=str(by), did="frameworks.upload", to=str(row.ref), at=at, file=str(kept.ref))
    return row
