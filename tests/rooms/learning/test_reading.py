"""Reading a unit to its end, and what that credits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.cohorts.actions.enrolling import complete, withdraw
from goldenthread.cohorts.models import Credit
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.reading import answer_check, read_page
from goldenthread.learning.actions.writing import add_page, open_unit
from goldenthread.learning.models import Attempt, Finish, Page, Progress, Unit, Version
from goldenthread.learning.queries.reading import preview_page, reader_page, unit_done, where_to_resume
from goldenthread.learning.queries.studying import study_lists
from goldenthread.learning.types import Answer, Left, Standing
from goldenthread.programmes.models import Component
from tests.makers.coaching import enrol_one, make_enrolled, make_outside
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of
from tests.makers.learning import make_unit


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


def component(place, title: str) -> Component:
    return Component.objects.get(ref=place.built.component(title).ref)


@pytest.fixture
def unit(place, cast, at):
    return make_unit(component(place, "How culture"), by=cast.curriculum_lead, at=at)


def checks(unit, by):
    return reader_page(unit, 2, by=by).questions


def finish(unit, by, at) -> None:
    read_page(unit, 1, by=by, at=at)
    read_page(unit, 2, by=by, at=at)
    choice, short = checks(unit, by)
    answer_check(unit, choice.ref, Answer(frozenset({0})), by=by, at=at)
    answer_check(unit, short.ref, Answer(words="Practice"), by=by, at=at)


def test_a_page_is_read_once_and_the_reader_resumes_after_it(cast, place, unit, at) -> None:
    assert where_to_resume(unit, by=cast.participant) == 1

    assert read_page(unit, 1, by=cast.participant, at=at) == Left(1, 2)
    assert read_page(unit, 1, by=cast.participant, at=at + timedelta(days=1)) == Left(1, 2)

    assert list(Progress.objects.values_list("at", flat=True)) == [at]
    assert where_to_resume(unit, by=cast.participant) == 2
    page = reader_page(unit, 2, by=cast.participant)
    assert (page.previous, page.following, page.done, page.title) == (1, None, 1, "How culture is built")
    assert not Credit.objects.exists()


def test_the_last_answer_finishes_the_unit_and_credits_it_once(cast, place, unit, at) -> None:
    who = cast.participant
    finish(unit, who, at)

    credit = Credit.objects.get()
    assert (credit.enrolment.ref, credit.source, credit.source_ref, credit.share) == (place.enrolment, "unit", unit, 1)
    assert enrolment_seen(place.enrolment, by=who).figure.credited == 60
    assert AuditEntry.objects.get(did="learning.finish").to == str(place.enrolment)
    assert NoticeRow.objects.get(kind="learning.completed").facts == {
        "enrolment": str(place.enrolment), "unit": str(unit),
    }  # fmt: skip
    done = unit_done(unit, by=who)
    assert (done.left, done.finished_at, done.minutes, done.first_left) == (Left(0, 0), at, 20, None)

    read_page(unit, 2, by=who, at=at + timedelta(days=1))
    answer_check(unit, checks(unit, who)[0].ref, Answer(frozenset({1})), by=who, at=at + timedelta(days=1))
    assert Credit.objects.count() == Finish.objects.count() == 1


def test_answers_are_kept_with_what_was_said_and_may_be_tried_again(cast, place, unit, at) -> None:
    who = cast.participant
    choice, _ = checks(unit, who)

    wrong = answer_check(unit, choice.ref, Answer(frozenset({0})), by=who, at=at)
    right = answer_check(unit, choice.ref, Answer(frozenset({1})), by=who, at=at + timedelta(minutes=1))

    assert (wrong.is_right, right.is_right) == (False, True)
    assert [a.is_right for a in Attempt.objects.order_by("id")] == [False, True]
    last = checks(unit, who)[0].last
    assert (last.tries, last.is_right, last.answer.chosen) == (2, True, frozenset({1}))


def test_no_answer_is_refused_and_nothing_is_kept(cast, place, unit, at) -> None:
    choice, _ = checks(unit, cast.participant)

    with pytest.raises(Refused) as refused:
        answer_check(unit, choice.ref, Answer(), by=cast.participant, at=at)

    assert refused.value.refusal.code == "no_answer"
    assert not Attempt.objects.exists()


def test_what_was_read_stays_read_in_a_new_version(cast, place, unit, at) -> None:
    read_page(unit, 1, by=cast.participant, at=at)
    add_page(unit, title="Page 3", body="More", by=cast.curriculum_lead, at=at)
    publish_unit(unit, by=cast.curriculum_lead, at=at)

    contents = reader_page(unit, 3, by=cast.participant).contents

    assert [(p.title, p.is_read) for p in contents] == [("Page 1", True), ("Page 2", False), ("Page 3", False)]


def test_a_draft_is_not_read(cast, place, at) -> None:
    unit = open_unit(place.built.component("How culture").ref, by=cast.curriculum_lead, at=at)
    add_page(unit, title="A", body="Words", by=cast.curriculum_lead, at=at)

    with pytest.raises(Version.DoesNotExist):
        reader_page(unit, 1, by=cast.participant)
    [study] = study_lists(by=cast.participant)
    assert {line.standing for line in study.lines} == {Standing.NOT_READY}
    assert study.next is None


def test_nobody_reads_a_unit_of_a_programme_they_are_not_on(cast, place, unit, at) -> None:
    for stranger in (cast.outside_participant, cast.coach, cast.outsider, cast.sponsor):
        with pytest.raises(Unit.DoesNotExist):
            reader_page(unit, 1, by=stranger)
        with pytest.raises(Unit.DoesNotExist):
            read_page(unit, 1, by=stranger, at=at)
        assert study_lists(by=stranger) == ()
    with pytest.raises(Page.DoesNotExist):
        read_page(unit, 9, by=cast.participant, at=at)
    with pytest.raises(Unit.DoesNotExist):
        preview_page(unit, 1, by=cast.participant)
    assert not Progress.objects.exists()


def test_two_participants_of_one_release_do_not_share_their_progress(cast, place, unit, at) -> None:
    make_outside(cast, place.built, at=at)

    finish(unit, cast.outside_participant, at)

    assert where_to_resume(unit, by=cast.participant) == 1
    assert enrolment_seen(place.enrolment, by=cast.participant).figure.credited == 0
    [study] = study_lists(by=cast.participant)
    assert study.next.unit == unit


def test_after_completion_a_unit_is_read_and_counts_no_more(cast, place, unit, at) -> None:
    complete(place.enrolment, by=cast.programme_manager, at=at)

    finish(unit, cast.participant, at)

    assert Progress.objects.count() == 2
    assert not Finish.objects.exists()
    assert not Credit.objects.exists()
    assert unit_done(unit, by=cast.participant).finished_at is None


def test_after_withdrawal_nothing_is_read(cast, place, unit, at) -> None:
    withdraw(place.enrolment, reason="other", why="Left teaching", by=cast.programme_manager, at=at)

    with pytest.raises(Unit.DoesNotExist):
        read_page(unit, 1, by=cast.participant, at=at)


def test_somebody_who_came_back_reads_in_the_enrolment_that_counts(cast, place, unit, at) -> None:
    complete(place.enrolment, by=cast.programme_manager, at=at)
    again = make_outside(cast, place.built, at=at)
    cohort = enrolment_seen(again, by=cast.programme_manager).cohort
    newer = enrol_one(cohort, cast.participant, school=cast.school, by=cast.programme_manager, at=at)

    finish(unit, cast.participant, at)

    assert Credit.objects.get().enrolment.ref == newer
    assert [study.enrolment for study in study_lists(by=cast.participant)] == [newer, place.enrolment]


def test_the_study_list_says_what_is_done_and_what_is_next(cast, place, unit, at) -> None:
    second = make_unit(component(place, "Planning an"), pages=1, checks=False, by=cast.curriculum_lead, at=at)
    [study] = study_lists(by=cast.participant)
    assert [(line.title, line.standing) for line in study.lines] == [
        ("How culture is built", Standing.NEXT),
        ("Planning an implementation", Standing.LATER),
    ]

    read_page(unit, 1, by=cast.participant, at=at)
    read_page(second, 1, by=cast.participant, at=at)

    [study] = study_lists(by=cast.participant)
    assert [line.standing for line in study.lines] == [Standing.STARTED, Standing.DONE]
    assert (study.next.unit, study.next.resume_at, study.next.pages_read, study.done) == (unit, 2, 1, 1)


def test_preview_shows_the_newest_words_and_keeps_nothing(cast, place, unit, at) -> None:
    add_page(unit, title="Page 3", body="More", by=cast.curriculum_lead, at=at)

    page = preview_page(unit, 3, by=cast.curriculum_lead)

    assert (page.is_trial, page.body, len(page.contents)) == (True, "More", 3)
    assert len(preview_page(unit, 2, by=cast.inspector).questions) == 2
    with pytest.raises(Page.DoesNotExist):
        preview_page(unit, 4, by=cast.curriculum_lead)


def test_reading_takes_as_many_statements_for_a_long_unit_as_for_a_short_one(cast, place, unit, at) -> None:
    long = make_unit(component(place, "Planning an"), pages=9, by=cast.curriculum_lead, at=at)
    who = cast.participant

    def counted(ref, position: int) -> list[int]:
        return [
            statements_of(lambda: reader_page(ref, position, by=who)),
            statements_of(lambda: unit_done(ref, by=who)),
            statements_of(lambda: where_to_resume(ref, by=who)),
        ]

    assert counted(unit, 2) == counted(long, 9) == [12, 11, 7]


def test_the_study_list_takes_as_many_statements_for_two_units_as_for_one(cast, place, unit, at) -> None:
    one = statements_of(lambda: study_lists(by=cast.participant))
    make_unit(component(place, "Planning an"), pages=9, by=cast.curriculum_lead, at=at)

    assert statements_of(lambda: study_lists(by=cast.participant)) == one == 4


def test_a_programme_without_units_has_nothing_to_study(cast, at) -> None:
    make_enrolment(cast, at=at)

    assert study_lists(by=cast.participant) == ()
