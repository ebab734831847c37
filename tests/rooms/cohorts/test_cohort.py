"""One cohort's page: its people in the order of need, narrowed and in pages, and who may change it."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion, end_companion
from goldenthread.cohorts.actions.timetabling import remove_session
from goldenthread.cohorts.models import Cohort, Engagement, Enrolment
from goldenthread.cohorts.queries import cohort as asked
from goldenthread.cohorts.queries.cohort import cohort_line, cohort_page
from goldenthread.cohorts.types import Role, Stage, State
from tests.makers.cohorts import DETAILS, enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def names(page) -> list[str]:
    return [person.name for person in page.people]


def put(ref, *, state: str = "active", millionths: int = 0, is_met: bool = False) -> None:
    Enrolment.objects.filter(ref=ref).update(state=state)
    Engagement.objects.filter(enrolment__ref=ref).update(millionths=millionths, is_met=is_met)


def test_a_cohort_nobody_is_on_has_one_empty_page(cast, at) -> None:
    cohort = make_cohort(cast, at=at)

    page = cohort_page(cohort.ref, by=cast.partner_manager, at=at)

    assert (page.line.ref, page.line.stage, page.details) == (cohort.ref, Stage.RUNNING, DETAILS)
    assert (page.states, page.placed, page.short, page.people) == ({}, 0, 0, ())
    assert (page.people_total, page.page, page.pages) == (0, 1, 1)
    assert (len(page.sessions), page.unplanned, page.why_not_run) == (8, 0, None)


def test_somebody_is_shown_with_those_who_walk_beside_them_now(cast, at, enrolled) -> None:
    by = cast.partner_manager
    add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=by, at=at)
    add_companion(enrolled.ref, cast.headteacher.person, Role.SPONSOR, by=by, at=at)
    end_companion(enrolled.ref, cast.sponsor.person, Role.SPONSOR, why="Moved on", by=by, at=at)

    (person,) = cohort_page(enrolled.cohort.ref, by=by, at=at).people

    assert (person.ref, person.name, person.school) == (enrolled.ref, "Parveen Begum", "Castle Hill Primary")
    assert (person.state, person.figure.percent, person.figure.threshold) == (State.ACTIVE, 0, 90)
    assert (person.sponsors, person.coaches) == (("Helen Carter",), ("Colin Marsh",))


def test_those_who_can_still_be_helped_come_first_furthest_from_the_figure(cast, at, enrolled) -> None:
    refs = enrol_many(cast, enrolled.cohort, 5, at=at)
    put(enrolled.ref, millionths=950_000, is_met=True)
    put(refs[0], millionths=500_000)
    put(refs[1], millionths=100_000)
    put(refs[2], state="withdrawn")
    put(refs[3], state="accepted")
    put(refs[4], state="deferred")

    page = cohort_page(enrolled.cohort.ref, by=cast.programme_manager, at=at)

    assert names(page) == ["Person 02", "Person 01", "Parveen Begum", "Person 04", "Person 05", "Person 03"]
    assert (page.placed, page.short) == (5, 2)


def test_narrowing_people_leaves_the_counts_whole(cast, at, enrolled) -> None:
    refs = enrol_many(cast, enrolled.cohort, 3, at=at)
    put(refs[0], millionths=950_000, is_met=True)
    put(refs[1], state="deferred")
    put(refs[2], state="completed", millionths=100_000)
    ref, by = enrolled.cohort.ref, cast.programme_manager

    deferred = cohort_page(ref, by=by, at=at, state=State.DEFERRED)
    short = cohort_page(ref, by=by, at=at, short=True)

    assert (names(deferred), deferred.people_total) == (["Person 02"], 1)
    assert (names(short), short.people_total) == (["Parveen Begum"], 1)
    assert deferred.states == short.states == {State.ACTIVE: 2, State.DEFERRED: 1, State.COMPLETED: 1}
    assert deferred.short == short.short == 1


def test_people_come_in_pages_and_a_page_beyond_the_last_is_the_last(cast, at, enrolled, monkeypatch) -> None:
    monkeypatch.setattr(asked, "PAGE", 2)
    enrol_many(cast, enrolled.cohort, 2, at=at)
    ref, by = enrolled.cohort.ref, cast.programme_manager

    before, first, last, beyond = (cohort_page(ref, by=by, at=at, page=n) for n in (0, 1, 2, 9))

    assert names(before) == names(first) == ["Parveen Begum", "Person 01"]
    assert names(last) == names(beyond) == ["Person 02"]
    assert [(p.page, p.pages, p.people_total) for p in (before, beyond)] == [(1, 2, 3), (2, 2, 3)]


def test_a_live_component_without_a_session_is_counted_as_unplanned(cast, at) -> None:
    cohort = make_cohort(cast, at=at)

    remove_session(cohort.session("Event 4"), by=cast.partner_manager, at=at)

    assert cohort_page(cohort.ref, by=cast.partner_manager, at=at).unplanned == 1


def test_an_onlooker_is_told_why_they_cannot_change_a_cohort_and_an_outsider_finds_none(cast, at, enrolled) -> None:
    ref = enrolled.cohort.ref

    assert cohort_page(ref, by=cast.quality_lead, at=at).why_not_run.code == "may_not_run"
    assert names(cohort_page(ref, by=cast.participant, at=at)) == ["Parveen Begum"]
    for stranger in (cast.outsider, cast.outside_participant, cast.headteacher):
        with pytest.raises(Cohort.DoesNotExist):
            cohort_page(ref, by=stranger, at=at)
        with pytest.raises(Cohort.DoesNotExist):
            cohort_line(ref, by=stranger, at=at)


def test_a_participant_sees_nobody_else_on_their_cohort(cast, at, enrolled) -> None:
    enrol_many(cast, enrolled.cohort, 1, at=at)

    assert names(cohort_page(enrolled.cohort.ref, by=cast.partner_manager, at=at)) == ["Parveen Begum", "Person 01"]
    assert names(cohort_page(enrolled.cohort.ref, by=cast.participant, at=at)) == ["Parveen Begum"]


def test_a_cohort_of_four_takes_as_many_statements_as_a_cohort_of_one(cast, at, enrolled) -> None:
    ref, by = enrolled.cohort.ref, cast.programme_manager
    assert statements_of(lambda: cohort_page(ref, by=by, at=at)) == 9
    enrol_many(cast, enrolled.cohort, 3, at=at)

    assert statements_of(lambda: cohort_page(ref, by=by, at=at)) == 9


def test_a_cohort_runs_from_its_first_day_to_its_last(cast, at) -> None:
    cohort = make_cohort(cast, at=at)

    for starts_on, ends_on, stage in (
        (date(2026, 1, 6), date(2026, 12, 1), Stage.COMING),
        (date(2026, 1, 5), date(2026, 12, 1), Stage.RUNNING),
        (date(2025, 1, 5), date(2026, 1, 5), Stage.RUNNING),
        (date(2025, 1, 5), date(2026, 1, 4), Stage.ENDED),
    ):
        Cohort.objects.filter(ref=cohort.ref).update(starts_on=starts_on, ends_on=ends_on)
        line = cohort_line(cohort.ref, by=cast.partner_manager, at=at)
        assert (line.ref, line.stage, line.partner_ref) == (cohort.ref, stage, cast.partner.ref)
