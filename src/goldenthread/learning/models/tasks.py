"""Formative tasks as they are written: versions with their statements and exemplars."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from goldenthread.frameworks.types import StatementLine
from goldenthread.learning.rules.states import State
from goldenthread.learning.rules.writing import may_read_drafts
from goldenthread.learning.types.tasking import (
    Attaching,
    ExemplarDraft,
    ExemplarLine,
    ExemplarRef,
    StatementLabel,
    TaskDraft,
    TaskVersionView,
)
from goldenthread.people.types import Actor


def in_order(lines: Iterable[StatementLine]) -> tuple[StatementLabel, ...]:
    """Statements as tasks name them, in the order of the framework."""
    return tuple(StatementLabel(line.ref, line.label, line.text) for line in sorted(lines, key=lambda line: line.id))


class TaskSet(models.QuerySet["Task"]):
    """Tasks, as far as somebody may see them as a whole, drafts and all."""

    def seen_by(self, actor: Actor) -> Self:
        """Those who write tasks, and the lead provider's staff who check them."""
        return self if may_read_drafts(actor) else self.none()


class Task(models.Model):
    """What is practised for one component. Its words are in its versions."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    component = models.OneToOneField("programmes.Component", on_delete=models.CASCADE, related_name="task")
    opened_at = models.DateTimeField()

    objects = TaskSet.as_manager()


class TaskVersion(models.Model):
    """One state of a task's words. Only a draft changes; work is judged by the version it was handed in under.

    When it is due is its cohort's to say (``cohorts.queries.due``).
    """

    personal: ClassVar[tuple[str, ...]] = ()

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.DRAFT.value)
    published_at = models.DateTimeField(null=True, blank=True)
    asks = models.TextField(blank=True, default="")
    is_written = models.BooleanField(default=True)
    least_words = models.PositiveIntegerField(default=0)
    most_words = models.PositiveIntegerField(default=0)
    attaching = models.CharField(max_length=10, choices=[(a.value, a.value) for a in Attaching])
    attach_what = models.CharField(max_length=300, blank=True, default="")
    labels = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="task_version_number_is_unique"),
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(state="draft"), name="task_has_one_draft_at_most"
            ),
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(state="published"), name="task_has_one_published_version_at_most"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at=None)
                | models.Q(state__in=["published", "retired"], published_at__isnull=False),
                name="task_version_published_has_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(attaching__in=[a.value for a in Attaching]), name="task_attaching_is_known"
            ),
        ]

    def as_draft(self) -> TaskDraft:
        """What its author decided; wants ``statements__statement`` fetched beforehand."""
        return TaskDraft(
            asks=self.asks,
            is_written=self.is_written,
            least_words=self.least_words,
            most_words=self.most_words,
            attaching=Attaching(self.attaching),
            attach_what=self.attach_what,
            labels=tuple(self.labels),
            statements=frozenset(row.statement.ref for row in self.statements.all()),
        )

    def as_view(self, lines: Mapping[UUID, StatementLine]) -> TaskVersionView:
        """The version with its statements, given by reference, and its exemplars, fetched beforehand and in order."""
        draft = self.as_draft()
        return TaskVersionView(
            self.number,
            draft,
            in_order(line for ref, line in lines.items() if ref in draft.statements),
            tuple(exemplar.as_line() for exemplar in self.exemplars.all()),
        )


class TaskStatement(models.Model):
    """A statement against which feedback on a version is given."""

    personal: ClassVar[tuple[str, ...]] = ()

    version = models.ForeignKey(TaskVersion, on_delete=models.CASCADE, related_name="statements")
    statement = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "statement"], name="task_judges_a_statement_once")]


class Exemplar(models.Model):
    """An example answer with what to notice in it; ``against`` by the reference of each statement it is about."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(default=uuid.uuid4)
    version = models.ForeignKey(TaskVersion, on_delete=models.CASCADE, related_name="exemplars")
    title = models.CharField(max_length=200)
    body = models.TextField()
    notes = models.TextField(blank=True, default="")
    is_before = models.BooleanField(default=False)
    against = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="exemplar_is_once_in_a_version"),
            models.CheckConstraint(condition=~models.Q(body=""), name="exemplar_has_words"),
        ]

    def as_line(self) -> ExemplarLine:
        """The exemplar as pages show it."""
        against = {UUID(ref): words for ref, words in self.against.items()}
        draft = ExemplarDraft(self.title, self.body, self.notes, self.is_before, against)
        return ExemplarLine(ExemplarRef(self.ref), draft)
