"""How many words the work of a programme may have, over time."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from goldenthread.people.types import Actor
from goldenthread.programmes.models import AssessmentPolicy, Programme
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.policies import timeline
from goldenthread.programmes.types import LimitLine, LimitPage, ProgrammeRef


def limit_page(programme: UUID, *, by: Actor) -> LimitPage:
    """The assessment policies of a programme, in two statements.

    :raises Programme.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Programme.objects.seen_by(by).select_related("qualification").get(ref=programme)
    return LimitPage(
        programme=ProgrammeRef(row.ref),
        title=row.title,
        qualification=row.qualification.title,
        lines=limits_of(row),
        why_not_design=why_not_design(by),
    )


def limits_of(row: Programme) -> tuple[LimitLine, ...]:
    """What came into force for a programme on which days, the newest first, in one statement."""
    whose = Q(programme_id=row.pk) | Q(qualification_id=row.qualification_id)
    found = [(kept.as_policy(), kept.programme_id) for kept in AssessmentPolicy.objects.filter(whose)]
    lines = timeline([p for p, own in found if own], [p for p, own in found if not own])
    return tuple(LimitLine(*line) for line in lines)
