"""Somebody who did not pass: what was agreed with them, and their next attempt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.attempts import record_help
from goldenthread.assessment.actions.briefing import plan_window, publish_brief, write_brief
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.types.attempts import NewHelp
from goldenthread.assessment.types.briefing import BriefText, NewWindow
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

WRITTEN, MET, OPENS, BEGUN = -14, -4, -2, -1


def try_again(told: Mapping[str, Any], running: Running, script: UUID, calendar: Calendar, *, by: Actor) -> None:
    """A meeting after the result, another window on another brief, and the brief opened."""
    at = calendar.moment(WRITTEN)
    brief = write_brief(BriefText(told["brief"]["title"], told["brief"]["body"]), by=by, at=at)
    publish_brief(brief, by=by, at=at)
    window = plan_window(NewWindow(running.ref, brief, calendar.moment(OPENS, time(9, 0))), by=by, at=at)
    met = NewHelp(calendar.day(MET), told["agreed"])
    record_help(script, met, by=actor_by_email(told["coach"]), at=calendar.moment(MET, time(16, 45)))
    open_brief(window, by=actor_by_email(told["who"]), at=calendar.moment(BEGUN, time(18, 10)))
