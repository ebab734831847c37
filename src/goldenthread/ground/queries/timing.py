"""What happens by the clock, and how its last runs went."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from goldenthread.ground.models import Delivery, TimedJob, TimedRun
from goldenthread.ground.rules.delivering import State
from goldenthread.ground.types import TimedLine, TimedRunFacts


def timed_run(ref: UUID) -> TimedRunFacts:
    """One run, for whoever carries it out. :raises TimedRun.DoesNotExist: if there is none."""
    row = TimedRun.objects.select_related("job").get(ref=ref)
    return TimedRunFacts(row.ref, row.job.name, row.done_at is not None)


def timed_jobs() -> tuple[TimedLine, ...]:
    """Every timed job by name, in four statements."""
    last = TimedRun.objects.filter(done_at__isnull=False).values("job").annotate(last=Max("pk"))
    done = {row.job_id: row for row in TimedRun.objects.filter(pk__in=last.values("last"))}
    going = {row.job_id: row for row in TimedRun.objects.filter(done_at=None)}
    unfinished = TimedRun.objects.filter(done_at=None).values("notice")
    held = {row.notice_id: row for row in Delivery.objects.filter(notice__in=unfinished)}
    return tuple(
        _line(job, done.get(job.pk), going.get(job.pk), held) for job in TimedJob.objects.order_by("next_at", "name")
    )


def _line(job: TimedJob, last: TimedRun | None, run: TimedRun | None, held: dict[int, Delivery]) -> TimedLine:
    delivery = held.get(run.notice_id) if run else None
    return TimedLine(
        name=job.name,
        rhythm=job.rhythm,
        next_at=job.next_at,
        last_at=last.done_at if last else None,
        did=last.did if last else "",
        since=run.begun_at if run else None,
        attempts=delivery.attempts if delivery else 0,
        is_stuck=delivery is not None and delivery.state == State.STUCK.value,
        trouble=delivery.last_error if delivery else "",
    )
