"""What assessment puts on a first page: a window that is open, a result that is out, scripts to mark or to settle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from goldenthread.assessment.queries.giving_up import seats_without_anybody
from goldenthread.assessment.queries.marking import queue_counts
from goldenthread.assessment.queries.moderating import moderation_board
from goldenthread.assessment.queries.submitting import my_windows
from goldenthread.assessment.types.submitting import Stage
from goldenthread.assessment.types.words import State
from goldenthread.people.types import Actor, Duty
from goldenthread.web.assessment.allocating import RUNS
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import count, moment


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """For a participant their work, for an assessor their queue, for a moderator what is marked and not settled."""
    things = [
        *(_mine(actor, at) if actor.wears(Duty.PARTICIPANT) else ()),
        *(_to_mark(actor) if actor.wears(Duty.ASSESSOR) else ()),
        *(_to_settle(actor) if actor.wears(Duty.MODERATOR) else ()),
        *(_to_hand_out(actor) if actor.wears(*RUNS) else ()),
    ]
    return HomePart(tuple(things)) if things else None


def _mine(actor: Actor, at: datetime) -> Iterator[NextThing]:
    for window in my_windows(by=actor, at=at):
        if window.script and window.state is State.RELEASED:
            yield NextThing("Read your result", reverse("assessment:result", args=[window.script]), window.programme)
        elif window.stage is Stage.OPEN and window.why_not is None:
            title = "Replace your script, if you wish" if window.state is State.SUBMITTED else "Hand in your script"
            here = reverse("assessment:script", args=[window.script]) if window.script else reverse("assessment:mine")
            meta = f"Until {moment(window.closes_at)}"
            yield NextThing(title, here, f"The window is open: {window.closes_in} left.", meta, window.closes_at)


def _to_mark(actor: Actor) -> Iterator[NextThing]:
    waiting = queue_counts(by=actor).to_do
    if waiting:
        yield NextThing(f"Mark {count(waiting, 'script')}", reverse("assessment:queue"), "They are under numbers.")


def _to_settle(actor: Actor) -> Iterator[NextThing]:
    rows = moderation_board(by=actor)
    if rows:
        title = f"Look at {count(len(rows), 'marked script')}"
        yield NextThing(title, reverse("assessment:moderation"), "The widest gaps come first.")


def _to_hand_out(actor: Actor) -> Iterator[NextThing]:
    empty = seats_without_anybody(by=actor)
    if empty:
        title = f"Find {count(empty, 'assessor')} for scripts that somebody gave up"
        yield NextThing(title, reverse("assessment:board"), "Each window proposes who could mark them.")
