"""Recording a meeting, crediting it, and correcting it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.coaching.actions.agreeing import tick_action
from goldenthread.coaching.actions.meeting import (
    book_meeting,
    cancel_meeting,
    correct_meeting,
    record_meeting,
    take_back_meeting,
)
from goldenthread.coaching.actions.pairing import pair
from goldenthread.coaching.models import Meeting, MeetingAction, MeetingStep, Pairing
from goldenthread.coaching.queries.caseload import caseload
from goldenthread.coaching.queries.records import coach_record, meeting_line, my_coaching
from goldenthread.coaching.types import AgreedAction, Place
from goldenthread.coaching.types.overlapping import Other, Overlaps
from goldenthread.cohorts.models import Credit
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import NoSuchStep, Refused
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from tests.makers.coaching import bring_coach, enrol_more, make_enrolled, make_meeting, make_pairing, notes_of
from tests.makers.counting import statements_of

DAY = timedelta(days=1)


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def pairing(cast, place, at):
    return make_pairing(cast, place.enrolment, at=at)


def credited(place, cast) -> int:
    return int(enrolment_seen(place.enrolment, by=cast.coach).figure.credited)


def test_a_recorded_meeting_credits_the_next_coaching_component_at_once(cast, place, pairing, at) -> None:
    said = record_meeting(pairing, notes_of(at), key=uuid4(), by=cast.coach, at=at)

    row = Meeting.objects.get()
    assert (said.meeting, said.component) == (row.ref, "Coaching 1")
    assert (row.state, row.minutes, row.private_notes) == ("held", 60, "Seems tired; ask about workload.")
    assert [(a.words, a.position) for a in row.actions.all()] == [("Try one planning meeting with the new agenda", 1)]
    assert [(s.event, s.state) for s in row.steps.all()] == [("hold", "held")]
    entry = Credit.objects.get()
    assert (entry.source, entry.source_ref, entry.ref) == ("meeting", row.ref, row.credit_ref)
    assert credited(place, cast) == 60
    assert AuditEntry.objects.get(did="coaching.record_meeting").to == str(place.enrolment)
    assert NoticeRow.objects.get(kind="coaching.met").facts["meeting"] == str(row.ref)


def test_the_second_meeting_credits_the_second_component_and_the_third_none(cast, place, pairing, at) -> None:
    said = [
        record_meeting(pairing, notes_of(at + timedelta(hours=n)), key=uuid4(), by=cast.coach, at=at + DAY).component
        for n in range(3)
    ]

    assert said == ["Coaching 1", "Coaching 2", ""]
    assert credited(place, cast) == 120


def test_a_chosen_component_is_credited(cast, place, pairing, at) -> None:
    chosen = place.built.component("Coaching 2").ref

    said = record_meeting(pairing, notes_of(at, component=chosen), key=uuid4(), by=cast.coach, at=at)

    assert said.component == "Coaching 2"
    event = place.built.component("Event 1").ref
    with pytest.raises(Refused) as refused:
        record_meeting(pairing, notes_of(at - DAY, component=event), key=uuid4(), by=cast.coach, at=at)
    assert refused.value.refusal.code == "not_coaching"
    assert Meeting.objects.count() == 1


def test_a_form_sent_twice_counts_once(cast, place, pairing, at) -> None:
    key = uuid4()

    first = record_meeting(pairing, notes_of(at), key=key, by=cast.coach, at=at)
    again = record_meeting(pairing, notes_of(at), key=key, by=cast.coach, at=at)

    assert again == first
    assert Meeting.objects.count() == Credit.objects.count() == MeetingAction.objects.count() == 1


def test_the_key_of_anothers_meeting_is_like_any_other(cast, place, pairing, at) -> None:
    elsewhere = make_pairing(cast, enrol_more(place, cast, many=1, at=at)[0], at=at)
    theirs = record_meeting(elsewhere, notes_of(at), key=uuid4(), by=cast.coach, at=at).meeting

    first = record_meeting(pairing, notes_of(at - DAY), key=theirs, by=cast.coach, at=at)
    again = record_meeting(pairing, notes_of(at - DAY), key=theirs, by=cast.coach, at=at)

    assert first == again
    assert first.meeting != theirs
    assert (
        Meeting.objects.filter(pairing__ref=pairing).count()
        == Meeting.objects.exclude(pairing__ref=pairing).count()
        == 1
    )


def test_a_booked_meeting_is_recorded_as_itself_and_the_next_is_booked(cast, place, pairing, at) -> None:
    booked = book_meeting(pairing, starts_at=at + timedelta(hours=2), place=Place.PHONE, by=cast.coach, at=at)
    later = at + timedelta(hours=4)

    record_meeting(pairing, notes_of(later, next_at=later + timedelta(days=28)), key=booked, by=cast.coach, at=later)

    record = coach_record(pairing, by=cast.coach, at=later)
    assert [m.ref for m in record.past] == [booked]
    assert [m.at for m in record.booked] == [later + timedelta(days=28)]
    assert record.next_component.title == "Coaching 2"


def test_nobody_was_at_two_meetings_at_once(cast, place, pairing, at) -> None:
    """Held or booked, of the same two or of one of them: two tabs, another participant, the coach before."""
    first = make_meeting(cast, pairing, key=uuid4(), at=at)
    elsewhere = make_pairing(cast, enrol_more(place, cast, many=1, at=at)[0], at=at)
    booked = book_meeting(elsewhere, starts_at=at + timedelta(hours=1), place=Place.PHONE, by=cast.coach, at=at)

    def in_the_way(where, when, by=cast.coach, **changes) -> Other:
        with pytest.raises(Overlaps) as refused:
            record_meeting(where, notes_of(when, **changes), key=uuid4(), by=by, at=at + DAY)
        return refused.value.other

    for minutes in (-59, 0, 59):
        assert in_the_way(pairing, at + timedelta(minutes=minutes)).ref == first
    other = in_the_way(elsewhere, at)
    assert (other.ref, other.participant, other.is_open, other.is_same) == (first, "Parveen Begum", True, False)
    assert in_the_way(pairing, at + timedelta(hours=2)).ref == booked
    other = in_the_way(elsewhere, at + timedelta(hours=2))
    assert (other.ref, other.can_be_recorded) == (booked, True)
    assert (Meeting.objects.count(), Credit.objects.count()) == (2, 1)

    record_meeting(elsewhere, notes_of(at + timedelta(hours=2)), key=booked, by=cast.coach, at=at + DAY)
    second = make_meeting(cast, pairing, key=uuid4(), at=at - timedelta(hours=1))
    assert Credit.objects.count() == 3
    words = {"shared": "We met.", "why": "A slip", "by": cast.coach, "at": at + DAY}
    with pytest.raises(Overlaps) as refused:
        correct_meeting(second, minutes=60, held_at=at - timedelta(minutes=71), **words)
    assert refused.value.other.ref == first
    with pytest.raises(Overlaps):
        correct_meeting(second, minutes=61, **words)
    correct_meeting(second, minutes=60, **{**words, "shared": "We spoke."})
    sooner = at - timedelta(hours=3)
    correct_meeting(second, minutes=61, held_at=sooner, **words)
    correct_meeting(second, minutes=61, held_at=sooner + timedelta(seconds=20), **words)
    assert Meeting.objects.get(ref=second).starts_at == sooner
    assert Meeting.objects.get(ref=second).versions.count() == 3

    dana = bring_coach(cast, "Dana Reeve", at=at)
    new = pair(place.enrolment, dana.person, hand_over="On leave.", by=cast.partner_manager, at=at + DAY)
    other = in_the_way(new, at, by=dana)
    assert (other.ref, other.coach, other.is_same, other.is_open) == (first, "Colin Marsh", True, False)
    with pytest.raises(IntegrityError, match=r"held_from|one_meeting_at_a_time"), atomic():
        Meeting.objects.create(
            pairing=Pairing.objects.get(ref=pairing), state="held", starts_at=sooner, held_from=sooner, minutes=60,
            place="online", shared_notes="Twice", recorded_at=at,
        )  # fmt: skip


def test_a_booked_meeting_that_was_called_off_meanwhile_is_recorded_as_one_of_its_own(cast, place, pairing, at) -> None:
    booked = book_meeting(pairing, starts_at=at + timedelta(hours=1), place=Place.PHONE, by=cast.coach, at=at)
    cancel_meeting(booked, why="Ill", by=cast.participant, at=at)
    later = at + timedelta(hours=3)

    said = [record_meeting(pairing, notes_of(later), key=booked, by=cast.coach, at=later) for _ in range(2)]

    assert said[0] == said[1]
    assert said[0].meeting != booked
    assert sorted(Meeting.objects.values_list("state", flat=True)) == ["cancelled", "held"]


def test_what_was_due_before_a_late_record_is_overdue_at_once(cast, place, pairing, at) -> None:
    due = (AgreedAction("Read it", at.date()), AgreedAction("Try it", (at + DAY).date()), AgreedAction(" "))

    said = record_meeting(pairing, notes_of(at, actions=due), key=uuid4(), by=cast.coach, at=at + DAY)

    assert said.overdue == 1
    assert [a.is_overdue for a in coach_record(pairing, by=cast.coach, at=at + DAY).open_actions] == [True, False]


def test_a_meeting_that_makes_no_sense_is_refused_and_nothing_is_kept(cast, place, pairing, at) -> None:
    for change, code in (
        ({"held_at": at + timedelta(days=1)}, "not_yet"),
        ({"shared": " "}, "no_notes"),
    ):
        with pytest.raises(Refused) as refused:
            record_meeting(pairing, notes_of(at, **change), key=uuid4(), by=cast.coach, at=at)
        assert refused.value.refusal.code == code
    with pytest.raises(Refused) as refused:
        book_meeting(pairing, starts_at=at, place=Place.PHONE, by=cast.coach, at=at)
    assert refused.value.refusal.code == "in_the_past"
    assert not Meeting.objects.exists()
    assert not Credit.objects.exists()


def test_only_the_coach_records_books_and_corrects(cast, place, pairing, at) -> None:
    meeting = make_meeting(cast, pairing, key=uuid4(), at=at)
    before = Meeting.objects.count(), Credit.objects.count(), MeetingStep.objects.count()

    for other in (cast.programme_manager, cast.participant):
        for work in (
            lambda k: record_meeting(pairing, notes_of(at), key=uuid4(), **k),
            lambda k: book_meeting(pairing, starts_at=at + timedelta(days=1), place=Place.PHONE, **k),
            lambda k: take_back_meeting(meeting, why="Wrong", **k),
        ):
            with pytest.raises(Refused) as refused:
                work({"by": other, "at": at})
            assert refused.value.refusal.code == "not_your_pairing"
    for stranger in (cast.outsider, cast.outside_participant, cast.sponsor, cast.headteacher, cast.facilitator):
        with pytest.raises(Pairing.DoesNotExist):
            record_meeting(pairing, notes_of(at), key=uuid4(), by=stranger, at=at)
        with pytest.raises(Meeting.DoesNotExist):
            take_back_meeting(meeting, why="Wrong", by=stranger, at=at)
    assert before == (Meeting.objects.count(), Credit.objects.count(), MeetingStep.objects.count())


def test_a_meeting_taken_back_takes_its_credit_back_and_stays_to_be_read(cast, place, pairing, at) -> None:
    meeting = make_meeting(cast, pairing, key=uuid4(), at=at)
    with pytest.raises(Refused) as refused:
        take_back_meeting(meeting, why=" ", by=cast.coach, at=at)
    assert refused.value.refusal.code == "no_reason"
    assert credited(place, cast) == 60

    take_back_meeting(meeting, why="It was somebody else.", by=cast.coach, at=at)

    assert credited(place, cast) == 0
    [line] = coach_record(pairing, by=cast.coach, at=at).past
    assert (line.state, line.taken_back, line.is_held) == ("taken_back", "It was somebody else.", False)
    assert AuditEntry.objects.get(did="coaching.take_back_meeting").why == ""
    with pytest.raises(NoSuchStep):
        take_back_meeting(meeting, why="Again", by=cast.coach, at=at)


def test_a_meeting_without_credit_is_taken_back_too(cast, place, pairing, at) -> None:
    refs = [make_meeting(cast, pairing, key=uuid4(), at=at + timedelta(hours=n)) for n in range(3)]

    take_back_meeting(refs[2], why="Not held", by=cast.coach, at=at)

    assert credited(place, cast) == 120


def test_a_booked_meeting_is_called_off(cast, place, pairing, at) -> None:
    ref = book_meeting(pairing, starts_at=at + timedelta(days=1), place=Place.PHONE, by=cast.coach, at=at)

    cancel_meeting(ref, why="Ill", by=cast.coach, at=at)

    assert Meeting.objects.get().state == "cancelled"
    assert coach_record(pairing, by=cast.coach, at=at).booked == ()


def test_private_notes_are_private(cast, place, pairing, at) -> None:
    meeting = make_meeting(cast, pairing, key=uuid4(), at=at)

    [mine] = my_coaching(by=cast.participant, at=at)
    of_coach = coach_record(pairing, by=cast.coach, at=at)

    assert of_coach.past[0].private == "Seems tired; ask about workload."
    assert meeting_line(meeting, by=cast.coach, at=at) == (pairing, of_coach.past[0])
    assert (mine.past[0].shared, mine.past[0].private) == (of_coach.past[0].shared, "")
    for other in (cast.programme_manager, cast.participant, cast.quality_lead, cast.inspector):
        with pytest.raises(Pairing.DoesNotExist):
            coach_record(pairing, by=other, at=at)
        with pytest.raises(Meeting.DoesNotExist):
            meeting_line(meeting, by=other, at=at)
    assert my_coaching(by=cast.coach, at=at) == ()


def test_the_next_coach_reads_what_was_shared_and_not_what_was_private(cast, place, pairing, at) -> None:
    make_meeting(cast, pairing, key=uuid4(), at=at)
    bring_in(
        name="Dana Reeve", email="dana@harbour.example", duty=Duty.COACH, place=cast.partner.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    second = actor_by_email("dana@harbour.example")

    new = pair(place.enrolment, second.person, hand_over="On leave.", by=cast.partner_manager, at=at)

    record = coach_record(new, by=second, at=at)
    assert (record.hand_over, record.past[0].coach, record.past[0].private) == ("On leave.", "Colin Marsh", "")
    assert len(record.open_actions) == 1
    [mine] = my_coaching(by=cast.participant, at=at)
    assert (mine.coach, mine.hand_over, len(mine.past)) == ("Dana Reeve", "", 1)
    with pytest.raises(Pairing.DoesNotExist):
        coach_record(pairing, by=cast.coach, at=at)


def test_an_action_is_ticked_by_the_two_who_agreed_it(cast, place, pairing, at) -> None:
    make_meeting(cast, pairing, key=uuid4(), at=at)
    [action] = my_coaching(by=cast.participant, at=at)[0].open_actions

    tick_action(action.ref, is_done=True, by=cast.participant, at=at)
    tick_action(action.ref, is_done=True, by=cast.coach, at=at + timedelta(days=1))
    assert MeetingAction.objects.get().done_at == at
    tick_action(action.ref, is_done=False, by=cast.coach, at=at)
    assert MeetingAction.objects.get().done_at is None

    with pytest.raises(Refused) as refused:
        tick_action(action.ref, is_done=True, by=cast.programme_manager, at=at)
    assert refused.value.refusal.code == "not_your_action"
    with pytest.raises(MeetingAction.DoesNotExist):
        tick_action(action.ref, is_done=True, by=cast.outside_participant, at=at)
    assert MeetingAction.objects.get().done_at is None
    assert AuditEntry.objects.filter(did="coaching.tick_action").count() == 2


def test_the_caseload_comes_in_the_order_of_need(cast, place, pairing, at) -> None:
    quiet, late = enrol_more(place, cast, many=2, at=at)
    make_pairing(cast, quiet, at=at)
    with_late = make_pairing(cast, late, at=at)
    make_meeting(cast, pairing, key=uuid4(), at=at, next_at=at + timedelta(days=9))
    due = (at + timedelta(days=2)).date()
    make_meeting(
        cast,
        with_late,
        key=uuid4(),
        at=at + timedelta(hours=1),
        actions=(AgreedAction("Do it", due), AgreedAction(" ")),
    )
    now = at + timedelta(days=7)

    lines = caseload(by=cast.coach, at=now)

    assert [line.name for line in lines] == ["Another Person 1", "Another Person 0", "Parveen Begum"]
    assert lines[0].reasons == ("1 action overdue", "no meeting is booked")
    assert lines[1].why == "no meeting yet, and none is booked"
    assert (lines[2].met, lines[2].next_at, lines[2].open_actions) == (1, at + timedelta(days=9), 1)
    assert lines[1].is_pressing
    assert caseload(by=cast.participant, at=now) == ()
    assert caseload(by=cast.outsider, at=now) == ()


def test_caseload_and_record_take_as_many_statements_for_many(cast, place, pairing, at) -> None:
    make_meeting(cast, pairing, key=uuid4(), at=at)

    def counted() -> list[int]:
        return [
            statements_of(lambda: caseload(by=cast.coach, at=at)),
            statements_of(lambda: coach_record(pairing, by=cast.coach, at=at)),
        ]

    one = counted()
    for more in enrol_more(place, cast, many=3, at=at):
        make_pairing(cast, more, at=at)
    for hours in range(1, 4):
        make_meeting(cast, pairing, key=uuid4(), at=at - timedelta(hours=hours))

    assert counted() == one == [7, 10]
