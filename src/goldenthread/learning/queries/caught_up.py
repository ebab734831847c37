"""Where somebody's catching up stands, for pages that say why a figure is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.learning.models import CatchUp
from goldenthread.learning.rules.states import WorkState

_SAID = (WorkState.SUBMITTED.value, WorkState.RETURNED.value)


@dataclass(frozen=True)
class CatchingUp:
    """What was handed in for a missed session: it waits for its review since then, or it came back."""

    session: UUID
    is_back: bool
    since: datetime | None


def catch_ups_under_way(enrolment: UUID) -> Mapping[UUID, CatchingUp]:
    """The catch-ups of an enrolment that wait for their review or came back, by component; in one statement.

    Open to pages whose reader was found to see this enrolment.
    """
    rows = CatchUp.objects.filter(enrolment__ref=enrolment, state__in=_SAID).order_by("pk")
    told = rows.values_list("session__component__ref", "session__ref", "state", "submitted_at")
    return {
        component: CatchingUp(session, state == WorkState.RETURNED.value, at) for component, session, state, at in told
    }
