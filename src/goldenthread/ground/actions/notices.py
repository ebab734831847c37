"""Carry notices: sort them to jobs, take what is due, and say how it went."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.cache import cache
from django.db import connection
from django.db.models import F, Model, QuerySet
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.models import Delivery, NoticeRow
from goldenthread.ground.queries.notices import WORKER_ALIVE
from goldenthread.ground.rules.delivering import LEASE, STEPS, Event, State, after_failure, wait_before
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice

Route = Callable[[str], tuple[str, ...]]
Row = TypeVar("Row", bound=Model)


@atomic
def sort_notices(jobs_after: Route, *, at: datetime, long: Container[str] = (), most: int = 200) -> int:
    """Make one delivery for each job that follows each new notice; how many notices were sorted. Those in ``long`` go
    after all others."""
    rows = list(_locked(NoticeRow.objects.filter(is_sorted=False).order_by("id"))[:most])
    Delivery.objects.bulk_create(
        [Delivery(notice=row, job=j, is_long=j in long, next_at=at) for row in rows for j in jobs_after(row.kind)],
        ignore_conflicts=True,
    )
    NoticeRow.objects.filter(pk__in=[row.pk for row in rows]).update(is_sorted=True)
    return len(rows)


@atomic
def take_delivery(*, at: datetime) -> tuple[UUID, str, Notice] | None:
    """Take the delivery that has been due longest, for ten minutes, and a long one only when no other is due; ``None``
    when nothing is.

    A delivery whose taker died is due again when its ten minutes are over.
    """
    due = Delivery.objects.filter(state__in=[State.WAITING.value, State.TAKEN.value], next_at__lte=at)
    row = _locked(due.order_by("is_long", "next_at", "id").select_related("notice")).first()
    if row is None:
        return None
    row.state = step(STEPS, State(row.state), Event.TAKE).value
    row.attempts = F("attempts") + 1
    row.next_at = at + LEASE
    row.save(update_fields=["state", "attempts", "next_at"])
    return row.ref, row.job, Notice(row.notice.kind, row.notice.facts)


@atomic
def finish_delivery(ref: UUID, *, at: datetime) -> None:
    """Say that the job did its work. Saying it twice changes nothing."""
    row = Delivery.objects.select_for_update().get(ref=ref)
    if row.state == State.DONE.value:
        return
    row.state, row.done_at, row.last_error = step(STEPS, State(row.state), Event.FINISH).value, at, ""
    row.save(update_fields=["state", "done_at", "last_error"])


@atomic
def fail_delivery(ref: UUID, *, error: str, at: datetime) -> None:
    """Say that the job failed, and when to try again; after the last attempt it is stuck until a person acts."""
    row = Delivery.objects.select_for_update().get(ref=ref)
    row.state = step(STEPS, State(row.state), after_failure(row.attempts)).value
    row.next_at, row.last_error = at + wait_before(row.attempts), error[:4000]
    row.save(update_fields=["state", "next_at", "last_error"])


@atomic
def retry_delivery(ref: UUID, *, by: str, at: datetime) -> None:
    """Put a stuck delivery back in the queue with its attempts started afresh.

    :raises NoSuchStep: if it is not stuck.
    """
    row = Delivery.objects.select_for_update().get(ref=ref)
    row.state = step(STEPS, State(row.state), Event.TRY_AGAIN).value
    row.attempts, row.next_at = 0, at
    row.save(update_fields=["state", "attempts", "next_at"])
    audit(by=by, did="ground.retry_delivery", to=str(ref), at=at)


def say_alive(*, at: datetime) -> None:
    """A worker's sign of life, kept in the shared cache: losing it loses nothing."""
    cache.set(WORKER_ALIVE, at.isoformat(), timeout=None)


def _locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Lock rows, passing over those another worker holds where the database can."""
    can_skip = connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(skip_locked=True, of=("self",)) if can_skip else rows.select_for_update()
