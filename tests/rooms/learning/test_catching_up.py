"""Catching up on missed sessions: what is offered, what is handed in, what it credits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.cohorts.actions.registering import correct_register
from goldenthread.cohorts.models import Cohort, Credit
from goldenthread.cohorts.queries.engagement import enrolment_seen, my_page
from goldenthread.cohorts.types import Mark
from goldenthread.frameworks.models import Detail, Section
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.catching_up import (
    answer_catch_up,
    hand_in_reflection,
    reopen_catch_up,
    save_reflection,
)
from goldenthread.learning.models import CatchUp, SentReflection
from goldenthread.learning.queries.catching_up import (
    catch_up_board,
    catch_up_review,
    my_catch_up,
    my_catch_ups,
    waiting_catch_ups,
)
from goldenthread.learning.queries.caught_up import catch_ups_under_way
from goldenthread.learning.queries.left_to_do import LeftToDo, left_to_do
from goldenthread.learning.types.catching_up import Reflection
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.tasks import REFLECTION, catch_up, miss


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def session(cast, enrolled, at):
    return miss(cast, enrolled, at=at)


@pytest.fixture
def handed_in(cast, session, at):
    return catch_up(session, cast.participant, at=at)


def code_of(deed) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.refusal.code


def credited(enrolled, cast) -> int:
    return enrolment_seen(enrolled.ref, by=cast.participant).figure.credited


def test_missed_sessions_are_offered_with_the_day_by_which_they_are_due(cast, enrolled, session, at) -> None:
    lines = my_catch_ups(by=cast.participant, at=at)

    # The welcome is over and has no register yet; the webinar, the later events and the other route's are not offered.
    assert [(line.title, line.mark, line.state_name) for line in lines] == [
        ("Event 1: leading culture", "Absent", "Not begun"),
        ("Welcome and needs analysis", "No mark yet", "Not begun"),
    ]
    assert [line.due_on - line.held_at.date() for line in lines] == [timedelta(days=28)] * 2
    assert all(line.is_late for line in lines)
    for stranger in (cast.outside_participant, cast.coach):
        assert my_catch_ups(by=stranger, at=at) == ()


def test_what_is_accepted_credits_what_the_session_would_have_given(cast, enrolled, session, handed_in, at) -> None:
    page = my_catch_up(session, by=cast.participant, at=at)
    assert (page.state, page.why_not.code, page.sent[0].reflection) == ("submitted", "handed_in", REFLECTION)

    answer_catch_up(handed_in, is_accepted=True, why="Well argued.", by=cast.facilitator, at=at)

    credit = Credit.objects.get()
    assert (credit.source, credit.share, credited(enrolled, cast)) == ("catch_up", 1, 180)
    page = my_catch_up(session, by=cast.participant, at=at)
    assert (page.state_name, [step.says for step in page.steps]) == (
        "Accepted", ["Handed in", "Accepted and credited"],
    )  # fmt: skip
    assert "Accepted" in [line.state_name for line in my_catch_ups(by=cast.participant, at=at)]
    assert code_of(lambda: answer_catch_up(handed_in, is_accepted=True, why="", by=cast.facilitator, at=at)) == (
        "not_waiting"
    )
    assert NoticeRow.objects.filter(kind="learning.catch_up_answered").count() == 1


def test_a_register_corrected_later_does_not_credit_twice(cast, enrolled, session, handed_in, at) -> None:
    answer_catch_up(handed_in, is_accepted=True, why="", by=cast.facilitator, at=at)

    correct_register(session, enrolled.ref, Mark.PRESENT, why="She was there", by=cast.facilitator, at=at)

    assert Credit.objects.count() == 2
    assert credited(enrolled, cast) == 180


def test_partly_is_caught_up_on_to_the_whole_and_not_beyond(cast, enrolled, at) -> None:
    session = miss(cast, enrolled, at=at, mark=Mark.PARTLY)
    half = credited(enrolled, cast)
    ref = catch_up(session, cast.participant, at=at)

    answer_catch_up(ref, is_accepted=True, why="", by=cast.partner_manager, at=at)

    assert (half, credited(enrolled, cast)) == (90, 180)


def test_it_comes_back_with_what_is_missing_and_goes_in_again(cast, enrolled, session, handed_in, at) -> None:
    who = cast.participant
    assert code_of(lambda: answer_catch_up(handed_in, is_accepted=False, why=" ", by=cast.facilitator, at=at)) == (
        "no_reason"
    )
    answer_catch_up(handed_in, is_accepted=False, why="Say what you will do.", by=cast.facilitator, at=at)
    left, due = left_to_do([], by=who, at=at), date(2025, 11, 17)
    assert left.catch_ups_again == ((session, "Event 1: leading culture", due),)
    (missed,) = my_page(by=who, at=at).missed
    # Begun or not, it is due on the same day.
    assert left.catch_up_due(missed) == LeftToDo().catch_up_due(missed) == due
    (back,) = catch_ups_under_way(enrolled.ref).values()
    assert (back.session, back.is_back) == (session, True)

    better = replace(REFLECTION, words=REFLECTION.words + "On Monday.")
    saved = save_reflection(session, better, revision=1, by=who, at=at)
    hand_in_reflection(session, revision=saved.revision, by=who, at=at)
    (waits,) = catch_ups_under_way(enrolled.ref).values()
    assert (waits.is_back, waits.since) == (False, at)

    page = catch_up_review(handed_in, by=cast.facilitator)
    assert [one.reflection for one in page.sent] == [REFLECTION, better]
    assert [step.why for step in page.steps] == ["", "Say what you will do.", ""]
    assert not Credit.objects.exists()


def test_an_answer_taken_back_takes_its_credit_with_it(cast, enrolled, session, handed_in, at) -> None:
    assert code_of(lambda: reopen_catch_up(handed_in, why="x", by=cast.facilitator, at=at)) == "nothing_to_reopen"
    answer_catch_up(handed_in, is_accepted=True, why="", by=cast.facilitator, at=at)
    assert code_of(lambda: reopen_catch_up(handed_in, why=" ", by=cast.facilitator, at=at)) == "no_reason"

    reopen_catch_up(handed_in, why="The wrong person.", by=cast.facilitator, at=at)
    assert credited(enrolled, cast) == 0
    answer_catch_up(handed_in, is_accepted=False, why="Once more.", by=cast.facilitator, at=at)
    reopen_catch_up(handed_in, why="It is enough.", by=cast.facilitator, at=at)
    answer_catch_up(handed_in, is_accepted=True, why="", by=cast.facilitator, at=at)

    assert credited(enrolled, cast) == 180
    assert Credit.objects.count() == 3


def test_words_are_kept_and_tabs_do_not_overwrite_each_other(cast, session, at) -> None:
    who = cast.participant
    first = save_reflection(session, Reflection("One", ""), revision=0, by=who, at=at)
    assert save_reflection(session, Reflection("One", ""), revision=0, by=who, at=at) == first
    assert code_of(lambda: save_reflection(session, Reflection("Two", ""), revision=0, by=who, at=at)) == "other_tab"
    save_reflection(session, Reflection("Two", "Made"), revision=1, by=who, at=at)
    assert code_of(lambda: hand_in_reflection(session, revision=1, by=who, at=at)) == "other_tab"
    assert code_of(lambda: hand_in_reflection(session, revision=2, by=who, at=at)) == "too_few_words"
    page = my_catch_up(session, by=who, at=at)
    assert (page.reflection, page.why_not_hand_in.code) == (Reflection("Two", "Made"), "too_few_words")
    assert not SentReflection.objects.exists()


def test_sent_twice_it_is_one(cast, session, handed_in, at) -> None:
    hand_in_reflection(session, revision=1, by=cast.participant, at=at)

    assert SentReflection.objects.count() == 1
    assert NoticeRow.objects.filter(kind="learning.catch_up_submitted").count() == 1


def test_who_was_there_has_nothing_to_catch_up_on(cast, enrolled, at) -> None:
    session = miss(cast, enrolled, at=at, mark=Mark.PRESENT)
    words = Reflection("Words", "Made")
    later = enrolled.cohort.session("Event 4")
    other_route = enrolled.cohort.session("Live online 1")

    assert my_catch_up(session, by=cast.participant, at=at).why_not.code == "was_there"
    assert code_of(lambda: save_reflection(session, words, revision=0, by=cast.participant, at=at)) == "was_there"
    assert code_of(lambda: save_reflection(later, words, revision=0, by=cast.participant, at=at)) == "not_over"
    for who, where in ((cast.participant, other_route), (cast.outside_participant, session), (cast.coach, session)):
        with pytest.raises(CatchUp.DoesNotExist):
            save_reflection(where, words, revision=0, by=who, at=at)
    assert not CatchUp.objects.exists()


def test_only_the_partner_answers_and_nobody_their_own_or_at_their_school(cast, enrolled, handed_in, at) -> None:
    for reviewer in (cast.facilitator, cast.partner_manager, cast.programme_manager):
        assert catch_up_board(by=reviewer).total == waiting_catch_ups(by=reviewer) == 1
        assert catch_up_review(handed_in, by=reviewer).why_not is None
    for stranger in (cast.coach, cast.outsider, cast.sponsor, cast.participant):
        assert catch_up_board(by=stranger).rows == ()
        with pytest.raises(CatchUp.DoesNotExist):
            answer_catch_up(handed_in, is_accepted=True, why="", by=stranger, at=at)
    assert catch_up_review(handed_in, by=cast.quality_lead).why_not.code == "not_a_reviewer"
    bring_in(
        name="Farah Aziz", email="farah@harbour.example", duty=Duty.MENTOR,
        place=cast.school.ref, by=cast.programme_manager, at=at,
    )  # fmt: skip
    farah = actor_by_email("farah@harbour.example")
    assert code_of(lambda: answer_catch_up(handed_in, is_accepted=True, why="", by=farah, at=at)) == "own_school"
    assert not Credit.objects.exists()


def test_the_page_names_the_research_of_the_framework(cast, enrolled, session, at) -> None:
    section = Section.objects.get(number=1)
    Detail.objects.create(
        edition=section.edition, section=section, kind="reference", text="Made, A. (2020) A study.", position=1
    )

    assert my_catch_up(session, by=cast.participant, at=at).references == ("Made, A. (2020) A study.",)


def test_lists_take_as_many_statements_for_sixty_as_for_one(cast, enrolled, session, handed_in, at) -> None:
    one = statements_of(lambda: catch_up_board(by=cast.partner_manager))
    mine = statements_of(lambda: my_catch_ups(by=cast.participant, at=at))
    row = CatchUp.objects.get()
    Cohort.objects.update(capacity=60)
    for n, ref in enumerate(enrol_many(cast, enrolled.cohort, 59, at=at), 1):
        CatchUp.objects.create(
            session=row.session,
            enrolment_id=enrolment_seen(ref, by=cast.programme_manager).id,
            state="submitted",
            submitted_at=at + timedelta(hours=n),
            due_on=row.due_on,
        )

    board = catch_up_board(by=cast.partner_manager)

    assert (board.total, len(board.rows), board.rows[0].ref) == (60, 50, handed_in)
    assert board.rows[0].was_late
    assert statements_of(lambda: catch_up_board(by=cast.partner_manager)) == one == 2
    assert mine == statements_of(lambda: my_catch_ups(by=cast.participant, at=at)) == 8
