"""Keep a file the moment it arrives; read it when there is time; hand it in as of when it arrived."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.transaction import atomic

from goldenthread.assessment.actions.declaring import keep_signature
from goldenthread.assessment.actions.numbering import new_receipt
from goldenthread.assessment.actions.submitting import SCRIPT_KINDS, SCRIPT_MOST_BYTES
from goldenthread.assessment.actions.uploading import lay_upload
from goldenthread.assessment.models import Arrival, Script, ScriptStep, ScriptUpload, ScriptVersion
from goldenthread.assessment.queries.arriving import newest_at
from goldenthread.assessment.queries.counting import Counted, count_of_upload, to_keep
from goldenthread.assessment.queries.declarations import declaration_asked
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.rules.arriving import (
    ARRIVAL_STEPS,
    ASKED_AGAIN,
    LEFT,
    is_told,
    may_be_read_again,
    what_follows,
    why_not_arrive,
)
from goldenthread.assessment.rules.limits import why_too_long
from goldenthread.assessment.rules.states import STEPS
from goldenthread.assessment.rules.submitting import NOTHING_SAID, PROJECT
from goldenthread.assessment.types.arriving import ArrivalEvent, ArrivalRef, ArrivalState, Ended, Wish
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.counting import Work, WorkedThrough
from goldenthread.assessment.types.submitting import Signature
from goldenthread.assessment.types.words import Event, State, UploadRef
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.queries.files import file_bytes, kept
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import Upload, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor

MOST_AT_ONCE = 500


def keep_arrival(script: UUID, file: GivenFile, wish: Wish, *, waits: bool, by: Actor, at: datetime) -> ArrivalRef:
    """Keep a file that is sent for a script, with its hash and this moment. The same file sent again under the same
    name is the same one.

    Only what it is, how big, and how far it unpacks are looked at before; its words are read later. ``waits`` says that
    the worker is to read it; otherwise the caller does, now.

    :raises Refused: if nothing may be handed in, the declaration is missing, or it is not a file that can be taken.
    :raises Script.DoesNotExist: if it is not their script.
    """
    _arriving(Script.objects.handed_in_by(by).with_facts().get(ref=script), wish, at=at)
    found = examine(file.content, name=file.name, kinds=SCRIPT_KINDS, most_bytes=SCRIPT_MOST_BYTES)
    if isinstance(found, Refusal):
        raise Refused(found)
    return _keep(script, file.content, found, wish, waits=waits, by=by, at=at)


@atomic
def _keep(
    script: UUID, content: bytes, found: Upload, wish: Wish, *, waits: bool, by: Actor, at: datetime
) -> ArrivalRef:
    row = Script.objects.handed_in_by(by).with_facts().select_for_update(of=("self",)).get(ref=script)
    _arriving(row, wish, at=at)
    again = _same_again(row, hashlib.sha256(content).hexdigest(), found.name, wish)
    if again is not None:
        if waits and again.asked_at is None:
            ask_to_read(again.ref, at=at)
        return again.as_ref()

    file = keep_file(content, name=found.name, media_type=found.media_type, at=at)
    arrival = Arrival.objects.create(
        script=row,
        file_id=file.ref,
        receipt=new_receipt(),
        hands_in=wish.hands_in,
        declaration=wish.signed,
        signature={} if wish.says == NOTHING_SAID else asdict(wish.says),
        arrived_at=at,
        state=ArrivalState.ARRIVED.value,
        asked_at=at if waits else None,
    )
    facts = {"receipt": arrival.receipt, "sha256": file.sha256, "hands_in": "yes" if wish.hands_in else "no"}
    audit(by=str(by), did="assessment.send_file", to=str(row.ref), at=at, **facts)
    if waits:
        post(Notice("assessment.arrived", {"arrival": str(arrival.ref)}), at=at)
    return arrival.as_ref()


def read_arrival(ref: UUID, *, at: datetime, work: Work) -> Ended:
    """Read a file that waits, and hand it in as of when it arrived if that was wished; a second time changes nothing.

    ``work`` reads it before any row is locked.

    :raises Refused: if it could not be read now and that is not its fault; it waits as before.
    :raises Arrival.DoesNotExist: if there is none, or it was erased.
    """
    row = Arrival.objects.select_related("file", "upload").get(ref=ref, file__erased_at=None)
    if row.state != ArrivalState.ARRIVED.value:
        return _as_ended(row)
    worked = work(file_bytes(row.file_id), row.file.media_type)
    if isinstance(worked, Refusal) and may_be_read_again(worked, tries=row.tries):
        Arrival.objects.filter(pk=row.pk).update(tries=row.tries + 1)
        raise Refused(worked)
    return _end(row.pk, worked, at=at)


@atomic
def ask_to_read(ref: UUID, *, at: datetime) -> None:
    """Leave a file that still waits to the worker."""
    if Arrival.objects.waiting().filter(ref=ref).update(asked_at=at):
        post(Notice("assessment.arrived", {"arrival": str(ref)}), at=at)


def ask_for_unread(*, at: datetime) -> int:
    """Ask for every file that waits and that nobody seems to read: whoever did was ended. How many those were."""
    left = Q(asked_at=None, arrived_at__lte=at - LEFT) | Q(asked_at__lte=at - ASKED_AGAIN)
    refs = Arrival.objects.waiting().filter(left).order_by("pk").values_list("ref", flat=True)[:MOST_AT_ONCE]
    found = list(refs)
    for ref in found:
        ask_to_read(ref, at=at)
    return len(found)


@atomic
def _end(pk: int, worked: WorkedThrough | Refusal, *, at: datetime) -> Ended:
    # The script first, as everywhere: what is handed in beside it comes before or after.
    held = Script.objects.with_facts().select_related("window__cohort__release", "enrolment__participant")
    script = held.select_for_update(of=("self",)).get(arrivals=pk)
    row = Arrival.objects.select_related("file").select_for_update(of=("self",)).get(pk=pk)
    if row.state != ArrivalState.ARRIVED.value:
        return _as_ended(row)

    if isinstance(worked, Refusal):
        _move(row, ArrivalEvent.TURN_AWAY, worked)
    else:
        row.upload = lay_upload(script, kept(row.file), worked, at=at)
        _go_on(script, row, row.upload, at=at)
    row.ended_at = at
    row.save(update_fields=["state", "upload", "ended_at", "code", "says", "mend"])
    ended = _as_ended(row)
    if is_told(script.own_window(), ended, was_asked=row.asked_at is not None, at=at):
        post(Notice("assessment.file_turned_away", {"arrival": str(row.ref)}), at=at)
    return ended


def _go_on(script: Script, row: Arrival, upload: ScriptUpload, *, at: datetime) -> None:
    """From being read to whatever follows."""
    if not row.hands_in:
        _move(row, ArrivalEvent.READ)
        return
    rule = policy_of(script.window).words
    counted = Counted(count_of_upload(upload, rule), rule)
    event, refusal = what_follows(
        script.as_facts(),
        arrived_at=row.arrived_at,
        newest=newest_at(script),
        too_long=why_too_long(counted.count, rule),
        at=at,
    )
    if event is not ArrivalEvent.REPLACE:
        _move(row, ArrivalEvent.READ)
    _move(row, event, refusal)
    if event is ArrivalEvent.HAND_IN:
        _hand_in(script, row, upload, counted, at=at)


def _hand_in(script: Script, row: Arrival, upload: ScriptUpload, counted: Counted, *, at: datetime) -> None:
    """The version that a file becomes: as of when it arrived, under the receipt that was given then."""
    version = ScriptVersion.objects.create(
        script=script,
        upload=upload,
        number=script.versions.count() + 1,
        receipt=row.receipt,
        declaration=row.declaration,
        count=to_keep(counted),
        submitted_at=row.arrived_at,
    )
    keep_signature(version, Signature(**row.signature), at=row.arrived_at)
    who = script.enrolment.participant
    script.state = step(STEPS, State(script.state), Event.SUBMIT).value
    script.save(update_fields=["state"])
    ScriptStep.objects.create(script=script, event=Event.SUBMIT.value, state=script.state, by_id=who.pk, at=at)
    facts = {"version": str(version.number), "receipt": version.receipt, "sha256": row.file.sha256}
    audit(by=str(who.ref), did="assessment.submit", to=str(script.ref), at=at, **facts)
    post(Notice("assessment.submitted", {"script": str(script.ref), "version": str(version.ref)}), at=at)


def _move(row: Arrival, event: ArrivalEvent, refusal: Refusal | None = None) -> None:
    row.state = step(ARRIVAL_STEPS, ArrivalState(row.state), event).value
    if refusal:
        row.code, row.says, row.mend = refusal.code, refusal.says, refusal.mend


def _as_ended(row: Arrival) -> Ended:
    return Ended(ArrivalState(row.state), row.as_refusal(), UploadRef(row.upload.ref) if row.upload else None)


def _arriving(row: Script, wish: Wish, *, at: datetime) -> None:
    if hasattr(row.window, "project"):
        raise Refused(PROJECT)
    asked = declaration_asked(policy_of(row.window).gate) if wish.hands_in else None
    refusal = why_not_arrive(row.as_facts(), wish, declaration=asked, at=at)
    if refusal:
        raise Refused(refusal)


def _same_again(row: Script, sha256: str, name: str, wish: Wish) -> Arrival | None:
    """The file that arrived last, if this is it again under the same name and nothing was handed in since."""
    last = row.arrivals.select_related("file").order_by("-pk").first()
    if (
        last is None
        or (last.file.sha256, last.file.name) != (sha256, name[:200])
        or last.state == ArrivalState.TURNED_AWAY.value
    ):
        return None
    newest = newest_at(row)
    is_newest = newest is None or newest <= last.arrived_at or not wish.hands_in
    return last if last.hands_in == wish.hands_in and is_newest else None
