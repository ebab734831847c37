"""What happens by the clock: when each timed job is due, and what its runs did."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.ground.models.notices import NoticeRow


class TimedJob(models.Model):
    """When a job is due next. Its row is what workers hold so that only one of them starts a run."""

    personal: ClassVar[tuple[str, ...]] = ()

    name = models.CharField(max_length=60, unique=True)
    rhythm = models.CharField(max_length=80)
    next_at = models.DateTimeField()


class TimedRun(models.Model):
    """One run, carried out by the installation itself. ``did`` says what it did; empty where nothing was to do.

    The notice carries it to a worker, and its delivery has the attempts and what went wrong.
    """

    personal: ClassVar[tuple[str, ...]] = ()

    ref = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(TimedJob, on_delete=models.CASCADE, related_name="runs")
    notice = models.OneToOneField(NoticeRow, on_delete=models.CASCADE, related_name="timed_run")
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    did = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["job", "-begun_at"], name="runs_of_a_timed_job")]
        constraints = [
            models.UniqueConstraint(
                fields=["job"], condition=models.Q(done_at=None), name="timed_job_has_one_run_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(did="") | models.Q(done_at__isnull=False), name="timed_run_did_it_when_done"
            ),
        ]
