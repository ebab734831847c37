"""Coaching in the browser's door."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.models import Meeting, MeetingAction, Pairing
from goldenthread.coaching.types import Place
from goldenthread.cohorts.models import Credit
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.types import Duty
from tests.makers.coaching import enrol_more, make_enrolled, make_meeting, make_pairing
from tests.makers.counting import statements_of


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def pairing(cast, place, at):
    return make_pairing(cast, place.enrolment, at=at)


def written(**changes: str) -> dict[str, str]:
    when = timezone.now() - timedelta(hours=2)
    sent = {
        "key": str(uuid4()), "held_at": when.isoformat(), "minutes": "45", "place": "online",
        "shared": "We planned the term.", "private": "For me alone.", "component": "", "next_at": "",
        "action_1": "Try the agenda", "due_1": str((when + timedelta(days=9)).date()),
    }  # fmt: skip
    return {**sent, **changes}


def test_a_coach_sees_the_caseload_records_a_meeting_and_finds_it_credited(cast, place, pairing, enter) -> None:
    client = enter(cast.coach)
    page = client.get(reverse("coaching:caseload")).content.decode()
    assert "Parveen Begum" in page
    assert "No meeting yet" in page
    address = reverse("coaching:write", args=[pairing])
    assert "It counts towards Coaching 1" in client.get(address).content.decode()

    answer = client.post(address, written())

    assert (answer.status_code, answer.url) == (303, reverse("coaching:record", args=[pairing]))
    page = client.get(answer.url).content.decode()
    for words in ("Coaching 1 is credited", "We planned the term.", "For me alone.", "Try the agenda"):
        assert words in page
    assert Credit.objects.count() == 1


def test_a_double_click_records_once(cast, place, pairing, enter) -> None:
    client, sent = enter(cast.coach), written()

    for _ in range(2):
        assert client.post(reverse("coaching:write", args=[pairing]), sent).status_code == 303

    assert Meeting.objects.count() == Credit.objects.count() == 1


def test_the_same_hour_again_is_refused_with_a_way_on_and_what_was_typed_is_kept(cast, pairing, enter) -> None:
    client, address = enter(cast.coach), reverse("coaching:write", args=[pairing])
    assert client.post(address, written()).status_code == 303
    first = Meeting.objects.get()
    now = timezone.now()
    soon = book_meeting(pairing, starts_at=now + timedelta(minutes=1), place=Place.PHONE, by=cast.coach, at=now)

    page = client.post(address, written(shared="Typed once more.")).content.decode()
    for words in ("You recorded a meeting with Parveen Begum", "Typed once more."):
        assert words in page
    assert reverse("coaching:amend", args=[first.ref]) in page
    amended = {"held_at": (now - timedelta(hours=3)).isoformat(), "minutes": "45", "shared": "We met.", "why": "A slip"}
    assert client.post(reverse("coaching:amend", args=[first.ref]), amended).status_code == 303
    assert client.post(address, written()).status_code == 303
    page = client.post(reverse("coaching:amend", args=[first.ref]), {**amended, "minutes": "90"}).content.decode()
    assert "The other meeting" in page

    Meeting.objects.filter(ref=soon).update(starts_at=now - timedelta(minutes=50))
    sent = written(held_at=(now - timedelta(minutes=50)).isoformat(), due_1=str(now.date()))
    page = client.post(address, sent).content.decode()
    assert "Save it as the booked meeting" in page
    assert client.post(address, {**sent, "as": str(soon)}).status_code == 303
    assert Meeting.objects.get(ref=soon).state == "held"
    assert Meeting.objects.count() == Credit.objects.count() + 1 == 3


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"due_1": "2020-01-01"}, "before you met to agree it"),
        ({"shared": ""}, "Write what you talked about"),
        ({"held_at": "2099-01-01T10:00"}, "has not taken place yet"),
        ({"component": str(uuid4())}, "Choose one of the answers listed"),
    ],
)
def test_what_is_wrong_is_said_on_the_form(cast, place, pairing, enter, changes, says) -> None:
    answer = enter(cast.coach).post(reverse("coaching:write", args=[pairing]), written(**changes))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Meeting.objects.exists()


def test_a_meeting_is_booked_recorded_as_itself_and_called_off(cast, place, pairing, enter) -> None:
    client = enter(cast.coach)
    address = reverse("coaching:book", args=[pairing])
    assert client.get(address).status_code == 200
    assert client.post(address, {"starts_at": "2020-01-01T10:00", "place": "phone", "minutes": "60"}).status_code == 422
    when = (timezone.now() + timedelta(days=3)).isoformat()
    assert (
        client.post(address, {"starts_at": when, "place": "phone", "minutes": "60", "where": "01234 567"}).status_code
        == 303
    )
    booked = Meeting.objects.get()
    assert str(booked.ref) in client.get(reverse("coaching:record", args=[pairing])).content.decode()
    form = client.get(reverse("coaching:write", args=[pairing]), {"booked": str(booked.ref)}).context["form"]
    assert form.initial["key"] == booked.ref

    correct = reverse("coaching:call_off_meeting", args=[booked.ref])
    assert "Call off this meeting" in client.get(correct).content.decode()
    assert client.post(correct, {"why": "Ill"}).status_code == 303
    booked.refresh_from_db()
    assert booked.state == "cancelled"
    assert client.post(correct, {"why": "Again"}).status_code == 422


def test_a_recorded_meeting_is_taken_back_with_a_reason(cast, place, pairing, at, enter) -> None:
    meeting = make_meeting(cast, pairing, key=uuid4(), at=at)
    address = reverse("coaching:correct", args=[meeting])
    client = enter(cast.coach)

    assert client.post(address, {"why": ""}).status_code == 422
    page = client.post(address, {"why": "It was somebody else."}, follow=True).content.decode()

    assert "Taken back, and its credit with it." in page
    assert "It was somebody else." in page


def test_a_participant_reads_what_is_shared_and_ticks_what_they_agreed(cast, place, pairing, at, enter) -> None:
    meeting = make_meeting(cast, pairing, key=uuid4(), at=at)
    later = timezone.now() + timedelta(days=2)
    book_meeting(pairing, starts_at=later, place=Place.PHONE, by=cast.coach, at=at)
    client = enter(cast.participant)

    page = client.get(reverse("coaching:mine")).content.decode()
    assert "Your coach is Colin Marsh" in page
    assert "phase team plans together" in page
    assert "tired" not in page
    assert "You meet" in page
    assert "If you cannot come, open the meeting and suggest another time, or write to Colin Marsh" in page
    assert 'href="mailto:colin@harbour.example"' in page

    action = MeetingAction.objects.get()
    tick, mine = reverse("coaching:tick", args=[action.ref]), reverse("coaching:mine")
    answer = client.post(tick, {"done": "yes", "back": reverse("coaching:meeting", args=[meeting])}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("coaching:meeting", args=[meeting])
    action.refresh_from_db()
    assert action.done_at is not None
    assert "Nothing is open." in client.get(mine).content.decode()
    answer = client.get(mine, {"ticked": str(action.ref)}).content.decode()
    assert "Done: Try one planning meeting with the new agenda" in answer
    assert "Undo" in answer
    answer = client.post(tick, {"done": "no", "back": "https://elsewhere.example/"}, follow=True)
    assert answer.request["PATH_INFO"] == mine
    assert "It is open again." in answer.content.decode()
    for ticked in (str(action.ref), "nothing", str(uuid4())):
        assert "Undo" not in client.get(mine, {"ticked": ticked}).content.decode()
    assert enter(cast.outside_participant).post(reverse("coaching:tick", args=[action.ref])).status_code == 404


def test_a_participant_without_a_meeting_is_told_how_to_reach_the_coach(cast, pairing, enter) -> None:
    page = enter(cast.participant).get(reverse("coaching:mine")).content.decode()

    assert "No meeting is booked. Suggest a time, or write to Colin Marsh" in page
    assert 'href="mailto:colin@harbour.example"' in page


def test_empty_pages_say_what_happens_next(cast, enter) -> None:
    assert "You have no coach yet" in enter(cast.participant).get(reverse("coaching:mine")).content.decode()
    assert "You coach nobody now" in enter(cast.coach).get(reverse("coaching:caseload")).content.decode()


def test_a_manager_pairs_and_finds_the_way_to_change_a_coach(cast, place, at, enter) -> None:
    client = enter(cast.partner_manager)
    assert (
        "1 of 1 participant has no coach yet"
        in client.get(reverse("coaching:pairing", args=[place.cohort])).content.decode()
    )
    address = reverse("coaching:choose", args=[place.enrolment])
    assert "Colin Marsh, coaching 0" in client.get(address).content.decode()

    assert client.post(address, {"coach": str(cast.coach.person)}).status_code == 303
    pairing = Pairing.objects.get()
    leave = reverse("coaching:leave_one", args=[cast.coach.person, pairing.ref])
    assert client.get(address).url == leave
    assert leave in client.get(reverse("coaching:pairing", args=[place.cohort])).content.decode()


def test_a_conflict_is_said_on_the_form(cast, place, at, enter) -> None:
    bring_in(
        name="Colin Marsh", email="colin@harbour.example", duty=Duty.MENTOR, place=cast.school.ref,
        by=cast.programme_manager, at=at,
    )  # fmt: skip

    answer = enter(cast.partner_manager).post(
        reverse("coaching:choose", args=[place.enrolment]), {"coach": str(cast.coach.person)}
    )

    assert answer.status_code == 422
    assert "at their own school" in answer.content.decode()


def test_others_find_nothing_there(cast, place, pairing, at, enter) -> None:
    meeting = make_meeting(cast, pairing, key=uuid4(), at=at)
    for stranger in (cast.outsider, cast.outside_participant, cast.participant, cast.programme_manager, cast.sponsor):
        client = enter(stranger)
        for name, ref in (("record", pairing), ("write", pairing), ("book", pairing), ("correct", meeting)):
            assert client.get(reverse(f"coaching:{name}", args=[ref])).status_code == 404
    for stranger in (cast.outsider, cast.coach, cast.participant):
        client = enter(stranger)
        assert client.get(reverse("coaching:choose", args=[place.enrolment])).status_code == 404
        assert client.get(reverse("coaching:pairing", args=[place.cohort])).status_code == 404


def test_the_lists_take_as_many_statements_for_many(cast, place, pairing, at, enter) -> None:
    def counted() -> list[int]:
        coach = enter(cast.coach)
        first = statements_of(lambda: coach.get(reverse("coaching:caseload")))
        manager = enter(cast.partner_manager)
        return [first, statements_of(lambda: manager.get(reverse("coaching:pairing", args=[place.cohort])))]

    one = counted()
    for more in enrol_more(place, cast, many=3, at=at):
        make_pairing(cast, more, at=at)

    assert counted() == one
