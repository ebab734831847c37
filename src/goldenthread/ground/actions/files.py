"""Keep a file: bytes under their hash in the store, facts in the table. And erase one, with whoever it belonged to."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.transaction import atomic, on_commit

from goldenthread.ground.models import StoredFile
from goldenthread.ground.queries.files import kept
from goldenthread.ground.types import FileRef, KeptFile

NO_NAME = "Erased"


@atomic
def keep_file(content: bytes, *, name: str, media_type: str, at: datetime) -> KeptFile:
    """Keep ``content`` for good and say under which hash.

    The bytes are written before the row, under their own hash: a crash between the two leaves bytes that nobody
    names, never a name without bytes. The same bytes are stored once however often they are kept.
    """
    digest = hashlib.sha256(content).hexdigest()
    key = f"kept/{digest[:2]}/{digest}"
    # Whoever takes the same bytes out at this moment comes before or after, never between the look and the row.
    _hold(key)
    if not default_storage.exists(key):
        key = default_storage.save(key, ContentFile(content))
    row = StoredFile.objects.create(
        key=key, name=name[:200], media_type=media_type, size=len(content), sha256=digest, kept_at=at
    )
    return KeptFile(FileRef(row.ref), row.name, media_type, len(content), digest, at)


@atomic
def erase_files(refs: Collection[UUID], *, at: datetime) -> tuple[KeptFile, ...]:
    """Let nobody read these files any more, and take their names away; those that are erased already are left out.

    Their bytes are taken out of the store as soon as the transaction is over: not before, because a store cannot be
    rolled back.
    """
    rows = list(StoredFile.objects.select_for_update().filter(ref__in=refs, erased_at=None).order_by("pk"))
    StoredFile.objects.filter(pk__in=[row.pk for row in rows]).update(name=NO_NAME, erased_at=at)
    on_commit(partial(clear_out, at=at))
    return tuple(kept(row) for row in rows)


def clear_out(*, at: datetime) -> int:
    """Take the bytes of erased files out of the store, but where the same bytes belong to somebody else as well.

    It can be run again: what was left behind by a crash is found. The number of files whose bytes are gone.
    """
    waiting = StoredFile.objects.filter(erased_at__isnull=False, cleared_at=None)
    gone = 0
    for key in list(waiting.order_by("key").values_list("key", flat=True).distinct()):
        with atomic():
            _hold(key)
            # Asked anew once the rows are held: somebody may have kept the same bytes in between.
            if not StoredFile.objects.filter(key=key, erased_at=None).exists():
                default_storage.delete(key)
                gone += 1
            waiting.filter(key=key).update(cleared_at=at)
    return gone


def _hold(key: str) -> None:
    """Hold whatever names these bytes until the transaction is over."""
    list(StoredFile.objects.select_for_update().filter(key=key).values_list("pk", flat=True))
