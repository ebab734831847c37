"""The lead provider, its delivery partners, and schools."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.people.types import Actor, Duty, OrganisationDetails, OrganisationKind, Phase


class OrganisationSet(models.QuerySet["Organisation"]):
    """Organisations, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Provider staff see all; others their own; those who run cohorts also see schools."""
        if actor.wears_for_provider(
            Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.CURRICULUM_LEAD, Duty.QUALITY_LEAD, Duty.INSPECTOR
        ):
            return self
        own = models.Q(pk__in=actor.places(*Duty))
        if actor.wears(Duty.PROGRAMME_MANAGER):
            own |= models.Q(kind=OrganisationKind.SCHOOL.value)
        return self.filter(own)


class Organisation(models.Model):
    """The lead provider (exactly one in an installation), a delivery partner, or a school.

    What stands below the number may be empty: then nobody has recorded it.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in OrganisationKind])
    name = models.CharField(max_length=200)
    urn = models.CharField(max_length=8, blank=True, default="")

    place = models.CharField(max_length=120, blank=True, default="")
    specialism = models.CharField(max_length=200, blank=True, default="")
    phase = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Phase], blank=True, default="")
    fsm_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    fsm_source = models.CharField(max_length=200, blank=True, default="")
    fsm_on = models.DateField(null=True, blank=True)

    objects = OrganisationSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phase="") | models.Q(phase__in=[p.value for p in Phase]),
                name="organisation_phase_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(fsm_percent=None, fsm_source="", fsm_on=None)
                | (models.Q(fsm_percent__gte=0, fsm_percent__lte=100, fsm_on__isnull=False) & ~models.Q(fsm_source="")),
                name="organisation_free_meals_figure_has_a_source_and_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in OrganisationKind]), name="organisation_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind="lead_provider"), name="installation_has_one_lead_provider"
            ),
            models.UniqueConstraint(fields=["urn"], condition=~models.Q(urn=""), name="organisation_urn_is_unique"),
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_a_name"),
        ]

    def as_details(self) -> OrganisationDetails:
        """What is known of it beside its name."""
        return OrganisationDetails(
            place=self.place,
            specialism=self.specialism,
            phase=Phase(self.phase) if self.phase else None,
            fsm_percent=self.fsm_percent,
            fsm_source=self.fsm_source,
            fsm_on=self.fsm_on,
        )
