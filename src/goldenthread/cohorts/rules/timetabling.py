"""Dates: when a cohort and its sessions can be, a first timetable, and who would be in two places at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from goldenthread.cohorts.types import BusyHour, CohortDetails, PlannedSession, Rhythm, SessionDetails
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import ComponentFacts

LONDON = ZoneInfo("Europe/London")
# A session lasts as long as its component says, but nobody sits for longer than a day.
LONGEST = timedelta(hours=8)

NOT_A_FACILITATOR = Refusal(
    "not_a_facilitator",
    "This person does not facilitate here.",
    "Choose one of the partner’s facilitators, or ask an administrator to add them.",
)


def why_not_open(details: CohortDetails, *, taken: int = 0) -> Refusal | None:
    """Why a cohort cannot have these details. ``taken`` is how many places are taken already."""
    if not details.title.strip():
        return Refusal("no_title", "The cohort has no title.", "Give it a title.")
    if details.ends_on <= details.starts_on:
        return Refusal("ends_before_start", "The cohort ends before it starts.", "Give an end after the start.")
    if details.capacity < 1:
        return Refusal("no_places", "A cohort has at least one place.", "Give its capacity.")
    if details.capacity < taken:
        return Refusal("too_few_places", f"{taken} places are taken already.", f"Give a capacity of {taken} or more.")
    return None


def why_not_meet(session: SessionDetails, *, starts_on: date, ends_on: date) -> Refusal | None:
    """Why a session cannot be at this time, given its cohort's dates."""
    if session.ends_at <= session.starts_at:
        return Refusal("ends_before_start", "The session ends before it starts.", "Give an end after the start.")
    if session.ends_at - session.starts_at > timedelta(days=3):
        return Refusal("too_long", "A session lasts three days at most.", "Check the dates.")
    first, last = (moment.astimezone(LONDON).date() for moment in (session.starts_at, session.ends_at))
    if first < starts_on or last > ends_on:
        return Refusal(
            "outside_cohort",
            f"The cohort runs from {starts_on:%-d %B %Y} to {ends_on:%-d %B %Y}.",
            "Choose a time between those days, or change the cohort’s dates.",
        )
    return None


def why_not_add(component: ComponentFacts, *, is_on_programme: bool) -> Refusal | None:
    """Why a session of this component cannot be put in the timetable of a cohort.

    ``is_on_programme``: it is of the cohort's release and variant.
    """
    if not is_on_programme:
        return Refusal("not_on_programme", "This component belongs to another programme.", "Choose another component.")
    if not component.kind.has_sessions:
        return Refusal("has_no_sessions", "This component is done in one’s own time.", "Choose a live component.")
    return None


def why_not_move(*, moves: bool, is_registered: bool) -> Refusal | None:
    """Why a session cannot be moved or removed: people have been registered at it."""
    if moves and is_registered:
        return Refusal(
            "registered_already",
            "The register of this session has been taken, so it stays where it was.",
            "You can still change its room, link and facilitator, or add another session.",
        )
    return None


def why_not_lead(name: str, *, wanted: BusyHour, busy: Iterable[BusyHour]) -> Refusal | None:
    """Why somebody cannot lead a session at this time: they lead another."""
    for other in busy:
        if other.starts_at < wanted.ends_at and wanted.starts_at < other.ends_at:
            start, end = (moment.astimezone(LONDON) for moment in (other.starts_at, other.ends_at))
            what = f"“{other.title}”" if other.title else "another session"
            return Refusal(
                "facilitator_is_busy",
                f"{name} leads {what} from {start:%H:%M} to {end:%H:%M} on {start:%-d %B %Y}.",
                "Choose another time or another facilitator.",
            )
    return None


def plan(components: Iterable[ComponentFacts], rhythm: Rhythm, *, venue: str = "") -> tuple[PlannedSession, ...]:
    """A session for each component that has sessions, in the order of the release, at one rhythm.

    Local time stays the same across the change of clocks. Only what happens in a room has a venue.
    """
    day, planned = rhythm.first_on, []
    for component in components:
        if not component.kind.has_sessions:
            continue
        starts_at = datetime.combine(day, rhythm.starts, LONDON).astimezone(UTC)
        length = min(timedelta(minutes=component.minutes or 60), LONGEST)
        place = venue if component.kind.is_face_to_face else ""
        planned.append(PlannedSession(component.id, starts_at, starts_at + length, place))
        day += timedelta(weeks=rhythm.weeks_between)
    return tuple(planned)


def why_not_plan(
    planned: tuple[PlannedSession, ...], rhythm: Rhythm, *, starts_on: date, ends_on: date
) -> Refusal | None:
    """Why a timetable cannot be laid out like this."""
    if not planned:
        return Refusal("nothing_to_plan", "Every live component already has a session.", "Change them one by one.")
    if rhythm.weeks_between < 1:
        return Refusal("no_rhythm", "There is at least one week between two sessions.", "Give a number of weeks.")
    last = planned[-1].ends_at.astimezone(LONDON).date()
    if rhythm.first_on < starts_on or last > ends_on:
        return Refusal(
            "outside_cohort",
            f"The last session would be on {last:%-d %B %Y}, but the cohort runs from {starts_on:%-d %B %Y} to "
            f"{ends_on:%-d %B %Y}.",
            "Start within those days, or put fewer weeks between sessions.",
        )
    return None
