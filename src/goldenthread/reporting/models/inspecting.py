"""Evidence packs of inspection weeks, kept as they stood."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.people.types import Actor
from goldenthread.reporting.rules.inspecting import may_read
from goldenthread.reporting.types.inspecting import PackLine


class InspectionPackSet(models.QuerySet["InspectionPack"]):
    """Packs, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """The provider's staff who run or check things, and inspectors; they are of the whole provider."""
        return self if may_read(actor) else self.none()


class InspectionPack(models.Model):
    """One pack of one week. Made again, it is the week's next version; none is ever changed.

    ``tables`` hold no name of a person, only who leads which session. ``key`` came with the page: sent twice, it is
    one pack.
    """

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = (
        *("ref", "week_on", "version", "key", "provider", "tables", "attributions"),
        *("partners", "participants", "sessions", "made_by", "made_at"),
    )

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    week_on = models.DateField()
    version = models.PositiveSmallIntegerField()
    key = models.UUIDField(unique=True)
    provider = models.CharField(max_length=200)
    tables = models.JSONField()
    attributions = models.JSONField(default=list)
    partners = models.PositiveIntegerField()
    participants = models.PositiveIntegerField()
    sessions = models.PositiveIntegerField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = InspectionPackSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week_on", "version"], name="inspection_pack_version_is_unique"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="inspection_pack_versions_begin_at_one"),
        ]
        indexes = [models.Index(fields=["-made_at"], name="inspection_packs_newest_first")]

    def as_line(self) -> PackLine:
        """As the list names it; wants ``made_by`` fetched."""
        return PackLine(
            ref=self.ref,
            week_on=self.week_on,
            version=self.version,
            provider=self.provider,
            made_by=self.made_by.name,
            made_at=self.made_at,
            partners=self.partners,
            participants=self.participants,
            sessions=self.sessions,
        )
