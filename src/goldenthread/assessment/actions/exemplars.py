"""Exemplars: take a text in, agree on its marks, and use it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.assessment.actions.exemplar_projects import copy_pieces, lay_first
from goldenthread.assessment.models import (
    AgreedMark,
    AgreedSheet,
    AgreedSignature,
    Exemplar,
    ProjectForm,
    Script,
    Standard,
    Window,
)
from goldenthread.assessment.queries.counting import standing_version
from goldenthread.assessment.rules.counting import sums_of
from goldenthread.assessment.rules.exemplar_projects import why_not_whole
from goldenthread.assessment.rules.standardising import (
    why_not_add,
    why_not_agree,
    why_not_lead,
    why_not_publish,
    why_not_seat,
    why_not_sign,
)
from goldenthread.assessment.rules.standing import EXEMPLAR_STEPS
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.counting import COUNTING, Work, WorkedThrough
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.standing import ExemplarEvent, ExemplarState, Purpose
from goldenthread.assessment.types.words import State
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit
from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, Upload, examine
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme

MOST_BYTES = 20 * MEGABYTE
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT})


@atomic
def begin_standard(window: UUID, *, by: Actor, at: datetime) -> UUID:
    """The standard that a window is marked by, begun if it was not; its reference.

    :raises Refused: if this actor may not. :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.seen_by(by).select_related("brief").get(ref=window)
    _refuse(why_not_lead(by))
    standard, is_new = Standard.objects.get_or_create(
        scheme=row.scheme, brief_id=row.brief.brief_id, defaults={"begun_at": at}
    )
    if is_new:
        audit(by=str(by), did="assessment.begin_standard", to=str(row.ref), at=at)
    return standard.ref


@atomic
def add_from_script(standard: UUID, number: str, title: str, use: Purpose, *, by: Actor, at: datetime) -> UUID:
    """Take a copy of a script that was settled, by its number; the exemplar's reference.

    :raises Refused: if this actor may not, there is no title, or no such script on this brief is settled.
    :raises Standard.DoesNotExist: if there is no such standard.
    """
    row = Standard.objects.get(ref=standard)
    _refuse(why_not_lead(by))
    settled = (State.SETTLED.value, State.RELEASED.value)
    found = Script.objects.filter(number=number.strip(), window__brief__brief=row.brief_id, state__in=settled).first()
    _refuse(why_not_add(title, is_found=found is not None))
    assert found is not None, "the rule refuses what is not found"
    version = standing_version(found.pk)
    upload = version.upload
    known = upload.clean_file
    clean = keep_file(file_bytes(known.ref), name=_name(known.name), media_type=known.media_type, at=at)
    made = Exemplar.objects.create(
        standard=row,
        title=title.strip(),
        use=use.value,
        state=ExemplarState.DRAFT.value,
        form=found.window.project.form if hasattr(found.window, "project") else None,
        source=found,
        clean_file_id=clean.ref,
        blocks=upload.blocks,
        parts=upload.parts,
        untold=upload.untold,
        extractor=upload.extractor,
        counting=upload.counting,
        notes=upload.notes,
        added_by_id=by.person_id,
        added_at=at,
    )
    copy_pieces(made, version, at=at)
    audit(by=str(by), did="assessment.add_exemplar", to=str(made.ref), at=at)
    return made.ref


