"""Pairs proposed, coaches described and hand-overs, in the browser's door."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.actions.pairing import end_pairing, pair
from goldenthread.coaching.models import Conflict, Meeting, Pairing
from goldenthread.coaching.types import Place
from tests.makers.coaching import bring_coach, enrol_more, make_enrolled, make_meeting, make_pairing
from tests.makers.counting import statements_of

ROOM = "https://meet.example/dana-reeve"


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def dana(cast, at):
    return bring_coach(cast, "Dana Reeve", at=at)


def test_a_manager_looks_checks_and_only_then_pairs(cast, place, dana, at, enter) -> None:
    (more,) = enrol_more(place, cast, many=1, at=at)
    client = enter(cast.partner_manager)
    here = reverse("coaching:cohort_pairs", args=[place.cohort])
    assert here in client.get(reverse("coaching:pairing", args=[place.cohort])).content.decode()
    assert "2 participants" in client.get(reverse("coaching:coaches")).content.decode()
    page = client.get(here).content.decode()
    for words in ("2 participants have no coach; 2 can be paired", "Coaches 0 of 12 now", "Others for Parveen Begum"):
        assert words in page

    chosen = {f"coach_{place.enrolment}": str(dana.person), f"coach_{more}": ""}
    check = client.post(here, {"step": "check", **chosen})
    assert "Check 1 pair" in check.content.decode()
    assert not Pairing.objects.exists()
    sent = {"step": "accept", "pair": [f"{place.enrolment}:{dana.person}", "nonsense"]}
    assert f'value="{sent["pair"][0]}"' in check.content.decode()
    page = client.post(here, sent, follow=True).content.decode()
    assert "1 pair made. Each of them gets a letter." in page
    assert "1 participant has no coach" in page
    assert "These pairs were made already." in client.post(here, sent, follow=True).content.decode()
    assert Pairing.objects.get().coach_id == dana.person_id

    other = {"step": "accept", "pair": [f"{place.enrolment}:{cast.coach.person}"]}
    answer = client.post(here, other)
    assert (answer.status_code, "has been given a coach since" in answer.content.decode()) == (422, True)
    assert client.post(here, {"step": "check", f"coach_{more}": str(uuid4())}).status_code == 422
    nobody = client.post(reverse("coaching:pairs"), {"step": "check", f"coach_{more}": ""})
    assert (nobody.status_code, "Nobody is chosen" in nobody.content.decode()) == (422, True)


def test_without_coaches_or_participants_the_pages_say_what_to_do_next(cast, place, enter) -> None:
    outsider = enter(cast.outsider)
    assert "There are no coaches yet" in outsider.get(reverse("coaching:coaches")).content.decode()
    assert "Nobody waits for a coach" in outsider.get(reverse("coaching:pairs")).content.decode()


def test_what_a_coach_can_take_on_is_kept_and_bad_input_answered(cast, place, enter) -> None:
    client = enter(cast.partner_manager)
    here = reverse("coaching:change_coach", args=[cast.coach.person])
    assert client.get(here).status_code == 200
    today = timezone.now().date()
    sent = {"capacity": "1", "phases": ["primary"], "meets": ["online"], "areas": "Norfolk\n\nNorfolk \n Suffolk"}
    for change, words in (
        ({"from_on": today - timedelta(days=2)}, "This day has passed"),
        ({"from_on": today, "capacity": "many"}, "Enter a whole number"),
        ({"from_on": today, "areas": "=1+1"}, "as a formula does"),
    ):
        answer = client.post(here, {**sent, **change})
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    page = client.post(here, {**sent, "from_on": today}, follow=True).content.decode()
    for words in ("What Colin Marsh can take on is kept", "Norfolk, Suffolk", "Recorded by Harriet Boyd"):
        assert words in page
    assert "Norfolk, Suffolk" in client.get(reverse("coaching:coaches")).content.decode()


def test_a_coach_declares_a_conflict_and_ends_it(cast, place, at, enter) -> None:
    make_pairing(cast, place.enrolment, at=at)
    client = enter(cast.coach)
    mine = reverse("coaching:coach", args=[cast.coach.person])
    assert mine in client.get(reverse("coaching:caseload")).content.decode()
    page = client.get(mine).content.decode()
    assert "You coach 1 of 12" in page
    assert "Change what they can take on" not in page
    here = reverse("coaching:declare", args=[cast.coach.person])
    assert client.post(here, {"tie": "family", "email": "", "urn": ""}).status_code == 422
    page = client.post(here, {"tie": "family", "email": "parveen@castlehill.example"}, follow=True).content.decode()
    for words in ("is declared", "parveen@castlehill.example", "Conflict declared"):
        assert words in page
    end = reverse("coaching:end_conflict", args=[Conflict.objects.get().ref])
    assert client.post(end, {"why": ""}).status_code == 422
    assert "Conflicts that have ended" in client.post(end, {"why": "A mistake."}, follow=True).content.decode()
    assert client.get(end).status_code == 404


def test_a_coach_leaves_and_everything_is_said_before_it_happens(cast, place, dana, at, enter) -> None:
    pairing = make_pairing(cast, place.enrolment, at=at)
    make_meeting(cast, pairing, key=uuid4(), at=at)
    book_meeting(pairing, starts_at=timezone.now() + timedelta(days=3), place=Place.PHONE, by=cast.coach, at=at)
    coach = enter(cast.coach)
    note = reverse("coaching:note", args=[pairing])
    assert coach.post(note, {"words": ""}).status_code == 422
    page = coach.post(note, {"words": "They plan on Thursdays."}, follow=True).content.decode()
    assert "Kept for the next coach" in page
    assert "They plan on Thursdays." in coach.get(note).content.decode()

    client = enter(cast.partner_manager)
    here = reverse("coaching:leave", args=[cast.coach.person])
    assert here in client.get(reverse("coaching:coach", args=[cast.coach.person])).content.decode()
    page = client.get(here).content.decode()
    for words in ("Try one planning meeting", "By phone", "They plan on Thursdays.", "Dana Reeve, 0 of 12"):
        assert words in page or words.lower() in page
    assert "Seems tired" not in page
    sent = {f"next_{pairing}": str(dana.person), "why": "On leave.", "booked": "keep", "note": ""}
    sent[f"where_{Meeting.objects.get(state='booked').ref}"] = ROOM
    assert client.post(here, {**sent, "why": ""}).status_code == 422
    check = client.post(here, sent).content.decode()
    for words in ("Nothing has changed yet", "1 open action, shared notes of 1 meeting and a note", "Kept:", ROOM):
        assert words in check
    assert Pairing.objects.get().coach_id == cast.coach.person_id
    page = client.post(here, {**sent, "step": "accept"}, follow=True).content.decode()
    assert "1 participant of Colin Marsh handed over. Everybody concerned gets a letter." in page
    assert (
        "This was handed over already." in client.post(here, {**sent, "step": "accept"}, follow=True).content.decode()
    )
    assert client.get(here).status_code == 404

    new = Pairing.objects.active().get()
    client = enter(dana)
    read = reverse("coaching:handed_over", args=[new.ref])
    assert read in client.get(reverse("coaching:record", args=[new.ref])).content.decode()
    page = client.get(read).content.decode()
    for words in ("Coached by Colin Marsh until", "On leave.", "They plan on Thursdays.", "You meet", "phase team"):
        assert words in page
    assert "Seems tired" not in page
    assert Meeting.objects.filter(state="booked").count() == 1
    record = client.get(reverse("coaching:record", args=[new.ref])).content.decode()
    offered = {to for to in re.findall(r'href="(/coaching/[^"]*)"', record) if "/actions/" in to or "/meetings/" in to}
    held = reverse("coaching:meeting", args=[Meeting.objects.get(state="held").ref])
    assert held in offered
    assert {to: client.get(to).status_code for to in sorted(offered)} == dict.fromkeys(sorted(offered), 200)
    page = client.get(held).content.decode()
    for words in ("Colin Marsh was their coach in this meeting", "how the phase team plans"):
        assert words in page
    for words in ("Seems tired", "Choose the statements", "Save your notes"):
        assert words not in page


def test_somebody_can_be_left_without_a_coach_for_now(cast, place, at, enter) -> None:
    pairing = make_pairing(cast, place.enrolment, at=at)
    client = enter(cast.partner_manager)
    here = reverse("coaching:leave_one", args=[cast.coach.person, pairing])
    page = client.get(here).content.decode()
    assert "Another coach for Parveen Begum" in page
    assert "Bring in a coach" in page
    sent = {f"next_{pairing}": "", "why": "Retired.", "booked": "keep"}
    assert "Nobody yet" in client.post(here, sent).content.decode()
    answer = client.post(here, {**sent, f"next_{pairing}": str(cast.facilitator.person)})
    assert answer.status_code == 422
    page = client.post(here, {**sent, "step": "accept"}, follow=True).content.decode()
    assert "1 pairing of Colin Marsh ended without another coach." in page


def test_strangers_find_nothing(cast, place, dana, at, enter) -> None:
    pairing = make_pairing(cast, place.enrolment, at=at)
    me = cast.coach.person
    for stranger in (cast.outsider, dana, cast.participant, cast.inspector, cast.sponsor):
        client = enter(stranger)
        for name, args in (
            ("cohort_pairs", [place.cohort]), ("coach", [me]), ("change_coach", [me]), ("declare", [me]),
            ("leave", [me]), ("leave_one", [me, pairing]), ("note", [pairing]), ("handed_over", [pairing]),
        ):  # fmt: skip
            address = reverse(f"coaching:{name}", args=args)
            assert client.get(address).status_code == client.post(address).status_code == 404, (stranger.name, name)
    assert enter(cast.coach).get(reverse("coaching:handed_over", args=[pairing])).status_code == 404


def test_the_boards_take_as_many_statements_for_many(cast, place, dana, at, enter) -> None:
    by = cast.partner_manager
    first, *others = enrol_more(place, cast, many=4, at=at)
    make_pairing(cast, first, at=at)
    paired = [pair(ref, dana.person, by=by, at=at) for ref in others]
    client = enter(by)
    addresses = [
        reverse("coaching:cohort_pairs", args=[place.cohort]), reverse("coaching:coaches"),
        reverse("coaching:leave", args=[cast.coach.person]), reverse("coaching:coach", args=[cast.coach.person]),
    ]  # fmt: skip

    def counted() -> list[int]:
        return [statements_of(lambda to=to: client.get(to)) for to in addresses]

    one = counted()
    for ref in paired[1:]:
        end_pairing(ref, why="Enough.", by=by, at=at)
    pair(others[0], cast.coach.person, hand_over="Enough.", by=by, at=at)
    bring_coach(cast, "Ed Coach", at=at)

    assert counted() == one
