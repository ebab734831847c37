"""Book a window, move to another, give it back, and write down who did not come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.numbering import new_number
from goldenthread.assessment.models import ProjectWindow, Script, ScriptStep, Window, WindowBooking
from goldenthread.assessment.models.scripts import passed_in_others
from goldenthread.assessment.queries.attempts import put_off_of, why_not_book_now, why_not_now
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.own_times import own_window
from goldenthread.assessment.rules.booking import why_not_begin, why_not_book, why_not_give_back, why_not_missed
from goldenthread.assessment.rules.briefing import why_not_for, why_not_run
from goldenthread.assessment.rules.late import begun_until
from goldenthread.assessment.rules.submitting import PASSED
from goldenthread.assessment.types.booking import BookedWindow
from goldenthread.assessment.types.words import NOT_IN, ScriptRef, State
from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.cohorts.types.pages import MyPlace
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def book_window(window: UUID, *, by: Actor, at: datetime) -> None:
    """Book a window. Another one that was booked and can still be given back is given back: that is how one moves.

    :raises Refused: if it cannot be booked, they have passed already, what came before keeps it closed to them, or the
        other one cannot be given back any more.
    :raises ProjectWindow.DoesNotExist: if it takes no projects, or is not of a cohort they are on.
    """
    row, mine = _held(window, by=by)
    has = row.window.bookings.filter(enrolment_id=mine.id, ended_at=None).exists()
    passed = passed_in_others(enrolment=mine.id, window=row.window_id).exists()
    state, own = mine.mine.state.value, own_window(row.window, mine.id)
    terms = replace(_as_booked(row), closes_at=own.closes_at)
    _refuse(PASSED if passed else why_not_book(terms, enrolment=state, is_booked=has, at=at))
    _refuse(why_not_book_now(row.window, mine.id, policy_of(row.window), own, at=at))
    others = WindowBooking.objects.select_related("window__project").filter(
        enrolment_id=mine.id, ended_at=None, window__closes_at__gt=at
    )
    for other in others:
        _give_back(other, by=by, at=at)

    WindowBooking.objects.create(window=row.window, enrolment_id=mine.id, booked_by_id=by.person_id, booked_at=at)
    audit(by=str(by), did="assessment.book_window", to=str(row.window.ref), at=at)
    post(Notice("assessment.window_booked", {"window": str(row.window.ref)}), at=at)


@atomic
def give_back_window(window: UUID, *, by: Actor, at: datetime) -> None:
    """Give a booking back. :raises Refused: if it is too late, or work is in."""
    row, mine = _held(window, by=by)
    booking = row.window.bookings.get(enrolment_id=mine.id, ended_at=None)
    _give_back(booking, by=by, at=at)


@atomic
def begin_project(window: UUID, *, by: Actor, at: datetime) -> ScriptRef:
    """Begin a project under a number, which may be put together before the window opens; twice, it is the same one.
    Whoever booked may still begin one after the close, where the policy lets them offer it late.

    :raises Refused: if the window is closed or not booked, or they do not take part.
    :raises ProjectWindow.DoesNotExist: if it takes no projects, or is not of a cohort they are on.
    """
    row, mine = _held(window, by=by)
    begun = Script.objects.filter(window=row.window, enrolment_id=mine.id).first()
    if begun is not None:
        return ScriptRef(begun.ref)
    has = row.window.bookings.filter(enrolment_id=mine.id, ended_at=None).exists()
    own = own_window(row.window, mine.id)
    policy = policy_of(row.window)
    until = begun_until(own.closes_at, is_booked=has, days=policy.late_days)
    terms = replace(_as_booked(row), closes_at=until)
    _refuse(why_not_begin(terms, enrolment=mine.mine.state.value, is_booked=has, at=at))
    _refuse(why_not_now(row.window, mine.id, policy, own, at=at))

    script = Script.objects.create(
        window=row.window, enrolment_id=mine.id, number=new_number(), state=State.BEGUN.value, begun_at=at
    )
    ScriptStep.objects.create(script=script, state=State.BEGUN.value, by_id=by.person_id, at=at)
    audit(by=str(by), did="assessment.begin_project", to=str(script.ref), at=at)
    return ScriptRef(script.ref)


@atomic
def record_no_show(window: UUID, enrolment: UUID, *, by: Actor, at: datetime) -> None:
    """Write down that somebody booked and handed in nothing; a second time changes nothing.

    :raises Refused: if this actor may not, the window is open, they did hand in, or were not to be assessed in it.
    """
    _refuse(why_not_run(by))
    row = Window.objects.seen_by(by).get(ref=window)
    booking = row.bookings.select_for_update().get(enrolment__ref=enrolment, ended_at=None)
    _refuse(why_not_for(booking.enrolment.participant_id, by))
    own = own_window(row, booking.enrolment_id)
    decided = put_off_of(row, [booking.enrolment_id]).get(booking.enrolment_id)
    _refuse(why_not_missed(own, has_handed_in=_has_handed_in(booking), put_off=decided, at=at))
    if booking.missed_at is None:
        booking.missed_at = at
        booking.save(update_fields=["missed_at"])
        audit(by=str(by), did="assessment.record_no_show", to=str(row.ref), at=at)


def _held(window: UUID, *, by: Actor) -> tuple[ProjectWindow, MyPlace]:
    """The window, held so that places are counted one after the other, and their own place in its cohort."""
    # A filter through enrolments cannot lock.
    found = Window.objects.met_by(by).filter(ref=window).values("pk")
    row = (
        ProjectWindow.objects.select_related("window__cohort__release")
        .select_for_update(of=("self",))
        .get(window__in=found)
    )
    place = next(each for each in my_places(by=by) if each.cohort_id == row.window.cohort_id)
    return row, place


def _as_booked(row: ProjectWindow) -> BookedWindow:
    return row.as_booked(row.window.bookings.filter(ended_at=None).count())


def _give_back(booking: WindowBooking, *, by: Actor, at: datetime) -> None:
    terms = booking.window.project.as_booked(0)
    _refuse(why_not_give_back(terms, has_handed_in=_has_handed_in(booking), at=at))
    booking.ended_at = at
    booking.save(update_fields=["ended_at"])
    audit(by=str(by), did="assessment.give_back_window", to=str(booking.window.ref), at=at)


def _has_handed_in(booking: WindowBooking) -> bool:
    scripts = Script.objects.filter(window_id=booking.window_id, enrolment_id=booking.enrolment_id)
    return scripts.exclude(state__in=NOT_IN).exists()


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
