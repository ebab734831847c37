"""Who walks beside an enrolment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.cohorts.models import Companion
from goldenthread.cohorts.types import Role


@dataclass(frozen=True)
class Beside:
    """Somebody beside an enrolment."""

    ref: UUID
    role: Role
    name: str


def those_beside(enrolment: UUID) -> tuple[Beside, ...]:
    """Who walks beside an enrolment now and has the duty for it, by role and name; in one statement.

    Open to rooms above, which have found out that the enrolment may be seen.
    """
    now = Companion.objects.with_duty().filter(enrolment__ref=enrolment, ended_at=None)
    rows = now.order_by("role", "person__name", "pk").values_list("ref", "role", "person__name")
    return tuple(Beside(ref, Role(role), name) for ref, role, name in rows)
