"""Reads of kept files. Who may read one is the asking room's rule, not this one's; one that was erased, nobody may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.core.files.storage import default_storage

from goldenthread.ground.models import StoredFile
from goldenthread.ground.types import FileRef, KeptFile


def kept(row: StoredFile) -> KeptFile:
    """The row as a value."""
    return KeptFile(FileRef(row.ref), row.name, row.media_type, row.size, row.sha256, row.kept_at)


def kept_file(ref: UUID) -> KeptFile:
    """The facts of one file. :raises StoredFile.DoesNotExist: if there is none, or it was erased."""
    return kept(StoredFile.objects.get(ref=ref, erased_at=None))


def kept_files(refs: Iterable[UUID]) -> Mapping[UUID, KeptFile]:
    """The facts of many files in one statement."""
    return {row.ref: kept(row) for row in StoredFile.objects.filter(ref__in=list(refs), erased_at=None)}


def file_bytes(ref: UUID) -> bytes:
    """The whole content of one file. :raises StoredFile.DoesNotExist: if there is none, or it was erased."""
    row = StoredFile.objects.get(ref=ref, erased_at=None)
    with default_storage.open(row.key, "rb") as stream:
        content: bytes = stream.read()
    return content


def file_keys() -> Iterator[str]:
    """Where every kept file lies in the store, for a backup; each place once."""
    return StoredFile.objects.filter(erased_at=None).order_by("key").values_list("key", flat=True).distinct().iterator()
