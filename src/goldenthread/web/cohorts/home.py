"""The cohorts' part of a first page: what comes next for a participant, a facilitator, a manager."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from goldenthread.cohorts.queries.board import cohort_board
from goldenthread.cohorts.queries.engagement import my_page
from goldenthread.cohorts.queries.overdue import disputed_led
from goldenthread.cohorts.queries.timetable import sessions_led
from goldenthread.cohorts.types import CohortRow, MyPage, OpenRegister, SessionRow, State
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import KIND_NAMES
from goldenthread.web.cohorts.who import LEADS, RUNS
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import count, day, moment


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """A participant's next sessions and figure; a facilitator's registers and sessions; a manager's cohorts in need."""
    things: tuple[NextThing, ...] = ()
    if actor.wears(*RUNS):
        board = cohort_board(by=actor, at=at)
        things += tuple(thing for row in board.rows for thing in _needs(row))
    if actor.wears(*LEADS):
        things += _differing(disputed_led(by=actor)) + _leading(sessions_led(by=actor, at=at))
    page = my_page(by=actor, at=at) if actor.wears(Duty.PARTICIPANT) else None
    if page is None:
        return HomePart(things) if things else None
    # The figure with its explanation is drawn once, among what changed, in reporting's part.
    return HomePart((*things, *_attending(page)), news=how_it_stands(page, on=at.date()))


def how_it_stands(page: MyPage, *, on: date) -> str:
    """That somebody has left, paused or completed, or that their cohort is over, in words; nothing for all others."""
    mine, since = page.mine, f" on {day(page.since)}" if page.since else ""
    if mine.state is State.WITHDRAWN:
        return f"You left {mine.programme}{since}. What you have done is kept, and nothing is asked of you."
    if mine.state is State.COMPLETED:
        return f"You completed {mine.programme}{since}. Nothing more is asked of you."
    if mine.state is State.DEFERRED:
        until = f" until {day(page.returns_on)}" if page.returns_on else ""
        return f"You have paused {mine.programme}{until}. What you have done is kept; only what comes then stands here."
    if mine.ends_on < on:
        return f"{mine.cohort_title} ended on {day(mine.ends_on)}. What you have done is kept."
    return ""


def _attending(page: MyPage) -> tuple[NextThing, ...]:
    """An offer to accept, and the next sessions."""
    offer: tuple[NextThing, ...] = ()
    if page.mine.state == "offered":
        offer = (NextThing("Accept your place", reverse("cohorts:mine"), why=page.mine.programme),)
    return offer + tuple(
        NextThing(
            title=thing.component.title,
            href=reverse("cohorts:session", args=[thing.session]),
            why=", ".join(part for part in (KIND_NAMES[thing.component.kind], thing.place) if part),
            meta=moment(thing.starts_at),
            by=thing.starts_at,
            is_set=True,
        )
        for thing in page.ahead
        if thing.session
    )


def _differing(registers: tuple[OpenRegister, ...]) -> tuple[NextThing, ...]:
    """Registers in which two sheets say different things of somebody."""
    return tuple(
        NextThing(
            title=f"Settle two different marks of {count(row.disputed, 'person', 'people')}: {row.title}",
            href=reverse("cohorts:register", args=[row.session]),
            why=f"{row.cohort}. The mark that came first stands until one is chosen.",
            meta=moment(row.ended_at),
            by=row.ended_at,
        )
        for row in registers
    )


def _leading(sessions: tuple[SessionRow, ...]) -> tuple[NextThing, ...]:
    """Registers to take, and the next sessions."""
    due = tuple(
        NextThing(
            title=f"Take the register: {session.title}",
            href=reverse("cohorts:register", args=[session.ref]),
            why=f"{session.cohort}: {count(session.expected, 'person', 'people')} expected",
            meta=moment(session.starts_at),
            by=session.ends_at,
        )
        for session in sessions
        if session.needs_register
    )
    ahead = tuple(
        NextThing(
            title=session.title,
            href=reverse("cohorts:session", args=[session.ref]),
            why=", ".join(part for part in (session.cohort, session.place) if part),
            meta=moment(session.starts_at),
            by=session.starts_at,
            is_set=True,
        )
        for session in sessions
        if not session.is_past
    )
    return due + ahead


def _needs(row: CohortRow) -> tuple[NextThing, ...]:
    """What a running cohort needs from whoever runs it; registers are named in reporting's part, each by itself."""
    href = reverse("cohorts:cohort", args=[row.line.ref])
    things: tuple[NextThing, ...] = ()
    if row.disputed:
        title = f"Settle two different marks of {count(row.disputed, 'person', 'people')}"
        things += (NextThing(title, reverse("cohorts:registers"), why=f"{row.line.title}, {row.line.partner}."),)
    if row.unled:
        words = f"Whoever was to lead {count(row.unled, 'session')} to come has left"
        title = f"Name another facilitator in {row.line.title}"
        things += (NextThing(title, f"{href}#timetable", why=words, meta=row.line.partner),)
    if row.is_waiting:
        things += (NextThing(row.line.title, href, why="People are waiting to start", meta=row.line.partner),)
    return things
