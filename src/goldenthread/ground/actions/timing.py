"""Start what is due by the clock, say what it did, and forget runs of long ago."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, leave
from goldenthread.ground.models import Delivery, NoticeRow, TimedJob, TimedRun
from goldenthread.ground.rules.delivering import STEPS, Event, State
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.timing import in_words, next_after, turn
from goldenthread.ground.types import Notice, Timing

# In the record, what no person did.
CLOCK = "clock"
KEPT = timedelta(days=30)


def keep_time(timings: Mapping[str, Timing], *, at: datetime) -> tuple[str, ...]:
    """Start each timed job that is due; the names of those started. One statement where nothing is.

    However many workers ask, each due time starts one run. While a run is not finished no other begins: it does the
    work of both, and if it is stuck it is tried again.
    """
    kept = dict(TimedJob.objects.values_list("name", "next_at"))
    wanted = [name for name, timing in timings.items() if turn(timing, kept.get(name), at=at)]
    return tuple(name for name in wanted if _start(name, timings[name], at=at))


@atomic
def finish_run(ref: UUID, *, did: str, at: datetime) -> None:
    """Say what a run did; in the record only if it did anything. Saying it twice changes nothing."""
    row = TimedRun.objects.select_related("job").select_for_update(of=("self",)).get(ref=ref)
    if row.done_at is not None:
        return
    row.done_at, row.did = at, did[:300]
    row.save(update_fields=["done_at", "did"])
    if did:
        audit(by=CLOCK, did=f"clock.{row.job.name}", to=str(row.ref), at=at, what=row.did)


@atomic
def forget_runs(*, at: datetime) -> int:
    """Forget runs that were finished a month ago, but the last of each job; how many."""
    last = TimedRun.objects.values("job").annotate(last=Max("pk")).values("last")
    old = TimedRun.objects.filter(done_at__lt=at - KEPT).exclude(pk__in=last)
    notices = list(old.values_list("notice_id", flat=True))
    NoticeRow.objects.filter(pk__in=notices).delete()
    return len(notices)


@atomic
def _start(name: str, timing: Timing, *, at: datetime) -> bool:
    rows = TimedJob.objects.select_for_update()
    row, is_new = rows.get_or_create(
        name=name, defaults={"rhythm": in_words(timing), "next_at": next_after(timing, at)}
    )
    # Asked again now that the row is held: another worker may have been here first.
    now = None if is_new else turn(timing, row.next_at, at=at)
    if now is None:
        return False
    due_at, row.next_at, row.rhythm = row.next_at, now.next_at, in_words(timing)
    row.save(update_fields=["next_at", "rhythm"])
    return now.is_due and _run(row, due_at=due_at, at=at)


def _run(row: TimedJob, *, due_at: datetime, at: datetime) -> bool:
    unfinished = row.runs.filter(done_at=None).first()
    if unfinished is not None:
        _try_again(unfinished, at=at)
        return False
    ref = uuid.uuid4()
    notice = leave(Notice("ground.timed", {"run": str(ref)}), at=at)
    TimedRun.objects.create(ref=ref, job=row, notice=notice, due_at=due_at, begun_at=at)
    return True


def _try_again(run: TimedRun, *, at: datetime) -> None:
    for stuck in Delivery.objects.select_for_update().filter(notice_id=run.notice_id, state=State.STUCK.value):
        stuck.state = step(STEPS, State(stuck.state), Event.TRY_AGAIN).value
        stuck.attempts, stuck.next_at = 0, at
        stuck.save(update_fields=["state", "attempts", "next_at"])
