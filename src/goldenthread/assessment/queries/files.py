"""Kept files on their way to somebody who may have them."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.rules.cleaning import CLEANABLE, cleaned
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.ground.queries.files import file_bytes, kept_file
from goldenthread.ground.rules.uploads import MEDIA_TYPES

# The kinds of which a cleaned copy can be made, by media type.
_CLEANABLE = {MEDIA_TYPES[kind]: kind for kind in CLEANABLE}


def copy_of(ref: UUID | None) -> FileCopy:
    """A kept file with its bytes; whoever calls this has found out that it may be read.

    :raises LookupError: if there is no reference, which the caller's own query excludes.
    """
    if ref is None:
        raise LookupError("There is no file.")
    file = kept_file(ref)
    return FileCopy(file_bytes(ref), file.name, file.media_type)


def cleaned_name(name: str, media_type: str) -> str:
    """What a cleaned copy is called, for which its giver's own name of the file says too much; nothing where none can
    be made of such a file."""
    kind = _CLEANABLE.get(media_type)
    return f"{name}.{kind.value}" if kind else ""


def cleaned_copy_of(ref: UUID, *, name: str) -> FileCopy | None:
    """A copy of a kept file without what says whose it is, under another name; ``None`` where none can be made of such
    a file. It is made as it is asked for, so that it never lags behind what is known of files.
    """
    file = kept_file(ref)
    kind = _CLEANABLE.get(file.media_type)
    if kind is None:
        return None
    return FileCopy(cleaned(file_bytes(ref), kind), cleaned_name(name, file.media_type), file.media_type)
