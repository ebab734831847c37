"""Offer a piece after the close, take it back, and decide whether it counts. Nobody but a person makes it count."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.transaction import atomic

from goldenthread.assessment.actions.declaring import keep_signature
from goldenthread.assessment.actions.handing_in import FILE_NAME, lay_answers
from goldenthread.assessment.actions.late_projects import gather_late, hand_in_late
from goldenthread.assessment.actions.numbering import new_receipt
from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.actions.submitting import SCRIPT_KINDS, SCRIPT_MOST_BYTES
from goldenthread.assessment.actions.uploading import lay_upload
from goldenthread.assessment.models import LatePiece, Script, ScriptUpload, ScriptVersion
from goldenthread.assessment.queries.arriving import why_files_wait
from goldenthread.assessment.queries.circumstances import decides
from goldenthread.assessment.queries.counting import Counted, count_of_upload, to_keep
from goldenthread.assessment.queries.declarations import declaration_asked
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.late import is_here, went_on
from goldenthread.assessment.queries.projects import late_states
from goldenthread.assessment.queries.writing import answers_of
from goldenthread.assessment.rules.counting import count
from goldenthread.assessment.rules.late import (
    ANSWERS_CHANGED,
    LATE_STEPS,
    NOTHING_SAVED,
    ONLY_WHAT_STANDS,
    why_not_accept,
    why_not_decide_late,
    why_not_judge_late,
    why_not_offer,
    why_not_so,
)
from goldenthread.assessment.rules.limits import why_too_long
from goldenthread.assessment.rules.submitting import why_not_sign
from goldenthread.assessment.rules.writing import count_answers, document, mark_of
from goldenthread.assessment.types.counting import Work, WorkedThrough
from goldenthread.assessment.types.late import AS_IT_STANDS, LateEvent, LateRef, LateState, NewLate
from goldenthread.assessment.types.submitting import Signature
from goldenthread.assessment.types.words import Event, State
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.queries.files import file_bytes, kept
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind, Upload, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import AssessmentPolicy, WordRule

_TEXT = MEDIA_TYPES[Kind.TEXT]


def offer_late(script: UUID, new: NewLate, *, by: Actor, at: datetime, work: Work) -> LateRef:
    """Offer a piece after one's own close: a file, the answers that were saved here before it, or a project as it
    stands at this moment. It is kept with its hash and a receipt, and is handed in only if a person decides so.

    ``work`` reads the file before any row is locked, to say at once if it cannot be read or is too long.

    :raises Refused: if nothing can be offered late now, it is not said why, the declaration is missing, or the file
        cannot be taken.
    :raises Script.DoesNotExist: if it is not their script.
    """
    row = _mine(by).get(ref=script)
    policy = policy_of(row.window)
    _refuse(_why_not(row, new, policy, at=at))
    if hasattr(row.window, "project"):
        return _keep(script, new, None, by=by, at=at)
    if new.file is None:
        text = _answers(row, policy.words)
        return _keep(script, new, (text.encode(), FILE_NAME, _TEXT), by=by, at=at)
    found = examine(new.file.content, name=new.file.name, kinds=SCRIPT_KINDS, most_bytes=SCRIPT_MOST_BYTES)
    if not isinstance(found, Upload):
        raise Refused(found)
    worked = _read(work, new.file.content, found.media_type)
    _refuse(why_too_long(count(worked.reading, policy.words), policy.words))
    return _keep(script, new, (new.file.content, found.name, found.media_type), by=by, at=at)


@atomic
def _keep(script: UUID, new: NewLate, given: tuple[bytes, str, str] | None, *, by: Actor, at: datetime) -> LateRef:
    row = _mine(by).select_for_update(of=("self",)).get(ref=script)
    _refuse(_why_not(row, new, policy_of(row.window), at=at))
    # A project is many pieces, so it is looked at only once nothing of it can change any more.
    content, name, media = given or gather_late(script, new, by=by, at=at)
    file = keep_file(content, name=name, media_type=media, at=at)
    made = LatePiece.objects.create(
        script=row,
        file_id=file.ref,
        receipt=new_receipt(),
        declaration=new.signed,
        signature={} if new.says == Signature() else asdict(new.says),
        why=new.why.strip(),
        offered_at=at,
        state=LateState.OFFERED.value,
    )
    facts = {"receipt": made.receipt, "sha256": file.sha256}
    audit(by=str(by), did="assessment.offer_late", to=str(row.ref), at=at, **facts)
    post(Notice("assessment.late_offered", {"late": str(made.ref)}), at=at)
    return made.as_ref()


@atomic
def take_late_back(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Offer it no longer, while it waits; it is kept. :raises NoSuchStep: if it was decided.

    :raises LatePiece.DoesNotExist: if it is not theirs.
    """
    mine = LatePiece.objects.filter(script__in=Script.objects.handed_in_by(by))
    row = mine.select_related("script").select_for_update(of=("self",)).get(ref=ref)
    row.state = step(LATE_STEPS, LateState(row.state), LateEvent.TAKE_BACK).value
    row.decided_at = at
    row.save(update_fields=["state", "decided_at"])
    audit(by=str(by), did="assessment.take_late_back", to=str(row.script.ref), at=at)


