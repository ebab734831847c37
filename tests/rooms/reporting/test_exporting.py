"""Tables to take away hold what somebody may see, harmless to whoever opens them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from goldenthread.assessment.types.words import Outcome as Came
from goldenthread.awards.models import Certificate
from goldenthread.cohorts.models import Engagement
from goldenthread.people.models import Person
from goldenthread.reporting.queries.exporting import ENROLMENT_COLUMNS, OUTCOME_COLUMNS, enrolments_csv, outcomes_csv
from tests.makers.awards import an_outcome
from tests.makers.cohorts import enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of

pytestmark = pytest.mark.django_db


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_an_enrolment_is_a_row_with_its_figure_rounded_down(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    Engagement.objects.update(millionths=899_999, is_met=False)

    (row,) = rows(enrolments_csv(by=cast.programme_manager))

    assert tuple(row) == ENROLMENT_COLUMNS
    assert row["Enrolment reference"] == str(enrolled.ref)
    assert (row["Participant"], row["Email"]) == ("Parveen Begum", "parveen@castlehill.example")
    assert (row["School"], row["Delivery partner"]) == ("Castle Hill Primary", "Harbour Teaching Hub")
    assert (row["Route"], row["State"], row["Enrolled on"]) == ("blended", "active", "2026-01-05")
    assert (row["Engagement (%)"], row["Engagement met"]) == ("89", "no")


def test_only_what_somebody_may_see_is_written(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    assert len(rows(enrolments_csv(by=cast.partner_manager))) == 1

    assert rows(enrolments_csv(by=cast.outsider)) == []
    assert rows(enrolments_csv(by=cast.outsider, cohort=enrolled.cohort.ref)) == []


def test_one_cohort_can_be_chosen(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)

    assert len(rows(enrolments_csv(by=cast.programme_manager, cohort=enrolled.cohort.ref))) == 1
    assert rows(enrolments_csv(by=cast.programme_manager, cohort=enrolled.ref)) == []


def test_a_formula_in_a_name_is_text(cast, at) -> None:
    make_enrolment(cast, at=at)
    Person.objects.filter(pk=cast.participant.person_id).update(name="=cmd|calc")

    (row,) = rows(enrolments_csv(by=cast.programme_manager))

    assert row["Participant"] == "'=cmd|calc"


def test_many_rows_take_one_statement(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    enrol_many(cast, cohort, 3, at=at)

    assert statements_of(lambda: enrolments_csv(by=cast.programme_manager)) == 1


def test_an_outcome_is_a_row_with_its_certificate_but_not_its_code(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    # Late in the evening of UTC it is the next day in London.
    an_outcome(enrolled.ref, at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    content = outcomes_csv(by=cast.programme_manager)

    (row,) = rows(content)

    certificate = Certificate.objects.get()
    assert tuple(row) == OUTCOME_COLUMNS
    assert (row["Enrolment reference"], row["Participant"]) == (str(enrolled.ref), "Parveen Begum")
    assert (row["School"], row["Delivery partner"]) == ("Castle Hill Primary", "Harbour Teaching Hub")
    assert (row["Qualification"], row["Outcome"]) == ("Senior Leadership (NPQSL)", "passed")
    assert (row["Awarded on"], row["Certificate"], row["Certificate state"]) == (
        "2026-07-02",
        certificate.number,
        "issued",
    )
    assert certificate.code not in content.decode()


def test_a_fail_has_no_certificate_and_a_formula_is_text(cast, at) -> None:
    an_outcome(make_enrolment(cast, at=at).ref, at=at, came=Came.FAILED)
    Person.objects.filter(pk=cast.participant.person_id).update(name="=cmd|calc")

    (row,) = rows(outcomes_csv(by=cast.quality_lead))

    assert (row["Participant"], row["Outcome"]) == ("'=cmd|calc", "failed")
    assert (row["Certificate"], row["Certificate state"]) == ("", "")


def test_outcomes_are_for_the_provider_s_staff_and_their_owners(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    an_outcome(enrolled.ref, at=at)

    for who in (cast.participant, cast.inspector, cast.partner_manager):
        assert len(rows(outcomes_csv(by=who))) == 1
        assert len(rows(outcomes_csv(by=who, cohort=enrolled.cohort.ref))) == 1
        assert rows(outcomes_csv(by=who, cohort=enrolled.ref)) == []
    for who in (cast.outsider, cast.outside_participant, cast.headteacher, cast.assessor):
        assert rows(outcomes_csv(by=who)) == []


def test_many_outcomes_take_two_statements(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    for n, ref in enumerate(enrol_many(cast, cohort, 3, at=at)):
        an_outcome(ref, at=at, came=Came.FAILED if n else Came.PASSED)

    assert statements_of(lambda: outcomes_csv(by=cast.programme_manager)) == 2
    assert len(rows(outcomes_csv(by=cast.programme_manager))) == 3
