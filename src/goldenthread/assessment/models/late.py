"""Pieces that were offered after the close."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.assessment.models.scripts import Script, ScriptVersion
from goldenthread.assessment.types.late import LateRef, LateState

_DECIDED = sorted((LateState.ACCEPTED.value, LateState.REFUSED.value))
_STATES = sorted(s.value for s in LateState)


class LatePiece(models.Model):
    """A piece that somebody offered after their own close, kept as it came with its hash and receipt.

    It is not read for anybody, and no version: only where a person accepted it is there a version that it became.
    ``why`` is read by those who decide; ``answer`` by whoever offered it, too. ``signature``: what was put below the
    declaration.
    """

    personal: ClassVar[tuple[str, ...]] = ("why", "answer", "signature")
    written_once: ClassVar[tuple[str, ...]] = ("ref", "script", "file", "receipt", "declaration", "offered_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="late_pieces")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    receipt = models.CharField(max_length=20, unique=True)
    declaration = models.PositiveSmallIntegerField()
    signature = models.JSONField(default=dict)
    why = models.TextField()
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in _STATES])
    answer = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.OneToOneField(
        ScriptVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="late_piece"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_STATES), name="late_piece_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=LateState.ACCEPTED.value, version__isnull=False)
                | ~Q(state=LateState.ACCEPTED.value) & Q(version=None),
                name="late_piece_counts_only_if_accepted",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | ~Q(state__in=_DECIDED) & Q(decided_by=None),
                name="late_piece_is_decided_by_a_person",
            ),
            models.UniqueConstraint(
                fields=["script"],
                condition=Q(state__in=sorted((LateState.ACCEPTED.value, LateState.OFFERED.value))),
                name="script_has_one_late_piece_at_a_time",
            ),
        ]

    def as_ref(self) -> LateRef:
        """Its reference."""
        return LateRef(self.ref)
