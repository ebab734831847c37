"""Scripts with words in common: found, and one of them looked at."""

from __future__ import annotations

from goldenthread.assessment.actions.alike import look_at_pair
from goldenthread.assessment.actions.likening import compare_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.suspecting import open_from_look
from goldenthread.assessment.queries.alike import window_alike
from goldenthread.assessment.queries.briefing import window_board
from goldenthread.assessment.queries.releasing import release_board
from goldenthread.assessment.types.alike import Verdict
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

LOOKED = -6
QUALITY_LEAD = "quentin@provider.example"
WHY = "All three paragraphs are the same, word for word, and neither names a source. To be asked of both."


def compare_scripts(calendar: Calendar, *, by: Actor) -> None:
    """Compare everything that was handed in, as the worker would, and let the strongest pair open cases."""
    at = calendar.moment(LOOKED)
    for window in window_board(by=by, at=at):
        rows = [row for row in release_board(window.ref, by=by, at=at).rows if row.state.value != "begun"]
        for row in rows:
            compare_script(row.ref, at=at if window.closes_at < at else calendar.today, work=work_through)
        pairs = window_alike(window.ref, by=by).rows
        if len(pairs) > 1:
            reader = actor_by_email(QUALITY_LEAD)
            look = look_at_pair(pairs[0].ref, verdict=Verdict.CASE, reason=WHY, by=reader, at=at)
            # The worker does it by the notice of the look; done twice it is one.
            open_from_look(look, at=at)
