"""Values and rows of the assessment room for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.submitting import ScriptFacts, WindowFacts
from goldenthread.assessment.types.words import ScriptRef, State, WindowRef
from goldenthread.programmes.types import Criterion, LevelDescriptor, MarkScheme, MarkSchemeRef, SchemeState

OPENS = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 2, 9, 23, 59, tzinfo=UTC)
REASON = "It names the problem and backs it."


def a_window(opens_at: datetime = OPENS, closes_at: datetime = CLOSES) -> WindowFacts:
    """A window of eight days in February, when London is on UTC."""
    return WindowFacts(WindowRef(UUID(int=1)), opens_at, closes_at)


def a_script(state: State = State.ALLOCATED, *, n: int = 1, window: WindowFacts | None = None) -> ScriptFacts:
    """A script of person 11 from school 21 with partner 31, beside whom person 41 walks."""
    return ScriptFacts(
        ref=ScriptRef(UUID(int=100 + n)),
        number=f"100-000-{n:03}",
        state=state,
        window=window or a_window(),
        participant_id=11,
        school_id=21,
        partner_id=31,
        companion_ids=frozenset({41}),
    )


def a_criterion(code: str, *, weight: int = 1, minimum: int = 1, highest: int = 4) -> Criterion:
    """A criterion on a scale from 0."""
    levels = tuple(LevelDescriptor(mark, f"Level {mark}", "") for mark in range(highest + 1))
    return Criterion(code, f"Criterion {code}", weight, minimum, levels)


def a_scheme(*criteria: Criterion, minimum_total: int = 6) -> MarkScheme:
    """A scheme of three criteria from 0 to 4, passed with 6 in total and at least 1 on each."""
    return MarkScheme(
        ref=MarkSchemeRef(UUID(int=7)),
        qualification="NPQSL (2020)",
        version=1,
        title="Made scheme",
        state=SchemeState.FROZEN,
        is_illustrative=True,
        minimum_total=minimum_total,
        criteria=criteria or (a_criterion("A"), a_criterion("B"), a_criterion("C")),
    )


def a_sheet(marks: Mapping[str, int | None] | None = None, *, reason: str = REASON, comment: str = "") -> MarkSheet:
    """A sheet with these marks and the same reason for each."""
    given = {"A": 2, "B": 2, "C": 2} if marks is None else marks
    return MarkSheet({code: Mark(mark, reason) for code, mark in given.items()}, comment)
