"""The file store on disk: a file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Writes beside the place, makes sure of the bytes, then moves them there in one step.

    Django's own store writes in place, so a process killed half-way would leave half a file under a whole file's
    name; since names here are hashes, the next upload of the same bytes would trust it.
    """

    def _save(self, name: str, content: File[bytes]) -> str:
        place = Path(self.path(name))
        is_new = not place.parent.exists()
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".arriving-")
        try:
            with os.fdopen(handle, "wb") as stream:
                for chunk in content.chunks():
                    stream.write(chunk)
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).replace(place)
            for folder in (place.parent, *(place.parents[1:2] if is_new else ())):
                _make_sure_of_names(folder)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        return name


def _make_sure_of_names(folder: Path) -> None:
    """A name that was given in a folder is there after a power cut only once the folder itself has reached the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
