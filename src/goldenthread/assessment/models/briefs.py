"""What is set, and when work on it is taken."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.assessment.models.seeing import reads
from goldenthread.assessment.types.submitting import WindowFacts
from goldenthread.assessment.types.words import BriefState, WindowRef
from goldenthread.people.types import Actor, Duty


class BriefSet(models.QuerySet["Brief"]):
    """Briefs, as far as somebody may see them before they are given out."""

    def seen_by(self, actor: Actor) -> Self:
        """Those who run or read assessment; participants meet a brief through their script."""
        return self if reads(actor) else self.none()


class Brief(models.Model):
    """A case study or task under one title, through all its versions."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    objects = BriefSet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(title=""), name="brief_has_a_title")]


class BriefVersion(models.Model):
    """One wording of a brief, in markdown, with a file of data if it has one. A published one never changes."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in BriefState])
    text = models.TextField()
    file = models.ForeignKey(
        "ground.StoredFile", to_field="ref", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brief", "number"], name="brief_version_number_is_unique"),
            models.UniqueConstraint(
                fields=["brief"], condition=models.Q(state="draft"), name="brief_has_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at=None)
                | models.Q(state="published", published_at__isnull=False),
                name="brief_version_published_has_a_time",
            ),
        ]


class WindowSet(models.QuerySet["Window"]):
    """Windows, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """The provider's staff see all; a partner's programme manager those of the partner's cohorts."""
        if reads(actor):
            return self
        return self.filter(cohort__partner_id__in=actor.places(Duty.PROGRAMME_MANAGER))

    def read_by(self, actor: Actor) -> Self:
        """Those whose scripts this actor reads by number: nobody of a partner does, who knows its people by name."""
        return self if reads(actor) else self.none()

    def met_by(self, actor: Actor) -> Self:
        """Those of the cohorts on which this actor is a participant."""
        return self.filter(cohort__enrolments__participant_id=actor.person_id)


class Window(models.Model):
    """When work on a brief is taken from a cohort. ``scheme`` is the reference of the frozen mark scheme it has."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="windows")
    brief = models.ForeignKey(BriefVersion, on_delete=models.PROTECT, related_name="windows")
    scheme = models.UUIDField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    planned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    objects = WindowSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="window_closes_after_it_opens"
            ),
            models.UniqueConstraint(fields=["cohort", "opens_at"], name="cohort_has_one_window_at_a_time"),
        ]
        indexes = [models.Index(fields=["closes_at"], name="windows_by_closing")]

    def as_facts(self) -> WindowFacts:
        """From when until when."""
        return WindowFacts(WindowRef(self.ref), self.opens_at, self.closes_at)
