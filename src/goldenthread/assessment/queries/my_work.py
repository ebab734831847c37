"""Everything that a participant is assessed by: case studies, and projects where there are any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.assessment.queries.booking import my_project_windows
from goldenthread.assessment.queries.submitting import windows_met
from goldenthread.assessment.types.booking import MyProjectWindow
from goldenthread.assessment.types.submitting import MyWindow
from goldenthread.assessment.types.telling import CaseAhead
from goldenthread.people.types import Actor


@dataclass(frozen=True)
class MyWork:
    """A participant's windows, those for projects apart, open ones first in both; and the cases about work of theirs
    that wait for an answer or for a hearing."""

    windows: tuple[MyWindow, ...]
    projects: tuple[MyProjectWindow, ...]
    cases: tuple[CaseAhead, ...] = ()


def my_work(*, by: Actor, at: datetime) -> MyWork:
    """The windows of every cohort this participant is on; those for projects are asked for only where there are any."""
    windows, has_projects, cases = windows_met(by=by, at=at)
    return MyWork(windows, my_project_windows(by=by, at=at) if has_projects else (), cases)
