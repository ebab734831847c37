"""Lay out a timetable: live components in the order of the release on open days, and why each is on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import groupby

from goldenthread.cohorts.rules.terms import why_closed
from goldenthread.cohorts.rules.timetabling import why_not_hour
from goldenthread.cohorts.types import PlannedSession, Rhythm, SessionDetails
from goldenthread.cohorts.types.plans import Taken
from goldenthread.cohorts.types.terms import TermDates
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.programmes.types import ComponentFacts, Route

# A session lasts as long as its component says, but nobody sits for longer than a day.
LONGEST = timedelta(hours=8)
WEEK = timedelta(weeks=1)
NO_TERMS = TermDates()
EVERYBODY = frozenset(Route)


@dataclass(frozen=True)
class Plan:
    """A timetable as laid out. ``lost``: the titles of what found no open day."""

    sessions: tuple[PlannedSession, ...]
    lost: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """A word that changes with any day, hour, place or component of it."""
        return sha256(repr(self).encode()).hexdigest()[:32]


def plan(
    components: Iterable[ComponentFacts],
    rhythm: Rhythm,
    *,
    ends_on: date,
    venue: str = "",
    terms: TermDates = NO_TERMS,
    taken: Iterable[Taken] = (),
) -> Plan:
    """A session for each component that has sessions, in the order of the release.

    None is on a bank holiday, in a half term or a closure, outside known terms, or on a day already given to the same
    people (where one follows another, to anybody): it moves to the same weekday of the next week that is open, or back
    where there is none. Local time stays the same across the change of clocks. Only what happens in a room has a venue.
    """
    live = [c for c in components if c.kind.has_sessions]
    last = rhythm.last_on or ends_on
    wanted = _apart(live, rhythm) if rhythm.weeks_between else _spread(live, rhythm, last)
    given, sessions, lost = list(taken), list[PlannedSession](), list[str]()
    for component, first in wanted:
        after = max(_last_for(component, sessions, live), rhythm.first_on - timedelta(days=1))
        found = _open_day(component, first, last=last, terms=terms, given=given, after=after)
        if found is None:
            lost.append(component.title)
            continue
        day, moved = found
        given.append(Taken(day, component.title, component.routes if not rhythm.weeks_between else EVERYBODY))
        sessions.append(_session(component, day, rhythm, venue=venue, moved=moved))
    return Plan(tuple(sessions), tuple(lost))


def why_not_plan(planned: Plan, rhythm: Rhythm, *, starts_on: date, ends_on: date) -> Refusal | None:
    """Why a timetable cannot be laid out like this."""
    if rhythm.weeks_between < 0:
        return Refusal("no_rhythm", "There is at least one week between two sessions.", "Give a number of weeks.")
    last = rhythm.last_on or ends_on
    if rhythm.first_on < starts_on or last > ends_on or rhythm.first_on > last:
        return Refusal(
            "outside_cohort",
            f"The cohort runs from {starts_on:%-d %B %Y} to {ends_on:%-d %B %Y}.",
            "Give a first and a last day within it, in this order.",
        )
    if planned.lost:
        more = f" and {len(planned.lost) - 1} more" if planned.lost[1:] else ""
        return Refusal(
            "no_day_left",
            f"No open day is left until {last:%-d %B %Y} for “{planned.lost[0]}”{more}.",
            "Start earlier, put fewer weeks between sessions, choose another weekday, or look at the term dates.",
        )
    if not planned.sessions:
        return Refusal("nothing_to_plan", "Every live component already has a session.", "Change them one by one.")
    for session in planned.sessions:
        refusal = why_not_hour(SessionDetails(session.starts_at, session.ends_at), terms=NO_TERMS, day_too=False)
        if refusal:
            return Refusal(refusal.code, f"“{session.title}”: {refusal.says}", "Choose an earlier start.")
    return None


def _apart(live: Sequence[ComponentFacts], rhythm: Rhythm) -> Iterator[tuple[ComponentFacts, date]]:
    """So many weeks from one to the next."""
    for number, component in enumerate(live):
        yield component, _weekday(component, rhythm.first_on + number * rhythm.weeks_between * WEEK, rhythm)


def _spread(live: Sequence[ComponentFacts], rhythm: Rhythm, last: date) -> Iterator[tuple[ComponentFacts, date]]:
    """Each module in an equal part of the time, its weeks spread evenly within that."""
    modules = [list(found) for _, found in groupby(live, key=lambda c: c.module_ref)]
    for number, module in enumerate(modules):
        weeks = _sharing_weeks(module)
        for place, together in enumerate(weeks):
            part = (number + place / len(weeks)) / len(modules)
            day = rhythm.first_on + timedelta(days=round(max((last - rhythm.first_on).days, 0) * part))
            snapped = day + timedelta(days=(rhythm.first_on.weekday() - day.weekday()) % 7)
            for component in together:
                yield component, _weekday(component, snapped, rhythm)


def _sharing_weeks(module: Iterable[ComponentFacts]) -> list[list[ComponentFacts]]:
    """What follows one another for different people, such as an event and its counterpart online, shares a week."""
    weeks: list[list[ComponentFacts]] = []
    for component in module:
        if weeks and not any(component.routes & other.routes for other in weeks[-1]):
            weeks[-1].append(component)
        else:
            weeks.append([component])
    return weeks


def _weekday(component: ComponentFacts, day: date, rhythm: Rhythm) -> date:
    """The day in the same week on which what happens online happens, never before the first day."""
    if in_room(component) or rhythm.online_weekday is None:
        return day
    moved = day + timedelta(days=rhythm.online_weekday - day.weekday())
    return moved if moved >= rhythm.first_on else moved + WEEK


def _open_day(
    component: ComponentFacts,
    first: date,
    *,
    last: date,
    terms: TermDates,
    given: Sequence[Taken],
    after: date,
) -> tuple[date, str] | None:
    """The first open day from one on, week by week, then the last one before it; with the words why it moved.

    Always later than ``after``.
    """
    against: list[tuple[date, str]] = []
    day = first
    while day <= last:
        why = _why_not_on(day, component, terms, given)
        why = why or ("is before the session that comes first" if day <= after else "")
        if not why:
            return day, _moved(against, day)
        against.append((day, why))
        day += WEEK
    day = first - WEEK
    while against and day > after:
        if not _why_not_on(day, component, terms, given):
            return day, _moved(against, day)
        day -= WEEK
    return None


def _last_for(component: ComponentFacts, before: Sequence[PlannedSession], live: Sequence[ComponentFacts]) -> date:
    """The day of the last session so far that the same people come to."""
    routes = {c.id: c.routes for c in live}
    days = [s.starts_at.astimezone(LONDON).date() for s in before if routes[s.component_id] & component.routes]
    return max(days, default=date.min)


def _why_not_on(day: date, component: ComponentFacts, terms: TermDates, given: Iterable[Taken]) -> str:
    same = (t for t in given if t.day == day and t.routes & component.routes)
    return why_closed(day, terms) or next((f"has “{t.title}”" for t in same), "")


def _moved(against: Sequence[tuple[date, str]], day: date) -> str:
    """*2 April is Good Friday: moved to 16 April*; nothing where it stays on its day."""
    if not against:
        return ""
    said = []
    for why, found in groupby(against, key=lambda pair: pair[1]):
        days = [on for on, _ in found]
        when = f"{days[0]:%-d %B}" if not days[1:] else f"each {days[0]:%A} from {days[0]:%-d %B} to {days[-1]:%-d %B}"
        said.append(f"{when} {why}")
    words = "; ".join(said)
    return f"{words[0].upper()}{words[1:]}: moved to {day:%-d %B}"


def in_room(component: ComponentFacts) -> bool:
    """Whether people meet in a room for it."""
    return component.kind.is_face_to_face and Route.BLENDED in component.routes


def _session(component: ComponentFacts, day: date, rhythm: Rhythm, *, venue: str, moved: str) -> PlannedSession:
    is_in_room = in_room(component)
    hour = rhythm.starts if is_in_room else rhythm.online_starts or rhythm.starts
    starts_at = datetime.combine(day, hour, LONDON).astimezone(UTC)
    length = min(timedelta(minutes=component.minutes or 60), LONGEST)
    place = venue if is_in_room else ""
    return PlannedSession(component.id, starts_at, starts_at + length, place, component.title, moved)