def add_from_file(
    standard: UUID,
    file: GivenFile,
    title: str,
    use: Purpose,
    *,
    by: Actor,
    at: datetime,
    work: Work,
    form: UUID | None = None,
) -> UUID:
    """Take a file that was prepared elsewhere; only its cleaned copy and its text are kept. ``form``: for a project on
    this form, of which the file is the first account.

    The file is worked through before the transaction, so that nobody waits for it.

    :raises Refused: if this actor may not, there is no title, or the file cannot be taken.
    :raises ObjectDoesNotExist: if there is no such standard or form.
    """
    row = Standard.objects.get(ref=standard)
    _refuse(why_not_lead(by) or why_not_add(title, is_found=True))
    upload = examine(file.content, name=file.name, kinds=KINDS, most_bytes=MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    worked = work(file.content, upload.media_type)
    if isinstance(worked, Refusal):
        raise Refused(worked)
    return _keep(row, upload, worked, title, use, form, by=by, at=at)


@atomic
def _keep(
    row: Standard,
    upload: Upload,
    worked: WorkedThrough,
    title: str,
    use: Purpose,
    form: UUID | None,
    *,
    by: Actor,
    at: datetime,
) -> UUID:
    name = f"exemplar.{upload.kind.value}"
    clean = keep_file(worked.clean, name=name, media_type=upload.media_type, at=at)
    reading = worked.reading
    made = Exemplar.objects.create(
        standard=row,
        title=title.strip(),
        use=use.value,
        state=ExemplarState.DRAFT.value,
        form=ProjectForm.objects.get(ref=form) if form else None,
        clean_file_id=clean.ref,
        blocks=[[block.part.value, block.text] for block in reading.blocks],
        parts={part.value: words for part, words in sums_of(reading.blocks).items() if words},
        untold=sorted(part.value for part in reading.untold),
        extractor=reading.extractor,
        counting=COUNTING,
        notes=list(reading.notes),
        added_by_id=by.person_id,
        added_at=at,
    )
    lay_first(made, at=at)
    audit(by=str(by), did="assessment.add_exemplar", to=str(made.ref), at=at)
    return made.ref


@atomic
def put_marks_forward(exemplar: UUID, sheet: MarkSheet, *, by: Actor, at: datetime) -> int:
    """Put marks and reasons forward, and sign them; earlier ones are kept and no longer meant. The version.

    :raises Refused: if this actor may not, the marks are frozen, or a mark or reason is missing.
    :raises Exemplar.DoesNotExist: if there is none.
    """
    row = _locked(exemplar)
    scheme = mark_scheme(row.standard.scheme)
    there = set(row.made_of.values_list("place", flat=True))
    whole = why_not_whole(row.form.as_form() if row.form else None, there)
    _refuse(why_not_seat(by) or whole or why_not_agree(ExemplarState(row.state), sheet, scheme))
    last = row.sheets.aggregate(last=Max("version"))["last"] or 0
    made = AgreedSheet.objects.create(
        exemplar=row, version=last + 1, comment=sheet.comment.strip(), by_id=by.person_id, at=at
    )
    AgreedMark.objects.bulk_create(
        AgreedMark(sheet=made, code=c.code, mark=sheet.given[c.code], reason=sheet.marks[c.code].reason.strip())
        for c in scheme.criteria
    )
    AgreedSignature.objects.create(sheet=made, by_id=by.person_id, at=at)
    audit(by=str(by), did="assessment.put_marks_forward", to=str(row.ref), at=at, version=str(made.version))
    return made.version


@atomic
def sign_marks(exemplar: UUID, version: int, *, by: Actor, at: datetime) -> None:
    """Agree with the marks that are put forward; ``version`` is the one that was looked at. Twice is once.

    :raises Refused: if this actor may not, nothing is put forward, or something else is by now.
    :raises Exemplar.DoesNotExist: if there is none.
    """
    row = _locked(exemplar)
    newest = row.sheets.order_by("-version").first()
    is_newest = newest is not None and newest.version == version
    _refuse(
        why_not_seat(by) or why_not_sign(ExemplarState(row.state), has_sheet=newest is not None, is_newest=is_newest)
    )
    assert newest is not None, "the rule refuses where nothing is put forward"
    _, is_new = AgreedSignature.objects.get_or_create(sheet=newest, by_id=by.person_id, defaults={"at": at})
    if is_new:
        audit(by=str(by), did="assessment.sign_marks", to=str(row.ref), at=at, version=str(version))


@atomic
def publish_exemplar(exemplar: UUID, *, by: Actor, at: datetime) -> None:
    """Use an exemplar from now on; its marks are frozen.

    :raises Refused: if this actor may not, or too few people signed. :raises NoSuchStep: if it is no draft.
    :raises Exemplar.DoesNotExist: if there is none.
    """
    row = _locked(exemplar)
    newest = row.sheets.order_by("-version").first()
    signed = newest.signatures.count() if newest else 0
    _refuse(why_not_lead(by) or why_not_publish(signed=signed))
    row.state = step(EXEMPLAR_STEPS, ExemplarState(row.state), ExemplarEvent.PUBLISH).value
    row.published_at = at
    row.save(update_fields=["state", "published_at"])
    audit(by=str(by), did="assessment.publish_exemplar", to=str(row.ref), at=at)


@atomic
def withdraw_exemplar(exemplar: UUID, *, by: Actor, at: datetime) -> None:
    """Lay an exemplar before nobody any more. What was compared with it stays.

    :raises Refused: if this actor may not. :raises NoSuchStep: if it was withdrawn already.
    :raises Exemplar.DoesNotExist: if there is none.
    """
    row = _locked(exemplar)
    _refuse(why_not_lead(by))
    row.state = step(EXEMPLAR_STEPS, ExemplarState(row.state), ExemplarEvent.WITHDRAW).value
    row.withdrawn_at = at
    row.save(update_fields=["state", "withdrawn_at"])
    audit(by=str(by), did="assessment.withdraw_exemplar", to=str(row.ref), at=at)


def _locked(ref: UUID) -> Exemplar:
    return Exemplar.objects.select_related("standard", "form").select_for_update(of=("self",)).get(ref=ref)


def _name(name: str) -> str:
    return f"exemplar.{name.rpartition('.')[2]}"


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
