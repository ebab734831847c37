"""What is suspected of a script: by whom, and gathered in one case."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.alike import look_at_pair
from goldenthread.assessment.actions.likening import compare_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.suspecting import open_from_look, report_at_seat, report_script
from goldenthread.assessment.models import (
    Case,
    ScriptPair,
)
from goldenthread.assessment.queries.cases import case_page
from goldenthread.assessment.queries.reporting_pages import reported_at_seat, reported_script
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.alike import Verdict
from goldenthread.assessment.types.cases import (
    CaseState,
)
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.alike import three_scripts
from tests.makers.assessment import AFTER, seat_of
from tests.makers.cases import SAW, deeds, report


class TestReporting:
    """By whoever sees something; one open case gathers what is said of one script."""

    def test_what_is_said_of_a_script_is_gathered_in_one_case(self, cast, seated) -> None:
        case = report(cast, seated, at=AFTER)
        report(cast, seated, at=AFTER)
        report_script(seated, "The references are made up.", by=cast.moderator, at=AFTER)

        row = Case.objects.get()
        assert (row.ref, row.source, row.state) == (case, "marker", CaseState.REPORTED)
        assert [(e.kind, e.text, e.by_id, e.is_shown) for e in row.entries.order_by("pk")] == [
            ("suspicion", SAW, cast.assessor.person_id, False),
            ("suspicion", "The references are made up.", cast.moderator.person_id, False),
        ]
        assert deeds() == ["assessment.report_suspicion"] * 2
        assert NoticeRow.objects.filter(kind="assessment.suspicion_reported").count() == 2
        assert to_do(by=cast.quality_lead, at=AFTER).cases == 1

    def test_a_look_at_a_pair_opens_a_case_for_each_and_only_once(self, cast, at) -> None:
        _, three = three_scripts(cast, at=at)
        for script in three:
            compare_script(script, at=AFTER, work=work_through)
        pair = ScriptPair.objects.get()
        look = look_at_pair(pair.ref, verdict=Verdict.CASE, reason=SAW, by=cast.programme_manager, at=AFTER)

        opened = [open_from_look(look, at=AFTER), open_from_look(look, at=AFTER)]

        assert opened == [2, 0]
        assert [case.script.ref for case in Case.objects.order_by("script_id")] == list(three[:2])
        page = case_page(Case.objects.order_by("pk").first().ref, by=cast.quality_lead)
        assert page.pair == pair.ref
        assert page.entries[0].text.startswith(SAW)
        assert page.entries[0].by == "Priya Shah"

    def test_of_two_scripts_of_one_person_only_the_later_is_looked_into(self, cast, at) -> None:
        _, three = three_scripts(cast, at=at)
        for script in three:
            compare_script(script, at=AFTER, work=work_through)
        ScriptPair.objects.update(is_own=True)
        pair = ScriptPair.objects.get()
        look = look_at_pair(pair.ref, verdict=Verdict.CASE, reason=SAW, by=cast.programme_manager, at=AFTER)

        assert open_from_look(look, at=AFTER) == 1
        assert Case.objects.get().script_id == pair.second_id

    def test_not_everybody_reports_and_not_of_everything(self, cast, seated) -> None:
        seat = seat_of(seated, cast.assessor)
        for who, error in ((cast.inspector, Refused), (cast.participant, ObjectDoesNotExist)):
            with pytest.raises(error):
                report_script(seated, SAW, by=who, at=AFTER)
        for who, act, place in ((cast.moderator, report_script, seated), (cast.assessor, report_at_seat, seat)):
            with pytest.raises(Refused):
                act(place, "No", by=who, at=AFTER)
        with pytest.raises(ObjectDoesNotExist):
            report_at_seat(seat, SAW, by=cast.second_assessor, at=AFTER)
        with pytest.raises(Refused):
            report_at_seat(seat, "Odd", by=cast.assessor, at=AFTER)

        assert Case.objects.count() == 0
        assert reported_at_seat(seat, by=cast.assessor).number == reported_script(seated, by=cast.moderator).number
