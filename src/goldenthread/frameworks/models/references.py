"""References: those of a reading under review, and those that were published with an edition."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.frameworks import types
from goldenthread.frameworks.rules.addresses import with_addresses


class ReadingReference(models.Model):
    """An entry of a reading's references: what it says now, what was read, and who last changed it.

    One that is out is no entry of its own, a person said; it is not published, and can be put back.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reading = models.ForeignKey("frameworks.Reading", on_delete=models.CASCADE, related_name="references")
    section = models.ForeignKey(
        "frameworks.ReadingSection", on_delete=models.CASCADE, null=True, blank=True, related_name="references"
    )
    position = models.PositiveIntegerField()
    group = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    lines = models.JSONField()
    original = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    is_out = models.BooleanField(default=False)
    changed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "position"], name="reading_reference_position_is_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="reading_reference_says_something"),
            models.CheckConstraint(condition=Q(version__gte=1), name="reading_reference_version_counts_from_one"),
            models.CheckConstraint(
                condition=Q(changed_by=None, changed_at=None) | Q(changed_by__isnull=False, changed_at__isnull=False),
                name="reading_reference_changed_by_somebody",
            ),
        ]

    def as_view(self, doubts: tuple[types.DoubtLine, ...]) -> types.ReferenceView:
        """The entry as a value; wants ``section`` and ``changed_by`` fetched with it."""
        section = self.section.number if self.section is not None else None
        return types.ReferenceView(
            ref=self.ref,
            section=section,
            group=self.group,
            text=self.text,
            lines=tuple(self.lines),
            version=self.version,
            is_out=self.is_out,
            original=self.original["text"],
            was_changed=(self.text, section) != (self.original["text"], self.original["section"]),
            changed_by=self.changed_by.name if self.changed_by is not None else "",
            doubts=doubts,
        )


class Reference(models.Model):
    """An entry of an edition's references, under the section whose evidence it is, where the document names one."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("ref", "edition", "section", "position", "group", "text")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, related_name="references")
    section = models.ForeignKey(
        "frameworks.Section", on_delete=models.PROTECT, null=True, blank=True, related_name="references"
    )
    position = models.PositiveIntegerField()
    group = models.CharField(max_length=300, blank=True)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="reference_position_is_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="reference_says_something"),
        ]

    def as_line(self) -> types.ReferenceLine:
        """The entry as a value; wants ``section`` fetched with it."""
        section = self.section.number if self.section is not None else None
        return types.ReferenceLine(self.ref, section, self.group, self.text, with_addresses(self.text))
