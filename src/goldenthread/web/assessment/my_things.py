"""What assessment puts on a participant’s first page: a window that is open, a result that is out, a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from goldenthread.assessment.queries.my_work import my_work
from goldenthread.assessment.types.booking import MyProjectWindow
from goldenthread.assessment.types.submitting import MyWindow, Stage
from goldenthread.assessment.types.telling import CaseAhead
from goldenthread.assessment.types.words import State
from goldenthread.people.types import Actor
from goldenthread.web.shared.next_things import NextThing
from goldenthread.web.shared.words import day, deadline, moment

SOON = timedelta(days=14)
_SHUT = frozenset({"booking_closed", "window_full"})
_WITHOUT_WORK = (None, State.BEGUN)


def my_things(actor: Actor, at: datetime) -> Iterator[NextThing]:
    """What waits for a participant: letters and hearings about their work, then case studies, then projects."""
    work = my_work(by=actor, at=at)
    yield from _cases(work.cases)
    yield from _case_studies(work.windows, at)
    yield from _projects(work.projects, at)


def _cases(cases: Iterable[CaseAhead]) -> Iterator[NextThing]:
    for one in cases:
        there, about = reverse("assessment:my_case", args=[one.case]), f"{one.title}."
        if one.answer_by is not None:
            until = f"Until {deadline(one.answer_by)}"
            yield NextThing("Answer a letter about your work", there, about, until, one.answer_by, presses=True)
        if one.hearing_at is not None:
            on = moment(one.hearing_at)
            yield NextThing("Come to the hearing about your work", there, about, on, one.hearing_at, presses=True)


def _case_studies(windows: Iterable[MyWindow], at: datetime) -> Iterator[NextThing]:
    for window in windows:
        if window.script and window.state is State.RELEASED:
            yield _result(window.script, window.title, window.programme, window.told_at, window.closes_at, at=at)
        elif window.has_passed or window.is_put_off:
            continue
        elif window.stage is Stage.OPEN and window.why_not is None:
            is_in = window.is_coming or window.state is State.SUBMITTED
            title = "Replace your script, if you wish" if is_in else "Hand in your script"
            here = reverse("assessment:script", args=[window.script]) if window.script else reverse("assessment:mine")
            meta = f"Until {deadline(window.closes_at)}"
            yield NextThing(title, here, f"The window is open: {window.closes_in} left.", meta, window.closes_at)
        elif window.script and window.late_until:
            yield _late("script", window.script, window.late_until)
        elif window.script or not window.is_active:
            continue
        elif window.stage is Stage.OPEN:
            meta = f"Until {deadline(window.closes_at)}"
            yield NextThing("See what opens your brief", reverse("assessment:mine"), str(window.why_not), meta)
        elif window.stage is Stage.TO_COME and window.opens_at - at < SOON:
            why, meta = f"{window.title}: it opens {moment(window.opens_at)}.", f"In {window.opens_in}"
            yield NextThing("Get ready for your window", reverse("assessment:mine"), why, meta)


def _result(
    script: UUID, title: str, programme: str, told_at: datetime | None, closes_at: datetime, *, at: datetime
) -> NextThing:
    """A result, by its brief and its window. What was told or corrected in the last days stands before all else."""
    here, meta = reverse("assessment:result", args=[script]), f"Handed in by {day(closes_at)}"
    is_new = told_at is not None and at - told_at < SOON
    said = f"{programme}. {'New' if is_new else 'Told'} on {day(told_at)}." if told_at else programme
    return NextThing(f"Read your result: {title}", here, said, meta, presses=is_new)


def _late(what: str, script: UUID, until: datetime) -> NextThing:
    why = "Your window has closed and nothing was handed in. Somebody decides whether a late piece counts."
    there = reverse("assessment:late", args=[script])
    return NextThing(f"Offer your {what} late, if you wish", there, why, f"Until {deadline(until)}", until)


def _projects(windows: Sequence[MyProjectWindow], at: datetime) -> Iterator[NextThing]:
    here = reverse("assessment:mine")
    for one in windows:
        closes = one.window.closes_at
        if one.script and one.state is State.RELEASED:
            yield _result(one.script, one.title, one.programme, one.told_at, closes, at=at)
        elif one.has_passed or one.state is State.WITHDRAWN:
            continue
        elif one.late_until and one.script:
            yield _late("project", one.script, one.late_until)
        elif one.late_until:
            why, until = "Your window has closed. Somebody decides whether it counts.", one.late_until
            yield NextThing("Begin your project to offer it late", here, why, f"Until {deadline(until)}", until)
        elif one.stage is not Stage.CLOSED and one.script and one.is_theirs:
            title = "Replace your project, if you wish" if one.state is State.SUBMITTED else "Go on with your project"
            there = reverse("assessment:project", args=[one.script])
            yield NextThing(title, there, one.title, f"Until {deadline(closes)}", closes)
        elif one.why_not_book is None and one.window.books_until:
            until = one.window.books_until
            yield NextThing("Book a window for your project", here, one.title, f"Until {deadline(until)}", until)
    yield from _no_window_left(windows)


def _no_window_left(windows: Sequence[MyProjectWindow]) -> Iterator[NextThing]:
    """Whom to ask, where windows are to come and none is theirs or can be booked."""
    to_come = [one for one in windows if one.stage is not Stage.CLOSED and not one.has_passed]
    shut = [one.why_not_book for one in to_come if one.why_not_book and one.why_not_book.code in _SHUT]
    has_one = any(one.is_theirs for one in to_come) or any(one.state not in _WITHOUT_WORK for one in windows)
    if shut and len(shut) == len(to_come) and not has_one:
        why = f"{shut[0].says} Ask your programme manager for another one."
        yield NextThing("Ask for a window for your project", reverse("assessment:mine"), why)
