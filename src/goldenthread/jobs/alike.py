"""Compare what is handed in with everything else that was."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.assessment.actions.likening import ask_for_comparison, compare_script
from goldenthread.assessment.queries.arriving import files_wait
from goldenthread.ground.types import Notice
from goldenthread.integrations.reader.sync import work_through_script


def compare(notice: Notice, at: datetime) -> None:
    """Compare the version of a script that stands; a second delivery finds the same. While files wait to be read, what
    was just handed in waits for :func:`due`: nobody waits for a comparison."""
    if notice.kind == "assessment.submitted" and files_wait():
        return
    compare_script(UUID(notice.facts["script"]), at=at, work=work_through_script)


def due(at: datetime) -> str:
    """Ask for those that wait, and for every script of a window that has closed since it was compared; later, where
    files still wait to be read."""
    if files_wait():
        return ""
    asked = ask_for_comparison(at=at)
    return f"{asked} to compare" if asked else ""
