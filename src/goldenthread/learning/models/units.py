"""Units as they are written: versions, pages and questions."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.learning.rules.states import State
from goldenthread.learning.rules.writing import may_read_drafts
from goldenthread.learning.types import (
    Choice,
    EditedPage,
    PageRef,
    QuestionDraft,
    QuestionKind,
    QuestionLine,
    QuestionRef,
)
from goldenthread.people.types import Actor


class UnitSet(models.QuerySet["Unit"]):
    """Units, as far as somebody may see them as a whole, drafts and right answers and all."""

    def seen_by(self, actor: Actor) -> Self:
        """Those who write units, and the lead provider's staff who check them."""
        return self if may_read_drafts(actor) else self.none()


class Unit(models.Model):
    """What is studied for one component. Its words are in its versions."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    component = models.OneToOneField("programmes.Component", on_delete=models.CASCADE, related_name="unit")
    opened_at = models.DateTimeField()

    objects = UnitSet.as_manager()


class Version(models.Model):
    """One state of a unit's words. Only a draft changes; what participants read stays as it was published."""

    personal: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.DRAFT.value)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="unit_version_number_is_unique"),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(state="draft"), name="unit_has_one_draft_at_most"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(state="published"), name="unit_has_one_published_version_at_most"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at=None)
                | models.Q(state__in=["published", "retired"], published_at__isnull=False),
                name="unit_version_published_has_a_moment",
            ),
        ]


class Page(models.Model):
    """One screen of a unit. ``key`` stays the same from version to version, so that what was read stays read."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(default=uuid.uuid4)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True, default="")
    minutes = models.PositiveSmallIntegerField(default=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="page_is_once_in_a_version"),
            models.CheckConstraint(condition=~models.Q(title=""), name="page_has_a_title"),
        ]
        indexes = [models.Index(fields=["version", "position"], name="pages_in_order")]

    def as_edited(self) -> EditedPage:
        """The page as its author sees it; wants ``questions`` fetched beforehand, in order."""
        return EditedPage(
            PageRef(self.ref),
            self.position,
            self.title,
            self.body,
            self.minutes,
            tuple(QuestionLine(QuestionRef(q.ref), q.as_draft()) for q in self.questions.all()),
            key=self.key,
        )


class Question(models.Model):
    """A check for understanding at the end of a page; ``key`` as a page's."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(default=uuid.uuid4)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in QuestionKind])
    prompt = models.TextField()
    choices = models.JSONField(default=list, blank=True)
    accepts = models.JSONField(default=list, blank=True)
    when_right = models.TextField(blank=True, default="")
    when_wrong = models.TextField(blank=True, default="")
    least_words = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in QuestionKind]), name="question_kind_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(prompt=""), name="question_asks_something"),
        ]

    def as_draft(self) -> QuestionDraft:
        """The question as its author wrote it."""
        return QuestionDraft(
            QuestionKind(self.kind),
            self.prompt,
            tuple(Choice(c["words"], c["is_right"], c["feedback"], c.get("pair", "")) for c in self.choices),
            tuple(self.accepts),
            self.when_right,
            self.when_wrong,
            self.least_words,
        )
