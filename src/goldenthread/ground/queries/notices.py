"""What is on its way, and what is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count

from goldenthread.ground.models import Delivery, NoticeRow
from goldenthread.ground.rules.delivering import State
from goldenthread.ground.types import DeliveryLine

WORKER_ALIVE = "goldenthread.worker.alive"


def deliveries(*, state: str = State.STUCK.value, most: int = 100) -> tuple[DeliveryLine, ...]:
    """Deliveries in one state, oldest first."""
    rows = Delivery.objects.filter(state=state).select_related("notice").order_by("next_at", "id")[:most]
    return tuple(
        DeliveryLine(r.ref, r.notice.kind, r.job, r.state, r.attempts, r.next_at, r.last_error, r.notice.facts)
        for r in rows
    )


def delivery_counts() -> Mapping[str, int]:
    """How many deliveries are in each state."""
    rows = Delivery.objects.values_list("state").annotate(n=Count("id"))
    return {state.value: 0 for state in State} | dict(rows)


def overdue_count(*, before: datetime) -> int:
    """How many notices or deliveries have been due since before a moment: a worker that is alive leaves none."""
    unsorted = NoticeRow.objects.filter(is_sorted=False, posted_at__lt=before).count()
    waiting = Delivery.objects.filter(state=State.WAITING.value, next_at__lt=before).count()
    return unsorted + waiting


def worker_seen_at() -> datetime | None:
    """When a worker last gave a sign of life; ``None`` when none ever did."""
    said = cache.get(WORKER_ALIVE)
    return datetime.fromisoformat(said) if said else None
