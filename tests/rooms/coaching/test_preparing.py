"""Meetings are prepared, are about statements, are recorded in versions; private notes are private."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail

from goldenthread.coaching.actions.agreeing import change_action
from goldenthread.coaching.actions.focusing import choose_focus
from goldenthread.coaching.actions.keeping import answer_record
from goldenthread.coaching.actions.meeting import book_meeting, correct_meeting
from goldenthread.coaching.actions.pairing import end_pairing, pair
from goldenthread.coaching.actions.preparing import (
    answer_call,
    ask_for_help,
    keep_own_notes,
    keep_preparation,
    share_preparation,
    take_call_back,
)
from goldenthread.coaching.models import (
    HelpCall,
    Meeting,
    MeetingAction,
    MeetingFocus,
    MeetingVersion,
    Pairing,
    Preparation,
)
from goldenthread.coaching.queries.caseload import caseload
from goldenthread.coaching.queries.focusing import focus_page, focus_summary
from goldenthread.coaching.queries.meetings import action_page, last_answer, meeting_page, waiting_call
from goldenthread.coaching.queries.records import coach_record
from goldenthread.coaching.types import AgreedAction, Place
from goldenthread.coaching.types.meetings import Change
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.jobs.worker import carry_all
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.privacy import held_about
from goldenthread.people.types import Duty
from tests.makers.coaching import make_enrolled, make_meeting, make_pairing
from tests.makers.counting import statements_of

SECRET, HIDDEN = "colins-secret", "parveens-secret"


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def pairing(cast, place, at):
    return make_pairing(cast, place.enrolment, at=at)


@pytest.fixture
def booked(cast, pairing, at):
    return book_meeting(pairing, starts_at=at + timedelta(days=3), place=Place.ONLINE, by=cast.coach, at=at)


def refused(work) -> str:
    """The code of a refusal."""
    with pytest.raises(Refused) as found:
        work()
    return found.value.refusal.code


def prepare(cast, ref, at, wants="The budget", private=HIDDEN) -> None:
    """What Parveen types."""
    keep_preparation(ref, wants=wants, did="Tried it", private=private, by=cast.participant, at=at)


def test_a_preparation_is_the_participants_until_it_is_shared(cast, pairing, booked, at) -> None:
    assert refused(lambda: share_preparation(booked, by=cast.participant, at=at)) == "nothing_written"
    assert refused(lambda: prepare(cast, booked, at, wants="x" * 10_001)) == "too_long"
    for _ in range(2):
        prepare(cast, booked, at)
    assert meeting_page(booked, by=cast.coach, at=at).shared.number == 0
    assert meeting_page(booked, by=cast.participant, at=at).has_new_words
    for _ in range(2):
        share_preparation(booked, by=cast.participant, at=at)
    prepare(cast, booked, at, wants="The budget, and half a sen")

    theirs, mine = (meeting_page(booked, by=who, at=at) for who in (cast.coach, cast.participant))

    assert (theirs.shared.wants, theirs.shared.did, theirs.shared.number) == ("The budget", "Tried it", 1)
    assert (theirs.draft.wants, theirs.own, theirs.other) == ("", "", "Parveen Begum")
    assert (mine.draft.wants, mine.own, mine.other) == ("The budget, and half a sen", HIDDEN, "Colin Marsh")
    assert caseload(by=cast.coach, at=at)[0].reasons == ("they have prepared the next meeting",)
    done = AuditEntry.objects.filter(did__endswith="_preparation").order_by("pk").values_list("did", flat=True)
    assert list(done) == ["coaching.keep_preparation", "coaching.share_preparation", "coaching.keep_preparation"]


def test_others_prepare_nothing_and_see_nothing(cast, pairing, booked, at) -> None:
    for other in (cast.coach, cast.programme_manager, cast.outsider, cast.outside_participant):
        with pytest.raises(Meeting.DoesNotExist):
            keep_preparation(booked, wants="x", did="", private="", by=other, at=at)
        with pytest.raises(Meeting.DoesNotExist):
            share_preparation(booked, by=other, at=at)
    for other in (cast.participant, cast.programme_manager, cast.outsider):
        with pytest.raises(Meeting.DoesNotExist):
            keep_own_notes(booked, "x", by=other, at=at)
    for other in (cast.programme_manager, cast.inspector, cast.quality_lead, cast.outsider, cast.outside_participant):
        for page in (meeting_page, focus_page):
            with pytest.raises(Meeting.DoesNotExist):
                page(booked, by=other, **({"at": at} if page is meeting_page else {}))
        with pytest.raises(Meeting.DoesNotExist):
            choose_focus(booked, chosen=(), shown=(), by=other, at=at)
    assert not Preparation.objects.exists()


def test_private_notes_reach_nobody_else_by_any_way(cast, place, pairing, booked, at) -> None:
    prepare(cast, booked, at)
    share_preparation(booked, by=cast.participant, at=at)
    for _ in range(2):
        keep_own_notes(booked, SECRET, by=cast.coach, at=at)
    assert refused(lambda: keep_own_notes(booked, "x" * 10_001, by=cast.coach, at=at)) == "too_long"
    carry_all(lambda: at)

    assert meeting_page(booked, by=cast.coach, at=at).own == SECRET
    assert SECRET not in repr(meeting_page(booked, by=cast.participant, at=at))
    assert HIDDEN not in repr((meeting_page(booked, by=cast.coach, at=at), coach_record(pairing, by=cast.coach, at=at)))
    archive, _ = held_about(Person.objects.get(pk=cast.participant.person_id))
    assert HIDDEN in json.dumps(archive, default=str)
    assert SECRET not in json.dumps(archive, default=str)
    assert HIDDEN not in json.dumps(held_about(Person.objects.get(pk=cast.coach.person_id))[0], default=str)
    kept = [*AuditEntry.objects.all(), *(m.body for m in mail.outbox)]
    said = " ".join(repr(vars(each)) if hasattr(each, "__dict__") else each for each in kept)
    assert "coaching.keep_own_notes" in said
    assert [word for word in (SECRET, HIDDEN) if word in said] == []
    bring_in(
        name="Dana Reeve", email="dana@harbour.example", duty=Duty.COACH, place=cast.partner.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    second = actor_by_email("dana@harbour.example")
    new = pair(place.enrolment, second.person, hand_over="On leave.", by=cast.partner_manager, at=at)
    assert SECRET not in repr(coach_record(new, by=second, at=at))
    with pytest.raises(Meeting.DoesNotExist):
        meeting_page(booked, by=second, at=at)
    assert refused_to_prepare(cast, booked, at)


def refused_to_prepare(cast, ref, at) -> bool:
    """Whether what was booked with the coach before can no longer be prepared."""
    with pytest.raises(Meeting.DoesNotExist):
        prepare(cast, ref, at)
    return True


def test_a_meeting_is_about_statements_and_they_are_summed_up(cast, place, pairing, booked, at) -> None:
    page = focus_page(booked, by=cast.participant)
    one, two = (line.statement.ref for line in page.sections[0].lines[:2])
    assert page.proposed
    assert (page.chosen, page.is_held) == (0, False)

    for _ in range(2):
        choose_focus(booked, chosen=[one, uuid4()], shown=[one, two], by=cast.participant, at=at)
    choose_focus(booked, chosen=[two], shown=[two], by=cast.coach, at=at)

    assert [line.ref for line in meeting_page(booked, by=cast.coach, at=at).line.focus] == [one, two]
    every = [line.statement.ref for section in page.sections for line in section.lines]
    assert refused(lambda: choose_focus(booked, chosen=every, shown=every, by=cast.coach, at=at)) == "too_many"
    found = focus_page(booked, by=cast.coach, find="nothing-says-this")
    assert (found.shown, found.elsewhere, found.chosen) == (0, 2, 2)
    assert focus_summary(place.enrolment, by=cast.participant).worked_on == 0
    make_meeting(cast, pairing, key=booked, at=at + timedelta(days=4))
    summary = focus_summary(place.enrolment, by=cast.coach)
    assert (summary.worked_on, summary.sections[0].lines[0].times, summary.is_own) == (2, 1, False)
    assert summary.statements >= 2
    with pytest.raises(Meeting.DoesNotExist):
        choose_focus(booked, chosen=[], shown=[one], by=cast.participant, at=at)
    choose_focus(booked, chosen=[], shown=[one], by=cast.coach, at=at)
    assert [v.focus for v in MeetingVersion.objects.order_by("number")] == [
        [line.label for line in meeting_page_of(page, one, two)],
        [line.label for line in meeting_page_of(page, two)],
    ]
    assert MeetingFocus.objects.count() == 1
    for stranger in (cast.outsider, cast.programme_manager, cast.outside_participant):
        with pytest.raises(Pairing.DoesNotExist):
            focus_summary(place.enrolment, by=stranger)


def meeting_page_of(page, *refs):
    """The statements of a page with these references."""
    return [line.statement for section in page.sections for line in section.lines if line.statement.ref in refs]


def test_a_record_is_corrected_in_versions_and_answered(cast, pairing, at) -> None:
    ref = make_meeting(cast, pairing, key=uuid4(), at=at)
    MeetingVersion.objects.all().delete()  # one recorded before there were versions
    answer_record(ref, is_agreed=False, words="It was the Year 5 team.", by=cast.participant, at=at)
    [line] = coach_record(pairing, by=cast.coach, at=at).past
    assert (line.is_agreed, line.answer) == (False, "It was the Year 5 team.")

    for _ in range(2):
        correct_meeting(ref, shared="We talked about Year 5.", minutes=50, why="Wrong team", by=cast.coach, at=at)

    [line] = coach_record(pairing, by=cast.coach, at=at).past
    assert (line.shared, line.minutes, line.is_agreed, line.answer) == ("We talked about Year 5.", 50, None, "")
    [earlier] = line.earlier
    assert (earlier.shared, earlier.minutes, earlier.why) == (
        "We talked about how the phase team plans together.",
        60,
        "Wrong team",
    )
    answer_record(ref, is_agreed=True, by=cast.participant, at=at)
    assert coach_record(pairing, by=cast.coach, at=at).past[0].is_agreed
    assert refused(lambda: answer_record(ref, is_agreed=True, by=cast.coach, at=at)) == "not_your_record"
    assert refused(lambda: answer_record(ref, is_agreed=False, by=cast.participant, at=at)) == "nothing_said"
    words = {"shared": "x", "minutes": 50, "why": "y", "at": at}
    assert refused(lambda: correct_meeting(ref, by=cast.participant, **words)) == "not_your_pairing"
    assert refused(lambda: correct_meeting(ref, by=cast.coach, **{**words, "why": ""})) == "no_reason"


def test_what_was_agreed_is_moved_dropped_and_taken_up_by_the_next_coach(cast, place, pairing, at) -> None:
    mine, theirs = AgreedAction("Plan it"), AgreedAction("Send the paper", is_coachs=True)
    ref = make_meeting(cast, pairing, key=uuid4(), at=at, actions=(mine, theirs))
    plan, send = MeetingAction.objects.order_by("position")
    day = (at + timedelta(days=30)).date()

    change_action(plan.ref, Change.MOVE, note="After Easter", due_on=day, by=cast.participant, at=at)
    change_action(send.ref, Change.DROP, note="They had it", due_on=day, by=cast.coach, at=at)

    page = meeting_page(ref, by=cast.participant, at=at)
    assert [(a.words, a.owner, a.due_on, a.note) for a in page.line.actions] == [
        ("Plan it", "Parveen Begum", day, "After Easter"),
        ("Send the paper", "Colin Marsh", None, "They had it"),
    ]
    assert [a.words for a in coach_record(pairing, by=cast.coach, at=at).open_actions] == ["Plan it"]
    assert refused(lambda: change_action(send.ref, Change.DO, by=cast.coach, at=at)) == "not_open"
    [said] = action_page(plan.ref, by=cast.coach, at=at).said
    assert (said.what, said.by, said.note, said.due_on) == (
        "Moved to another day",
        "Parveen Begum",
        "After Easter",
        day,
    )
    for stranger in (cast.outsider, cast.outside_participant, cast.programme_manager):
        with pytest.raises(MeetingAction.DoesNotExist):
            action_page(plan.ref, by=stranger, at=at)
    bring_in(
        name="Dana Reeve", email="dana@harbour.example", duty=Duty.COACH, place=cast.partner.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    second = actor_by_email("dana@harbour.example")
    pair(place.enrolment, second.person, hand_over="On leave.", by=cast.partner_manager, at=at)
    change_action(plan.ref, Change.DO, by=second, at=at)
    assert MeetingAction.objects.get(pk=plan.pk).done_at == at


def test_help_is_asked_for_and_answered(cast, place, pairing, at) -> None:
    carry_all(lambda: at)
    mail.outbox.clear()
    assert refused(lambda: ask_for_help(place.enrolment, " ", by=cast.participant, at=at)) == "nothing_written"
    for words in ("I am stuck.", "I am stuck.", "With the budget."):
        ask_for_help(place.enrolment, words, by=cast.participant, at=at)
    carry_all(lambda: at)

    assert [m.subject for m in mail.outbox] == ["Parveen Begum asks you for help"]
    assert "stuck" not in mail.outbox[0].body
    assert caseload(by=cast.coach, at=at)[0].reasons[0] == "asks for help since 5 January"
    call = waiting_call(place.enrolment, by=cast.coach)
    assert call.words == "I am stuck.\n\nWith the budget."
    assert waiting_call(place.enrolment, by=cast.programme_manager) is None
    assert refused(lambda: answer_call(call.ref, "", by=cast.coach, at=at)) == "nothing_written"
    for answer in ("We meet on Monday.", "Again"):
        assert answer_call(call.ref, answer, by=cast.coach, at=at) == pairing
    assert waiting_call(place.enrolment, by=cast.participant) is None
    assert last_answer(place.enrolment, by=cast.participant).answer == "We meet on Monday."
    assert last_answer(place.enrolment, by=cast.coach) is None
    with pytest.raises(HelpCall.DoesNotExist):
        answer_call(call.ref, "No", by=cast.outsider, at=at)
    mail.outbox.clear()
    ask_for_help(place.enrolment, "Once more", by=cast.participant, at=at)
    end_pairing(pairing, why="Left", by=cast.programme_manager, at=at)
    carry_all(lambda: at)
    assert not [m.subject for m in mail.outbox if "asks you" in m.subject]
    with pytest.raises(Pairing.DoesNotExist):
        ask_for_help(place.enrolment, "Again", by=cast.participant, at=at)


def test_help_asked_for_is_taken_back_and_kept_and_the_coach_told_who_was_told(cast, place, pairing, at) -> None:
    def asked(words: str) -> UUID:
        ask_for_help(place.enrolment, words, by=cast.participant, at=at)
        return waiting_call(place.enrolment, by=cast.participant).ref

    carry_all(lambda: at)
    mail.outbox.clear()
    for is_told in (False, True):
        call = asked("I am stuck.")
        if is_told:
            carry_all(lambda: at)
        for stranger in (cast.coach, cast.outside_participant, cast.programme_manager):
            with pytest.raises(HelpCall.DoesNotExist):
                take_call_back(call, by=stranger, at=at)
        for hours in range(2):
            take_call_back(call, by=cast.participant, at=at + timedelta(hours=hours))
        carry_all(lambda: at)
        assert HelpCall.objects.get(ref=call).taken_back_at == at
        assert waiting_call(place.enrolment, by=cast.coach) is None
        assert caseload(by=cast.coach, at=at)[0].need.asked_at is None
        assert refused(lambda call=call: answer_call(call, "Now?", by=cast.coach, at=at)) == "taken_back"

    assert [m.subject for m in mail.outbox] == [
        "Parveen Begum asks you for help",
        "Parveen Begum no longer asks you for help",
    ]
    assert AuditEntry.objects.filter(did="coaching.take_call_back").count() == 2
    call = asked("Once more")
    answer_call(call, "On Monday", by=cast.coach, at=at)
    assert refused(lambda: take_call_back(call, by=cast.participant, at=at)) == "answered_already"


def test_a_meeting_takes_as_many_statements_for_many(cast, place, pairing, booked, at) -> None:
    first = make_meeting(cast, pairing, key=uuid4(), at=at)
    one = [
        statements_of(lambda: meeting_page(booked, by=cast.coach, at=at)),
        statements_of(lambda: focus_page(first, by=cast.coach)),
        statements_of(lambda: focus_summary(place.enrolment, by=cast.coach)),
    ]
    for hours in range(1, 4):
        make_meeting(cast, pairing, key=uuid4(), at=at - timedelta(hours=hours))

    assert one == [
        statements_of(lambda: meeting_page(booked, by=cast.coach, at=at)),
        statements_of(lambda: focus_page(first, by=cast.coach)),
        statements_of(lambda: focus_summary(place.enrolment, by=cast.coach)),
    ]
