"""The outbox: what happened, and how far each job has got with it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.ground.rules.delivering import State


class NoticeRow(models.Model):
    """A notice as it was posted, in the transaction of what it tells of."""

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    posted_at = models.DateTimeField()
    is_sorted = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_sorted=False), name="notices_not_yet_sorted"),
        ]


class Delivery(models.Model):
    """One notice for one job: delivered at least once, tried again when it fails, visible when stuck.

    ``is_long``: the job may take longer than people wait for a letter, so it goes after all that do not.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(NoticeRow, on_delete=models.CASCADE, related_name="deliveries")
    job = models.CharField(max_length=120)
    is_long = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["is_long", "next_at"],
                condition=models.Q(state__in=["waiting", "taken"]),
                name="deliveries_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "job"], name="delivery_is_once_per_job"),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]), name="delivery_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False)
                | (~models.Q(state="done") & models.Q(done_at=None)),
                name="delivery_done_has_a_time",
            ),
        ]
