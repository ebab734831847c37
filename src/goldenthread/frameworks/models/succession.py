"""What became of an edition's statements in the next."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.frameworks import types
from goldenthread.frameworks.models.editions import NAMED, Edition
from goldenthread.frameworks.types import Change, Run
from goldenthread.people.types import Actor

_IN_BOTH = [Change.SAME.value, Change.REWORDED.value, Change.MOVED.value]


class SuccessionSet(models.QuerySet["Succession"]):
    """Successions, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Those of editions that this actor may see."""
        return self.filter(edition__in=Edition.objects.seen_by(actor))

    def named(self) -> Self:
        """With what ``as_line`` wants, in the same statement."""
        sides = (f"{side}__{part}" for side in ("old", "new") for part in NAMED)
        return self.select_related("decided_by", *sides)


class Succession(models.Model):
    """What became of one statement when an edition took the place of the last. Made when that edition is published.

    ``score`` is the share of words both have, 0 to 1. A person may confirm a rewording, part it into one statement
    removed and one added, or join such two; who did so last, and when, stands in the row, and each time in the record.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, related_name="successions")
    old = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, null=True, related_name="later")
    new = models.ForeignKey("frameworks.Statement", on_delete=models.PROTECT, null=True, related_name="earlier")
    change = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Change])
    score = models.FloatField()
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = SuccessionSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "old"], name="statement_has_one_successor_in_an_edition"),
            models.UniqueConstraint(fields=["new"], name="statement_succeeds_one_at_most"),
            models.CheckConstraint(
                condition=Q(change__in=_IN_BOTH, old__isnull=False, new__isnull=False)
                | Q(change=Change.ADDED.value, old=None, new__isnull=False)
                | Q(change=Change.REMOVED.value, old__isnull=False, new=None),
                name="succession_has_the_sides_of_its_change",
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="succession_score_is_a_share"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="succession_decided_has_who_and_when",
            ),
        ]

    def as_line(self, runs: tuple[Run, ...] = ()) -> types.ChangeLine:
        """The change as a page shows it; wants :meth:`SuccessionSet.named`. ``runs``: the words that differ."""
        return types.ChangeLine(
            ref=types.SuccessionRef(self.ref),
            change=Change(self.change),
            score=self.score,
            old=self.old.as_line() if self.old else None,
            new=self.new.as_line() if self.new else None,
            runs=runs,
            decided_by=self.decided_by.name if self.decided_by else "",
            decided_at=self.decided_at,
        )
