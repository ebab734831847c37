"""What assessors read: their queue and one script at a time, by number. No name, school or file name is fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, Q, Value, When

from goldenthread.assessment.models import Allocation, CriterionMark, Marking, ScriptVersion, Window
from goldenthread.assessment.models.markings import AllocationSet
from goldenthread.assessment.queries.banking import bank_for
from goldenthread.assessment.queries.carrying import parts_beside, scheme_with, schemes_of
from goldenthread.assessment.queries.composing import whole_text
from goldenthread.assessment.queries.counting import blocks_of, counted_of, standing_recount, standing_version
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.given import others_at
from goldenthread.assessment.queries.masking import places_over
from goldenthread.assessment.queries.pinning import earlier_drafts, pins_at, pins_of
from goldenthread.assessment.rules.carrying import for_markers
from goldenthread.assessment.rules.keeping import from_kept
from goldenthread.assessment.rules.limits import where_reached
from goldenthread.assessment.rules.marking import reckon, what_lacks, why_not_mark
from goldenthread.assessment.rules.masking import as_text, covered, covered_pins, covered_reached
from goldenthread.assessment.rules.pinning import drawn, is_unpinned
from goldenthread.assessment.rules.standing import why_not_open
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.marking_pages import MarkingPage, Progress, Queue, QueueCounts, QueueRow, ScriptText
from goldenthread.assessment.types.pinning import Pin
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import AllocationRef, ScriptRef
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import MarkScheme, WordRule

PAGE = 50
# Begun first, finished last. A draft that holds no mark yet is not begun.
_NEED = Case(
    When(marking__isnull=False, then=Value(2)),
    When(Q(draft=None) | Q(draft__sheet={}), then=Value(1)),
    default=Value(0),
    output_field=IntegerField(),
)


def queue_counts(*, by: Actor) -> QueueCounts:
    """How much of this assessor's queue is to do, and how much is finished; in one statement."""
    unfinished, finished = Count("pk", filter=Q(marking=None)), Count("marking")
    return QueueCounts(**Allocation.objects.kept_by(by).aggregate(to_do=unfinished, finished=finished))


