"""Changes of route and of cohort, as they happened."""

from __future__ import annotations

import uuid
from fractions import Fraction
from typing import ClassVar

from django.db import models

from goldenthread.programmes.types import Route

_ROUTES = [(r.value, r.value) for r in Route]


class Transfer(models.Model):
    """Somebody went to another cohort, to the other route, or both. Never changed.

    What they had done is carried over as entries of the ledger whose source is this row.
    """

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "enrolment",
        "from_cohort",
        "to_cohort",
        "from_route",
        "to_route",
        "by",
        "at",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="transfers")
    from_cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="left_by")
    to_cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="joined_by")
    from_route = models.CharField(max_length=10, choices=_ROUTES)
    to_route = models.CharField(max_length=10, choices=_ROUTES)
    why = models.TextField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_cohort=models.F("to_cohort"), from_route=models.F("to_route")),
                name="transfer_changes_something",
            ),
            models.CheckConstraint(condition=~models.Q(why=""), name="transfer_has_a_reason"),
        ]


class CarriedOver(models.Model):
    """What one thing done counted as in the other place: nothing, without ``onto``. Never changed."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("transfer", "done", "onto", "parts", "out_of")

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="carried")
    done = models.ForeignKey("programmes.Component", on_delete=models.PROTECT, related_name="+")
    onto = models.ForeignKey("programmes.Component", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    parts = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()

    @property
    def share(self) -> Fraction:
        """How much of what was done it was, exactly."""
        return Fraction(self.parts, self.out_of)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "done"], name="transfer_carries_a_component_once"),
            models.CheckConstraint(
                condition=models.Q(parts__gte=1, parts__lte=models.F("out_of")), name="carried_over_is_a_share"
            ),
        ]
