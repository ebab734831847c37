"""Comments at passages, the bank they are taken from, and what a draft was before it was overwritten."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.assessment.models.markings import OF_MARKERS, Allocation
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.pinning import Audience, Passage, Pin, PinRef, Unpinned
from goldenthread.people.types import Actor


class BankComment(models.Model):
    """A comment that is used again: its writer's own, or everybody's who marks against the scheme."""

    personal: ClassVar[tuple[str, ...]] = ("words",)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    scheme = models.UUIDField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    is_shared = models.BooleanField(default=False)
    code = models.CharField(max_length=20, blank=True, default="")
    words = models.TextField()
    added_at = models.DateTimeField()
    taken_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="bank_comment_has_words")]
        indexes = [models.Index(fields=["scheme", "person"], name="bank_of_a_scheme")]


class PinSet(models.QuerySet["PinnedComment"]):
    """Pinned comments."""

    def standing(self) -> Self:
        """Those that were not taken away, in the order of the text."""
        return self.filter(taken_away_at=None).order_by("block", "start", "pk")


class PinnedComment(models.Model):
    """What a marker says about a passage. Until they finish it can be changed and taken away; then it stands.

    ``block`` counts the blocks of the text from 0; ``start`` and ``end`` the letters of the block. ``quote`` are the
    words that stand there, by which the passage is found again.
    """

    personal: ClassVar[tuple[str, ...]] = ("quote", "words")
    kept_back: ClassVar[str] = (
        "What a marker notes is theirs until the result is out, which shows what is meant for you."
    )
    written_once: ClassVar[tuple[str, ...]] = ("ref", "allocation", "block", "start", "end", "pinned_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="pins")
    block = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    code = models.CharField(max_length=20, blank=True, default="")
    words = models.TextField()
    audience = models.CharField(max_length=11, choices=[(a.value, a.value) for a in Audience])
    banked = models.ForeignKey(BankComment, on_delete=models.PROTECT, null=True, blank=True, related_name="pins")
    pinned_at = models.DateTimeField()
    taken_away_at = models.DateTimeField(null=True, blank=True)

    objects = PinSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="pinned_comment_has_words"),
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="passage_ends_after_it_starts"),
            models.CheckConstraint(
                condition=models.Q(audience__in=[a.value for a in Audience]), name="pinned_comment_has_a_known_reader"
            ),
        ]

    def as_pin(self, number: int) -> Pin:
        """The comment under its number; wants the allocation fetched."""
        passage = Passage(self.block, self.start, self.end, self.quote)
        who = Audience(self.audience)
        return Pin(PinRef(self.ref), number, passage, self.code, self.words, who, self.allocation.seat)


class OverwrittenDraft(models.Model):
    """What a marker's draft said before something in it was overwritten. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ("sheet", "comment", "unpinned")
    kept_back: ClassVar[str] = OF_MARKERS
    written_once: ClassVar[tuple[str, ...]] = ("allocation", "number", "saved_at")

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="overwritten")
    number = models.PositiveIntegerField()
    sheet = models.JSONField(default=dict)
    comment = models.TextField(blank=True, default="")
    unpinned = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["allocation", "number"], name="draft_is_overwritten_once_by_number")
        ]

    def as_sheet(self) -> MarkSheet:
        """The draft as it was."""
        marks = {c: Mark(e["mark"], e["reason"]) for c, e in self.sheet.items()}
        return MarkSheet(marks, self.comment, Unpinned(**self.unpinned))


def bank_seen_by(actor: Actor) -> models.QuerySet[BankComment]:
    """What this actor can take from the bank: their own, and what is shared."""
    mine = models.Q(person_id=actor.person_id) | models.Q(is_shared=True)
    return BankComment.objects.filter(mine, taken_away_at=None)
