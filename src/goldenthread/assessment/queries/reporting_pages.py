"""The script that somebody reports something of: its number, and nothing of what was reported before."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.models import Allocation, Script
from goldenthread.assessment.types.case_pages import ReportPage
from goldenthread.people.types import Actor


def reported_at_seat(seat: UUID, *, by: Actor) -> ReportPage:
    """From a marker's seat. :raises Allocation.DoesNotExist: if it is not theirs."""
    row = Allocation.objects.kept_by(by).select_related("script").get(ref=seat)
    return ReportPage(row.ref, row.script.number)


def reported_script(script: UUID, *, by: Actor) -> ReportPage:
    """From moderation. :raises Script.DoesNotExist: if it is not there, or not theirs to see."""
    row = Script.objects.seen_by(by).get(ref=script)
    return ReportPage(row.ref, row.number)
