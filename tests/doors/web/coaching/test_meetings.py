"""Meetings in the browser: a time found by two, prepared, about statements, and private for each."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.models import HelpCall, Meeting, MeetingAction, MeetingFocus, MeetingVersion, Preparation
from goldenthread.coaching.types import Place
from goldenthread.cohorts.actions.feeding import open_feed
from tests.makers.coaching import enrol_more, make_enrolled, make_meeting, make_pairing
from tests.makers.counting import statements_of


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def pairing(cast, place, at):
    return make_pairing(cast, place.enrolment, at=at)


@pytest.fixture
def booked(cast, pairing):
    now = timezone.now()
    return book_meeting(pairing, starts_at=now + timedelta(days=3), place=Place.ONLINE, by=cast.coach, at=now)


def to(name: str, *args) -> str:
    """The address of a page of coaching."""
    return reverse(f"coaching:{name}", args=args)


def text(client, name: str, *args) -> str:
    """What a page of coaching says."""
    answer = client.get(to(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def a_time(days: int, **more) -> dict[str, str]:
    """What is typed for a time to meet."""
    when = (timezone.now() + timedelta(days=days)).isoformat()
    return {"starts_at": when, "minutes": "45", "place": "online", "where": "https://meet.example/x", **more}


def test_two_find_a_time_each_on_their_own_page(cast, pairing, enter) -> None:
    client = enter(cast.participant)
    assert "Suggest a time to meet" in text(client, "mine")
    assert "accepts it or suggests another" in text(client, "suggest", pairing)
    assert client.post(to("suggest", pairing), {"minutes": "0"}).status_code == 422
    assert client.post(to("suggest", pairing), a_time(-1)).status_code == 422
    assert client.post(to("suggest", pairing), a_time(3)).status_code == 303
    ref = Meeting.objects.get().ref
    assert "has not answered yet" in text(client, "meeting", ref)
    assert client.post(to("accept", ref)).url == to("meeting", ref)
    assert Meeting.objects.get().state == "proposed"

    coach = enter(cast.coach)
    assert "Parveen Begum suggests this time" in text(coach, "meeting", ref)
    assert "Suggest another time" in text(coach, "move", ref)
    assert coach.post(to("move", ref), a_time(-1, why="")).status_code == 422
    assert coach.post(to("move", ref), a_time(4, why="I teach then")).status_code == 303
    assert "Colin Marsh suggests" in text(enter(cast.participant), "mine")
    assert enter(cast.participant).post(to("accept", ref)).status_code == 303
    assert "Move this meeting" in text(enter(cast.coach), "move", ref)
    assert enter(cast.coach).post(to("move", ref), a_time(5, why="Ill")).status_code == 303
    assert (Meeting.objects.get().state, Meeting.objects.get().sequence) == ("booked", 3)

    token = open_feed(by=cast.coach, at=timezone.now())
    [event] = Calendar.from_ical(enter(cast.coach).get(reverse("cohorts:feed", args=[token])).content).walk("VEVENT")
    assert (str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])) == (f"{ref}@goldenthread", 3, "CONFIRMED")
    assert str(event["URL"]).endswith(to("meeting", ref))
    assert "Parveen" not in str(event)

    client = enter(cast.participant)
    assert client.post(to("call_off_meeting", ref), {"why": ""}).status_code == 422
    assert client.post(to("call_off_meeting", ref), {"why": "Ill"}).url == to("mine")
    assert client.post(to("call_off_meeting", ref), {"why": "Again"}).status_code == 422
    assert client.get(to("move", ref)).status_code == 404
    assert "Called off" in text(client, "meeting", ref)


def test_what_is_booked_stands_while_another_time_is_suggested(cast, pairing, booked, enter) -> None:
    client = enter(cast.participant)
    was = Meeting.objects.get().starts_at
    unchanged = a_time(3, starts_at=was.isoformat(), minutes="60", where="", why="")
    answer = client.post(to("move", booked), unchanged)
    assert answer.status_code == 422
    assert "This is when, how and where you meet already." in answer.content.decode()
    assert (
        "Until then what is booked stands."
        in client.post(to("move", booked), a_time(5, why=""), follow=True).content.decode()
    )
    assert "You meet" in text(client, "mine")
    assert "What is booked stands until they accept." in text(client, "meeting", booked)

    coach = enter(cast.coach)
    assert "Parveen Begum suggests" in text(coach, "record", pairing)
    assert "Keep the booked time" in text(coach, "meeting", booked)
    assert "The booked time stands." in coach.post(to("leave_as_booked", booked), follow=True).content.decode()
    assert coach.post(to("move", booked), a_time(6, suggest="yes", why="")).status_code == 303
    assert "who suggests another time to meet" in enter(cast.participant).get("/").content.decode()
    coach = enter(cast.coach)
    said = coach.post(to("leave_as_booked", booked), {"take_back": "yes"}, follow=True).content.decode()
    assert "Your suggestion is taken back." in said
    said = coach.post(to("leave_as_booked", booked), {"take_back": "yes"}, follow=True).content.decode()
    assert "You have suggested nothing here that waits." in said
    assert (Meeting.objects.get().state, Meeting.objects.get().starts_at) == ("booked", was)


def test_a_coach_suggests_instead_of_booking(cast, pairing, enter) -> None:
    client = enter(cast.coach)

    assert client.post(to("book", pairing), a_time(3, suggest="yes")).status_code == 303

    assert Meeting.objects.get().state == "proposed"
    assert "You suggested this time" in text(client, "meeting", Meeting.objects.get().ref)


def test_a_missed_meeting_is_recorded_once_it_has_begun(cast, pairing, booked, enter) -> None:
    client = enter(cast.coach)
    page = text(client, "meeting", booked)
    assert ("Somebody did not come" in page, "Record this meeting" in page) == (False, False)
    assert "You can record it from" in page
    assert "record it</a>" not in text(client, "record", pairing)
    early = client.get(to("write", pairing), {"booked": str(booked)}).content.decode()
    assert "It can be recorded once it has begun." in early
    assert client.post(to("miss", booked), {"words": "Nobody came"}).status_code == 422
    Meeting.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    page = text(client, "meeting", booked)
    assert ("Somebody did not come" in page, "Record this meeting" in page) == (True, True)
    page = text(enter(cast.participant), "meeting", booked)
    assert ("A few words are enough" in page, "This meeting is not recorded yet" in page) == (False, True)
    client = enter(cast.coach)
    assert "This meeting was missed" in text(client, "miss", booked)

    assert client.post(to("miss", booked), {"words": "Nobody came"}).url == to("record", pairing)

    assert "Nobody came" in text(client, "record", pairing)
    assert to("book", pairing) in text(client, "meeting", booked)
    assert to("suggest", pairing) in text(enter(cast.participant), "meeting", booked)
    client = enter(cast.coach)
    assert client.post(to("correct", booked), {"why": "She was there"}).status_code == 303


def test_a_meeting_is_prepared_and_shared_and_private_notes_stay_private(cast, booked, enter) -> None:
    client, typed = enter(cast.participant), {"wants": "The budget", "did": "", "private": "parveens-secret"}
    assert client.post(to("keep_preparation", booked), typed).status_code == 204
    assert client.post(to("keep_preparation", booked), {**typed, "did": "x" * 10_001}).status_code == 422
    assert client.post(to("prepare", booked), {**typed, "did": "x" * 10_001}).status_code == 422
    assert "parveens-secret" in text(client, "prepare", booked)
    assert "The budget" not in text(enter(cast.coach), "meeting", booked)
    client = enter(cast.participant)
    assert client.post(to("prepare", booked), {**typed, "save": "yes"}).url == to("meeting", booked)
    assert client.post(to("prepare", booked), {**typed, "check": "yes"}).url == to("share_preparation", booked)
    page = text(client, "share_preparation", booked)
    assert ("The budget" in page, "parveens-secret" in page) == (True, False)
    assert client.post(to("share_preparation", booked)).url == to("meeting", booked)

    coach = enter(cast.coach)
    page = text(coach, "meeting", booked)
    assert ("The budget" in page, "parveens-secret" in page) == (True, False)
    assert coach.post(to("own_notes", booked), {"words": "colins-secret"}).status_code == 204
    assert coach.post(to("own_notes", booked), {"words": "x" * 10_001}).status_code == 422
    too_long = coach.post(to("own_notes", booked), {"words": "x" * 10_001, "save": "yes"}, follow=True)
    assert "longer than 10,000 characters" in too_long.content.decode()
    assert "colins-secret" in text(coach, "meeting", booked)
    form = coach.get(to("write", Meeting.objects.get().pairing.ref), {"booked": str(booked)}).context["form"]
    assert form.initial["private"] == "colins-secret"
    client = enter(cast.participant)
    for name, args in (("meeting", [booked]), ("mine", []), ("prepare", [booked])):
        assert "colins-secret" not in text(client, name, *args)
    Preparation.objects.update(wants="", did="")
    assert client.post(to("share_preparation", booked)).url == to("prepare", booked)


def test_statements_are_chosen_by_hand_and_summed_up(cast, place, pairing, booked, enter) -> None:
    client = enter(cast.coach)
    page = client.get(to("focus", booked)).context["page"]
    one, two = (str(line.statement.ref) for line in page.sections[0].lines[:2])
    assert "To think of first" in text(client, "focus", booked)

    sent = {"statement": [one], "shown": [one, two], "find": "zebra", "then": "find"}
    assert "No statement says that" in client.post(to("focus", booked), sent).content.decode()
    assert client.post(to("focus", booked), {"statement": [one, two], "shown": [one, two]}).status_code == 303

    assert MeetingFocus.objects.count() == 2
    assert "Coaching has worked on 0 of" in text(client, "focus_summary", place.enrolment)
    make_meeting(cast, pairing, key=booked, at=timezone.now() + timedelta(days=4))
    for who in (cast.coach, cast.participant):
        assert "Coaching has worked on 2 of" in text(enter(who), "focus_summary", place.enrolment)
    assert "About 2 statements" in text(enter(cast.coach), "record", pairing)


def test_a_record_is_corrected_and_answered_and_its_actions_followed(cast, pairing, at, enter) -> None:
    ref = make_meeting(cast, pairing, key=uuid4(), at=at)
    client = enter(cast.participant)
    assert "Something is not right" in text(client, "meeting", ref)
    assert "What is not right about this record?" in text(client, "answer_record", ref)
    assert client.post(to("answer_record", ref), {"words": ""}).status_code == 422
    assert client.post(to("answer_record", ref), {"words": "It was Year 5."}).status_code == 303
    coach = enter(cast.coach)
    assert "It was Year 5." in text(coach, "amend", ref)
    typed = {"held_at": Meeting.objects.get().starts_at.isoformat(), "minutes": "50", "shared": "Year 5."}
    assert coach.post(to("amend", ref), {**typed, "why": " "}).status_code == 422
    assert coach.post(to("amend", ref), {**typed, "why": "A slip"}).status_code == 303
    assert "Earlier versions of this record: 1" in text(coach, "record", pairing)
    client = enter(cast.participant)
    assert client.post(to("answer_record", ref), {"agree": "yes"}).status_code == 303
    assert MeetingVersion.objects.get(number=2).is_agreed

    action = MeetingAction.objects.get().ref
    assert client.post(to("action", action), {"change": "drop", "note": ""}).status_code == 422
    assert client.post(to("action", action), {"change": "drop", "note": "Not now"}).status_code == 303
    assert "Not now" in text(client, "action", action)
    assert client.post(to("action", action), {"change": "reopen"}).status_code == 303
    Meeting.objects.update(state="taken_back", held_from=None)
    answer = client.post(to("answer_record", ref), {"agree": "yes"}, follow=True)
    assert "Only the participant answers what is recorded." in answer.content.decode()


def test_help_is_asked_for_and_answered(cast, place, pairing, enter) -> None:
    client = enter(cast.participant)
    assert "for help" in text(client, "ask_for_help", place.enrolment)
    for words, status in ((" ", 422), ("x" * 10_001, 422), ("I am stuck.", 303)):
        assert client.post(to("ask_for_help", place.enrolment), {"words": words}).status_code == status
    assert "You asked for help" in text(client, "mine")
    back = to("take_call_back", HelpCall.objects.get().ref)
    assert "You took back your call for help." in client.post(back, follow=True).content.decode()
    assert client.post(to("ask_for_help", place.enrolment), {"words": "I am stuck."}).status_code == 303
    back = to("take_call_back", HelpCall.objects.waiting().get().ref)

    coach = enter(cast.coach)
    assert "Asks for help since" in text(coach, "caseload")
    assert "I am stuck." in text(coach, "answer_call", pairing)
    for words, status in (("x" * 10_001, 422), ("We meet on Monday.", 303)):
        assert coach.post(to("answer_call", pairing), {"words": words}).status_code == status
    assert "Nobody waits for an answer" in coach.get(to("answer_call", pairing), follow=True).content.decode()
    assert "We meet on Monday." in text(enter(cast.participant), "mine")
    assert HelpCall.objects.exclude(answered_at=None).count() == 1
    answer = enter(cast.participant).post(back, follow=True).content.decode()
    assert "Your coach has answered it already." in answer
    assert enter(cast.coach).post(back).status_code == 404


def test_strangers_and_managers_find_nothing_there(cast, place, pairing, booked, at, enter) -> None:
    make_meeting(cast, pairing, key=uuid4(), at=at)
    action = MeetingAction.objects.get().ref
    of_meeting = (
        "meeting",
        "move",
        "call_off_meeting",
        "focus",
        "prepare",
        "share_preparation",
        "answer_record",
        "miss",
        "amend",
    )
    pages = [(name, booked) for name in of_meeting]
    pages += [("action", action), ("suggest", pairing), ("answer_call", pairing)]
    pages += [("ask_for_help", place.enrolment), ("focus_summary", place.enrolment)]
    for stranger in (cast.outsider, cast.outside_participant, cast.programme_manager, cast.inspector, cast.sponsor):
        client = enter(stranger)
        for name, ref in pages:
            assert client.get(to(name, ref)).status_code == 404, (name, stranger)
        for name in ("accept", "leave_as_booked", "keep_preparation", "own_notes"):
            assert client.post(to(name, booked), {"words": "x", "wants": "x"}).status_code == 404
    assert enter(cast.coach).get(to("prepare", booked)).status_code == 404


def test_the_caseload_and_a_meeting_take_as_many_statements_for_many(cast, place, pairing, booked, enter) -> None:
    def counted() -> list[int]:
        coach, participant = enter(cast.coach), enter(cast.participant)
        return [
            statements_of(lambda: coach.get(to("caseload"))),
            statements_of(lambda: coach.get(to("meeting", booked))),
            statements_of(lambda: participant.get(to("mine"))),
        ]

    now = timezone.now()
    make_meeting(cast, pairing, key=uuid4(), at=now)
    one = counted()
    for more in enrol_more(place, cast, many=3, at=now):
        make_pairing(cast, more, at=now)
    for day in range(5, 8):
        make_meeting(cast, pairing, key=uuid4(), at=now - timedelta(days=day), next_at=now + timedelta(days=day))

    assert counted() == one
