"""Open a brief, choose a file, hand it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.declaring import keep_signature
from goldenthread.assessment.actions.numbering import new_number, new_receipt
from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.actions.uploading import lay_upload
from goldenthread.assessment.models import Arrival, Script, ScriptStep, ScriptUpload, ScriptVersion, Window
from goldenthread.assessment.queries.attempts import why_not_now
from goldenthread.assessment.queries.counting import Counted, count_of_upload, counted_of, to_keep, with_recounts
from goldenthread.assessment.queries.declarations import declaration_asked
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.gating import beside_of
from goldenthread.assessment.queries.own_times import own_window
from goldenthread.assessment.queries.submitting import receipt_of
from goldenthread.assessment.rules.gate import why_not_open_brief
from goldenthread.assessment.rules.limits import why_too_long
from goldenthread.assessment.rules.submitting import NOTHING_SAID, PROJECT, why_not_submit, why_not_take
from goldenthread.assessment.types.arriving import ArrivalState
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.counting import Work, WorkedThrough
from goldenthread.assessment.types.submitting import Receipt, Signature
from goldenthread.assessment.types.words import Event, ScriptRef, State, UploadRef
from goldenthread.cohorts.queries.engagement import enrolments_seen
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, Upload, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor

SCRIPT_MOST_BYTES = 20 * MEGABYTE
SCRIPT_KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT})


@atomic
def open_brief(window: UUID, *, by: Actor, at: datetime) -> ScriptRef:
    """Open the brief for the first time, which begins the script; a second time it is the same script.

    :raises Refused: if the gate is closed: outside the window, not taking part, or not all that the policy
        asks for holds.
    :raises Window.DoesNotExist: if it is not a window of a cohort they are on.
    """
    # Locked, so that two tabs that open it at once begin one script. A filter through enrolments cannot lock.
    found = Window.objects.met_by(by).values_list("pk", flat=True).distinct().get(ref=window)
    row = Window.objects.select_related("cohort__release", "project").select_for_update(of=("self",)).get(pk=found)
    if hasattr(row, "project"):
        raise Refused(PROJECT)
    mine = next(e for e in enrolments_seen(by=by, cohort=row.cohort.ref) if e.participant_id == by.person_id)
    begun = Script.objects.filter(window=row, enrolment_id=mine.id).first()
    if begun is not None:
        return ScriptRef(begun.ref)
    policy = policy_of(row)
    gate = policy.gate
    beside = beside_of(gate, [mine.id], at=at)[mine.id]
    own = own_window(row, mine.id)
    refusal = why_not_open_brief(gate, mine.figure, enrolment=mine.state, window=own, at=at, beside=beside)
    refusal = refusal or why_not_now(row, mine.id, policy, own, at=at)
    if refusal:
        raise Refused(refusal)

    script = Script.objects.create(
        window=row, enrolment_id=mine.id, number=new_number(), state=State.BEGUN.value, begun_at=at
    )
    ScriptStep.objects.create(script=script, state=State.BEGUN.value, by_id=by.person_id, at=at)
    audit(by=str(by), did="assessment.open_brief", to=str(script.ref), at=at, percent=str(mine.figure.percent))
    return ScriptRef(script.ref)


@dataclass(frozen=True)
class _Prepared:
    """A file that was examined, read, counted and cleaned, before any row is locked."""

    upload: Upload
    content: bytes
    worked: WorkedThrough


def take_upload(script: UUID, file: GivenFile, *, by: Actor, at: datetime, work: Work) -> UploadRef:
    """Read a file for a script and keep it, not handed in yet. The same file twice in a row under one name
    is one upload.

    The file is worked through before the transaction, so that nobody waits for it; ``work`` is who does it, where that
    should not happen in this process.

    :raises Refused: if the window is not open, or the file is not one that can be taken.
    :raises Script.DoesNotExist: if it is not their script.
    """
    _taking(Script.objects.handed_in_by(by).with_facts().get(ref=script), at=at)
    return _keep_upload(script, _prepared(file, work), by=by, at=at)


@atomic
def _keep_upload(ref: UUID, made: _Prepared, *, by: Actor, at: datetime) -> UploadRef:
    row = Script.objects.handed_in_by(by).with_facts().select_for_update(of=("self",)).get(ref=ref)
    _taking(row, at=at)

    name, media = made.upload.name, made.upload.media_type
    file = keep_file(made.content, name=name, media_type=media, at=at)
    last = row.uploads.select_related("file").order_by("-id").first()
    if last is not None and (last.file.sha256, last.file.name) == (file.sha256, file.name):
        return UploadRef(last.ref)
    upload = lay_upload(row, file, made.worked, at=at)
    audit(by=str(by), did="assessment.take_upload", to=str(row.ref), at=at, sha256=file.sha256)
    return UploadRef(upload.ref)


@atomic
def submit(upload: UUID, *, signed: int, by: Actor, at: datetime, says: Signature = NOTHING_SAID) -> Receipt:
    """Hand an upload in as the next version. Sent twice, it is one version and one receipt.

    ``signed`` is the version of the declaration that was ticked, 0 if none; ``says`` what was put below it.

    The count is kept with it, so that whoever judges it sees what its participant saw, whatever changes later.

    :raises Refused: if the window is not open, marking has begun, the declaration is not signed, or there are more
        words than the policy lets through.
    :raises ScriptUpload.DoesNotExist: if it is not their upload.
    """
    mine = Script.objects.case_studies_of(by)
    chosen = ScriptUpload.objects.select_related("file").get(ref=upload, script__in=mine)
    joined = mine.select_related("window__cohort__release", "enrolment__cohort").with_times()
    locked = joined.select_for_update(of=("self",))
    row = locked.get(pk=chosen.script_id)
    policy = policy_of(row.window)
    again = with_recounts(ScriptVersion.objects.select_related("script", "upload__file").filter(upload=chosen)).first()
    if again is not None:
        return receipt_of(again, counted_of(again, policy.words).count, is_new=False)
    declaration = declaration_asked(policy.gate)
    counted = Counted(count_of_upload(chosen, policy.words), policy.words)
    refusal = why_not_submit(row.as_facts(), signed=signed, declaration=declaration, says=says, at=at)
    refusal = refusal or why_too_long(counted.count, counted.rule)
    if refusal:
        raise Refused(refusal)

    version = ScriptVersion.objects.create(
        script=row,
        upload=chosen,
        number=row.versions.count() + 1,
        receipt=new_receipt(),
        declaration=signed,
        count=to_keep(counted),
        submitted_at=at,
    )
    keep_signature(version, says, at=at)
    Arrival.objects.filter(upload=chosen).update(state=ArrivalState.HANDED_IN.value)
    take_step(row, Event.SUBMIT, by=by, at=at)
    facts = {"version": str(version.number), "receipt": version.receipt, "sha256": chosen.file.sha256}
    audit(by=str(by), did="assessment.submit", to=str(row.ref), at=at, **facts)
    post(Notice("assessment.submitted", {"script": str(row.ref), "version": str(version.ref)}), at=at)
    return receipt_of(version, counted.count)


def _taking(row: Script, *, at: datetime) -> None:
    if hasattr(row.window, "project"):
        raise Refused(PROJECT)
    refusal = why_not_take(row.as_facts(), at=at)
    if refusal:
        raise Refused(refusal)


def _prepared(file: GivenFile, work: Work) -> _Prepared:
    upload = examine(file.content, name=file.name, kinds=SCRIPT_KINDS, most_bytes=SCRIPT_MOST_BYTES)
    if isinstance(upload, Refusal):
        raise Refused(upload)
    worked = work(file.content, upload.media_type)
    if isinstance(worked, Refusal):
        raise Refused(worked)
    return _Prepared(upload, file.content, worked)
