"""Instruments, their versions, and the components that ask for them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.coaching.types.instruments import VersionState


class Instrument(models.Model):
    """A questionnaire by its short name; what it asks stands in its versions."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(slug=""), name="instrument_has_a_short_name")]


class InstrumentVersion(models.Model):
    """What an instrument asks. A draft changes; once frozen it never does, so that all who answer answer the same."""

    personal: ClassVar[tuple[str, ...]] = ()
    frozen_after: ClassVar[tuple[str, str]] = ("state", VersionState.DRAFT.value)

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in VersionState])
    content = models.JSONField()
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="instrument_has_each_version_once"),
            models.UniqueConstraint(
                fields=["instrument"], condition=models.Q(state="draft"), name="instrument_has_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", frozen_at=None) | models.Q(state="frozen", frozen_at__isnull=False),
                name="instrument_version_frozen_has_a_moment",
            ),
        ]


class InstrumentTie(models.Model):
    """A component asks for an instrument: a review or needs analysis that is done credits it."""

    personal: ClassVar[tuple[str, ...]] = ()

    component = models.OneToOneField(
        "programmes.Component", on_delete=models.CASCADE, related_name="instrument_tie", primary_key=True
    )
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="ties")
