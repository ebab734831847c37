"""Cohorts in the browser: the board, opening, the timetable, and who may enter."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.cohorts.models import Cohort, Session
from goldenthread.cohorts.types import CohortRef
from goldenthread.people.models import Person
from tests.makers.cohorts import DETAILS, enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release

MOST = 15


def enter(client, actor):
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def moment(name: str, day: str, month: str, year: str, time: str) -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year, f"{name}_time": time}


def day(name: str, d: str, month: str, year: str) -> dict[str, str]:
    return {f"{name}_day": d, f"{name}_month": month, f"{name}_year": year}


@pytest.fixture
def cohort(cast, at):
    return make_cohort(cast, at=at)


def opening(built, cast) -> dict[str, str]:
    return {
        "release": str(built.release),
        "partner": str(cast.partner.ref),
        "title": "Spring 2026",
        **day("starts_on", "2", "2", "2026"),
        **day("ends_on", "31", "7", "2027"),
        "capacity": "24",
        "venue": "Town Hall",
    }


def test_an_empty_board_says_what_to_do(client, cast) -> None:
    assert "No cohorts yet" in text(enter(client, cast.programme_manager).get(reverse("cohorts:board")))
    assert "opened by programme managers" in text(enter(client, cast.inspector).get(reverse("cohorts:board")))


def test_the_board_shows_what_needs_doing_and_says_what_it_hides(client, cast, at, cohort) -> None:
    make_enrolment(cast, at=at, cohort=cohort)
    enter(client, cast.programme_manager)

    page = text(client.get(reverse("cohorts:board")))
    hidden = text(client.get(reverse("cohorts:board"), {"stage": "ended", "partner": str(cast.partner.ref)}))
    nonsense = text(client.get(reverse("cohorts:board"), {"stage": "sideways", "partner": "nobody"}))

    assert "Autumn 2025" in page
    assert "1 of 30" in page
    assert "registers to take" in page
    assert "below the figure" not in page
    assert "Hidden: cohorts that are not ended and other partners’ cohorts." in hidden
    assert "No cohort fits" in hidden
    assert "Autumn 2025" in nonsense


def test_a_cohort_is_opened_planned_and_changed(client, cast, at) -> None:
    built = make_release(cast, at=at)
    enter(client, cast.partner_manager)
    assert client.get(reverse("cohorts:open")).status_code == 200

    answer = client.post(reverse("cohorts:open"), opening(built, cast))

    row = Cohort.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("cohorts:cohort", args=[row.ref]))
    assert (row.title, row.capacity, row.venue) == ("Spring 2026", 24, "Town Hall")
    assert "8 live components" in text(client.get(reverse("cohorts:cohort", args=[row.ref])))

    plan = reverse("cohorts:plan", args=[row.ref])
    assert "Event 1: leading culture" in text(client.get(plan))
    rhythm = {
        **day("first_on", "9", "2", "2026"),
        **day("last_on", "30", "11", "2026"),
        "starts": "09:30",
        "online_weekday": "",
        "online_starts": "16:00",
        "weeks_between": "4",
    }
    assert client.post(plan, {**rhythm, "weeks_between": "26"}).status_code == 422
    seen = client.post(plan, rhythm)
    assert "Are these dates right?" in text(seen)
    assert "4 May is the Early May bank holiday: moved to 11 May" in text(seen)
    assert not Session.objects.exists()
    again = {**seen.context["again"], "accept": "something else"}
    assert "no longer be as you saw it" in text(client.post(plan, again, follow=True))
    planned = client.post(plan, {**again, "accept": seen.context["told"].mark})
    assert (planned.status_code, planned.url) == (303, reverse("cohorts:timetable", args=[row.ref]))
    assert "8 sessions from" in text(client.get(planned.url))
    assert Session.objects.count() == 8
    assert "Every live component has a session" in text(client.get(plan))

    change = reverse("cohorts:change", args=[row.ref])
    assert "Spring 2026" in text(client.get(change))
    refused = client.post(change, {**opening(built, cast), "capacity": "0"})
    assert refused.status_code == 422
    late = client.post(change, {**opening(built, cast), **day("starts_on", "1", "7", "2026")})
    assert "Sessions are planned from 9 February 2026" in text(late)
    assert client.post(change, {**opening(built, cast), "title": "Spring"}).status_code == 303
    assert Cohort.objects.get().title == "Spring"


def test_a_cohort_that_does_not_fit_says_why_on_the_form(client, cast, at) -> None:
    built = make_release(cast, at=at)
    enter(client, cast.programme_manager)
    backwards = {**opening(built, cast), **day("ends_on", "1", "2", "2026")}

    answer = client.post(reverse("cohorts:open"), backwards)
    empty = client.post(reverse("cohorts:open"), {})

    assert (answer.status_code, empty.status_code) == (422, 422)
    assert "The cohort ends before it starts." in text(answer)
    assert "Choose a programme" in text(empty)
    assert not Cohort.objects.exists()


def test_a_session_is_added_changed_and_taken_out(client, cast, at, cohort) -> None:
    enter(client, cast.partner_manager)
    add = reverse("cohorts:add_session", args=[cohort.ref])
    assert client.get(add).status_code == 200
    typed = {
        "which": str(cohort.built.component("Event 1").ref),
        **moment("starts_at", "9", "2", "2026", "10am"),
        "minutes": "180",
        "facilitator": str(cast.facilitator.person),
        "venue": "Town Hall",
        "room": "Blue",
        "online_link": "",
    }

    assert client.post(add, {**typed, "online_link": "javascript:alert(1)"}).status_code == 422
    assert client.post(add, {**typed, **moment("starts_at", "9", "2", "2029", "10am")}).status_code == 422
    answer = client.post(add, typed)
    session = Session.objects.latest("pk")
    assert answer.url == reverse("cohorts:session", args=[session.ref])
    assert (session.room, session.facilitator_id) == ("Blue", cast.facilitator.person_id)

    change = reverse("cohorts:change_session", args=[session.ref])
    assert "Blue" in text(client.get(change))
    busy = Session.objects.get(ref=cohort.session("Event 2"))
    clash = moment("starts_at", str(busy.starts_at.day), str(busy.starts_at.month), str(busy.starts_at.year), "10am")
    refused = client.post(change, {**typed, **clash})
    assert refused.status_code == 422
    assert "Farah Aziz leads “Event 2: teaching that works, Autumn 2025”" in text(refused)
    assert client.post(change, {**typed, "room": "Red"}).status_code == 303

    remove = reverse("cohorts:remove_session", args=[session.ref])
    assert "Take this session out of the timetable?" in text(client.get(remove))
    assert client.post(remove).url == reverse("cohorts:timetable", args=[cohort.ref])
    assert not Session.objects.filter(pk=session.pk).exists()


def test_everybody_who_accepted_is_started_from_the_cohort(client, cast, at, cohort) -> None:
    make_enrolment(cast, at=at, cohort=cohort)
    Cohort.objects.get(ref=cohort.ref).enrolments.update(state="accepted")
    enter(client, cast.partner_manager)

    assert "Start 1 participant who accepted" in text(client.get(reverse("cohorts:cohort", args=[cohort.ref])))
    here = reverse("cohorts:start_all", args=[cohort.ref])
    assert "Start 1 participant?" in text(client.get(here))
    tomorrow = {"since_day": "6", "since_month": "1", "since_year": "2026"}
    assert "This day has not come yet." in text(client.post(here, tomorrow))
    answer = client.post(here, tomorrow | {"since_day": "5"}, follow=True)

    assert "1 participant started." in text(answer)
    assert "Nobody to start" in text(client.get(here))
    assert Cohort.objects.get().enrolments.get().state == "active"


def test_the_cohort_shows_people_and_narrows_them(client, cast, at, cohort) -> None:
    make_enrolment(cast, at=at, cohort=cohort)
    enter(client, cast.quality_lead)
    here = reverse("cohorts:cohort", args=[cohort.ref])

    page = text(client.get(here))

    assert "Parveen Begum" in page
    assert "Samir Patel" in page
    assert "You can see this cohort but not change it." in page
    assert "Plan the sessions" not in page
    assert "Nobody here is deferred" in text(client.get(here, {"state": "deferred"}))
    assert "active people below the figure, 1" in text(client.get(here, {"short": "yes", "page": "x"}))


@pytest.mark.parametrize("address", ["cohorts:board", "cohorts:cohort"])
def test_boards_take_the_same_few_statements_for_one_as_for_thirty(client, cast, at, cohort, address) -> None:
    enter(client, cast.programme_manager)
    where = reverse(address, args=[cohort.ref] if address == "cohorts:cohort" else [])
    enrol_many(cast, cohort, 1, at=at)

    one = statements_of(lambda: client.get(where))
    for n in range(2, 31):
        make_person(cast, cohort, n, at)
    thirty = statements_of(lambda: client.get(where))

    assert one == thirty <= MOST


def make_person(cast, cohort, n, at) -> None:
    """One more active enrolment, made with few statements."""
    row = Cohort.objects.get(ref=cohort.ref).enrolments.first()
    person = Person.objects.create(email=f"p{n}@castlehill.example", name=f"Person {n}", joined_at=at)
    kept = row.engagement
    row.pk, row.ref, row.participant = None, CohortRef(row.ref.__class__(int=n)), person
    row.save(force_insert=True)
    kept.pk = row.pk
    kept.save(force_insert=True)


@pytest.mark.parametrize(
    "address",
    ["cohort", "timetable", "change", "plan", "add_session", "session", "change_session", "remove_session", "register"],
)
def test_an_outsider_finds_nothing_here(client, cast, cohort, address) -> None:
    is_session = address in {"session", "change_session", "remove_session", "register"}
    ref = cohort.session("Event 1") if is_session else cohort.ref
    where = reverse(f"cohorts:{address}", args=[ref])

    assert enter(client, cast.partner_manager).get(where).status_code == 200
    for stranger in (cast.outsider, cast.outside_participant, cast.headteacher, cast.assessor):
        assert enter(client, stranger).get(where).status_code == 404
    assert enter(client, cast.outsider).post(reverse("cohorts:start_all", args=[cohort.ref])).status_code == 404
    assert Cohort.objects.get(ref=cohort.ref).as_details() == DETAILS
