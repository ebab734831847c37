"""Surveys and fees before a brief opens: told from above or recorded by hand, and nobody's who may not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assessment.actions.gating import record_fees
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.models import FeesRecord, Script, SessionSurvey
from goldenthread.assessment.queries.briefing import window_page
from goldenthread.assessment.queries.gating import beside_of, fees_page
from goldenthread.assessment.queries.submitting import my_windows
from goldenthread.assessment.types.gating import Beside, FeesNote
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.programmes.types import Gate
from goldenthread.reporting.actions.surveying import answer_survey, open_survey
from goldenthread.reporting.models import Survey
from tests.makers.assessment import INSIDE, make_window
from tests.makers.cohorts import enrol_many
from tests.makers.counting import statements_of
from tests.makers.telling import GOOD, hold

BOTH = Gate(needs_evaluations=True, needs_fees=True)


@pytest.fixture
def planned(cast, at):
    planned = make_window(cast, at=at)
    for row in AssessmentPolicy.objects.all():
        row.body = row.body | {"gate": {"needs_evaluations": True, "needs_fees": True}}
        row.save()
    return planned


def owing(why: str = "The second payment is missing.") -> FeesNote:
    return FeesNote(is_in_order=False, since=INSIDE.date(), why=why)


def test_a_survey_that_waits_keeps_the_brief_closed_until_it_is_answered_or_has_closed(cast, planned) -> None:
    session = hold(planned.enrolled, ended_at=INSIDE - timedelta(days=1))
    open_survey(session.ref, at=INSIDE)

    with pytest.raises(Refused) as refused:
        open_brief(planned.window, by=cast.participant, at=INSIDE)
    assert refused.value.refusal.code == "surveys_wait"
    (window,) = my_windows(by=cast.participant, at=INSIDE)
    assert [each.is_met for each in window.conditions] == [True, True, True, False, True]
    pk = Enrolment.objects.get(ref=planned.enrolled.ref).pk
    assert beside_of(BOTH, [pk], at=INSIDE + timedelta(days=30)) == {pk: Beside()}
    answer_survey(Survey.objects.get().ref, GOOD, by=cast.participant, at=INSIDE)

    assert SessionSurvey.objects.get().is_answered
    assert open_brief(planned.window, by=cast.participant, at=INSIDE)
    session.delete()
    assert not SessionSurvey.objects.exists()


def test_fees_are_recorded_with_day_and_reason_and_the_newest_stands(cast, planned) -> None:
    ref = planned.enrolled.ref
    assert fees_page(ref, by=cast.programme_manager).in_order

    record_fees(ref, owing(), by=cast.partner_manager, at=INSIDE)

    with pytest.raises(Refused) as refused:
        open_brief(planned.window, by=cast.participant, at=INSIDE)
    assert refused.value.refusal.code == "fees_not_in_order"
    page = window_page(planned.window, by=cast.programme_manager, at=INSIDE)
    assert (page.asks_fees, page.people[0].fees_in_order) == (True, False)
    record_fees(ref, FeesNote(is_in_order=True, since=INSIDE.date(), why="Paid."), by=cast.programme_manager, at=INSIDE)
    assert [line.note.why for line in fees_page(ref, by=cast.administrator).lines] == ["Paid.", owing().why]
    assert AuditEntry.objects.filter(did="assessment.record_fees", to=str(ref)).count() == 2
    assert open_brief(planned.window, by=cast.participant, at=INSIDE)


def test_nobody_else_records_fees_and_no_note_says_nothing(cast, planned) -> None:
    ref = planned.enrolled.ref
    for who in (cast.outsider, cast.outside_participant):
        with pytest.raises(Enrolment.DoesNotExist):
            record_fees(ref, owing(), by=who, at=INSIDE)
    for who in (cast.participant, cast.quality_lead, cast.facilitator):
        with pytest.raises(Refused) as refused:
            record_fees(ref, owing(), by=who, at=INSIDE)
        assert refused.value.refusal.code == "not_yours_to_note"
    with pytest.raises(Refused):
        record_fees(ref, owing(" "), by=cast.programme_manager, at=INSIDE)

    assert not FeesRecord.objects.exists()
    assert not Script.objects.exists()


def test_what_is_asked_beside_takes_two_statements_for_one_or_many(cast, planned, at) -> None:
    one = list(Enrolment.objects.values_list("pk", flat=True))
    enrol_many(cast, planned.enrolled.cohort, 3, at=at)
    many = list(Enrolment.objects.values_list("pk", flat=True))

    counts = [statements_of(lambda ids=ids: beside_of(BOTH, ids, at=INSIDE)) for ids in (one, many)]

    assert counts == [2, 2]
    assert beside_of(Gate(), one, at=INSIDE) == {one[0]: Beside()}
