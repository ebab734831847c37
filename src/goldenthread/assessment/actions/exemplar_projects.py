"""Exemplars of projects: copy what was handed in, or put one together from files and words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import Exemplar, ExemplarPiece, ScriptVersion
from goldenthread.assessment.rules.counting import sums_of
from goldenthread.assessment.rules.exemplar_projects import (
    first_account,
    places_of,
    why_not_at,
    why_not_change_piece,
    why_not_so_written,
)
from goldenthread.assessment.rules.standardising import why_not_lead
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.counting import COUNTING, Work
from goldenthread.assessment.types.standing import ExemplarState
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.queries.files import file_bytes, kept_file
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, examine
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

MOST_BYTES = 20 * MEGABYTE
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT})


def copy_pieces(made: Exemplar, version: ScriptVersion, *, at: datetime) -> None:
    """Copy what a project was handed in with: cleaned files, and words without names."""
    for row in version.pieces.select_related("file__clean_file").order_by("number"):
        if row.file is None:
            ExemplarPiece.objects.create(exemplar=made, place=row.place, text=row.text)
            continue
        known = row.file
        clean = known.clean_file
        copy = keep_file(file_bytes(clean.ref), name=_name(row.place, clean.name), media_type=clean.media_type, at=at)
        ExemplarPiece.objects.create(
            exemplar=made,
            place=row.place,
            clean_file_id=copy.ref,
            blocks=known.blocks,
            parts=known.parts,
            untold=known.untold,
            extractor=known.extractor,
            counting=known.counting,
            notes=known.notes,
        )


def lay_first(made: Exemplar, *, at: datetime) -> None:
    """Put the file with which an exemplar of a project begins at the place of its first account."""
    if made.form is None:
        return
    place, known = first_account(made.form.as_form()), kept_file(made.clean_file_id)
    copy = keep_file(file_bytes(known.ref), name=_name(place, known.name), media_type=known.media_type, at=at)
    ExemplarPiece.objects.create(
        exemplar=made,
        place=place,
        clean_file_id=copy.ref,
        blocks=made.blocks,
        parts=made.parts,
        untold=made.untold,
        extractor=made.extractor,
        counting=made.counting,
        notes=made.notes,
    )


def keep_exemplar_file(exemplar: UUID, place: str, file: GivenFile, *, by: Actor, at: datetime, work: Work) -> None:
    """Put a file at a place of an exemplar, instead of what stands there. It is worked through before the transaction.

    :raises Refused: if this actor may not, marks were put forward already, no file stands at that place, or it cannot
        be taken.
    :raises Exemplar.DoesNotExist: if there is none, or it is no project.
    """
    _why_not(Exemplar.objects.select_related("form").get(ref=exemplar), place, is_text=False, by=by)
    upload = examine(file.content, name=file.name, kinds=KINDS, most_bytes=MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    worked = work(file.content, upload.media_type)
    if isinstance(worked, Refusal):
        raise Refused(worked)
    reading = worked.reading
    said = {
        "blocks": [[block.part.value, block.text] for block in reading.blocks],
        "parts": {part.value: words for part, words in sums_of(reading.blocks).items() if words},
        "untold": sorted(part.value for part in reading.untold),
        "extractor": reading.extractor,
        "counting": COUNTING,
        "notes": list(reading.notes),
    }
    with atomic():
        row = _held(exemplar)
        _why_not(row, place, is_text=False, by=by)
        name = _name(place, f"x.{upload.kind.value}")
        clean = keep_file(worked.clean, name=name, media_type=upload.media_type, at=at)
        row.made_of.filter(place=place).delete()
        ExemplarPiece.objects.create(exemplar=row, place=place, clean_file_id=clean.ref, **said)
        audit(by=str(by), did="assessment.keep_exemplar_piece", to=str(row.ref), at=at, place=place)


@atomic
def keep_exemplar_text(exemplar: UUID, place: str, text: str, *, by: Actor, at: datetime) -> None:
    """Put words at a place of an exemplar, as they would be in a project that was handed in.

    :raises Refused: as for a file, or if they are not written as handing in writes them.
    :raises Exemplar.DoesNotExist: if there is none, or it is no project.
    """
    row = _held(exemplar)
    _why_not(row, place, is_text=True, by=by)
    words = "\n".join(text.strip().splitlines())
    refusal = why_not_so_written(place, words)
    if refusal:
        raise Refused(refusal)
    ExemplarPiece.objects.update_or_create(exemplar=row, place=place, defaults={"text": words})
    audit(by=str(by), did="assessment.keep_exemplar_piece", to=str(row.ref), at=at, place=place)


def _held(exemplar: UUID) -> Exemplar:
    return Exemplar.objects.select_related("form").select_for_update(of=("self",)).get(ref=exemplar)


def _why_not(row: Exemplar, place: str, *, is_text: bool, by: Actor) -> None:
    if row.form is None:
        raise Exemplar.DoesNotExist
    form = row.form.as_form()
    found = {each.place: each for each in places_of(form, set(row.made_of.values_list("place", flat=True)))}
    refusal = (
        why_not_lead(by)
        or why_not_change_piece(ExemplarState(row.state), has_marks=row.sheets.exists())
        or why_not_at(found.get(place), is_text=is_text)
    )
    if refusal:
        raise Refused(refusal)


def _name(place: str, name: str) -> str:
    return f"exemplar-{place}.{name.rpartition('.')[2]}"
