"""Yearly figures out of the records: who started, who left, who presented, what two markings came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.models import Enrolment, Session
from goldenthread.cohorts.types import NewCohort
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.models import Organisation
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import OrganisationRef
from goldenthread.reporting.actions.yearly import enter_aim
from goldenthread.reporting.models import InspectionPack, YearAim
from goldenthread.reporting.queries.tables import year_as_csv, years_as_csv
from goldenthread.reporting.queries.yearly import side_page, year_page
from goldenthread.reporting.types.yearly import Aim, Measure, NewAim
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, mark_both, seat_both
from tests.makers.cohorts import DETAILS, enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release
from tests.makers.telling import a_survey, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(cast, at):
    made = make_cohort(cast, at=at)
    make_enrolment(cast, at=at, cohort=made)
    enrol_many(cast, made, 2, at=at)
    return made


def actual(page) -> dict[str, str]:
    (one,) = page.qualifications
    return {line.name: line.actual for line in one.metrics}


def test_a_year_counts_its_recruits_and_says_what_is_not_known(cast, cohort, at) -> None:
    Enrolment.objects.filter(participant__name="Person 01").update(state="withdrawn")

    page = year_page(None, by=cast.inspector, at=at)

    assert (page.year, page.years) == (2025, (2025,))
    assert actual(page) == {
        "Recruits": "3",
        "From schools with 30 % or more on free school meals": "–",
        "From groups other than White British": "–",
        "Presented in time": "–",
        "Accuracy of assessment": "–",
        "Satisfaction": "–",
        "Retention": "66 %",
    }
    (one,) = page.qualifications
    by_route = {}
    for line in one.study:
        by_route[line.route] = by_route.get(line.route, 0) + line.minutes
    assert set(by_route) == {"Blended", "Online-only"}
    assert page.refusal is not None


def test_schools_figures_count_where_they_are_known(cast, cohort, at) -> None:
    Organisation.objects.filter(ref=cast.school.ref).update(
        fsm_percent=30, fsm_source="School census", fsm_on=date(2026, 1, 15)
    )

    assert (
        actual(year_page(2025, by=cast.quality_lead, at=at))["From schools with 30 % or more on free school meals"]
        == "3"
    )


def test_only_those_whose_time_is_over_are_asked_whether_they_presented(cast, cohort, at) -> None:
    later = at + timedelta(days=700)

    assert actual(year_page(2025, by=cast.quality_lead, at=later))["Presented in time"] == "0 %"


def test_a_number_entered_stands_until_the_next_and_is_never_changed(cast, cohort, at) -> None:
    qualification = year_page(None, by=cast.quality_lead, at=at).qualifications[0].qualification
    for number in (6, 4):
        enter_aim(NewAim(2025, qualification, Aim.RECRUITS, number, "Contract"), by=cast.quality_lead, at=at)

    (one,) = year_page(2025, by=cast.quality_lead, at=at).qualifications
    assert [(line.what, line.number, line.by) for line in one.aims] == [(Aim.RECRUITS, 4, "Quentin Adeyemi")]
    assert one.metrics[0].share == 75
    assert AuditEntry.objects.filter(did="reporting.enter_aim").count() == 2
    with pytest.raises(IntegrityError):
        YearAim.objects.update(number=1)


def test_they_are_of_the_whole_provider(cast, cohort, at) -> None:
    qualification = year_page(None, by=cast.quality_lead, at=at).qualifications[0].qualification
    for stranger in (cast.partner_manager, cast.outsider, cast.participant):
        with pytest.raises(InspectionPack.DoesNotExist):
            year_page(None, by=stranger, at=at)
    with pytest.raises(Refused):
        enter_aim(NewAim(2025, qualification, Aim.COST, 1, "x"), by=cast.programme_manager, at=at)


def test_no_cohort_is_no_year_of_figures(cast, at) -> None:
    assert year_page(None, by=cast.quality_lead, at=at).qualifications == ()


def test_as_many_statements_for_many(cast, cohort, at) -> None:
    few = statements_of(lambda: year_page(2025, by=cast.quality_lead, at=at))
    make_cohort(cast, at=at, built=cohort.built, partner=cast.other_partner.ref)

    assert statements_of(lambda: year_page(2025, by=cast.quality_lead, at=at)) == few <= 12


def test_two_markings_of_a_script_say_how_accurate_marking_is(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, at=AFTER)

    page = year_page(None, by=cast.quality_lead, at=AFTER)
    told = actual(page)

    assert told["Accuracy of assessment"] == "100 %"
    lines = year_as_csv(page).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Qualification,Measure,Target,Actual,% of target,What it means,Numerator,")
    assert any("Accuracy of assessment" in line and "100 %" in line for line in lines)
    assert any("(minutes)" in line for line in lines)


def test_satisfaction_is_of_the_answers_that_may_be_shown_and_says_of_how_many(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    enrol_many(cast, enrolled.cohort, 5, at=at)
    Session.objects.exclude(ref=enrolled.cohort.session("Event 1")).delete()
    people = [cast.participant, *(actor_by_email(f"person{n:02d}@castlehill.example") for n in range(1, 6))]
    later = at + timedelta(days=20)
    session = hold(enrolled, ended_at=at)
    assert actual(year_page(2025, by=cast.inspector, at=later))["Satisfaction"] == "–"
    a_survey(session, people[:5], at=at, good=4)

    (one,) = year_page(2025, by=cast.inspector, at=later).qualifications

    (line,) = (m for m in one.metrics if m.measure is Measure.SATISFACTION)
    assert (line.actual, line.part, line.whole, line.share) == ("80 %", 4, 5, None)
    assert line.whole_is == "answers from 6 people asked, in 1 survey"


def test_the_years_stand_side_by_side(cast, cohort, at) -> None:
    earlier = replace(DETAILS, title="Before", starts_on=date(2024, 9, 2), ends_on=date(2026, 2, 28))
    new = NewCohort(cohort.built.release, OrganisationRef(cast.partner.ref), earlier)
    few = statements_of(lambda: side_page(by=cast.inspector, at=at))
    open_cohort(new, by=cast.programme_manager, at=at)
    other = make_release(cast, at=at, title="Another")
    open_cohort(
        replace(new, release=other.release, details=replace(earlier, title="More")), by=cast.programme_manager, at=at
    )

    page = side_page(by=cast.inspector, at=at)

    assert page.years == (2024, 2025)
    (one,) = page.qualifications
    told = {line.name: [m and m.actual for m in line.metrics] for line in one.lines}
    assert told["Recruits"] == ["0", "3"]
    assert statements_of(lambda: side_page(by=cast.inspector, at=at)) == few <= 6
    assert b",2024,Recruits,Not entered,0," in years_as_csv(page)
    with pytest.raises(InspectionPack.DoesNotExist):
        side_page(by=cast.partner_manager, at=at)
