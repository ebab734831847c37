"""Questions about a result that is out: asked, and decided with other marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.reviewing import ask_for_review
from goldenthread.assessment.models import Result
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import NewReview, ReviewRef
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import MarkScheme, ReviewKind
from tests.makers.assessment import AFTER, full_sheet
from tests.makers.cast import Cast

WORDS = "The second criterion was marked as if the last section were missing."


def a_sheet_of(scheme: MarkScheme, mark: int = 3) -> SettlementSheet:
    """One mark on every criterion, with what the participant is told."""
    sheet = full_sheet(scheme, mark)
    return SettlementSheet(sheet, dict.fromkeys(sheet.marks, "It is clearer than was said."))


def ask(
    cast: Cast,
    script: UUID,
    kind: ReviewKind = ReviewKind.APPEAL,
    ground: str = "procedure",
    *,
    at: datetime = AFTER,
    files: Sequence[GivenFile] = (),
) -> ReviewRef:
    """The participant questions a result."""
    return ask_for_review(
        script, NewReview(kind, (ground,), WORDS, tuple(files)), by=cast.participant, at=at, work=work_through
    )


def stands(script: UUID) -> UUID:
    """The settlement that a result rests on."""
    found: UUID = Result.objects.get(script__ref=script).settlement.ref
    return found


def refused(call: Callable[..., Any], *args: Any, **more: Any) -> str:
    """The code of the refusal that a call is answered with."""
    with pytest.raises(Refused) as found:
        call(*args, **more)
    return found.value.refusal.code
