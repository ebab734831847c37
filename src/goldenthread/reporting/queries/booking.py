"""Whom to tell that a window for projects can be booked, and what the letter says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from goldenthread.assessment.models import ProjectWindow, Script, WindowBooking
from goldenthread.assessment.queries.attempts import why_not_now
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.own_times import own_window
from goldenthread.assessment.rules.booking import why_not_book
from goldenthread.assessment.types.words import NOT_IN, Outcome
from goldenthread.assessment.types.words import State as ScriptState
from goldenthread.cohorts.models import Enrolment
from goldenthread.cohorts.types import State
from goldenthread.reporting.models import Reminder
from goldenthread.reporting.queries.occasions import day_of, told_anew
from goldenthread.reporting.rules.reminding import is_closing, is_told
from goldenthread.reporting.types import BookingReminder, Kind, Occasion

BOOKING_KINDS = frozenset({Kind.BOOKING.value, Kind.BOOK_ENDS.value})
# What keeps somebody from beginning, and not from booking meanwhile.
_FIRST = "help_comes_first"


def bookings_due(*, at: datetime) -> tuple[Occasion, ...]:
    """Those to invite to book, and to remind before booking closes: active on a cohort whose next window for projects
    has places, with no window booked and no project that waits for its result or has passed.

    In at most five statements, and three for each cohort with such a window.
    """
    windows = _next_windows(at)
    kinds = {cohort: kind for cohort, row in windows.items() if (kind := _kind(row, at=at))}
    done = {*_booked(windows, at=at), *_handed_in(windows)}
    people: defaultdict[int, list[int]] = defaultdict(list)
    active = Enrolment.objects.filter(cohort__in=list(kinds), state=State.ACTIVE.value).order_by("pk")
    for pk, cohort in active.values_list("pk", "cohort_id"):
        people[cohort].append(pk)
    return told_anew(
        Occasion(kind, person, windows[cohort].window.ref, day_of(_until(windows[cohort])))
        for cohort, kind in kinds.items()
        for person in people[cohort]
        if person not in done
    )


def booking_letter(row: Reminder, *, at: datetime) -> BookingReminder | None:
    """What a letter about booking says now; ``None`` where they have booked since, or cannot any longer."""
    terms = _bookable(at).filter(window__ref=row.subject).first()
    if terms is None or (row.kind == Kind.BOOK_ENDS.value and day_of(_until(terms)) != row.day):
        return None
    window, who = terms.window, row.enrolment
    booked = terms.as_booked(vars(terms)["booked"])
    has = row.enrolment_id in {*_booked([window.cohort_id], at=at), *_handed_in([window.cohort_id])}
    own = own_window(window, row.enrolment_id)
    why_not = why_not_now(window, row.enrolment_id, policy_of(window), own, at=at)
    if why_not_book(booked, enrolment=who.state, is_booked=has, at=at) or (why_not and why_not.code != _FIRST):
        return None
    return BookingReminder(
        ref=row.ref,
        kind=Kind(row.kind),
        address=who.participant.email,
        name=who.participant.name,
        programme=window.cohort.release.programme.title,
        opens_at=own.opens_at,
        closes_at=own.closes_at,
        books_until=_until(terms),
        left=booked.left,
        fee=terms.fee,
        why_not=why_not,
    )


def _bookable(at: datetime) -> QuerySet[ProjectWindow]:
    """The windows that can be booked now, the one whose booking closes first before the others."""
    booked = Count("window__bookings", filter=Q(window__bookings__ended_at=None))
    rows = ProjectWindow.objects.filter(books_until__gt=at, window__closes_at__gt=at)
    rows = rows.select_related("window__cohort__release__programme")
    return rows.annotate(booked=booked).order_by("books_until", "pk")


def _next_windows(at: datetime) -> dict[int, ProjectWindow]:
    """For each cohort the window with a place left whose booking closes first."""
    found: dict[int, ProjectWindow] = {}
    for row in _bookable(at):
        if row.as_booked(vars(row)["booked"]).left != 0:
            found.setdefault(row.window.cohort_id, row)
    return found


def _kind(row: ProjectWindow, *, at: datetime) -> Kind | None:
    """Which letter is due about a window now, if any."""
    hours = policy_of(row.window).reminder_hours
    if is_closing(row.set_at, _until(row), hours=hours, at=at):
        return Kind.BOOK_ENDS
    return Kind.BOOKING if is_told(row.set_at, at=at) else None


def _until(row: ProjectWindow) -> datetime:
    assert row.books_until is not None
    return row.books_until


def _booked(cohorts: Iterable[int], *, at: datetime) -> set[int]:
    """Those who have booked a window that has not closed."""
    rows = WindowBooking.objects.filter(window__cohort__in=list(cohorts), ended_at=None, window__closes_at__gt=at)
    return set(rows.values_list("enrolment_id", flat=True))


def _handed_in(cohorts: Iterable[int]) -> set[int]:
    """Those whose project waits for its result, or has passed."""
    waits = ~Q(state__in=[*NOT_IN, ScriptState.RELEASED.value])
    rows = Script.objects.filter(window__cohort__in=list(cohorts), window__project__isnull=False)
    return set(rows.filter(waits | Q(result__outcome=Outcome.PASSED.value)).values_list("enrolment_id", flat=True))
