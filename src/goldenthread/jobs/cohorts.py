"""What follows for cohorts: figures by a policy that was adopted, and who is at risk each night."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from goldenthread.cohorts.actions.accompanying import end_without_duty
from goldenthread.cohorts.actions.chasing import reckon_risks
from goldenthread.cohorts.actions.measuring import reckon_anew
from goldenthread.cohorts.actions.tallying import put_tallies_together, right_tallies
from goldenthread.ground.types import Notice
from goldenthread.jobs.housekeeping import counted


def measure_by_adopted(notice: Notice, at: datetime) -> None:
    """Reckon anew the cohorts that a policy which was adopted measures."""
    facts = notice.facts
    reckon_anew(UUID(facts["programme"]), since=date.fromisoformat(facts["since"]), at=at)


def end_where_duty_ended(notice: Notice, at: datetime) -> None:
    """With a duty ends the place beside everybody that it gave."""
    end_without_duty(UUID(notice.facts["person"]), why="Their duty ended.", at=at)


def at_risk(at: datetime) -> str:
    """Reckon anew who will miss the gate if nothing changes."""
    found = reckon_risks(at=at)
    return f"{counted(found, 'participant')} at risk" if found else ""


def tallies(at: datetime) -> str:  # noqa: ARG001  every timed job is called alike
    """Put the lines of the tally together, and look whether they say what the enrolments say."""
    righted, fewer = right_tallies(), put_tallies_together()
    said = [f"{counted(fewer, 'line')} fewer"] if fewer else []
    said += [f"{counted(righted, 'place')} righted"] if righted else []
    return ", ".join(said)
