"""Who is to be reminded now and was not yet, and what the letter says when it goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.assessment.models import OwnTime, PutOff, Script, Window, WindowBooking
from goldenthread.assessment.queries.attempts import why_not_now
from goldenthread.assessment.queries.carrying import resumed_in
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.gating import beside_of
from goldenthread.assessment.queries.own_times import entries_of, own_window
from goldenthread.assessment.rules.gate import why_not_open_brief
from goldenthread.assessment.rules.gathering import rule_of
from goldenthread.assessment.rules.own_times import own_window_of
from goldenthread.assessment.types.projects import TaskForm
from goldenthread.assessment.types.words import State as ScriptState
from goldenthread.cohorts.models import Enrolment, Seat, Session
from goldenthread.cohorts.queries.expected import awaits
from goldenthread.cohorts.types import State
from goldenthread.programmes.types import AssessmentPolicy, Route
from goldenthread.reporting.models import Reminder
from goldenthread.reporting.queries.booking import BOOKING_KINDS, booking_letter
from goldenthread.reporting.queries.occasions import day_of, told_anew
from goldenthread.reporting.queries.untold import untold
from goldenthread.reporting.rules.reminding import (
    QUIET,
    SESSION_DAYS,
    has_fallen_behind,
    is_closing,
    is_near,
    is_open,
)
from goldenthread.reporting.types import (
    BookingReminder,
    FellBehind,
    Kind,
    Occasion,
    SessionReminder,
    WindowReminder,
)

# So long after its window somebody’s own time may still run; reminders look no further back.
LONGEST_OWN = timedelta(days=90)
_COMES = [State.ACCEPTED.value, State.ACTIVE.value]


def openings_due(*, at: datetime) -> tuple[Occasion, ...]:
    """Those to tell that their window has opened: active on its cohort, and they have not opened the brief. A project
    is begun before, so for it they are told unless it is in. In at most six statements. Who becomes active while it is
    open is told then."""
    windows = _windows(at)
    begun = Script.objects.filter(window__in=windows).exclude(
        state=ScriptState.BEGUN.value, window__project__isnull=False
    )

    def tells(window: Window, closes_at: datetime) -> bool:
        return is_open(window.opens_at, closes_at, at=at)

    return _about_windows(Kind.OPENED, windows, tells, but=_needless(windows, begun))


def closings_due(*, at: datetime) -> tuple[Occasion, ...]:
    """Those to remind that their window closes: nothing of theirs is in. In at most six statements, and three for each
    window that is open."""
    windows = _windows(at)
    hours = {window.pk: policy_of(window).reminder_hours for window in windows}
    handed_in = Script.objects.filter(window__in=windows).exclude(state=ScriptState.BEGUN.value)

    def tells(window: Window, closes_at: datetime) -> bool:
        return is_closing(window.opens_at, closes_at, hours=hours[window.pk], at=at)

    return _about_windows(Kind.CLOSING, windows, tells, but=_needless(windows, handed_in))


def sessions_due(*, at: datetime) -> tuple[Occasion, ...]:
    """Those to remind of a session near at hand to which they come: on their route, with a place where one is needed;
    in at most four statements."""
    until = at + timedelta(days=SESSION_DAYS + 1)
    near = Session.objects.filter(starts_at__gt=at, starts_at__lt=until).select_related("component").with_places()
    sessions = [s for s in near.order_by("starts_at", "pk") if is_near(s.starts_at, at=at)]
    people: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    on_cohorts = Enrolment.objects.filter(cohort__in={s.cohort_id for s in sessions}, state__in=_COMES)
    for pk, cohort, route in on_cohorts.order_by("pk").values_list("pk", "cohort_id", "route"):
        people[cohort, route].append(pk)
    by_place = [s.pk for s in sessions if vars(s)["by_place"]]
    seated = set(Seat.objects.held().filter(session__in=by_place).values_list("session_id", "enrolment_id"))
    return told_anew(
        Occasion(Kind.SESSION, person, session.ref, day_of(session.starts_at))
        for session in sessions
        for route in _routes(session)
        for person in people[session.cohort_id, route.value]
        if session.pk not in by_place or (session.pk, person) in seated
    )


def fell_behind(*, at: datetime) -> tuple[FellBehind, ...]:
    """Those who have fallen behind and about whom nobody was told lately, by cohort; in one statement, and at most four
    more where there are any. Nobody of whom it is not told what came of their result: who passed never falls
    behind."""
    today = day_of(at)
    told = Reminder.objects.filter(kind=Kind.BEHIND.value, made_at__gt=at - QUIET).values("enrolment")
    rows = Enrolment.objects.filter(
        state=State.ACTIVE.value,
        cohort__starts_on__lt=today,
        cohort__ends_on__gte=today,
        engagement__is_met=False,
        engagement__threshold__isnull=False,
    ).exclude(pk__in=told)
    behind = [
        row
        for row in rows.select_related("cohort", "engagement").order_by("cohort_id", "pk").iterator(2000)
        if has_fallen_behind(
            row.engagement.as_figure(),
            enrolled_on=day_of(row.enrolled_at),
            starts_on=row.cohort.starts_on,
            ends_on=row.cohort.ends_on,
            on=today,
        )
    ]
    kept = untold(behind)
    found: defaultdict[tuple[int, UUID], list[int]] = defaultdict(list)
    for row in behind:
        if row.pk not in kept:
            found[row.cohort_id, row.cohort.ref].append(row.pk)
    return tuple(FellBehind(pk, ref, tuple(people)) for (pk, ref), people in found.items())


def reminder_to_send(ref: UUID, *, at: datetime) -> WindowReminder | SessionReminder | BookingReminder | None:
    """What the letter of a reminder says now; ``None`` where it has become needless: they have left or paused, have
    handed in since, booked or given back, are not assessed in it, or what it is about was moved or is over. In at most
    thirteen statements.

    :raises Reminder.DoesNotExist: if there is none.
    """
    row = Reminder.objects.select_related("enrolment__participant", "enrolment__engagement").get(ref=ref)
    if row.enrolment.state not in _COMES or not row.enrolment.participant.is_active:
        return None
    if row.kind == Kind.SESSION.value:
        return _session(row, at=at)
    if row.kind in BOOKING_KINDS:
        return booking_letter(row, at=at)
    return _window(row, at=at)


def _window(row: Reminder, *, at: datetime) -> WindowReminder | None:
    window = Window.objects.select_related("cohort__release__programme", "project__form").get(ref=row.subject)
    script = Script.objects.filter(enrolment=row.enrolment, window=window).first()
    is_in = script is not None and script.state != ScriptState.BEGUN.value
    own = own_window(window, row.enrolment_id)
    is_moved = row.kind == Kind.CLOSING.value and day_of(own.closes_at) != row.day
    if is_in or is_moved or not is_open(own.opens_at, own.closes_at, at=at) or not _concerns(window, row.enrolment_id):
        return None
    policy, enrolment = policy_of(window), row.enrolment
    form = _form(window, row.enrolment_id, policy)
    return WindowReminder(
        ref=row.ref,
        kind=Kind(row.kind),
        address=enrolment.participant.email,
        name=enrolment.participant.name,
        programme=window.cohort.release.programme.title,
        closes_at=own.closes_at,
        limit=(rule_of(form, policy.words) if form else policy.words).limit,
        is_project=form is not None,
        why_not=why_not_open_brief(
            policy.gate,
            enrolment.engagement.as_figure(),
            enrolment=enrolment.state,
            window=own,
            at=at,
            has_begun=script is not None,
            beside=beside_of(policy.gate, [enrolment.pk], at=at)[enrolment.pk],
        )
        or (None if script else why_not_now(window, enrolment.pk, policy, own, at=at)),
    )


def _needless(windows: list[Window], scripts: QuerySet[Script]) -> set[tuple[int, UUID]]:
    """Whom a letter about a window would tell nothing: those of these scripts, and those who are not assessed in it; in
    one statement."""
    put_off = PutOff.objects.filter(window__in=windows).values_list("enrolment_id", "window__ref")
    return set(scripts.values_list("enrolment_id", "window__ref").union(put_off))


def _concerns(window: Window, enrolment: int) -> bool:
    """Whether a window is somebody’s: not where their assessment was put off; one that has to be booked is theirs who
    booked it."""
    if PutOff.objects.filter(window=window, enrolment=enrolment).exists():
        return False
    return (
        not _is_booked(window)
        or WindowBooking.objects.filter(window=window, enrolment=enrolment, ended_at=None).exists()
    )


def _is_booked(window: Window) -> bool:
    """Whether a window is for those alone who booked it."""
    return hasattr(window, "project") and window.project.books_until is not None


def _form(window: Window, enrolment: int, policy: AssessmentPolicy) -> TaskForm | None:
    """What a project has to hold, without parts that stand from before."""
    if not hasattr(window, "project"):
        return None
    return window.project.form.as_form().without(resumed_in(window, enrolment, policy).keys)


def _session(row: Reminder, *, at: datetime) -> SessionReminder | None:
    coming = Session.objects.with_places().filter(awaits(row.enrolment_id), ref=row.subject)
    session = coming.select_related("component", "facilitator").first()
    if session is None or session.starts_at <= at or day_of(session.starts_at) != row.day:
        return None
    who = row.enrolment.participant
    return SessionReminder(
        ref=row.ref,
        address=who.email,
        name=who.name,
        session=session.ref,
        title=session.component.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=", ".join(part for part in (session.room, session.venue) if part),
        link=session.online_link,
        facilitator=session.facilitator.name if session.facilitator else "",
    )


def _windows(at: datetime) -> list[Window]:
    """The windows that are open now, or may still be for somebody who was given more time."""
    longer = Exists(OwnTime.objects.filter(window=OuterRef("pk"), ended_at=None))
    rows = Window.objects.annotate(longer=longer).filter(opens_at__lte=at, closes_at__gt=at - LONGEST_OWN)
    return list(
        rows.filter(Q(closes_at__gt=at) | Q(longer=True)).select_related("cohort__release", "project").order_by("pk")
    )


def _about_windows(
    kind: Kind, windows: list[Window], tells: Callable[[Window, datetime], bool], *, but: set[tuple[int, UUID]]
) -> tuple[Occasion, ...]:
    given = entries_of(window.pk for window in windows)
    by_booking = {window.pk for window in windows if _is_booked(window)}
    bookings = WindowBooking.objects.filter(window__in=by_booking, ended_at=None)
    booked = set(bookings.values_list("window_id", "enrolment_id"))
    people: defaultdict[int, list[int]] = defaultdict(list)
    active = Enrolment.objects.filter(cohort__in={w.cohort_id for w in windows}, state=State.ACTIVE.value)
    for pk, cohort in active.order_by("pk").values_list("pk", "cohort_id"):
        people[cohort].append(pk)
    return told_anew(
        Occasion(kind, person, window.ref, day_of(closes_at))
        for window in windows
        for person in people[window.cohort_id]
        if window.pk not in by_booking or (window.pk, person) in booked
        for closes_at in [own_window_of(window.as_facts(), given.get((window.pk, person), ())).closes_at]
        if (person, window.ref) not in but and tells(window, closes_at)
    )


def _routes(session: Session) -> tuple[Route, ...]:
    on = {Route.BLENDED: session.component.is_blended, Route.ONLINE: session.component.is_online}
    return tuple(route for route, has_it in on.items() if has_it)
