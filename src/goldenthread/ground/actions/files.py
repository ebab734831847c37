"""Keep a file: bytes under their hash in the store, facts in the table."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.transaction import atomic

from goldenthread.ground.models import StoredFile
from goldenthread.ground.types import FileRef, KeptFile


@atomic
def keep_file(content: bytes, *, name: str, media_type: str, at: datetime) -> KeptFile:
    """Keep ``content`` for good and say under which hash.

    The bytes are written before the row, under their own hash: a crash between the two leaves bytes that nobody
    names, never a name without bytes. The same bytes are stored once however often they are kept.
    """
    digest = hashlib.sha256(content).hexdigest()
    key = f"kept/{digest[:2]}/{digest}"
    if not default_storage.exists(key):
        key = default_storage.save(key, ContentFile(content))
    row = StoredFile.objects.create(
        key=key, name=name[:200], media_type=media_type, size=len(content), sha256=digest, kept_at=at
    )
    return KeptFile(FileRef(row.ref), row.name, media_type, len(content), digest, at)
