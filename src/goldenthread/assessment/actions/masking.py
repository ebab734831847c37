"""Report a passage that gives somebody away, and mask it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.transaction import atomic

from goldenthread.assessment.actions.suspecting import note_on_standard
from goldenthread.assessment.actions.wanting import want_marking
from goldenthread.assessment.models import Allocation, Mask, MaskSeen, PassageReport, Script, ScriptVersion
from goldenthread.assessment.queries.counting import blocks_of, standing_version
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.masking import REPORT_STEPS, places_of, why_not_report_passage
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.rules.pinning import passage_of
from goldenthread.assessment.types.masking import NewPassage, ReportEvent, ReportState
from goldenthread.assessment.types.pinning import NewPin
from goldenthread.assessment.types.words import State, WantReason, WhyEnded
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor

KNOWN = "Whoever marked it can tell whose it is."


@atomic
def report_passage_at_seat(seat: UUID, asked: NewPassage, *, by: Actor, at: datetime) -> None:
    """A marker reports words that give somebody away. The same twice is once.

    :raises Refused: if the words do not stand there, or nothing is said of what they give away.
    :raises Allocation.DoesNotExist: if the seat is not theirs.
    """
    row = Allocation.objects.kept_by(by).select_related("script").get(ref=seat)
    # The same is asked of a text that is nobody's, or a marker could tell it by what is not refused.
    said = _said(row.script, asked)
    if row.script.standard:
        note_on_standard(row.script, by=by, at=at)
        return
    _report(row.script, said, by=by, at=at, seat=row)


@atomic
def report_passage(script: UUID, asked: NewPassage, *, by: Actor, at: datetime) -> None:
    """A moderator, or somebody who runs assessment, reports such words.

    :raises Refused: if this actor may not, or as above. :raises Script.DoesNotExist: if it is not theirs to see.
    """
    row = Script.objects.seen_by(by).get(ref=script)
    refusal = why_not_seat_moderator(by)
    if refusal and why_not_run(by):
        raise Refused(refusal)
    _report(row, _said(row, asked), by=by, at=at)


@atomic
def mask_passage(report: UUID, *, by: Actor, at: datetime) -> int:
    """Hide the reported words wherever they stand; says in how many places of the text. What was handed in stays as it
    is. Who had begun or finished marking is noted; whoever can tell whose it is marks it no longer.

    :raises Refused: if this actor does not run assessment. :raises NoSuchStep: if it was looked at already.
    :raises PassageReport.DoesNotExist: if there is none.
    """
    row = _decided(report, ReportEvent.MASK, by=by, at=at)
    version = ScriptVersion.objects.select_related("upload").get(pk=row.version_id)
    places = places_of(row.quote, blocks_of(version.upload))
    kept = " ".join(f"{each.block}:{each.start}:{each.end}" for each in places)
    mask = Mask.objects.create(version=version, report=row, places=kept, quote=row.quote, by_id=by.person_id, at=at)
    begun = Q(marking__isnull=False) | (Q(draft__isnull=False) & ~Q(draft__sheet={}))
    seats = Allocation.objects.filter(begun, script=row.script).order_by("pk")
    MaskSeen.objects.bulk_create(MaskSeen(mask=mask, seat=seat) for seat in seats)
    audit(by=str(by), did="assessment.mask_passage", to=str(row.script.ref), at=at, places=str(len(places)))
    _part_with(row, by=by, at=at)
    return len(places)


@atomic
def leave_passage(report: UUID, *, by: Actor, at: datetime) -> None:
    """The words give nobody away, and stay. Whoever can tell whose the script is marks it no longer all the same.

    :raises Refused: if this actor does not run assessment. :raises NoSuchStep: if it was looked at already.
    :raises PassageReport.DoesNotExist: if there is none.
    """
    row = _decided(report, ReportEvent.LEAVE, by=by, at=at)
    audit(by=str(by), did="assessment.leave_passage", to=str(row.script.ref), at=at)
    _part_with(row, by=by, at=at)


@dataclass(frozen=True)
class _Said:
    """What is reported, with where its words stand in a version."""

    version: ScriptVersion
    block: int | None
    quote: str
    why: str
    knows: bool


def _said(script: Script, asked: NewPassage) -> _Said:
    if script.state == State.BEGUN.value:
        raise ScriptVersion.DoesNotExist
    version = standing_version(script.pk)
    quote, block = asked.quote.strip(), None
    if asked.paragraph:
        passage = passage_of(NewPin(asked.paragraph, "", quote), blocks_of(version.upload))
        quote, block = passage.quote, passage.block
    refusal = why_not_report_passage(quote, asked.why)
    if refusal:
        raise Refused(refusal)
    return _Said(version, block, quote, asked.why.strip(), asked.knows)


def _report(script: Script, said: _Said, *, by: Actor, at: datetime, seat: Allocation | None = None) -> None:
    waiting = PassageReport.objects.filter(version=said.version, by_id=by.person_id, state=ReportState.WAITING)
    if waiting.filter(block=said.block, quote=said.quote, why=said.why, knows=said.knows).exists():
        return
    PassageReport.objects.create(
        script=script,
        version=said.version,
        block=said.block,
        quote=said.quote,
        why=said.why,
        knows=said.knows,
        seat=seat,
        state=ReportState.WAITING.value,
        by_id=by.person_id,
        at=at,
    )
    audit(by=str(by), did="assessment.report_passage", to=str(script.ref), at=at, knows="yes" if said.knows else "no")
    post(Notice("assessment.passage_reported", {"script": str(script.ref)}), at=at)


def _decided(ref: UUID, event: ReportEvent, *, by: Actor, at: datetime) -> PassageReport:
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    rows = PassageReport.objects.select_related("script", "seat__marking")
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    row.state = step(REPORT_STEPS, ReportState(row.state), event).value
    row.decided_by_id, row.decided_at = by.person_id, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    return row


def _part_with(row: PassageReport, *, by: Actor, at: datetime) -> None:
    """Whoever can tell whose it is gives up their seat; a marking that they had finished has to be made anew."""
    seat = row.seat
    if not row.knows or seat is None:
        return
    script = Script.objects.select_for_update().get(pk=row.script_id)
    ended = Allocation.objects.current().filter(pk=seat.pk)
    if script.state == State.RELEASED.value or not ended.update(ended_at=at, why_ended=WhyEnded.CONFLICT.value):
        return
    if hasattr(seat, "marking"):
        want_marking([script], WantReason.IDENTITY, by=by, at=at, why=KNOWN)
    else:
        post(Notice("assessment.seats_given_up", {"script": str(script.ref)}), at=at)
