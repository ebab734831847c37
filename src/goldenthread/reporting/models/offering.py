"""What of a programme is published to everybody, by an act of somebody."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.reporting.types.offering import Cost, Figure


class Offer(models.Model):
    """One act of publishing. The next one for the same programme, or taking it back, ends it; nothing else changes.

    ``figures`` are those of the chosen years as they stood, made coarse before they were kept.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "programme",
        "release",
        "about",
        "cost",
        "cost_since",
        "cost_includes",
        "cost_source",
        "figures",
        "published_at",
        "published_by",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey("programmes.Release", on_delete=models.PROTECT, related_name="+")
    about = models.TextField(blank=True, default="")
    cost = models.PositiveIntegerField(null=True, blank=True)
    cost_since = models.DateField(null=True, blank=True)
    cost_includes = models.CharField(max_length=200, blank=True, default="")
    cost_source = models.CharField(max_length=200, blank=True, default="")
    figures = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(ended_at=None), name="programme_is_offered_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(cost=None, cost_since=None, cost_includes="", cost_source="")
                | (models.Q(cost__isnull=False, cost_since__isnull=False) & ~models.Q(cost_source="")),
                name="offer_cost_has_a_day_and_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="offer_ended_by_somebody",
            ),
        ]

    def as_cost(self) -> Cost | None:
        """What a place costs, where that was said."""
        if self.cost is None or self.cost_since is None:
            return None
        return Cost(self.cost, self.cost_since, self.cost_includes, self.cost_source)

    def as_figures(self) -> tuple[Figure, ...]:
        """The figures that were published with it."""
        return tuple(Figure(**told) for told in self.figures)


class OfferVariant(models.Model):
    """A local variant that is published with an offer."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("offer", "variant")

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="variants")
    variant = models.ForeignKey("programmes.Variant", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "variant"], name="variant_is_in_an_offer_once")]


class OfferCohort(models.Model):
    """A cohort whose dates and free places are published with an offer."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("offer", "cohort")

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="cohorts")
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "cohort"], name="cohort_is_in_an_offer_once")]
