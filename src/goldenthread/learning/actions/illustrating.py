"""Add pictures, videos and files to a unit, and put them at the end of a page; their author moves the line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.names import safe_name
from goldenthread.ground.rules.uploads import Kind, examine
from goldenthread.ground.types import KeptFile, Refusal, Refused
from goldenthread.learning.actions.writing import page_to_write
from goldenthread.learning.models import Media, Page
from goldenthread.learning.rules.illustrating import embed_address, put_at_end, why_not_add
from goldenthread.learning.rules.pictures import cleaned
from goldenthread.learning.types.illustrating import MediaDraft, MediaKind, MediaRef, NewFile
from goldenthread.people.types import Actor

DOWNLOADS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.XLSX, Kind.TEXT})
MOST_BYTES = 20 * 1024 * 1024


@atomic
def add_picture(page: UUID, draft: MediaDraft, file: NewFile, *, by: Actor, at: datetime) -> MediaRef:
    """Add a picture, without what it says of who took it and where.

    :raises Refused: if this actor does not write units, or it is no picture, or nobody says what it shows.
    """
    row = page_to_write(page, by=by)
    _refuse(why_not_add(draft))
    picture = cleaned(file.content)
    if isinstance(picture, Refusal):
        raise Refused(picture)
    name = safe_name(file.name, endings=(picture.ending,))
    kept = keep_file(picture.content, name=name, media_type=picture.media_type, at=at)
    return _add(row, draft, kept=kept, width=picture.width, height=picture.height, by=by, at=at)


@atomic
def add_download(page: UUID, draft: MediaDraft, file: NewFile, *, by: Actor, at: datetime) -> MediaRef:
    """Add a file that readers may take away.

    :raises Refused: if this actor does not write units, or it is not a kind of file that is taken.
    """
    row = page_to_write(page, by=by)
    _refuse(why_not_add(draft))
    upload = examine(file.content, name=file.name, kinds=DOWNLOADS, most_bytes=MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    kept = keep_file(file.content, name=upload.name, media_type=upload.media_type, at=at)
    return _add(row, draft, kept=kept, by=by, at=at)


@atomic
def add_video(page: UUID, draft: MediaDraft, *, hosts: Collection[str], by: Actor, at: datetime) -> MediaRef:
    """Add a video that one of these hosts shows, with its transcript.

    :raises Refused: if this actor does not write units, or it is elsewhere, or has no transcript.
    """
    row = page_to_write(page, by=by)
    _refuse(why_not_add(draft))
    address = embed_address(draft.address, hosts=hosts)
    if isinstance(address, Refusal):
        raise Refused(address)
    return _add(row, draft, address=address, by=by, at=at)


def _add(
    page: Page,
    draft: MediaDraft,
    *,
    by: Actor,
    at: datetime,
    kept: KeptFile | None = None,
    address: str = "",
    width: int = 0,
    height: int = 0,
) -> MediaRef:
    unit = page.version.unit
    last = unit.media.aggregate(last=Max("number"))["last"] or 0
    media = Media.objects.create(
        unit=unit,
        number=last + 1,
        kind=draft.kind.value,
        title=draft.title.strip(),
        alt="" if draft.is_decorative or draft.kind is not MediaKind.PICTURE else draft.alt.strip(),
        is_decorative=draft.is_decorative,
        address=address,
        transcript=draft.transcript,
        file_id=kept.ref if kept else None,
        width=width,
        height=height,
    )
    page.body = put_at_end(page.body, media.as_view().line)
    page.save(update_fields=["body"])
    audit(by=str(by), did="learning.add_media", to=str(unit.ref), at=at, page=str(page.key), number=str(media.number))
    return MediaRef(media.ref)


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
