"""Finished markings that a conflict of interest is about which was declared afterwards."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from goldenthread.assessment.models.describing import MarkerConflict
from goldenthread.assessment.models.markings import Marking
from goldenthread.assessment.types.conflicting import FoundState

_DECIDED = sorted((FoundState.STANDS.value, FoundState.ASIDE.value))


class FoundConflictSet(models.QuerySet["FoundConflict"]):
    """Markings about which somebody decides, by who declared the conflict."""

    def by_naming(self) -> Self:
        """Those of conflicts that somebody declared for another: whoever named the person would read here which script
        is theirs."""
        return self.exclude(conflict__by_id=F("conflict__person_id"))


class FoundConflict(models.Model):
    """A marking was finished before its marker declared a conflict with whom it is about; a person decides, and says
    why, whether it stands. While nobody has, and the conflict has not ended, its result stays in.
    """

    personal: ClassVar[tuple[str, ...]] = ("why",)
    kept_back: ClassVar[str] = "What stands of a marking is decided by others, of scripts that are known by number."
    about_person: ClassVar[str] = "conflict__person"
    written_once: ClassVar[tuple[str, ...]] = ("ref", "conflict", "marking", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    conflict = models.ForeignKey(MarkerConflict, on_delete=models.PROTECT, related_name="found")
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="conflicts")
    at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=[(s.value, s.value) for s in FoundState])
    why = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = FoundConflictSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conflict", "marking"], name="conflict_is_found_once_at_a_marking"),
            models.CheckConstraint(
                condition=Q(state=FoundState.WAITING.value, decided_by=None, decided_at=None)
                | Q(state__in=_DECIDED, decided_by__isnull=False, decided_at__isnull=False),
                name="found_conflict_is_decided_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="found_conflicts_by_state")]
