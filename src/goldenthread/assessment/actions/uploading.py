"""Lay down what was read of a file: its text, its words, and the copy for assessors."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.actions.declaring import keep_properties
from goldenthread.assessment.models import Script, ScriptUpload
from goldenthread.assessment.rules.counting import sums_of
from goldenthread.assessment.types.counting import COUNTING, WorkedThrough
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.rules.uploads import MEDIA_TYPES
from goldenthread.ground.types import KeptFile

_ENDINGS = {media_type: kind.value for kind, media_type in MEDIA_TYPES.items()}


def lay_upload(row: Script, file: KeptFile, worked: WorkedThrough, *, at: datetime) -> ScriptUpload:
    """An upload of a kept file that was read; the caller holds the script."""
    name = f"script-{row.number}.{_ENDINGS[file.media_type]}"
    clean = keep_file(worked.clean, name=name, media_type=file.media_type, at=at)
    reading = worked.reading
    keep_properties(row, file.ref, worked.properties, at=at)
    return ScriptUpload.objects.create(
        script=row,
        file_id=file.ref,
        clean_file_id=clean.ref,
        blocks=[[block.part.value, block.text] for block in reading.blocks],
        parts={part.value: words for part, words in sums_of(reading.blocks).items() if words},
        untold=sorted(part.value for part in reading.untold),
        extractor=reading.extractor,
        counting=COUNTING,
        notes=list(reading.notes),
        uploaded_at=at,
    )
