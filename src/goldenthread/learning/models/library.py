"""The library: what can be read and watched beyond the units, tied to statements."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models

from goldenthread.learning.rules.library import State, sees_everything
from goldenthread.learning.types.library import ItemDraft, ItemKind, ItemRef, LibraryItem
from goldenthread.people.types import Actor


class ItemSet(models.QuerySet["Item"]):
    """Library items, as far as somebody may see them."""

    def seen_by(self, actor: Actor) -> Self:
        """Those who keep the library see all; others what is shared, and what they proposed themselves."""
        if sees_everything(actor):
            return self
        return self.filter(models.Q(state=State.SHARED.value) | models.Q(added_by_id=actor.person_id))


class Item(models.Model):
    """One piece of research, media or school practice."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ItemKind])
    title = models.CharField(max_length=300)
    authors = models.CharField(max_length=300, blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.URLField(max_length=500, blank=True, default="")
    licence = models.CharField(max_length=200, blank=True, default="")
    summary = models.TextField()
    minutes = models.PositiveSmallIntegerField(default=0)
    file = models.ForeignKey(
        "ground.StoredFile", to_field="ref", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    statements = models.ManyToManyField("frameworks.Statement", related_name="+")
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ItemSet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "title"], name="library_by_title")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="library_item_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in ItemKind]), name="library_item_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(summary=""), name="library_item_says_what_it_is"
            ),
        ]

    def as_item(self) -> LibraryItem:
        """The item as pages show it; wants ``file``, ``added_by`` and ``statements`` fetched beforehand."""
        return LibraryItem(
            ref=ItemRef(self.ref),
            state=State(self.state).value,
            draft=ItemDraft(
                kind=ItemKind(self.kind),
                title=self.title,
                authors=self.authors,
                year=self.year,
                address=self.address,
                licence=self.licence,
                summary=self.summary,
                minutes=self.minutes,
                statements=frozenset(s.ref for s in self.statements.all()),
            ),
            codes=tuple(sorted({s.code for s in self.statements.all()})),
            file_name=self.file.name if self.file else "",
            file_size=self.file.size if self.file else 0,
            added_by=self.added_by.name,
            added_at=self.added_at,
        )


class ItemVersion(models.Model):
    """What an item said from a moment on, and who wrote it so."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("item", "number", "says", "by", "at")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    says = models.JSONField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="library_item_version_number_is_unique")]
