"""Timetables, term dates, places and calendars on their pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar

from goldenthread.cohorts.actions.feeding import open_feed
from goldenthread.cohorts.actions.timetabling import add_session, change_session
from goldenthread.cohorts.models import Seat, Session, TermSpan
from goldenthread.cohorts.types import SessionDetails
from tests.doors.web.cohorts.test_cohorts import text
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of

MORNING = datetime(2026, 7, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def again(cast, at, enrolled):
    """A second session of *Event 3*, for one person."""
    component = enrolled.cohort.built.component("Event 3").ref
    told = SessionDetails(MORNING, MORNING + timedelta(hours=3), "Town Hall", "Blue", capacity=1)
    return add_session(enrolled.cohort.ref, component, told, by=cast.partner_manager, at=at)


def span(**changed) -> dict[str, str]:
    typed = {"kind": "term", "title": "Spring term"}
    for name, on in {"first_on": date(2026, 1, 5), "last_on": date(2026, 3, 27)}.items():
        typed |= {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}
    return {**typed, **changed}


def test_a_manager_keeps_term_dates(enter, cast) -> None:
    client, owner = enter(cast.partner_manager), cast.partner.ref
    here = reverse("cohorts:terms_of", args=[owner])
    assert "follows the provider’s" not in text(client.get(reverse("cohorts:terms")))
    add = reverse("cohorts:add_terms", args=[owner])
    assert client.get(add).status_code == 200

    assert client.post(add, span(last_on_year="2025")).status_code == 422
    assert client.post(add, span()).url == here
    assert client.post(add, span(title="Again")).status_code == 422

    row = TermSpan.objects.get()
    change = reverse("cohorts:change_terms", args=[row.ref])
    assert "Spring term" in text(client.get(change))
    assert client.post(change, span(title="")).status_code == 422
    assert client.post(change, span(title="Our spring", last_on_year="2025")).status_code == 422
    assert "Our spring" in text(client.post(change, span(title="Our spring"), follow=True))
    examples = reverse("cohorts:example_terms", args=[owner])
    assert "There are terms already." in text(client.post(examples, follow=True))
    assert client.post(reverse("cohorts:remove_terms", args=[row.ref])).url == here
    assert "Illustrative" in text(client.post(examples, follow=True))
    for stranger in (cast.outsider, cast.facilitator):
        assert enter(stranger).get(here).status_code == 404
        assert enter(stranger).get(change).status_code == 404


def test_places_are_given_by_the_manager_and_seen_by_the_facilitator(enter, cast, at, enrolled, again) -> None:
    client, here = enter(cast.partner_manager), reverse("cohorts:seats", args=[again])
    event = reverse("cohorts:seats", args=[enrolled.cohort.session("Event 3")])
    assert "Parveen Begum" in text(client.get(event))
    assert "Everybody comes" in text(client.get(reverse("cohorts:seats", args=[enrolled.cohort.session("Event 2")])))
    Seat.objects.all().delete()
    assert "Give everybody a place where there is room" in text(client.get(here))

    assert client.post(here, {"who": "nobody"}).status_code == 422
    assert client.post(here, {"who": str(enrolled.ref)}).url == here
    assert Seat.objects.get().session.ref == again
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    assert client.post(here, {"who": str(other)}).status_code == 422
    everybody = reverse("cohorts:seat_everyone", args=[again])
    assert "1 person got a place" in text(client.post(everybody, follow=True))
    move = reverse("cohorts:move", args=[again, enrolled.ref])
    assert "Parveen Begum comes to one of these" in text(client.get(move))

    assert "Event 3" in text(enter(cast.facilitator).get(event))
    assert enter(cast.facilitator).post(everybody).status_code == 404
    for stranger in (cast.outsider, cast.participant, cast.headteacher):
        assert enter(stranger).get(here).status_code == 404
    assert enter(cast.outsider).get(move).status_code == 404


def test_a_participant_finds_their_sessions_swaps_waits_and_leaves(enter, cast, at, enrolled, again) -> None:
    client = enter(cast.participant)
    page = text(client.get(reverse("cohorts:my_sessions")))
    assert "Event 3" in page
    assert "Get a calendar address" in page
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    choose = reverse("cohorts:choose", args=[again, enrolled.ref])
    assert "Take a place on 7 Jul 2026" in text(client.get(reverse("cohorts:swap", args=[again])))

    assert client.post(choose, {"take": "yes"}).url == reverse("cohorts:my_sessions")
    assert Seat.objects.get(enrolment__ref=enrolled.ref).session.ref == again
    back = reverse("cohorts:choose", args=[enrolled.cohort.session("Event 3"), enrolled.ref])
    assert "This session has room." in text(client.post(back, {"wait": "yes"}, follow=True))
    client.post(back, {"take": "yes"})
    enter(cast.partner_manager).post(reverse("cohorts:choose", args=[again, other]), {"take": "yes"})
    client = enter(cast.participant)
    assert "number 1" in text(client.post(choose, {"wait": "yes"}, follow=True))
    assert "Waiting, number 1" in text(client.get(reverse("cohorts:my_sessions")))
    assert "No longer on the waiting list" in text(client.post(choose, {"leave": "yes"}, follow=True))

    outsider = enter(cast.outside_participant)
    assert outsider.get(reverse("cohorts:swap", args=[again])).status_code == 404
    assert outsider.post(choose, {"take": "yes"}).status_code == 404
    assert "No session is ahead" in text(outsider.get(reverse("cohorts:my_sessions")))


def test_a_facilitator_looks_at_a_week(enter, cast, enrolled) -> None:
    client, here = enter(cast.facilitator), reverse("cohorts:sessions")
    when = Session.objects.get(ref=enrolled.cohort.session("Event 2")).starts_at

    assert "You facilitate nothing in this week" in text(client.get(here))
    assert "9:30am to" in text(client.get(here, {"week": f"{when:%Y-%m-%d}"}))
    for odd in ("yesterday", "0001-01-01", "9999-12-31"):
        assert client.get(here, {"week": odd}).status_code == 200


def lines_of(answer) -> list[str]:
    """The lines of a calendar file as RFC 5545 folds them, read without the library that wrote them."""
    raw = answer.content
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_is_followed_without_signing_in_and_is_right_across_the_change_of_clocks(
    enter, client, cast, at, enrolled
) -> None:
    ref = enrolled.cohort.session("Event 3")
    row = Session.objects.get(ref=ref)
    hostile = "Hall; North,\nBEGIN:VALARM \\ " + "é" * 60
    summer = SessionDetails(MORNING, MORNING + timedelta(hours=3), hostile, "", "https://meet.example/a?b=1,2")
    change_session(ref, summer, by=cast.partner_manager, at=at)
    address = enter(cast.participant).post(reverse("cohorts:calendar"), {"make": "yes"}, follow=True)
    client.logout()

    answer = client.get(reverse("cohorts:feed", args=[open_feed(by=cast.participant, at=at)]))

    assert "/cohorts/calendar/" in text(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    lines, events = lines_of(answer), Calendar.from_ical(answer.content).walk("VEVENT")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(events)
    assert "BEGIN:VALARM" not in lines
    event = next(e for e in events if e["UID"] == f"{ref}@goldenthread")
    assert str(event["LOCATION"]) == hostile
    assert (int(event["SEQUENCE"]), str(event["STATUS"])) == (row.sequence + 1, "CONFIRMED")
    local = {e["DTSTART"].dt.astimezone(ZoneInfo("Europe/London")).strftime("%b %H:%M") for e in events}
    assert "Jul 09:00" in local
    assert "Jan 09:30" in local


def test_a_calendar_address_is_closed_and_nobody_else_has_one(enter, client, cast, at, enrolled) -> None:
    token = open_feed(by=cast.participant, at=at)
    assert client.get(reverse("cohorts:feed", args=[token])).status_code == 200

    enter(cast.participant).post(reverse("cohorts:calendar"), {"close": "yes"})

    for secret in (token, "guess"):
        assert client.get(reverse("cohorts:feed", args=[secret])).status_code == 404
    assert "No address yet" in text(enter(cast.facilitator).get(reverse("cohorts:calendar")))
    assert enter(cast.headteacher).get(reverse("cohorts:calendar")).status_code == 404


def test_my_sessions_take_as_many_statements_for_eight_as_for_one(enter, cast, enrolled) -> None:
    client, here = enter(cast.participant), reverse("cohorts:my_sessions")
    client.get(here)
    many = statements_of(lambda: client.get(here))
    Session.objects.exclude(ref=enrolled.cohort.session("Event 3")).delete()

    assert statements_of(lambda: client.get(here)) == many