def marking_queue(*, by: Actor, page: int = 1) -> Queue:
    """A page of what this assessor has; in six statements whatever their number.

    A page beyond the last is the last.
    """
    counts = queue_counts(by=by)
    pages = max(-(-(counts.to_do + counts.finished) // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = _shown(by, skip=(page - 1) * PAGE)
    schemes = schemes_of(row.script for row in rows)
    versions = ScriptVersion.objects.filter(script__in=[row.script_id for row in rows]).order_by("number")
    shown = versions.annotate(recount=standing_recount()).values_list("script_id", "upload__parts", "count", "recount")
    words = {script: _words(*said) for script, *said in shown}
    found = (_queue_row(row, schemes[row.script_id], words.get(row.script_id, 0)) for row in rows)
    return Queue(tuple(found), counts, page, pages)


def _shown(by: Actor, *, skip: int) -> list[Allocation]:
    rows = Allocation.objects.kept_by(by).select_related("script__window__brief__brief", "marking", "draft")
    return list(rows.order_by(_NEED, "allocated_at", "script__number", "pk")[skip : skip + PAGE])


def _words(parts: Mapping[str, int], kept: Mapping[str, Any], said: Sequence[Mapping[str, Any]]) -> int:
    """The words of a version that count; all of them where its count was not kept yet."""
    if said:
        return int(said[0]["words"])
    return from_kept(kept).read if kept else sum(parts.values())


def _queue_row(row: Allocation, scheme: MarkScheme, words: int) -> QueueRow:
    marking: Marking | None = getattr(row, "marking", None)
    marked = len(row.draft.as_sheet().given) if hasattr(row, "draft") else 0
    progress = Progress.FINISHED if marking else Progress.BEGUN if marked else Progress.TO_DO
    return QueueRow(
        ref=AllocationRef(row.ref),
        number=row.script.number,
        qualification=scheme.qualification,
        brief=row.script.window.brief.brief.title,
        words=words,
        progress=progress,
        marked=len(scheme.criteria) if marking else marked,
        criteria=len(scheme.criteria),
        allocated_at=row.allocated_at,
        finished_at=marking.finished_at if marking else None,
    )


def marking_page(ref: UUID, *, by: Actor, at: datetime) -> MarkingPage:
    """One script for this assessor. No other marking is fetched but for whoever is to read the others, because they
    lie too far apart. In at most twenty-five statements.

    :raises Allocation.DoesNotExist: if it is not theirs.
    :raises Refused: if they have not finished it and the standard keeps them from it; nothing of it is fetched then.
    """
    row = _own(by).get(ref=ref)
    window, script = row.script.window, row.script
    whole, carried = scheme_with(script)
    scheme, policy = for_markers(whole), policy_of(window)
    marking: Marking | None = getattr(row, "marking", None)
    sheet = marking.as_sheet() if marking else row.draft.as_sheet() if hasattr(row, "draft") else MarkSheet()
    facts = facts_of([script], policy=policy)[script.pk]
    marker = marker_of(by)
    refusal = why_not_open(facts, marker)
    if refusal and marking is None:
        raise Refused(refusal)
    lacks = () if marking else what_lacks(sheet, scheme)
    text = script_text(script.pk, policy.words)
    own_pins = pins_at(row.ref)
    pins = covered_pins(own_pins, text.blocks)
    others = others_at(row, each=policy.seats)
    return MarkingPage(
        ref=AllocationRef(row.ref),
        script=ScriptRef(script.ref),
        number=script.number,
        seat=row.seat,
        brief_title=window.brief.brief.title,
        brief_text=whole_text(window.brief),
        text=text,
        scheme=scheme,
        sheet=sheet,
        saved_at=row.draft.saved_at if hasattr(row, "draft") else None,
        finished_at=marking.finished_at if marking else None,
        judged=None if lacks else reckon(sheet, scheme),
        lacks=lacks,
        why_not=why_not_mark(facts, marker, has_finished=marking is not None, on=day_here(at)),
        next_ref=_next(row, by=by),
        draft=row.draft.number if hasattr(row, "draft") else 0,
        lines=drawn(text.blocks, pins, text.reached),
        pins=pins,
        bank=bank_for(window.scheme, by=by),
        earlier=earlier_drafts(row.ref, scheme),
        is_unpinned=marking is None and is_unpinned(sheet.unpinned, own_pins),
        others=tuple(each.as_sheet() for each in others),
        beside=parts_beside(carried),
        parts=_parts_of(window),
        others_pins=_told_apart(covered_pins(pins_of(script.pk) if others else (), text.blocks), others),
    )


def _parts_of(window: Window) -> Mapping[str, str]:
    """To which part of its form each criterion of a project belongs; nothing where there is but one part."""
    parts = window.project.form.as_form().parts if hasattr(window, "project") else ()
    return {code: part.title for part in parts for code in part.criteria} if len(parts) > 1 else {}


def _told_apart(pins: Sequence[Pin], others: Sequence[Marking]) -> tuple[tuple[str, Pin], ...]:
    """The comments of others that the participant will read, each under its marker's letter. What somebody wrote for
    the moderator alone stays there."""
    letters = {each.allocation.seat: chr(ord("A") + place) for place, each in enumerate(others)}
    return tuple((letters[pin.seat], pin) for pin in pins if pin.seat in letters and pin.goes_out)


def script_text(script: int, rule: WordRule) -> ScriptText:
    """The text of the version that stands, read when it was uploaded; in one statement."""
    version = standing_version(script)
    counted, plain, places = counted_of(version, rule), blocks_of(version.upload), places_over(version)
    blocks = covered(plain, places)
    return ScriptText(
        blocks,
        counted.count,
        masked_name(version) if places else version.upload.clean_file.name,
        counted.penalty,
        covered_reached(where_reached(plain, counted.count, counted.rule), blocks),
    )


def marked_file(ref: UUID, *, by: Actor) -> FileCopy:
    """The cleaned copy of the script at this seat.

    :raises Allocation.DoesNotExist: if it is not theirs. :raises Refused: as :func:`marking_page` does.
    """
    return clean_copy(opened_seat(ref, by=by).script_id)


def opened_seat(ref: UUID, *, by: Actor) -> Allocation:
    """A seat of which its holder may open what is there; in at most ten statements.

    :raises Allocation.DoesNotExist: if it is not theirs. :raises Refused: as :func:`marking_page` does.
    """
    row = _own(by).get(ref=ref)
    refusal = None if hasattr(row, "marking") else why_not_open(facts_of([row.script])[row.script_id], marker_of(by))
    if refusal:
        raise Refused(refusal)
    return row


def clean_copy(script: int) -> FileCopy:
    """The cleaned copy of the version that stands; where words of it are masked, its text without them."""
    version = standing_version(script)
    places = places_over(version)
    if not places:
        return copy_of(version.upload.clean_file_id)
    text = as_text(covered(blocks_of(version.upload), places))
    return FileCopy(text.encode(), masked_name(version), MEDIA_TYPES[Kind.TEXT])


def masked_name(version: ScriptVersion) -> str:
    """What the copy is called that leaves masked words out. It is text alone."""
    return f"script-{version.script.number}-masked.txt"


def finished_sheet(ref: UUID, *, by: Actor) -> MarkSheet:
    """What somebody gave at a seat of theirs that they finished, in two statements.

    :raises Marking.DoesNotExist: if it is not theirs, or not finished.
    """
    own = Marking.everything.filter(allocation__in=Allocation.objects.seen_by(by), allocation__ref=ref)
    return own.prefetch_related("marks").get().as_sheet()


def is_mine(ref: UUID, *, by: Actor) -> bool:
    """Whether a seat is still somebody's; in one statement."""
    return Allocation.objects.seen_by(by).filter(ref=ref).exists()


def _next(row: Allocation, *, by: Actor) -> AllocationRef | None:
    """The next script that this assessor has not finished, oldest first."""
    waiting = Allocation.objects.seen_by(by).filter(marking=None).exclude(pk=row.pk)
    ref = waiting.order_by("allocated_at", "script__number").values_list("ref", flat=True).first()
    return AllocationRef(ref) if ref else None


def _own(by: Actor) -> AllocationSet:
    marks = Prefetch("marking__marks", queryset=CriterionMark.objects.order_by("pk"))
    return (
        Allocation.objects.kept_by(by)
        .select_related("script__window__cohort__release__programme__qualification", "script__window__brief__brief")
        .select_related("marking", "draft", "script__window__project__form")
        .select_related("script__enrolment__cohort", "script__window__brief__file")
        .prefetch_related(marks)
    )
