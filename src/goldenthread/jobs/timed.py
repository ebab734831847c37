"""What happens when: the one table of jobs that the clock starts, and how a run is carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from types import MappingProxyType
from uuid import UUID

from goldenthread.ground.actions.timing import finish_run
from goldenthread.ground.queries.timing import timed_run
from goldenthread.ground.types import WORKING_DAYS, Daily, Every, Notice, Timing
from goldenthread.jobs import (
    alike,
    arriving,
    closing,
    cohorts,
    discussing,
    estimating,
    housekeeping,
    meeting,
    releasing,
    reminding,
    reviewing,
    telling,
    waiting,
)

Does = Callable[[datetime], str]
"""Does its work for a moment and says in words what it did; nothing where there was nothing to do."""


@dataclass(frozen=True)
class Timed:
    """One timed job: how often, and what it does. It can be run twice, and catches up on whatever it missed."""

    timing: Timing
    does: Does


TIMED: Mapping[str, Timed] = MappingProxyType(
    {
        "write_that_a_window_is_open": Timed(Every(10), reminding.openings),
        "remind_before_a_window_closes": Timed(Every(10), reminding.closings),
        "remind_to_book_a_window": Timed(Every(10), reminding.bookings),
        "release_as_planned": Timed(Every(5), releasing.as_planned),
        "see_to_answers_left_at_close": Timed(Every(10), closing.drafts_left),
        "read_files_that_nobody_reads": Timed(Every(5), arriving.unread),
        "remind_of_meetings": Timed(Daily(time(8, 5)), meeting.remind),
        "remind_of_sessions": Timed(Daily(time(8, 0)), reminding.sessions),
        "remind_of_tasks_and_catch_up": Timed(Daily(time(8, 20)), reminding.work),
        "remind_of_questions_about_results": Timed(Daily(time(8, 15), WORKING_DAYS), waiting.questions_due_now),
        "tell_schools_who_fell_behind": Timed(Daily(time(7, 30), WORKING_DAYS), reminding.behind),
        "reckon_who_is_at_risk": Timed(Daily(time(4, 20)), cohorts.at_risk),
        "put_tallies_together": Timed(Daily(time(4, 50)), cohorts.tallies),
        "open_communities_and_prompts": Timed(Every(10), discussing.openings),
        "write_what_is_new_in_communities": Timed(Daily(time(17, 0)), discussing.digests),
        "compare_scripts": Timed(Every(10), alike.due),
        "close_reviews": Timed(Every(10), reviewing.close_due),
        "remind_raters": Timed(Daily(time(8, 10), WORKING_DAYS), reviewing.remind),
        "forget_raters": Timed(Daily(time(3, 20)), reviewing.forget),
        "tell_schools_as_planned": Timed(Daily(time(7, 40), WORKING_DAYS), telling.as_planned),
        "ask_how_sessions_were": Timed(Every(10), telling.after_sessions),
        "work_out_how_markers_agree": Timed(Every(10), estimating.keep_current),
        "clear_what_expired": Timed(Daily(time(3, 10)), housekeeping.clear_what_expired),
    }
)


def timings() -> Mapping[str, Timing]:
    """How often each runs."""
    return {name: timed.timing for name, timed in TIMED.items()}


def carry_out(notice: Notice, at: datetime) -> None:
    """Carry out a run that the clock started, unless it is done.

    :raises LookupError: if no timed job is called so any more.
    """
    run = timed_run(UUID(notice.facts["run"]))
    if run.is_done:
        return
    timed = TIMED.get(run.name)
    if timed is None:
        raise LookupError(f"No timed job is called {run.name}.")
    finish_run(run.ref, did=timed.does(at), at=at)
