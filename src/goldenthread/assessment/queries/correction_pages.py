"""A released result as somebody corrects it, and what was corrected before."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.assessment.models import Script
from goldenthread.assessment.queries.facts import facts_of, marker_of
from goldenthread.assessment.queries.moderating import comparison_page
from goldenthread.assessment.queries.releasing import corrections_of
from goldenthread.assessment.rules.correcting import why_not_correct, why_not_correct_this
from goldenthread.assessment.types.moderating import ComparisonPage
from goldenthread.assessment.types.releasing import CorrectionLine
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor


@dataclass(frozen=True)
class CorrectionPage:
    """Both markings of a script with what stands, why this reader cannot correct it, and earlier corrections."""

    page: ComparisonPage
    why_not: Refusal | None
    lines: tuple[CorrectionLine, ...]


def correction_page(ref: UUID, *, by: Actor) -> CorrectionPage:
    """A released result as somebody corrects it; in a fixed number of statements.

    :raises Script.DoesNotExist: if there is none, or it is not theirs to see.
    """
    page = comparison_page(ref, by=by)
    row = Script.objects.seen_by(by).with_facts().get(ref=ref)
    markers = row.allocations.filter(marking__isnull=False, ended_at=None).values_list("marker_id", flat=True)
    why_not = why_not_correct(by) or why_not_correct_this(
        facts_of([row])[row.pk], marker_of(by), marker_ids=frozenset(markers)
    )
    return CorrectionPage(page, why_not, corrections_of(row.result.pk) if hasattr(row, "result") else ())
