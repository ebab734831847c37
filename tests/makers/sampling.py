"""A window whose markings are done, under a policy that asks for a sample."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goldenthread.assessment.models import Script
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.sampling import LookSheet
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.programmes.types import MarkScheme
from tests.makers.assessment import Planned
from tests.makers.cast import Cast
from tests.makers.estimating import lay_markings

WHY = "The plan is not carried by the figures."


def want_samples(**rule: int | None) -> None:
    """Every policy asks for a sample: a quarter of each stratum, nothing for its own sake, unless told otherwise."""
    said = {"share": 25, "bands": 1, "each_marker": 0, "borderline": None, "first_share": 0, "most_apart": 20} | rule
    for row in AssessmentPolicy.objects.order_by("pk"):
        row.body = row.body | {"sampling": said}
        row.save()


def lay_scripts(cast: Cast, planned: Planned, number: int, *, at: datetime, mark: int = 3) -> list[Script]:
    """So many scripts to which both assessors gave the same mark on every criterion."""
    codes = planned.enrolled.cohort.built.scheme.criteria
    marks: Sequence[int] = [min(mark, c.highest) for c in codes]
    return lay_markings(cast, planned, [(marks, marks)] * number, at=at)


def other_marks(scheme: MarkScheme, mark: int) -> LookSheet:
    """A moderator's own marks: the same everywhere, with a reason."""
    return LookSheet(None, MarkSheet({c.code: Mark(min(mark, c.highest), WHY) for c in scheme.criteria}))
