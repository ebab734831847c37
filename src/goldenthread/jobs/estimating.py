"""Figures about how markers agree: kept current by the clock, and worked out at once where somebody asks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.assessment.actions.estimating import keep_estimates, make_estimate
from goldenthread.assessment.types.estimating_pages import Scope
from goldenthread.ground.types import Notice
from goldenthread.jobs.housekeeping import counted


def work_out(notice: Notice, at: datetime) -> None:
    """Work out the figures that somebody asked for; a second time nothing is left to keep."""
    window = notice.facts["window"]
    make_estimate(Scope(UUID(notice.facts["scheme"]), UUID(window) if window else None), at=at)


def keep_current(at: datetime) -> str:
    """Work out figures wherever markings came since."""
    made = keep_estimates(at=at)
    return counted(made, "table") if made else ""
