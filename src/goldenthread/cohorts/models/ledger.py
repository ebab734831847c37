"""Registers, the ledger of credits, and the figure that is kept from it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from django.db import models

from goldenthread.cohorts.types import CreditEntry, KeptFigure, Mark, Source
from goldenthread.cohorts.types.keeping import part_of
from goldenthread.programmes.types import Measure


class RegisterTaking(models.Model):
    """One time that a register was sent in. ``key`` came with the empty form, so a second click is recognised.

    ``opened_at``: when the page was made on which it was filled in; empty for what did not come from a page.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    session = models.ForeignKey("cohorts.Session", on_delete=models.PROTECT, related_name="takings")
    key = models.UUIDField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "key"], name="register_is_sent_in_once")]


class RegisterEntry(models.Model):
    """One mark for one person at one session. A correction is a new entry that names the one it replaces."""

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = ("ref", "session", "enrolment", "mark", "by", "at", "replaces")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey("cohorts.Session", on_delete=models.PROTECT, related_name="register")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="register")
    mark = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Mark])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    why = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(mark__in=[m.value for m in Mark]), name="register_mark_is_known"),
            models.UniqueConstraint(
                fields=["session", "enrolment"],
                condition=models.Q(replaces=None),
                name="register_marks_a_person_once",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces=None) | ~models.Q(why=""), name="register_correction_has_a_reason"
            ),
        ]


class Credit(models.Model):
    """One entry of the ledger: evidence that ``parts`` of ``out_of`` of a component were done. Append-only.

    Parts are whole numbers so that three thirds are a whole. An entry that ``waives`` credits nothing; it says that
    what is not credited of the component is not due. A correction is an entry with the same parts below nothing that
    names the entry it takes back.
    """

    personal: ClassVar[tuple[str, ...]] = ("why",)
    written_once: ClassVar[tuple[str, ...]] = (
        "ref",
        "enrolment",
        "component",
        "parts",
        "out_of",
        "source",
        "source_ref",
        "by",
        "at",
        "corrects",
        "waives",
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="credits")
    component = models.ForeignKey("programmes.Component", on_delete=models.PROTECT, related_name="credits")
    parts = models.IntegerField()
    out_of = models.PositiveIntegerField()
    source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Source])
    source_ref = models.UUIDField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    why = models.TextField(blank=True, default="")
    waives = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__in=[s.value for s in Source]), name="credit_source_is_known"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "component", "source", "source_ref"],
                condition=models.Q(corrects=None),
                name="credit_counts_the_same_evidence_once",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None, parts__gt=0)
                | (models.Q(corrects__isnull=False, parts__lt=0) & ~models.Q(why="")),
                name="credit_adds_and_correction_takes_back",
            ),
            models.CheckConstraint(condition=models.Q(out_of__gte=1), name="credit_is_out_of_something"),
        ]
        indexes = [models.Index(fields=["enrolment", "component"], name="credits_of_an_enrolment")]

    @property
    def share(self) -> Fraction:
        """How much of the component, exactly; below nothing for a correction."""
        return Fraction(self.parts, self.out_of)

    def as_entry(self) -> CreditEntry:
        """The entry as the rule of engagement needs it."""
        return CreditEntry(self.component_id, self.share, self.waives)


class Engagement(models.Model):
    """The figure as it was last reckoned from the ledger: one row for each enrolment, rebuilt whenever asked.

    ``parts``: the figures of the parts, where the policy has several.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    enrolment = models.OneToOneField(
        "cohorts.Enrolment", on_delete=models.PROTECT, related_name="engagement", primary_key=True
    )
    millionths = models.PositiveIntegerField(default=0)
    is_met = models.BooleanField(default=False)
    credited = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    due = models.PositiveIntegerField(default=0)
    threshold = models.PositiveSmallIntegerField(null=True, blank=True)
    measure = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Measure])
    parts = models.JSONField(default=list, blank=True)
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(millionths__lte=1_000_000), name="engagement_is_a_share_of_what_is_due"
            ),
        ]
        indexes = [models.Index(fields=["millionths"], name="engagement_by_share")]

    def as_figure(self) -> KeptFigure:
        """The kept figure as a value."""
        return KeptFigure(
            self.millionths,
            self.is_met,
            self.credited,
            self.due,
            self.threshold,
            Measure(self.measure),
            parts=tuple(map(part_of, self.parts)),
        )
