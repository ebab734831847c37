"""Surveys after sessions: asked once, answered once, and nobody can be recognised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import Enrolment, Session
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.reporting.actions.surveying import answer_survey, ask_after_sessions, open_survey, set_form
from goldenthread.reporting.models import Survey, SurveyAnswer, SurveyAsked, SurveyForm
from goldenthread.reporting.queries.evaluating import results_page, satisfaction, surveys_page
from goldenthread.reporting.queries.surveying import (
    evaluations_of,
    forms_page,
    letter_to_ask,
    survey_to_answer,
    surveys_to_answer,
)
from goldenthread.reporting.types.surveying import SHIPPED_FORM, Evaluated
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.telling import GOOD, a_survey, hold

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def session(enrolled, at) -> Session:
    Session.objects.exclude(ref=enrolled.cohort.session("Event 1")).delete()
    return hold(enrolled, ended_at=at)


@pytest.fixture
def people(cast, enrolled, at):
    enrol_many(cast, enrolled.cohort, 5, at=at)
    return [cast.participant, *(actor_by_email(f"person{n:02d}@castlehill.example") for n in range(1, 6))]


def test_those_who_came_are_asked_once_when_the_register_is_taken(cast, enrolled, session, at) -> None:
    there, away = enrol_many(cast, enrolled.cohort, 2, at=at)
    assert ask_after_sessions(at=at + HOUR) == 0
    marks = {enrolled.ref: Mark.PARTLY, there: Mark.PRESENT, away: Mark.ABSENT}
    take_register(session.ref, RegisterSheet(uuid4(), marks), by=cast.facilitator, at=at)

    assert [ask_after_sessions(at=at + HOUR) for _ in range(2)] == [2, 0]
    assert open_survey(session.ref, at=at + HOUR) == 0

    survey = Survey.objects.get()
    assert (survey.people, survey.closes_at) == (2, at + HOUR + timedelta(days=14))
    assert NoticeRow.objects.filter(kind="reporting.survey_asked").count() == 2
    assert AuditEntry.objects.get(did="reporting.open_survey").to == str(survey.ref)
    ids = list(Enrolment.objects.filter(ref__in=[there, away]).order_by("pk").values_list("pk", flat=True))
    assert evaluations_of(ids) == {ids[0]: Evaluated(1, 0), ids[1]: Evaluated()}


def test_without_a_register_those_who_were_expected_are_asked_a_day_later(cast, session, at) -> None:
    assert ask_after_sessions(at=at + DAY) == 1
    (asked,) = surveys_to_answer(by=cast.participant, at=at + DAY)
    assert (asked.session, asked.form) == ("Event 1: leading culture", SHIPPED_FORM)
    assert surveys_to_answer(by=cast.outside_participant, at=at + DAY) == ()
    letter = letter_to_ask(SurveyAsked.objects.get().ref, at=at + DAY)
    assert (letter.address, letter.minimum, letter.is_needless) == ("parveen@castlehill.example", 5, False)

    answer_survey(asked.ref, GOOD, by=cast.participant, at=at + DAY)

    assert surveys_to_answer(by=cast.participant, at=at + DAY) == ()
    assert letter_to_ask(SurveyAsked.objects.get().ref, at=at + DAY).is_needless


def test_an_answer_is_kept_without_its_person(cast, session, at) -> None:
    open_survey(session.ref, at=at)
    ref = Survey.objects.get().ref
    assert survey_to_answer(ref, by=cast.participant).ref == ref
    for wrong, code in (({}, "nothing_answered"), ({"overall": "Never heard of"}, "nothing_answered")):
        with pytest.raises(Refused) as refused:
            answer_survey(ref, wrong, by=cast.participant, at=at)
        assert refused.value.refusal.code == code
    with pytest.raises(SurveyAsked.DoesNotExist):
        answer_survey(ref, GOOD, by=cast.outside_participant, at=at)
    with pytest.raises(Refused):
        answer_survey(ref, GOOD, by=cast.participant, at=at + timedelta(days=14))
    assert not SurveyAnswer.objects.exists()

    answer_survey(ref, GOOD, by=cast.participant, at=at)

    with pytest.raises(Refused):
        answer_survey(ref, GOOD, by=cast.participant, at=at)
    assert SurveyAnswer.objects.get().said == GOOD
    assert {f.name for f in SurveyAnswer._meta.get_fields()} == {"id", "survey", "said"}
    survey = Survey.objects.get()
    assert (survey.answered, survey.rated, survey.satisfied) == (1, 1, 1)


def test_results_are_shown_to_those_who_may_see_them_once_nobody_can_be_recognised(cast, session, people, at) -> None:
    survey = a_survey(session, people[:5], at=at, good=4)

    early = results_page(survey.ref, by=cast.facilitator, at=at)
    late = results_page(survey.ref, by=cast.facilitator, at=at + timedelta(days=14))

    assert (early.tallies, early.line.satisfied, early.line.is_open) == ((), None, True)
    assert early.why_not.startswith("5 of 6 have answered")
    assert (late.why_not, late.line.answered, late.line.satisfied) == ("", 5, Fraction(4, 5))
    assert dict(late.tallies[0].counts)["Very good"] == 4
    assert late.tallies[3].words == ("Keep the pairs.",) * 4
    for reader in (cast.partner_manager, cast.inspector):
        assert results_page(survey.ref, by=reader, at=at).line.ref == survey.ref
    for other in (cast.outsider, cast.participant, cast.coach, cast.headteacher):
        with pytest.raises(Survey.DoesNotExist):
            results_page(survey.ref, by=other, at=at)
        assert surveys_page(by=other, at=at).lines == ()


def test_groups_are_compared_and_too_few_answers_count_nowhere(cast, enrolled, session, people, at) -> None:
    a_survey(session, people, at=at, good=3)
    later = at + timedelta(days=20)

    pages = {
        by: surveys_page(by=cast.programme_manager, at=later, compare=by)
        for by in ("partner", "programme", "component", "month")
    }

    assert {by: [g.name for g in page.groups] for by, page in pages.items()} == {
        "partner": ["Harbour Teaching Hub"],
        "programme": ["Senior leadership at Fenland"],
        "component": ["Event 1: leading culture"],
        "month": ["2026-01"],
    }
    overall = pages["partner"].overall
    assert (overall.surveys, overall.answers, overall.satisfied, overall.percent) == (1, 6, 3, 50)
    year = satisfaction(since=date(2025, 9, 1), until=date(2026, 8, 31), at=later)
    assert (year.surveys, year.answers, year.satisfied) == (1, 6, 3)
    assert satisfaction(since=date(2026, 1, 6), until=date(2026, 8, 31), at=later).surveys == 0
    Survey.objects.update(answered=4, rated=4, satisfied=3)
    few = surveys_page(by=cast.programme_manager, at=later)
    assert (few.groups, few.overall.answers, few.lines[0].is_shown) == ((), 0, False)


def test_what_is_asked_is_a_version_that_does_not_change(cast, session, at) -> None:
    form = replace(SHIPPED_FORM, title="Short", questions=SHIPPED_FORM.questions[:1], minimum=3, open_days=7)
    with pytest.raises(Refused):
        set_form(form, by=cast.partner_manager, at=at)
    with pytest.raises(Refused):
        set_form(replace(form, minimum=1), by=cast.quality_lead, at=at)
    assert forms_page(by=cast.partner_manager).may_set is False
    assert not SurveyForm.objects.exists()

    assert set_form(form, by=cast.quality_lead, at=at) == 1
    open_survey(session.ref, at=at)

    assert Survey.objects.get().as_form() == replace(form, version=1)
    page = forms_page(by=cast.quality_lead)
    assert (page.now.version, page.may_set) == (1, True)
    assert [(line.form.version, line.surveys) for line in page.versions] == [(1, 1), (0, 0)]
    assert Survey.objects.get().closes_at == at + timedelta(days=7)


def test_lists_take_the_same_statements_for_many(cast, enrolled, session, people, at) -> None:
    survey = a_survey(session, people[:1], at=at, good=1)
    ids = list(Enrolment.objects.values_list("pk", flat=True))

    def counted() -> list[int]:
        return [
            statements_of(lambda: surveys_page(by=cast.partner_manager, at=at)),
            statements_of(lambda: results_page(survey.ref, by=cast.partner_manager, at=at + timedelta(days=30))),
            statements_of(lambda: surveys_to_answer(by=people[5], at=at)),
            statements_of(lambda: evaluations_of(ids)),
        ]

    one = counted()
    for who in people[1:5]:
        answer_survey(survey.ref, GOOD, by=who, at=at)

    assert [now - then for now, then in zip(counted(), one, strict=True)] == [0, 1, 0, 0]
