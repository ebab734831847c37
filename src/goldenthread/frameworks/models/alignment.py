"""Statements of different frameworks that say the same."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from goldenthread.frameworks import types
from goldenthread.frameworks.models.editions import NAMED, Edition
from goldenthread.frameworks.types import AlignmentState, EditionState, Run
from goldenthread.people.types import Actor


class AlignmentSet(models.QuerySet["Alignment"]):
    """Alignments, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Those between statements of editions that this actor may see."""
        seen = Edition.objects.seen_by(actor)
        return self.filter(one__edition__in=seen, other__edition__in=seen)

    def in_force(self) -> Self:
        """Those whose both statements stand in an edition in force."""
        published = EditionState.PUBLISHED.value
        return self.filter(one__edition__state=published, other__edition__state=published)

    def named(self) -> Self:
        """With what ``as_line`` wants, in the same statement."""
        sides = (f"{side}__{part}" for side in ("one", "other") for part in NAMED)
        return self.select_related("decided_by", *sides)


class Alignment(models.Model):
    """Two statements that may say the same. Proposed by the worker; what a person decided is in the record each time.

    ``score`` is the share of words both have, 0 to 1. ``one`` is the statement that was published here first.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    one = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in AlignmentState])
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = AlignmentSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="statements_are_aligned_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="alignment_names_the_earlier_first"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="alignment_score_is_a_share"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | Q(state__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="alignment_decided_has_who_and_when",
            ),
        ]

    def as_line(self, runs: tuple[Run, ...]) -> types.AlignmentLine:
        """The alignment with its evidence; wants :meth:`AlignmentSet.named`. ``runs``: the words that differ."""
        return types.AlignmentLine(
            ref=types.AlignmentRef(self.ref),
            state=AlignmentState(self.state),
            score=self.score,
            one=self.one.as_line(),
            other=self.other.as_line(),
            runs=runs,
            decided_by=self.decided_by.name if self.decided_by else "",
            decided_at=self.decided_at,
        )
