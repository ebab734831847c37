"""Questions about results that are out: a check that led to a correction, and an appeal that waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.reviewing import ask_for_review, decide_review, take_review
from goldenthread.assessment.queries.reviewing import review_page
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import Decision, Effect, NewReview, ReviewRef
from goldenthread.cli.demonstration.assessing import LEAD
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.types import ReviewKind

Told = Mapping[str, Any]


def question_results(told: Told, scripts: Mapping[str, UUID], calendar: Calendar) -> None:
    """``scripts``: by the e-mail address of whoever wrote them."""
    check, lead = told["check"], actor_by_email(LEAD)
    asked = _ask(scripts[check["who"]], ReviewKind.CLERICAL_CHECK, check, -4, calendar)
    at = calendar.moment(-3, time(9, 20))
    take_review(asked, by=lead, at=at)
    page = review_page(asked, by=lead, at=at)
    stands = {each.criterion.code: each.stands for each in page.criteria}
    stands[check["code"]] = Mark(check["mark"], check["mark_reason"])
    settled = SettlementSheet(MarkSheet(stands, page.comment))
    decision = Decision(Effect.CORRECTED, check["reasons"], settled)
    decide_review(asked, decision, by=lead, at=calendar.moment(-3, time(10, 5)), seen=page.settlement)
    _ask(scripts[told["appeal"]["who"]], ReviewKind.APPEAL, told["appeal"], -3, calendar)


def _ask(script: UUID, kind: ReviewKind, told: Told, day: int, calendar: Calendar) -> ReviewRef:
    asked = NewReview(kind, (told["ground"],), told["statement"])
    return ask_for_review(
        script, asked, by=actor_by_email(told["who"]), at=calendar.moment(day, time(20, 30)), work=work_through
    )
