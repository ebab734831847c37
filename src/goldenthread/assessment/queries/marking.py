"""What assessors read: their queue and one script at a time, by number. No name, school or file name is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, Q, Value, When

from goldenthread.assessment.models import Allocation, CriterionMark, Marking, ScriptUpload, ScriptVersion
from goldenthread.assessment.models.markings import AllocationSet
from goldenthread.assessment.queries.composing import whole_text
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.rules.marking import reckon, what_lacks, why_not_mark
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.marking_pages import MarkingPage, Progress, Queue, QueueCounts, QueueRow, ScriptText
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import AllocationRef, Part, ScriptRef
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme, mark_schemes
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
    return QueueCounts(**Allocation.objects.seen_by(by).aggregate(to_do=unfinished, finished=finished))


def marking_queue(*, by: Actor, page: int = 1) -> Queue:
    """A page of what this assessor has; in six statements whatever their number.

    A page beyond the last is the last.
    """
    counts = queue_counts(by=by)
    pages = max(-(-(counts.to_do + counts.finished) // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = _shown(by, skip=(page - 1) * PAGE)
    schemes = mark_schemes(row.script.window.scheme for row in rows)
    versions = ScriptVersion.objects.filter(script__in=[row.script_id for row in rows]).order_by("number")
    parts = dict(versions.values_list("script_id", "upload__parts"))
    found = (_queue_row(row, schemes[row.script.window.scheme], parts.get(row.script_id, {})) for row in rows)
    return Queue(tuple(found), counts, page, pages)


def _shown(by: Actor, *, skip: int) -> list[Allocation]:
    rows = Allocation.objects.seen_by(by).select_related("script__window__brief__brief", "marking", "draft")
    return list(rows.order_by(_NEED, "allocated_at", "script__number", "pk")[skip : skip + PAGE])


def _queue_row(row: Allocation, scheme: MarkScheme, parts: Mapping[str, int]) -> QueueRow:
    marking: Marking | None = getattr(row, "marking", None)
    marked = len(row.draft.as_sheet().given) if hasattr(row, "draft") else 0
    progress = Progress.FINISHED if marking else Progress.BEGUN if marked else Progress.TO_DO
    return QueueRow(
        ref=AllocationRef(row.ref),
        number=row.script.number,
        qualification=scheme.qualification,
        brief=row.script.window.brief.brief.title,
        words=sum(parts.values()),
        progress=progress,
        marked=len(scheme.criteria) if marking else marked,
        criteria=len(scheme.criteria),
        allocated_at=row.allocated_at,
        finished_at=marking.finished_at if marking else None,
    )


def marking_page(ref: UUID, *, by: Actor) -> MarkingPage:
    """One script for this assessor; the other assessor's marking is never fetched. In twelve statements.

    :raises Allocation.DoesNotExist: if it is not theirs.
    """
    row = _own(by).get(ref=ref)
    window, script = row.script.window, row.script
    scheme, policy = mark_scheme(window.scheme), policy_of(window)
    marking: Marking | None = getattr(row, "marking", None)
    sheet = marking.as_sheet() if marking else row.draft.as_sheet() if hasattr(row, "draft") else MarkSheet()
    facts = facts_of([script])[script.pk]
    return MarkingPage(
        ref=AllocationRef(row.ref),
        script=ScriptRef(script.ref),
        number=script.number,
        seat=row.seat,
        brief_title=window.brief.brief.title,
        brief_text=whole_text(window.brief),
        text=script_text(script.pk, policy.words),
        scheme=scheme,
        sheet=sheet,
        saved_at=row.draft.saved_at if hasattr(row, "draft") else None,
        finished_at=marking.finished_at if marking else None,
        judged=reckon(sheet, scheme) if marking else None,
        lacks=() if marking else what_lacks(sheet, scheme),
        why_not=why_not_mark(facts, marker_of(by), has_finished=marking is not None),
        next_ref=_next(row, by=by),
    )


def script_text(script: int, rule: WordRule) -> ScriptText:
    """The text of the version that stands, read when it was uploaded; in one statement."""
    upload = (
        ScriptUpload.objects.select_related("clean_file")
        .filter(version__script_id=script)
        .order_by("-version__number")[:1]
        .get()
    )
    blocks = tuple(Block(Part(part), text) for part, text in upload.blocks)
    return ScriptText(blocks, upload.as_count(rule), upload.clean_file.name)


def marked_file(ref: UUID, *, by: Actor) -> FileCopy:
    """The cleaned copy of the script at this seat. :raises Allocation.DoesNotExist: if it is not theirs."""
    row = Allocation.objects.seen_by(by).get(ref=ref)
    return clean_copy(row.script_id)


def clean_copy(script: int) -> FileCopy:
    """The cleaned copy of the version that stands."""
    newest = ScriptUpload.objects.filter(version__script_id=script).order_by("-version__number")
    return copy_of(newest[:1].get().clean_file_id)


def _next(row: Allocation, *, by: Actor) -> AllocationRef | None:
    """The next script that this assessor has not finished, oldest first."""
    waiting = Allocation.objects.seen_by(by).filter(marking=None).exclude(pk=row.pk)
    ref = waiting.order_by("allocated_at", "script__number").values_list("ref", flat=True).first()
    return AllocationRef(ref) if ref else None


def _own(by: Actor) -> AllocationSet:
    marks = Prefetch("marking__marks", queryset=CriterionMark.objects.order_by("pk"))
    return (
        Allocation.objects.seen_by(by)
        .select_related("script__window__cohort__release", "script__window__brief__brief", "marking", "draft")
        .select_related("script__enrolment__cohort", "script__window__brief__file")
        .prefetch_related(marks)
    )
