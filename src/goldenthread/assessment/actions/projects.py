"""Put a project together: say what it is, keep accounts and documents, and fill in sheets that become documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.declaring import keep_properties
from goldenthread.assessment.actions.submitting import SCRIPT_KINDS, SCRIPT_MOST_BYTES
from goldenthread.assessment.models import FilledSheet, OverwrittenSheet, Project, ProjectFile, Script
from goldenthread.assessment.queries.carrying import form_for
from goldenthread.assessment.queries.projects import named_of, own_projects, sponsor_of, why_it_stays
from goldenthread.assessment.rules.counting import sums_of
from goldenthread.assessment.rules.filling import keyed, overwrites, put_together, why_not_fill_in
from goldenthread.assessment.rules.printing_sheets import draw_sheet
from goldenthread.assessment.rules.projects import (
    why_not_account,
    why_not_document,
    why_not_keep_details,
)
from goldenthread.assessment.rules.sheets import blocks_of, reckon_sheet, why_not_make
from goldenthread.assessment.rules.unnaming import without_names
from goldenthread.assessment.rules.writing import thinned
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.counting import COUNTING, Reading, Work, WorkedThrough
from goldenthread.assessment.types.projects import FILLED, DocumentKind, ProjectDetails
from goldenthread.assessment.types.sheets import KEY, SHEETS, KeptSheet, SeenSheet
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind, examine
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

MADE_HERE = "Filled in here"


@dataclass(frozen=True)
class _Prepared:
    """A file that was examined, read, counted and cleaned, before any row is locked."""

    content: bytes
    name: str
    kind: Kind
    worked: WorkedThrough
    is_filled: bool = False


@atomic
def keep_details(script: UUID, details: ProjectDetails, *, by: Actor, at: datetime) -> None:
    """Keep what is said about a project. :raises Refused: if nothing changes now, or it cannot be kept so."""
    row = _held(script, by=by, at=at)
    _refuse(why_not_keep_details(details, row.window.project.form.as_form()))
    said = {
        "title": details.title.strip(),
        "improves": details.improves.strip(),
        "starts_on": details.starts_on,
        "ends_on": details.ends_on,
        "kept_at": at,
    }
    Project.objects.update_or_create(script=row, number=details.number, defaults=said)
    audit(by=str(by), did="assessment.keep_details", to=str(row.ref), at=at, project=str(details.number))


@atomic
def take_out_details(script: UUID, number: int, *, by: Actor, at: datetime) -> None:
    """Take a second project out again. :raises Refused: if nothing changes now."""
    row = _held(script, by=by, at=at)
    taken, _ = row.projects.filter(number=number).delete()
    if taken:
        audit(by=str(by), did="assessment.take_out_details", to=str(row.ref), at=at, project=str(number))


def keep_account(script: UUID, place: str, file: GivenFile, *, by: Actor, at: datetime, work: Work) -> None:
    """Keep an account, of one part or of the whole task. It is worked through before any row is locked.

    :raises Refused: if nothing changes now, the form has no such place, or the file cannot be taken.
    """
    form = form_for(own_projects(by).get(ref=script), at=at)
    _refuse(why_not_account(place, form))
    _keep(script, place, _prepared(file, work), by=by, at=at)


def keep_document(script: UUID, criterion: str, file: GivenFile, *, by: Actor, at: datetime, work: Work) -> None:
    """Keep the document that a criterion needs. :raises Refused: as for an account, or if no criterion asks for it."""
    form = form_for(own_projects(by).get(ref=script), at=at)
    _refuse(why_not_document(criterion, form))
    _keep(script, criterion, _prepared(file, work), by=by, at=at)


@atomic
def fill_in(
    script: UUID,
    criterion: str,
    given: Iterable[Mapping[str, str]],
    *,
    seen: SeenSheet | None = None,
    by: Actor,
    at: datetime,
) -> KeptSheet:
    """Keep the rows of a sheet as they are; they need not be whole. ``seen``: the sheet as their page had it.

    Rows that were saved elsewhere since are kept beside them. What is overwritten can be read again.

    :raises Refused: if nothing changes now, the criterion's document is not filled in here, or there are too many rows.
    """
    row = _held(script, by=by, at=at)
    kind = _kind_filled(criterion, row, at=at)
    last = FilledSheet.objects.filter(script=row, place=criterion).first()
    number = last.number if last else 0
    stands = keyed(kind, last.rows if last else (), begin="row")
    sent = keyed(kind, given, begin=str(number + 1))
    own = {key: said for key, said in sent.items() if said}
    rows = put_together(stands, sent, keyed(kind, seen.rows, begin="row")) if seen else own
    _refuse(why_not_fill_in(rows))
    is_lost = overwrites(stands, rows)
    is_mixed = seen is not None and seen.number != number and (is_lost or rows != own)

    if last and is_lost:
        length = sum(len(said) for each in stands.values() for said in each.values())
        earlier = {"rows": last.rows, "length": length, "is_mixed": is_mixed, "saved_at": last.kept_at}
        OverwrittenSheet.objects.create(sheet=last, number=number, **earlier)
        _thin_out(last, at=at)
    kept = [{**said, KEY: key} for key, said in rows.items()]
    FilledSheet.objects.update_or_create(
        script=row, place=criterion, defaults={"rows": kept, "number": number + 1, "kept_at": at}
    )
    audit(by=str(by), did="assessment.fill_in", to=str(row.ref), at=at, criterion=criterion)
    return KeptSheet(number + 1, is_mixed)


@atomic
def make_document(script: UUID, criterion: str, *, by: Actor, at: datetime) -> None:
    """Make the document of a criterion out of its sheet, without names.

    :raises Refused: if nothing changes now, nothing is filled in, or something in it is wrong.
    """
    row = _held(script, by=by, at=at)
    kind = _kind_filled(criterion, row, at=at)
    sheet = FilledSheet.objects.filter(script=row, place=criterion).first()
    named = named_of(row, sponsor_of(row))
    rows = [{key: without_names(said, named) for key, said in each.items()} for each in (sheet.rows if sheet else ())]
    reckoned = reckon_sheet(kind, rows)
    _refuse(why_not_make(reckoned))
    title = SHEETS[kind].title
    content = draw_sheet(title, reckoned)
    worked = WorkedThrough(Reading(blocks_of(title, reckoned), MADE_HERE), content)
    _keep(script, criterion, _Prepared(content, f"{title}.pdf", Kind.PDF, worked, is_filled=True), by=by, at=at)


def _thin_out(sheet: FilledSheet, *, at: datetime) -> None:
    """What one page overwrote of its own grows too fine and goes; what it had not seen stays for good."""
    own = OverwrittenSheet.objects.filter(sheet=sheet, is_mixed=False).order_by("number")
    going = thinned(list(own.values_list("pk", "saved_at", "length")), at=at)
    if going:
        OverwrittenSheet.objects.filter(pk__in=going).delete()


@atomic
def _keep(script: UUID, place: str, made: _Prepared, *, by: Actor, at: datetime) -> None:
    """Keep a file as the newest of its place. The same bytes as the newest are not kept again."""
    row = _held(script, by=by, at=at)
    media = MEDIA_TYPES[made.kind]
    file = keep_file(made.content, name=made.name, media_type=media, at=at)
    last = row.project_files.select_related("file").order_by("-pk").first()
    if last is not None and last.place == place and last.file.sha256 == file.sha256:
        return
    clean_name = f"project-{row.number}-{place}.{made.kind.value}"
    clean = keep_file(made.worked.clean, name=clean_name, media_type=media, at=at)
    reading = made.worked.reading
    ProjectFile.objects.create(
        script=row,
        place=place,
        file_id=file.ref,
        clean_file_id=clean.ref,
        blocks=[[block.part.value, block.text] for block in reading.blocks],
        parts={part.value: words for part, words in sums_of(reading.blocks).items() if words},
        untold=sorted(part.value for part in reading.untold),
        extractor=reading.extractor,
        counting=COUNTING,
        notes=list(reading.notes),
        is_filled=made.is_filled,
        kept_at=at,
    )
    keep_properties(row, file.ref, made.worked.properties, at=at)
    audit(by=str(by), did="assessment.keep_piece", to=str(row.ref), at=at, place=place, sha256=file.sha256)


def _held(script: UUID, *, by: Actor, at: datetime) -> Script:
    row = own_projects(by).select_for_update(of=("self",)).get(ref=script)
    _refuse(why_it_stays(row, at=at))
    return row


def _kind_filled(criterion: str, row: Script, *, at: datetime) -> DocumentKind:
    asked = form_for(row, at=at).document(criterion)
    if asked is None or asked.kind not in FILLED:
        raise Refused(
            Refusal("not_filled_in", "This document is not filled in here.", "Upload it, or ask your sponsor for it.")
        )
    return asked.kind


def _prepared(file: GivenFile, work: Work) -> _Prepared:
    upload = examine(file.content, name=file.name, kinds=SCRIPT_KINDS, most_bytes=SCRIPT_MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    worked = work(file.content, upload.media_type)
    if isinstance(worked, Refusal):
        raise Refused(worked)
    return _Prepared(file.content, upload.name, upload.kind, worked)


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
