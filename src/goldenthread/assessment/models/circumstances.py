"""Circumstances of an assessment, and the evidence of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.assessment.models.attempts import PutOff
from goldenthread.assessment.models.briefs import Window
from goldenthread.assessment.models.own_times import OwnTime
from goldenthread.assessment.types.circumstances import AskedFor, AskedState
from goldenthread.programmes.types.granting import GrantKind

NOTHING = "nothing"
_TIMES = sorted((GrantKind.LATER_CLOSE.value, GrantKind.MINUTES.value))
_PUT_OFF = sorted((GrantKind.LATER_WINDOW.value, GrantKind.NOT_COUNTED.value, GrantKind.WITHDRAWAL.value))
_GIVES = sorted((*_TIMES, *_PUT_OFF, NOTHING))


class Circumstance(models.Model):
    """What somebody asks for in a window because of their circumstances, and what was decided."""

    personal: ClassVar[tuple[str, ...]] = ("account", "answer")
    written_once: ClassVar[tuple[str, ...]] = ("ref", "window", "enrolment", "asks", "asked_at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="circumstances")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="circumstances")
    asks = models.CharField(max_length=12, choices=[(a.value, a.value) for a in AskedFor])
    account = models.TextField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in AskedState])
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    # What was given in the same act; empty for what was decided before that was asked, or was not granted.
    gives = models.CharField(max_length=12, choices=[(g, g) for g in _GIVES], blank=True, default="")
    own_time = models.OneToOneField(OwnTime, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    put_off = models.OneToOneField(PutOff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["window", "enrolment", "asks"],
                condition=models.Q(state=AskedState.ASKED.value),
                name="person_asks_for_a_thing_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AskedState.ASKED.value, decided_at=None)
                | models.Q(decided_at__isnull=False) & ~models.Q(state=AskedState.ASKED.value),
                name="circumstance_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(gives__in=_TIMES, own_time__isnull=False, put_off=None)
                | models.Q(gives__in=_PUT_OFF, own_time=None, put_off__isnull=False)
                | models.Q(gives__in=["", NOTHING], own_time=None, put_off=None),
                name="circumstance_gives_what_it_says",
            ),
        ]


class CircumstanceFile(models.Model):
    """Evidence, as it was given. It goes with its person."""

    personal: ClassVar[tuple[str, ...]] = ()
    written_once: ClassVar[tuple[str, ...]] = ("ref", "circumstance", "file", "at")

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    circumstance = models.ForeignKey(Circumstance, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey("ground.StoredFile", to_field="ref", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
