"""Dates: when a cohort and its sessions can be, and who or what would be in two places at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from goldenthread.cohorts.rules.terms import why_closed, why_shut
from goldenthread.cohorts.types import BusyHour, CohortDetails, SessionDetails
from goldenthread.cohorts.types.plans import on_the_clock
from goldenthread.cohorts.types.terms import TermDates
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.programmes.types import ComponentFacts, Route

EARLIEST, LATEST = time(7, 0), time(22, 0)
SATURDAY = 5
_ANYWAY = "Choose another time, or say under “Anyway, because” why it has to be then."

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


def why_not_add(
    component: ComponentFacts, *, is_on_programme: bool, routes: frozenset[Route] = frozenset(Route)
) -> Refusal | None:
    """Why a session of this component cannot be put in the timetable of a cohort.

    ``is_on_programme``: it is of the cohort's release and variant. ``routes``: those on which the cohort takes people.
    """
    if not is_on_programme:
        return Refusal("not_on_programme", "This component belongs to another programme.", "Choose another component.")
    if not component.kind.has_sessions:
        return Refusal("has_no_sessions", "This component is done in one’s own time.", "Choose a live component.")
    if not component.routes & routes:
        return Refusal(
            "not_on_this_route",
            "Nobody on this cohort would come: it takes people on the other route only.",
            "Choose a component of the cohort’s route, or let the cohort take both.",
        )
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
        if other.overlaps(wanted):
            what = f"“{other.title}”" if other.title else "another session"
            return Refusal(
                "facilitator_is_busy",
                f"{name} leads {what} {other.when}.",
                "Choose another time or another facilitator.",
            )
    return None


def why_not_room(place: str, *, wanted: BusyHour, busy: Iterable[BusyHour]) -> Refusal | None:
    """Why a room cannot be used at this time: something else is in it."""
    for other in busy:
        if other.overlaps(wanted):
            what = f"“{other.title}”" if other.title else "Another session"
            return Refusal(
                "room_is_taken",
                f"{what} is in {place} {other.when}.",
                "Choose another time or another room.",
            )
    return None


def why_not_all(wanted: BusyHour, people: Iterable[tuple[BusyHour, int]]) -> Refusal | None:
    """Why a session cannot be at this time for those who come to it: some of them are at another then.

    ``people`` gives other sessions with how many are expected at both. With a reason in *anyway* it can.
    """
    for other, number in people:
        if number and other.overlaps(wanted):
            who = "One participant comes" if number == 1 else f"{number} participants come"
            what = f"“{other.title}”" if other.title else "another session"
            return Refusal("people_are_elsewhere", f"{who} to {what} {other.when}.", _ANYWAY)
    return None


def together(refusals: Iterable[Refusal | None]) -> Refusal | None:
    """Everything that is in the way at once, so that nobody meets one reason after another."""
    found = [refusal for refusal in refusals if refusal]
    if len(found) < 2:
        return next(iter(found), None)
    return Refusal(
        "several_clashes",
        " ".join(one.says for one in found),
        "Choose another time, or other people and another room.",
    )


def remark(starts_at: datetime, *, terms: TermDates) -> str:
    """What is unusual about the day of a session, though it can be then; empty where nothing is."""
    day = starts_at.astimezone(LONDON).date()
    if day.weekday() >= SATURDAY:
        return f"{day:%-d %B %Y} is a {day:%A}."
    why = why_closed(day, terms)
    return f"{day:%-d %B %Y} {why}." if why else ""


def why_not_hour(details: SessionDetails, *, terms: TermDates, day_too: bool = True) -> Refusal | None:
    """Why a session is not simply taken at this hour: outside the day, or on a bank holiday or in a closure.

    With a reason in ``anyway`` it is.
    """
    if details.anyway.strip():
        return None
    start, end = (moment.astimezone(LONDON) for moment in (details.starts_at, details.ends_at))
    if not (EARLIEST <= start.time() < LATEST and EARLIEST < end.time() <= LATEST):
        return Refusal(
            "outside_the_day",
            f"It would be from {on_the_clock(start)} to {on_the_clock(end)}; sessions are between "
            f"{on_the_clock(EARLIEST)} and {on_the_clock(LATEST)}.",
            _ANYWAY,
        )
    days = (start.date() + timedelta(days=n) for n in range((end.date() - start.date()).days + 1))
    for day in days if day_too else ():
        if shut := why_shut(day, terms):
            return Refusal("closed_that_day", f"{day:%-d %B %Y} {shut}.", _ANYWAY)
    return None


def why_not_seat_so_many(capacity: int | None, *, seated: int) -> Refusal | None:
    """Why a session cannot have this capacity: more people have a place there already."""
    if capacity is None or capacity >= max(seated, 1):
        return None
    if not seated:
        return Refusal("no_places", "A session has at least one place.", "Give its capacity, or leave it empty.")
    people = "One person has" if seated == 1 else f"{seated} people have"
    return Refusal(
        "too_few_places",
        f"{people} a place there already.",
        f"Give a capacity of {seated} or more, or move somebody to another session first.",
    )
