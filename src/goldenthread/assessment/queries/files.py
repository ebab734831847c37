"""Kept files on their way to somebody who may have them."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.ground.queries.files import file_bytes, kept_file


def copy_of(ref: UUID | None) -> FileCopy:
    """A kept file with its bytes; whoever calls this has found out that it may be read.

    :raises LookupError: if there is no reference, which the caller's own query excludes.
    """
    if ref is None:
        raise LookupError("There is no file.")
    file = kept_file(ref)
    return FileCopy(file_bytes(ref), file.name, file.media_type)
