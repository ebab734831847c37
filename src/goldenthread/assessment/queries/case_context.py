"""How a script came about, as far as it is kept: for those who judge a case about it, and nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

from django.db.models import F

from goldenthread.assessment.models import AnswerPaste, FileProperties, Script, ScriptVersion, VersionPiece
from goldenthread.assessment.queries.declarations import signed_of
from goldenthread.assessment.queries.pinning import blocks_of
from goldenthread.assessment.rules.pinning import drawn
from goldenthread.assessment.types.case_pages import CaseContext, HandedIn, PasteLine
from goldenthread.ground.queries.files import file_bytes, kept_files


def context_of(script: Script) -> CaseContext:
    """Everything that was handed in, checked against its hash, and how much was pasted and when.

    In nine statements, and one for each file that was handed in.
    """
    pastes = AnswerPaste.objects.filter(script=script).order_by("at", "pk")
    return CaseContext(
        files=tuple(_files(script)),
        signed=signed_of(script.pk),
        pastes=tuple(PasteLine(each.place, each.characters, each.at) for each in pastes),
        lines=drawn(blocks_of(script.pk), ()),
    )


def _files(script: Script) -> Iterator[HandedIn]:
    named = list(_named(script))
    there = kept_files(ref for _, ref in named)
    rows = FileProperties.objects.filter(file__in=list(there))
    said: dict[UUID, dict[str, str]] = {row.file_id: row.said for row in rows}
    for what, ref in named:
        file = there.get(ref)
        if file:
            is_as_kept = hashlib.sha256(file_bytes(ref)).hexdigest() == file.sha256
            yield HandedIn(what, file, is_as_kept, tuple(said.get(ref, {}).items()))


def _named(script: Script) -> Iterator[tuple[str, UUID]]:
    versions = ScriptVersion.objects.filter(script=script).select_related("upload").order_by("number")
    pieces = VersionPiece.objects.filter(version__script=script, file__isnull=False).select_related("version")
    for version in versions:
        yield f"Version {version.number}", version.upload.file_id
    for piece in pieces.annotate(kept=F("file__file")).order_by("version__number", "number"):
        yield f"Version {piece.version.number}: {piece.title}", vars(piece)["kept"]
