"""Keep the files of data that a brief is given out with."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, examine
from goldenthread.ground.types import FileRef, Refusal, Refused

DATA_KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.TEXT})
DATA_MOST_BYTES = 10 * MEGABYTE


def kept_data(file: GivenFile | None, *, at: datetime) -> FileRef | None:
    """The file, kept; nothing where none was given. :raises Refused: if it is not one that can be taken."""
    if file is None:
        return None
    found = examine(file.content, name=file.name, kinds=DATA_KINDS, most_bytes=DATA_MOST_BYTES)
    if isinstance(found, Refusal):
        raise Refused(found)
    return keep_file(file.content, name=found.name, media_type=found.media_type, at=at).ref
