"""Pictures, videos and files of a unit. A row never changes: what an old version showed, it shows for good."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.learning.types.illustrating import MediaKind, MediaRef, MediaView


class Media(models.Model):
    """One picture, video or file, which pages name by its number in the unit."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        "ref", "unit", "number", "kind", "title", "alt", "is_decorative", "address", "transcript", "file",
    )  # fmt: skip

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("learning.Unit", on_delete=models.CASCADE, related_name="media")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in MediaKind])
    title = models.CharField(max_length=200)
    alt = models.TextField(blank=True, default="")
    is_decorative = models.BooleanField(default=False)
    address = models.URLField(max_length=500, blank=True, default="")
    transcript = models.TextField(blank=True, default="")
    file = models.ForeignKey(
        "ground.StoredFile", to_field="ref", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="media_number_is_unique_in_a_unit"),
            models.CheckConstraint(
                condition=models.Q(kind="picture", file__isnull=False, is_decorative=True)
                | (models.Q(kind="picture", file__isnull=False) & ~models.Q(alt=""))
                | (models.Q(kind="video", file=None) & ~models.Q(address="") & ~models.Q(transcript=""))
                | models.Q(kind="download", file__isnull=False),
                name="media_says_what_its_kind_needs",
            ),
        ]  # fmt: skip

    def as_view(self) -> MediaView:
        """What a page shows; wants ``file`` fetched beforehand."""
        file = self.file
        return MediaView(
            MediaRef(self.ref),
            self.number,
            MediaKind(self.kind),
            self.title,
            self.alt,
            self.address,
            self.transcript,
            name=file.name if file else "",
            media_type=file.media_type if file else "",
            size=file.size if file else 0,
            width=self.width,
            height=self.height,
        )
