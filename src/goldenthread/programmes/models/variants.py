"""Local variants of a programme."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.people.types import Actor
from goldenthread.programmes import types
from goldenthread.programmes.models.releases import READERS
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.types import VariantKind


class VariantSet(models.QuerySet["Variant"]):
    """Variants, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Provider staff see all; a partner's staff their own and those of phases and regions; nobody else any."""
        if why_not_design(actor) is None or actor.wears_for_provider(*READERS):
            return self
        if actor.wears(*READERS):
            return self.filter(models.Q(partner=None) | models.Q(partner__in=actor.places(*READERS)))
        return self.none()


class Variant(models.Model):
    """What a partner, phase or region makes of a programme. Its components stand on the programme's releases."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("ref", "programme")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="variants")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in VariantKind])
    about = models.TextField(blank=True, default="")
    partner = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = VariantSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="variant_has_a_title"),
            models.UniqueConstraint(fields=["programme", "title"], name="variant_title_is_unique_in_its_programme"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in VariantKind]), name="variant_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="partner", partner__isnull=False)
                | (~models.Q(kind="partner") & models.Q(partner=None)),
                name="variant_names_a_partner_where_it_is_ones",
            ),
        ]

    def as_line(self) -> types.VariantLine:
        """The variant as a list names it; wants ``partner`` fetched beforehand."""
        return types.VariantLine(
            id=self.pk,
            ref=types.VariantRef(self.ref),
            title=self.title,
            kind=VariantKind(self.kind),
            about=self.about,
            partner=self.partner.name if self.partner else "",
            partner_ref=self.partner.ref if self.partner else None,
        )
