"""Briefs with questions and materials."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from goldenthread.assessment.actions.briefing import publish_brief, write_brief
from goldenthread.assessment.actions.composing import keep_material, keep_question
from goldenthread.assessment.types.briefing import BriefText, GivenFile, NewMaterial, NewQuestion
from goldenthread.assessment.types.composing import MaterialKind
from goldenthread.assessment.types.words import BriefRef
from tests.makers.assessment import BRIEF, make_window
from tests.makers.cast import Cast, make_cast
from tests.makers.remembering import remembered


def asked_brief(cast: Cast, *, at: datetime) -> BriefRef:
    """A published brief with two questions, a table of data with a file, and a voice."""
    return remembered(("asked brief", at), lambda: _asked_brief(cast, at))


def _asked_brief(cast: Cast, at: datetime) -> BriefRef:
    ref = write_brief(BriefText("Brookside Academy", BRIEF), by=cast.quality_lead, at=at)
    data = GivenFile(b"year,attendance\n2025,91.2\n", "attendance.csv")
    for question in (
        NewQuestion("The problem", "What is the problem at Brookside?", 300),
        NewQuestion("The plan", "What would you do?"),
    ):
        keep_question(ref, question, by=cast.quality_lead, at=at)
    for material in (
        NewMaterial(MaterialKind.DATA, "Attendance", "| Year | % |\n| --- | --- |\n| 2025 | 91.2 |", data),
        NewMaterial(MaterialKind.VOICE, "A parent", "“Nobody rang.”"),
    ):
        keep_material(ref, material, by=cast.quality_lead, at=at)
    publish_brief(ref, by=cast.quality_lead, at=at)
    return ref


def lay() -> None:
    """The cast, with a window that is open now for an engaged participant."""
    now = datetime.now(UTC)
    at = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
    cast = make_cast(at=at)
    opens, closes = now - timedelta(days=1), now + timedelta(days=7)
    make_window(cast, at=at, brief=asked_brief(cast, at=at), opens_at=opens, closes_at=closes)
