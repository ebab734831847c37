"""What is on its way, and what is stuck."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from goldenthread.ground.models import Delivery
from goldenthread.ground.rules.delivering import State
from goldenthread.ground.types import DeliveryLine


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
