"""What a cohort is called, for pages of other rooms that stand beside it."""

from __future__ import annotations

from uuid import UUID

from goldenthread.cohorts.models import Cohort
from goldenthread.people.types import Actor


def cohort_title(ref: UUID, *, by: Actor) -> str:
    """Its title, in one statement. :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see."""
    title: str = Cohort.objects.seen_by(by).values_list("title", flat=True).get(ref=ref)
    return title
