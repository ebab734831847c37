"""What was handed in on a task and what was said of it: the same for its writer and its reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.learning.models import Feedback, FeedbackLine, Handin, HandinFile, Remark, Work, WorkFile
from goldenthread.learning.models.working import Step
from goldenthread.learning.rules.states import WORK_EVENT_NAMES, WorkEvent
from goldenthread.learning.types.practising import (
    FeedbackRef,
    FeedbackView,
    FileLine,
    HandinRef,
    HandinView,
    JudgedStatement,
    RemarkLine,
    Verdict,
    WorkStepLine,
)
from goldenthread.learning.types.tasking import StatementLabel


def handins_of(works: Iterable[int]) -> Mapping[int, tuple[HandinView, ...]]:
    """Every version of some works with its files and feedback, the oldest first, by work; in six statements."""
    lines = FeedbackLine.objects.select_related("statement").order_by("statement__position")
    remarks = Remark.objects.select_related("by").order_by("id")
    given = Feedback.objects.select_related("reviewer").prefetch_related(
        Prefetch("lines", queryset=lines), Prefetch("remarks", queryset=remarks)
    )
    rows = list(
        Handin.objects.filter(work_id__in=list(works))
        .order_by("number")
        .prefetch_related(
            Prefetch("files", queryset=HandinFile.objects.select_related("file").order_by("id")),
            Prefetch("feedback", queryset=given.order_by("id")),
        )
    )
    judged = {line.statement.ref for row in rows for f in row.feedback.all() for line in f.lines.all()}
    labels = {ref: StatementLabel(ref, line.label, line.text) for ref, line in statements_by_ref(judged).items()}
    found: dict[int, tuple[HandinView, ...]] = {}
    for row in rows:
        view = HandinView(
            HandinRef(row.ref),
            row.number,
            row.words,
            row.word_count,
            files_of(row.files.all()),
            row.at,
            tuple(_feedback(one, labels) for one in row.feedback.all()),
        )
        found[row.work_id] = (*found.get(row.work_id, ()), view)
    return found


def files_of(rows: Iterable[WorkFile | HandinFile]) -> tuple[FileLine, ...]:
    """Files as lists show them; wants ``file`` fetched beforehand."""
    return tuple(
        FileLine(row.file.ref, row.file.name, row.file.size, row.file.sha256, row.file.kept_at) for row in rows
    )


def steps_told(rows: Iterable[Step]) -> tuple[WorkStepLine, ...]:
    """Steps in words; wants ``by`` fetched beforehand."""
    return tuple(WorkStepLine(WORK_EVENT_NAMES[WorkEvent(r.event)], r.by.name, r.at, r.why) for r in rows)


def steps_of(work: Work) -> tuple[WorkStepLine, ...]:
    """Everything that happened to a work, in one statement."""
    return steps_told(work.steps.select_related("by").order_by("id"))


def _feedback(row: Feedback, labels: Mapping[UUID, StatementLabel]) -> FeedbackView:
    return FeedbackView(
        ref=FeedbackRef(row.ref),
        reviewer=row.reviewer.name,
        verdict=Verdict(row.verdict),
        overall=row.overall,
        next_step=row.next_step,
        judged=tuple(JudgedStatement(labels[one.statement.ref], one.label, one.comment) for one in row.lines.all()),
        remarks=tuple(RemarkLine(one.words, one.by.name, one.at) for one in row.remarks.all()),
        at=row.at,
    )
