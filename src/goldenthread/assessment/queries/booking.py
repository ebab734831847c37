"""Windows for projects: what participants can book, and who has, for those who run assessment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from goldenthread.assessment.models import LatePiece, ProjectForm, ProjectWindow, PutOff, Script, Window, WindowBooking
from goldenthread.assessment.models.own_times import entries_in
from goldenthread.assessment.models.scripts import TOLD_AT, passed_in_others
from goldenthread.assessment.queries.attempts import conditions_in, has_history, listed_history, put_off_in, put_off_of
from goldenthread.assessment.queries.facts import policies_of
from goldenthread.assessment.queries.own_times import listed_own
from goldenthread.assessment.rules.attempts import why_not_book_yet
from goldenthread.assessment.rules.booking import (
    differs_in_words,
    put_off_in_words,
    takes_bookings,
    why_not_begin,
    why_not_book,
)
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.late import begun_until, can_offer_until, late_stands
from goldenthread.assessment.rules.own_times import own_window_of
from goldenthread.assessment.rules.submitting import PASSED
from goldenthread.assessment.rules.windows import left_in_words, stage
from goldenthread.assessment.types.booking import BookingLine, FormChoice, MyProjectWindow, TermsPage
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.assessment.types.words import NOT_IN, Outcome, ScriptRef, State, WindowRef
from goldenthread.cohorts.queries.engagement import enrolments_seen, my_places
from goldenthread.cohorts.types import MyEnrolment
from goldenthread.ground.models.listing import Listed, moment_of
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import AssessmentPolicy

_NOT_IN = {None, *(State(each) for each in NOT_IN)}
_BOOKED = Count("window__bookings", filter=Q(window__bookings__ended_at=None), distinct=True)


def my_project_windows(*, by: Actor, at: datetime) -> tuple[MyProjectWindow, ...]:
    """The windows for projects of every cohort this participant is on; in two statements however many, and one more
    where they missed one or have a history."""
    places = {place.cohort_id: place for place in reversed(my_places(by=by))}
    mine = [place.id for place in places.values()]
    scripts = Script.objects.handed_in_by(by).filter(window=OuterRef("window_id"))
    bookings = WindowBooking.objects.filter(enrolment__in=mine, ended_at=None, window=OuterRef("window_id"))
    late = LatePiece.objects.filter(script__enrolment__in=mine, script__window=OuterRef("window_id"))
    passed = Script.objects.filter(enrolment__in=mine, result__outcome=Outcome.PASSED.value)
    rows = (
        ProjectWindow.objects.filter(window__cohort__in=list(places))
        .select_related("window__brief__brief", "window__cohort__release__programme")
        .defer("window__brief__text")
        .annotate(
            booked=_BOOKED,
            script=Listed(scripts, ref="ref", state="state", told_at=TOLD_AT),
            own=Listed(bookings, missed="missed_at"),
            times=listed_own(mine, window="window_id"),
            late=Listed(late, state="state"),
            passed=Exists(passed.exclude(window=OuterRef("window_id"))),
            **listed_history(mine, window="window_id"),
        )
        .order_by("window__opens_at", "pk")
    )
    told = [(row, own_window_of(row.window.as_facts(), entries_in(vars(row)["times"]))) for row in rows]
    policies = policies_of(row.window for row, own in told if has_history(row) or _is_missed(row, own, at=at))
    # Whoever has passed is met by no other window but where they have begun or booked something already.
    told = [(row, own) for row, own in told if not vars(row)["passed"] or vars(row)["script"] or vars(row)["own"]]
    found = [_mine(row, own, places[row.window.cohort_id].mine, policies, at=at) for row, own in told]
    back = [each.window for each in found if each.is_booked and each.takes_bookings and each.state in _NOT_IN]
    found = [replace(each, gives_back=back[0].opens_at if back and not each.is_booked else None) for each in found]
    order = {Stage.OPEN: 0, Stage.TO_COME: 1, Stage.CLOSED: 2}
    return tuple(sorted(found, key=lambda each: order[each.stage]))


def _is_missed(row: ProjectWindow, own: WindowFacts, *, at: datetime) -> bool:
    """Whether this window was theirs and closed for them without anything handed in, begun or not."""
    said = vars(row)
    states = [each["state"] for each in said["script"]]
    is_open = bool(said["own"]) or (row.books_until is None and bool(states))
    return is_open and states in ([], [State.BEGUN.value]) and stage(own, at=at) is Stage.CLOSED


def _mine(
    row: ProjectWindow,
    mine: WindowFacts,
    enrolment: MyEnrolment,
    policies: Mapping[int, AssessmentPolicy | None],
    *,
    at: datetime,
) -> MyProjectWindow:
    said = vars(row)
    own = said["own"]
    terms = replace(row.as_booked(said["booked"]), closes_at=mine.closes_at)
    script = said["script"][0] if said["script"] else None
    state = enrolment.state.value
    now = stage(mine, at=at)
    policy = policies.get(row.window_id)
    days = policy.late_days if policy else 0
    asked = conditions_in(row, policy, mine, at=at) if policy else ()
    history = next((each.why_not for each in asked if each.why_not), None)
    until = begun_until(mine.closes_at, is_booked=bool(own), days=days)
    begins = replace(terms, closes_at=until)
    has_passed = PASSED if said["passed"] else None
    not_begin = has_passed or why_not_begin(begins, enrolment=state, is_booked=bool(own), at=at)
    why_not = None if script else not_begin or history
    return MyProjectWindow(
        window=terms,
        programme=enrolment.programme,
        title=row.window.brief.brief.title,
        stage=now,
        is_booked=bool(own),
        was_missed=any(each["missed"] for each in own) and put_off_in(row) is None,
        script=ScriptRef(UUID(script["ref"])) if script else None,
        state=State(script["state"]) if script else None,
        told_at=moment_of(script["told_at"]) if script and script["told_at"] else None,
        has_passed=bool(has_passed),
        why_not_book=has_passed
        or why_not_book(terms, enrolment=state, is_booked=bool(own), at=at)
        or why_not_book_yet(asked),
        why_not_begin=why_not,
        closes_in=left_in_words(mine.closes_at, at=at) if now is Stage.OPEN else "",
        late_stands=late_stands([LateState(each["state"]) for each in said["late"]]),
        takes_bookings=takes_bookings(terms, at=at),
        late_until=None
        if why_not or has_passed or not _is_missed(row, mine, at=at)
        else can_offer_until(
            mine.closes_at,
            days=days,
            before=[LateState(each["state"]) for each in said["late"]],
            at=at,
        ),
    )


def given_back() -> Q:
    """Projects that were begun for a window that has to be booked, by somebody who has no booking of it: it was given
    back, so nothing is expected of them there."""
    booked = WindowBooking.objects.filter(window=OuterRef("window"), enrolment=OuterRef("enrolment"), ended_at=None)
    return Q(~Exists(booked), state=State.BEGUN.value, window__project__books_until__isnull=False)


def accounted_for() -> Q:
    """Scripts for which nothing was handed in and of which it is known what follows: their window was given back, it is
    written down that they did not come, a late piece was refused, or their writer has passed by another."""
    stayed_away = WindowBooking.objects.filter(window=OuterRef("window"), enrolment=OuterRef("enrolment"))
    stayed_away = stayed_away.filter(ended_at=None, missed_at__isnull=False)
    refused = LatePiece.objects.filter(script=OuterRef("pk"), state=LateState.REFUSED.value)
    passed = passed_in_others(enrolment=OuterRef("enrolment"), window=OuterRef("window"))
    known = Q(Exists(stayed_away)) | Q(Exists(refused)) | Q(Exists(passed))
    return given_back() | (known & Q(state=State.BEGUN.value))


def booked_and_stayed_away(window: Window) -> int:
    """How many booked a window and have begun nothing in it, without those who have passed by another, were not to be
    assessed in this one, and of whom it is written down that they did not come; in one statement."""
    begun = Script.objects.filter(window=window, enrolment=OuterRef("enrolment"))
    passed = passed_in_others(enrolment=OuterRef("enrolment"), window=window)
    put_off = PutOff.objects.filter(window=window, enrolment=OuterRef("enrolment"))
    waited_for = window.bookings.filter(~Exists(begun), ~Exists(passed), ~Exists(put_off))
    return waited_for.filter(ended_at=None, missed_at=None).count()


def terms_page(window: UUID, *, by: Actor, at: datetime) -> TermsPage:
    """On which terms a window takes projects, and who of its cohort has booked what.

    :raises Window.DoesNotExist: if this actor does not see it.
    """
    row = Window.objects.seen_by(by).select_related("cohort", "brief__brief", "project__form").get(ref=window)
    terms: ProjectWindow | None = getattr(row, "project", None)
    bookings = list(
        WindowBooking.objects.filter(window__cohort=row.cohort_id, ended_at=None)
        .select_related("window")
        .order_by("booked_at")
    )
    here = [each for each in bookings if each.window_id == row.pk]
    forms, scheme = form_choices(), mark_scheme(row.scheme)
    codes = [criterion.code for criterion in scheme.criteria]
    return TermsPage(
        window=WindowRef(row.ref),
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        stage=stage(row.as_facts(), at=at),
        terms=terms.as_booked(len(here)) if terms else None,
        form=next((each for each in forms if terms and each.ref == terms.form.ref), None),
        forms=forms,
        people=_people(row, bookings, by=by, at=at) if terms else (),
        why_not_set=why_not_run(by),
        scheme=f"{scheme.title}, version {scheme.version}",
        differs=differs_in_words(terms.form.as_form(), codes) if terms else "",
    )


def _people(row: Window, bookings: Iterable[WindowBooking], *, by: Actor, at: datetime) -> tuple[BookingLine, ...]:
    """Everybody who takes part, those who have booked nothing first. Never their number."""
    here = {each.enrolment_id: each for each in bookings if each.window_id == row.pk}
    elsewhere = {
        each.enrolment_id: each.window.opens_at
        for each in bookings
        if each.window_id != row.pk and each.window.closes_at > at
    }
    handed = set(Script.objects.filter(window=row).exclude(state__in=NOT_IN).values_list("enrolment_id", flat=True))
    seen = enrolments_seen(by=by, cohort=row.cohort.ref)
    people = [each for each in seen if each.state in {"active", "completed"} or each.id in here]
    decided = put_off_of(row, [each.id for each in people])
    lines = [
        BookingLine(
            enrolment=each.ref,
            name=each.name,
            booked_at=here[each.id].booked_at if each.id in here else None,
            other=elsewhere.get(each.id),
            has_handed_in=each.id in handed,
            missed_at=here[each.id].missed_at if each.id in here else None,
            put_off=put_off_in_words(decided[each.id]) if each.id in decided else "",
        )
        for each in people
    ]
    return tuple(sorted(lines, key=lambda line: (bool(line.booked_at or line.other), line.name)))


def form_choices() -> tuple[FormChoice, ...]:
    """Every form in its versions, the newest of each first; in one statement."""
    rows = ProjectForm.objects.annotate(used=Count("windows")).order_by("slug", "-version")
    return tuple(FormChoice(row.ref, row.as_form(), vars(row)["used"]) for row in rows)


def form_choice(ref: UUID) -> FormChoice:
    """One form. :raises ProjectForm.DoesNotExist: if there is none."""
    row = ProjectForm.objects.annotate(used=Count("windows")).get(ref=ref)
    return FormChoice(row.ref, row.as_form(), vars(row)["used"])
