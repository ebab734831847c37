"""Answers while they are written, and every text that is kept of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.scripts import Script
from goldenthread.assessment.types.writing import DraftFacts


class AnswerDraft(models.Model):
    """One answer as it stands, at the place of its question. ``sheet`` wrote it last, alone since ``run_from``."""

    personal: ClassVar[tuple[str, ...]] = ("text",)

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="answers")
    place = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    sheet = models.UUIDField(null=True, blank=True)
    run_from = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["script", "place"], name="script_has_one_answer_at_a_place"),
            models.CheckConstraint(
                condition=models.Q(run_from__lte=models.F("revision")), name="answer_run_begins_before_it_ends"
            ),
        ]

    def as_facts(self) -> DraftFacts:
        """What rules need to know of it."""
        return DraftFacts(self.text, self.revision, self.sheet, self.run_from)


class AnswerKept(models.Model):
    """A text that was kept of an answer: revisions, thinned as they age, and texts kept beside one, which never go.

    ``sheet`` is on a text beside only: what that sheet goes on writing grows there until somebody has chosen.
    """

    personal: ClassVar[tuple[str, ...]] = ("text",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(AnswerDraft, on_delete=models.PROTECT, related_name="kept")
    text = models.TextField(blank=True, default="")
    length = models.PositiveIntegerField()
    kept_at = models.DateTimeField()
    sheet = models.UUIDField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "sheet"],
                condition=models.Q(sheet__isnull=False, settled_at=None),
                name="sheet_has_one_open_text_beside_an_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at=None) | models.Q(sheet__isnull=False),
                name="kept_text_settled_stood_beside",
            ),
        ]
        indexes = [models.Index(fields=["answer", "kept_at"], name="kept_texts_of_an_answer")]


class AnswerPaste(models.Model):
    """Something was pasted into an answer: how long it was, and when the server heard of it. Never what it was."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("script", "place", "sheet", "number", "characters", "at")

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="pastes")
    place = models.PositiveSmallIntegerField()
    sheet = models.UUIDField()
    number = models.PositiveIntegerField()
    characters = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # A save whose answer was lost is sent again, with the same pastes.
            models.UniqueConstraint(fields=["script", "sheet", "number"], name="paste_is_told_once"),
            models.CheckConstraint(condition=models.Q(characters__gte=1), name="paste_has_a_length"),
        ]


class DraftLeft(models.Model):
    """Answers that were not handed in when their window closed, seen to once: taken by themselves, or told of."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("script", "version", "seen_at")

    script = models.OneToOneField(Script, on_delete=models.PROTECT, related_name="draft_left")
    version = models.OneToOneField(
        "assessment.ScriptVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField()
