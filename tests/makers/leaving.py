"""Somebody leaves the partner or the school that they are at."""

from __future__ import annotations

from datetime import datetime

from goldenthread.people.actions.membership import end_membership
from goldenthread.people.models import Membership
from goldenthread.people.types import Actor, Duty
from tests.makers.cast import Cast


def leave(who: Actor, duty: Duty, cast: Cast, *, at: datetime) -> None:
    """Their duty at the cast's partner or school ends. Whatever else they do, they do."""
    here = (cast.partner.id, cast.school.id)
    hat = Membership.objects.get(person_id=who.person_id, duty=duty.value, organisation_id__in=here, state="active")
    end_membership(hat.ref, why="Left", by=cast.administrator, at=at)
