"""Windows that are booked: until when, how many, and who did not come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.attempts import PutOffFacts, PutOffKind
from goldenthread.assessment.types.booking import BookedWindow, NewTerms
from goldenthread.assessment.types.projects import TaskForm
from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import day, moment

TAKES_PART = frozenset({"active", "completed"})
OTHERS = "Book another one if there is one, or ask your programme manager."
NOT_BOOKED = Refusal("not_booked", "You have not booked this window.", "Book it first, while it can be booked.")


def why_not_set_terms(
    new: NewTerms, window: WindowFacts, *, booked: int, at: datetime, before: datetime | None = None
) -> Refusal | None:
    """Why a window cannot have these terms; ``before``: until when it could be booked, which may be over by now."""
    if stage(window, at=at) is Stage.CLOSED:
        return Refusal("window_closed", "The window has closed.", "Plan another one.")
    if new.places is not None and new.books_until is None:
        return Refusal(
            "places_unbooked", "Places are counted where windows are booked.", "Say until when it can be booked."
        )
    if new.books_until is not None and new.books_until > window.closes_at:
        return Refusal("books_too_long", "It could be booked after it has closed.", "Let booking end before that.")
    if new.books_until is not None and new.books_until <= at and new.books_until != before:
        return Refusal(
            "books_in_past",
            f"Booking would have closed already, on {moment(new.books_until)}, so nobody could book it.",
            "Let booking close later than now, or leave it empty where it need not be booked.",
        )
    if new.places is not None and new.places < max(booked, 1):
        return Refusal(
            "too_few_places", f"{booked} have booked already." if booked else "There is no place.", "Give more places."
        )
    return None


def why_not_hold(form: TaskForm, opens_on: date) -> Refusal | None:
    """Why a window that opens on a day does not take projects on a form."""
    if form.holds_from <= opens_on:
        return None
    return Refusal(
        "form_holds_later",
        f"Version {form.version} of this form holds from {form.holds_from:%-d %B %Y}, after the window opens.",
        "Choose a version that holds by then.",
    )


def why_not_on_form(form: TaskForm, codes: Collection[str], others: Iterable[TaskForm]) -> Refusal | None:
    """Why a window whose mark scheme has these criteria does not take projects on a form: another form is made for
    them, and this one is not. Where none is, a form that says nothing of criteria, or others, is taken and told of."""
    fits = next((other for other in others if _criteria(other) == {*codes}), None)
    if fits is None or _criteria(form) == {*codes}:
        return None
    says = f"This form is not for the mark scheme of the window. {differs_in_words(form, codes)}"
    return Refusal("form_of_another_scheme", says, f"Choose “{fits.title}”, or write a version for these criteria.")


def differs_in_words(form: TaskForm, codes: Collection[str]) -> str:
    """Which criteria of a mark scheme a form asks nothing for, and which it has that are not among them; nothing where
    they are the same."""
    missing, more = {*codes} - _criteria(form), _criteria(form) - {*codes}
    said = (
        f"It asks for nothing on {', '.join(sorted(missing))}." if missing else "",
        f"It asks for what nobody marks: {', '.join(sorted(more))}." if more else "",
    )
    return " ".join(each for each in said if each)


def _criteria(form: TaskForm) -> set[str]:
    return {code for part in form.parts for code in part.criteria}


def why_not_take_part(enrolment: str) -> Refusal | None:
    """Why somebody on this footing hands in no project."""
    if enrolment in TAKES_PART:
        return None
    return Refusal(
        "not_taking_part",
        f"Your place on the programme is {enrolment}, so the assessment is not open to you.",
        "Ask your programme manager about your place.",
    )


def takes_bookings(window: BookedWindow, *, at: datetime) -> bool:
    """Whether a window can be booked, changed and given back now: until booking closes, and never once it has closed
    itself, which it may have done before since its times were changed."""
    return window.books_until is not None and at < min(window.books_until, window.closes_at)


def why_not_book(window: BookedWindow, *, enrolment: str, is_booked: bool, at: datetime) -> Refusal | None:
    """Why somebody cannot book this window now. A window need not be booked where ``books_until`` is empty."""
    if window.books_until is None:
        return Refusal("no_booking", "This window need not be booked.", "Begin your project.")
    if is_booked:
        return Refusal("booked_already", "You have booked this window.", "There is nothing more to do.")
    if not takes_bookings(window, at=at):
        return Refusal(
            "booking_closed",
            "Booking for this window has closed.",
            OTHERS,
        )
    if window.left == 0:
        return Refusal("window_full", "Every place in this window is taken.", OTHERS)
    return why_not_take_part(enrolment)


def why_not_give_back(window: BookedWindow, *, has_handed_in: bool, at: datetime) -> Refusal | None:
    """Why a booking stays: the day until which windows can be changed is over, or work is in."""
    if has_handed_in:
        return Refusal("handed_in", "You have handed in for this window.", "What you handed in stands.")
    if not takes_bookings(window, at=at):
        return Refusal(
            "booking_closed",
            "Bookings for this window can no longer be changed.",
            "Ask your programme manager.",
        )
    return None


def why_not_begin(window: BookedWindow, *, enrolment: str, is_booked: bool, at: datetime) -> Refusal | None:
    """Why somebody cannot begin their project for this window."""
    if at >= window.closes_at:
        return Refusal("window_closed", "The window has closed.", "Ask your programme manager about the next window.")
    if window.books_until is not None and not is_booked:
        return NOT_BOOKED
    return why_not_take_part(enrolment)


def put_off_in_words(put_off: PutOffFacts) -> str:
    """What was decided of somebody who is not assessed in a window, for those who run it."""
    if put_off.kind is PutOffKind.WITHDRAWN:
        return "Withdrawn from this assessment"
    return f"Put off to {day(put_off.opens_at)}" if put_off.opens_at else "Put off"


def why_not_missed(
    window: WindowFacts, *, has_handed_in: bool, put_off: PutOffFacts | None, at: datetime
) -> Refusal | None:
    """Why it cannot be written down that somebody did not come. Whoever was not to be assessed in it missed nothing."""
    if put_off is not None:
        return Refusal("not_assessed_here", f"{put_off_in_words(put_off)}.", "There is nothing to record.")
    if stage(window, at=at) is not Stage.CLOSED:
        return Refusal("window_open", "The window has not closed yet.", "Wait until it has.")
    if has_handed_in:
        return Refusal("handed_in", "They have handed in.", "There is nothing to record.")
    return None
