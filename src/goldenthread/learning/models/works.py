"""Work on formative tasks: the draft, every version handed in, and the feedback on each."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.learning.models.working import Step, Written, WrittenSet
from goldenthread.learning.rules.states import WorkState
from goldenthread.learning.types.practising import Verdict

_STATES = [s.value for s in WorkState]


class Work(Written):
    """One participant's work on one task. ``reviewer`` has taken it; nobody has before."""

    personal: ClassVar[tuple[str, ...]] = ("words",)
    is_coached: ClassVar[bool] = True

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey("learning.Task", on_delete=models.PROTECT, related_name="works")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="works")
    reviewer = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = WrittenSet["Work"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "enrolment"], name="task_is_done_once_in_an_enrolment"),
            models.CheckConstraint(condition=models.Q(state__in=_STATES), name="work_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state="drafted") | models.Q(submitted_at__isnull=False),
                name="work_handed_in_has_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", credit_ref__isnull=False)
                | (~models.Q(state="accepted") & models.Q(credit_ref=None)),
                name="work_is_credited_while_accepted",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="works_that_wait")]


class WorkFile(models.Model):
    """A file beside a draft. One that was taken away again is kept, so that it is erased with whoever it belongs to;
    what was handed in keeps its own list."""

    personal: ClassVar[tuple[str, ...]] = ()

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    taken_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "file"], name="file_stands_once_beside_a_work")]


class WorkStep(Step):
    """Something that happened to somebody's work on a task."""

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "work", "event", "state", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=_STATES), name="work_step_state_is_known"),
            models.CheckConstraint(
                condition=~models.Q(event="reopen") | ~models.Q(why=""), name="work_opened_again_has_a_reason"
            ),
        ]


class Handin(models.Model):
    """One version of somebody's work, as it was handed in."""

    personal: ClassVar[tuple[str, ...]] = ("words",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "work", "number", "version", "word_count", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="handins")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey("learning.TaskVersion", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, default="")
    word_count = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "number"], name="handin_number_is_unique")]


class HandinFile(models.Model):
    """A file that was handed in with a version."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("handin", "file")

    handin = models.ForeignKey(Handin, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")


class FeedbackDraft(models.Model):
    """Feedback that its reviewer is still writing. ``sheet`` holds it whole."""

    personal: ClassVar[tuple[str, ...]] = ("sheet",)
    kept_back: ClassVar[str] = "Feedback that has not been sent is its reviewer’s; you get it when it is sent."

    handin = models.ForeignKey(Handin, on_delete=models.PROTECT, related_name="feedback_drafts")
    reviewer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sheet = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handin", "reviewer"], name="reviewer_has_one_draft_of_feedback")
        ]


class Feedback(models.Model):
    """Feedback on a version, as it was sent. One that was opened again may have more than one."""

    personal: ClassVar[tuple[str, ...]] = ("overall", "next_step")
    written_once: ClassVar[tuple[str, ...]] = ("ref", "handin", "reviewer", "verdict", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    handin = models.ForeignKey(Handin, on_delete=models.PROTECT, related_name="feedback")
    reviewer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Verdict])
    overall = models.TextField()
    next_step = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=[v.value for v in Verdict]), name="feedback_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="good_enough") | ~models.Q(next_step=""),
                name="feedback_to_do_again_says_what_is_next",
            ),
        ]


class FeedbackLine(models.Model):
    """What was said of one statement; ``label`` in the words of the task at the time."""

    personal: ClassVar[tuple[str, ...]] = ("comment",)
    written_once: ClassVar[tuple[str, ...]] = ("feedback", "statement", "label")

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="lines")
    statement = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)
    comment = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "statement"], name="feedback_judges_a_statement_once")
        ]


class Remark(models.Model):
    """A question about feedback, or an answer to one."""

    personal: ClassVar[tuple[str, ...]] = ("words",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "feedback", "by", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="remarks")
    words = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
