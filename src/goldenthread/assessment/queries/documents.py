"""The pieces of a version: as its receipt lists them, and as markers and moderators open them, by number."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from goldenthread.assessment.models import Script, VersionPiece
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.marking import opened_seat
from goldenthread.assessment.queries.masking import masked_words
from goldenthread.assessment.rules.masking import as_text, without_quotes
from goldenthread.assessment.types.projects import MarkedPiece, PieceLine
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.people.types import Actor


def documents_of(script: UUID) -> tuple[MarkedPiece, ...]:
    """Everything of the version that stands, as markers meet it; nothing for a script that is no project.

    In two statements. Masked words are hidden in them as well. Whoever calls this has found out that it may be read.
    """
    quotes = masked_words(script)
    return tuple(
        MarkedPiece(
            number=row.number,
            place=row.place,
            label=row.label,
            title=row.title,
            part=_part(row),
            file_name=_name(row, is_masked=bool(quotes)) if row.file else "",
            text=without_quotes(row.text, quotes),
        )
        for row in _standing(script)
    )


def _part(row: VersionPiece) -> str:
    form = row.version.script.window.project.form.as_form()
    part = form.part_of(row.place)
    return part.title if part else ""


def my_pieces(script: UUID, version: int, *, by: Actor) -> tuple[PieceLine, ...]:
    """Everything of one's own version, for its receipt; in one statement."""
    rows = VersionPiece.objects.filter(
        version__script__in=Script.objects.handed_in_by(by), version__script__ref=script, version__number=version
    )
    return tuple(
        PieceLine(
            label=row.label,
            title=row.title,
            file_name=row.file.file.name if row.file else "",
            size=row.file.file.size if row.file else 0,
            sha256=row.sha256,
        )
        for row in rows.select_related("file__file").order_by("number")
    )


def marked_piece(seat: UUID, number: int, *, by: Actor) -> FileCopy:
    """The cleaned copy of one file of the project at this seat.

    :raises Allocation.DoesNotExist: if the seat is not theirs.
    :raises VersionPiece.DoesNotExist: if there is no such file.
    :raises Refused: if the standard keeps them from it.
    """
    return clean_piece(opened_seat(seat, by=by).script.ref, number)


def moderated_piece(script: UUID, number: int, *, by: Actor) -> FileCopy:
    """The same, for those who see every script by its number. :raises Script.DoesNotExist: if it is not theirs."""
    return clean_piece(Script.objects.seen_by(by).get(ref=script).ref, number)


def clean_piece(script: UUID, number: int) -> FileCopy:
    """The cleaned copy of one file of a project; whoever calls this has found out that it may be read."""
    piece, quotes = _standing(script).filter(file__isnull=False).get(number=number), masked_words(script)
    if piece.file and quotes:
        text = without_quotes(as_text(piece.file.as_blocks()), quotes)
        return FileCopy(text.encode(), _name(piece, is_masked=True), MEDIA_TYPES[Kind.TEXT])
    return copy_of(piece.file.clean_file_id if piece.file else None)


def _name(row: VersionPiece, *, is_masked: bool) -> str:
    """What a file is called for those who open it; where words of the project are masked, they get its text alone."""
    name = row.file.clean_file.name if row.file else ""
    return f"{name.rpartition('.')[0]}-masked.txt" if is_masked else name


def _standing(script: UUID) -> QuerySet[VersionPiece]:
    """The pieces of the newest version of a script."""
    rows = VersionPiece.objects.filter(version__script__ref=script)
    newest = rows.order_by("-version__number").values("version")[:1]
    joined = ("file__clean_file", "version__script__window__project__form")
    return rows.filter(version__in=newest).select_related(*joined).order_by("number")
