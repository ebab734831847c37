"""What coaching puts on a first page."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.coaching.actions.booking import propose_meeting
from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.actions.preparing import ask_for_help
from goldenthread.coaching.types import Place
from goldenthread.coaching.types.meetings import Appointment
from goldenthread.web.coaching.home import part
from goldenthread.web.shared.next_things import in_order
from tests.makers.coaching import enrol_more, make_enrolled, make_meeting, make_pairing
from tests.makers.counting import statements_of


def titles(actor, at) -> list[str]:
    """The titles of what stands on the first page."""
    said = part(actor, at=at)
    return [thing.title for thing in said.things] if said else []


def test_a_participant_sees_the_meeting_that_is_booked_and_what_was_agreed(cast, at) -> None:
    pairing = make_pairing(cast, make_enrolled(cast, at=at).enrolment, at=at)
    make_meeting(cast, pairing, key="00000000-0000-4000-8000-000000000001", at=at)
    book_meeting(pairing, starts_at=at + timedelta(days=3), place=Place.ONLINE, by=cast.coach, at=at)

    assert titles(cast.participant, at) == [
        f"Meet {cast.coach.name}, your coach",
        "Try one planning meeting with the new agenda",
    ]
    assert titles(cast.coach, at) == [f"Meet {cast.participant.name}"]
    # What was booked is over by then, and waits for its coach.
    (agreed,) = part(cast.participant, at=at + timedelta(days=60)).things
    assert (agreed.title, agreed.is_overdue) == ("Try one planning meeting with the new agenda", True)


def test_a_coach_sees_who_needs_them(cast, at) -> None:
    make_pairing(cast, make_enrolled(cast, at=at).enrolment, at=at)

    assert titles(cast.coach, at + timedelta(days=90)) == [f"Look at how {cast.participant.name} is doing"]


def test_who_waits_for_an_answer_comes_first_as_in_the_caseload(cast, at) -> None:
    place = make_enrolled(cast, at=at)
    pairing = make_pairing(cast, place.enrolment, at=at)
    book_meeting(pairing, starts_at=at + timedelta(days=3), place=Place.ONLINE, by=cast.coach, at=at)
    propose_meeting(pairing, Appointment(at + timedelta(days=5)), by=cast.participant, at=at)
    answer = "Answer Parveen Begum"
    assert titles(cast.coach, at) == [answer, "Meet Parveen Begum"]

    ask_for_help(place.enrolment, "How do I begin?", by=cast.participant, at=at)

    things = in_order([part(cast.coach, at=at)], at=at)
    assert [(thing.title, thing.presses) for thing in things] == [
        ("Turn to Parveen Begum, who asks for help", True), ("Meet Parveen Begum", False),
    ]  # fmt: skip
    assert (things[0].why[:14], things[1].why) == ("Asks for help ", "")


def test_others_see_nothing_of_it(cast, at) -> None:
    make_pairing(cast, make_enrolled(cast, at=at).enrolment, at=at)

    assert titles(cast.outside_participant, at) == []
    assert titles(cast.assessor, at) == []


def test_a_caseload_of_many_asks_no_more_of_the_database(cast, at) -> None:
    place = make_enrolled(cast, at=at)
    make_pairing(cast, place.enrolment, at=at)
    one = statements_of(lambda: part(cast.coach, at=at))
    for enrolment in enrol_more(place, cast, many=4, at=at):
        make_pairing(cast, enrolment, at=at)

    assert statements_of(lambda: part(cast.coach, at=at)) == one