def decide_late(ref: UUID, *, accepts: bool, answer: str, by: Actor, at: datetime, work: Work) -> None:
    """Decide that a late piece counts, or that it does not, with a reason that whoever offered it reads.

    Accepted, it is handed in as of when it was offered, under the receipt that was given then. Not accepted, the
    window stays missed. Either way it is kept. ``work`` reads it before any row is locked.

    :raises Refused: if it does not wait any more, there is no reason, this person has a conflict of interest, or it
        cannot be accepted any more.
    :raises LatePiece.DoesNotExist: if there is none, or this actor does not decide in its window.
    """
    row = LatePiece.objects.select_related("file", "script").get(ref=ref)
    _deciding(row, accepts=accepts, answer=answer, by=by)
    worked = None
    if accepts and row.file.media_type not in {_TEXT, AS_IT_STANDS}:
        worked = _read(work, file_bytes(row.file_id), row.file.media_type)
    _decide(row.pk, worked, accepts=accepts, answer=answer, by=by, at=at)


@atomic
def _decide(pk: int, worked: WorkedThrough | None, *, accepts: bool, answer: str, by: Actor, at: datetime) -> None:
    # The script first, as everywhere: what is handed in beside it comes before or after.
    held = Script.objects.with_facts().select_related("window__brief").select_for_update(of=("self",))
    script = held.get(late_pieces=pk)
    row = LatePiece.objects.select_related("file", "script").select_for_update(of=("self",)).get(pk=pk)
    _deciding(row, accepts=accepts, answer=answer, by=by)

    if accepts:
        row.version = _hand_in(script, row, worked, by=by, at=at)
        take_step(script, Event.ACCEPT_LATE, by=by, at=at)
    event = LateEvent.ACCEPT if accepts else LateEvent.REFUSE
    row.state = step(LATE_STEPS, LateState(row.state), event).value
    row.answer, row.decided_by_id, row.decided_at = answer.strip(), by.person_id, at
    row.save(update_fields=["state", "answer", "decided_by", "decided_at", "version"])
    facts = {"accepted": "yes" if accepts else "no", "receipt": row.receipt, "sha256": row.file.sha256}
    audit(by=str(by), did="assessment.decide_late", to=str(script.ref), at=at, **facts)
    told = {"late": str(row.ref), "script": str(script.ref)}
    if row.version:
        told["version"] = str(row.version.ref)
    post(Notice("assessment.late_accepted", told) if accepts else Notice("assessment.late_refused", told), at=at)


def _hand_in(script: Script, row: LatePiece, worked: WorkedThrough | None, *, by: Actor, at: datetime) -> ScriptVersion:
    """The version that it becomes: as of when it was offered, under the receipt that was given then."""
    if row.file.media_type == AS_IT_STANDS:
        return hand_in_late(script, row, by=by, at=at)
    rule = policy_of(script.window).words
    upload = _laid(script, row, worked, at=at)
    version = ScriptVersion.objects.create(
        script=script,
        upload=upload,
        number=1,
        receipt=row.receipt,
        declaration=row.declaration,
        count=to_keep(Counted(count_of_upload(upload, rule), rule)),
        submitted_at=row.offered_at,
    )
    keep_signature(version, Signature(**row.signature), at=row.offered_at)
    return version


def _laid(script: Script, row: LatePiece, worked: WorkedThrough | None, *, at: datetime) -> ScriptUpload:
    if worked is not None:
        return lay_upload(script, kept(row.file), worked, at=at)
    if mark_of(document(answers_of(script))) != row.file.sha256:
        raise Refused(ANSWERS_CHANGED)
    return lay_answers(script, at=at)


def _deciding(row: LatePiece, *, accepts: bool, answer: str, by: Actor) -> None:
    script = Script.objects.with_facts().get(pk=row.script_id)
    if script.enrolment.participant_id == by.person_id or not decides(script.window, by):
        raise LatePiece.DoesNotExist
    refusal = why_not_decide_late(answer, waits=row.state == LateState.OFFERED.value)
    refusal = refusal or why_not_judge_late(facts_of([script])[script.pk], marker_of(by))
    if accepts and not refusal:
        refusal = why_not_accept(
            State(script.state), is_here=is_here(row), went_on=went_on(script), has_passed=script.has_passed()
        )
    _refuse(refusal)


def _why_not(row: Script, new: NewLate, policy: AssessmentPolicy, *, at: datetime) -> Refusal | None:
    before = late_states(row)
    asked = declaration_asked(policy.gate)
    return (
        why_not_offer(row.as_facts(), days=policy.late_days, before=before, at=at)
        or (ONLY_WHAT_STANDS if new.file and hasattr(row.window, "project") else None)
        or why_files_wait([row])
        or why_not_so(new.why)
        or (why_not_sign(asked, signed=new.signed, says=new.says) if asked else None)
    )


def _mine(by: Actor) -> QuerySet[Script]:
    return Script.objects.handed_in_by(by).with_facts().select_related("window__brief")


def _answers(row: Script, rule: WordRule) -> str:
    """The text of the answers as they were saved last."""
    answers = answers_of(row)
    if not any(answer.strip() for _, answer in answers):
        raise Refused(NOTHING_SAVED)
    _refuse(why_too_long(count_answers(answers, rule), rule))
    return document(answers)


def _read(work: Work, content: bytes, media_type: str) -> WorkedThrough:
    worked = work(content, media_type)
    if isinstance(worked, Refusal):
        raise Refused(worked)
    return worked


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
