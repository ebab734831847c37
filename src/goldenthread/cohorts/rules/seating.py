"""Places where a component has several sessions or not room for everybody: who gets one, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from goldenthread.cohorts.types.timetables import SeatFacts
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON


def why_not_seat(
    session: SeatFacts,
    *,
    others: Iterable[SeatFacts],
    at: datetime,
    is_by_place: bool,
    is_expected: bool,
    is_marked: bool,
    is_here: bool,
    by_manager: bool,
) -> Refusal | None:
    """Why somebody cannot have a place at this session now.

    ``is_expected``: they take evidence on a route that has the component. ``is_marked``: a register of the component
    has a mark for them. ``is_here``: they have the place already. ``by_manager``: who runs the cohort may put right
    afterwards who came to which.
    """
    refusal = _why_not_either(
        session, has_begun=session.starts_at <= at and not by_manager, is_by_place=is_by_place, is_expected=is_expected,
        is_marked=is_marked,
    )  # fmt: skip
    if refusal:
        return refusal
    if is_here:
        return Refusal("has_the_place", "They have this place already.", "Nothing needs to be done.")
    if not session.is_open:
        return Refusal("session_full", f"This session is full, {_waits(session)}.", _nearest(others, at=at))
    return None


def why_not_wait(
    session: SeatFacts,
    *,
    at: datetime,
    is_by_place: bool,
    is_expected: bool,
    is_marked: bool,
    is_here: bool,
    by_manager: bool,
) -> Refusal | None:
    """Why somebody cannot join the waiting list of this session."""
    refusal = _why_not_either(
        session, has_begun=session.starts_at <= at and not by_manager, is_by_place=is_by_place, is_expected=is_expected,
        is_marked=is_marked,
    )  # fmt: skip
    if refusal:
        return refusal
    if is_here:
        return Refusal("on_it_already", "They have a place or wait for one here already.", "Nothing needs to be done.")
    if session.is_open:
        return Refusal("has_room", "This session has room.", "Take a place at it instead of waiting.")
    return None


def best(sessions: Iterable[SeatFacts], *, at: datetime, busy: Sequence[tuple[datetime, datetime]]) -> SeatFacts | None:
    """The session at which somebody is given a place unasked: to come, with room, not while they are elsewhere; the one
    with the fewest people, and of those the first."""
    able = [s for s in sessions if s.starts_at > at and s.is_open and not overlaps(s.starts_at, s.ends_at, busy)]
    return min(able, key=lambda s: (s.seated, s.starts_at, s.id), default=None)


def best_for(
    busy: Sequence[tuple[datetime, datetime]], sessions: Iterable[SeatFacts], *, at: datetime
) -> SeatFacts | None:
    """The best session for somebody who is elsewhere at these hours; one at the same time only if there is no other."""
    able = tuple(sessions)
    return best(able, at=at, busy=busy) or best(able, at=at, busy=())


def overlaps(starts_at: datetime, ends_at: datetime, busy: Iterable[tuple[datetime, datetime]]) -> bool:
    """Whether any of these hours is at the same time."""
    return any(start < ends_at and starts_at < end for start, end in busy)


def _why_not_either(
    session: SeatFacts, *, has_begun: bool, is_by_place: bool, is_expected: bool, is_marked: bool
) -> Refusal | None:
    if not is_by_place:
        return Refusal("no_places_here", "Everybody comes to this session.", "Nobody needs a place at it.")
    if not is_expected:
        return Refusal(
            "not_expected", "This session is not on their route, or they have left.", "Choose another component."
        )
    if has_begun:
        return Refusal(
            "begun_already",
            f"This session began at {session.starts_at.astimezone(LONDON):%H:%M on %-d %B %Y}.",
            "Choose one that is still to come, or ask how to catch up.",
        )
    if is_marked:
        return Refusal(
            "marked_already",
            "A register already has a mark for them at a session of this component.",
            "If the mark is wrong, ask the facilitator to correct it.",
        )
    return None


def _waits(session: SeatFacts) -> str:
    if not session.waiting:
        return "and nobody waits"
    return "and one person waits" if session.waiting == 1 else f"and {session.waiting} people wait"


def _nearest(others: Iterable[SeatFacts], *, at: datetime) -> str:
    """What can be done instead of a full session."""
    free = min((s for s in others if s.is_open and s.starts_at > at), key=lambda s: s.starts_at, default=None)
    if free is None:
        return "Join its waiting list: a place that becomes free goes to who waits longest."
    when = free.starts_at.astimezone(LONDON)
    return f"Take a place on {when:%-d %B %Y at %H:%M} instead, or join the waiting list."
