"""Everybody in a window is who takes part in it: not who has passed, was put off, or has not booked it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assessment.actions.attempts import put_off
from goldenthread.assessment.actions.own_times import give_time, record_incident
from goldenthread.assessment.models import OwnTime, ProjectWindow, Result, Window, WindowBooking
from goldenthread.assessment.queries.own_times import incident_preview, times_page
from goldenthread.assessment.rules.own_times import HAS_PASSED, IS_PUT_OFF, NOT_BOOKED
from goldenthread.assessment.types.own_times import Affected, NewIncident, NewTime, TimeEntry
from goldenthread.assessment.types.words import Outcome
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.types import Refused
from tests.makers.assessment import CLOSES, INSIDE, OPENS
from tests.makers.projects import make_project_window
from tests.rooms.assessment.test_attempts import APART, an_absence, failed, later, planned

__all__ = ["failed", "later", "planned"]


def test_an_incident_for_everybody_and_more_time_leave_out_who_has_passed_or_was_put_off(
    cast, planned, failed, later
) -> None:
    at, run = CLOSES + APART, cast.programme_manager
    began = INSIDE + APART
    new = NewIncident("The site was down.", began, began + timedelta(hours=1), Affected.ALL, 120)
    assert [each.name for each in incident_preview(later.window, new, by=run, at=at).gains] == [cast.participant.name]

    Result.objects.update(outcome=Outcome.PASSED.value)

    found = incident_preview(later.window, new, by=run, at=at)
    assert [(each.name, each.left_out) for each in found.effects] == [(cast.participant.name, HAS_PASSED)]
    assert found.why_not.code == "nobody_affected"
    assert times_page(later.window, by=run, at=at).people == ()
    with pytest.raises(Refused) as refused:
        record_incident(later.window, new, by=run, at=at)
    assert refused.value.refusal.code == "nobody_affected"
    with pytest.raises(Refused) as refused:
        give_time(later.window, planned.enrolled.ref, NewTime(TimeEntry(600), "Ill."), by=run, at=began)
    assert refused.value.refusal.code == "takes_no_part"
    assert not OwnTime.objects.exists()

    Result.objects.update(outcome=Outcome.FAILED.value)
    put_off(later.window, planned.enrolled.ref, an_absence(), by=run, at=OPENS + APART)
    assert [each.left_out for each in incident_preview(later.window, new, by=run, at=at).effects] == [IS_PUT_OFF]


def test_an_incident_leaves_out_who_has_not_booked_a_window_that_is_booked(cast, at) -> None:
    planned = make_project_window(cast, at=at)
    new = NewIncident("The site was down.", INSIDE, INSIDE + timedelta(hours=1), Affected.ALL, 120)
    seen = {"by": cast.programme_manager, "at": CLOSES}
    assert len(incident_preview(planned.window, new, **seen).gains) == 1

    ProjectWindow.objects.update(books_until=OPENS)

    assert [each.left_out for each in incident_preview(planned.window, new, **seen).effects] == [NOT_BOOKED]
    row = Window.objects.get()
    person = Enrolment.objects.get(cohort=row.cohort_id, participant=cast.participant.person_id)
    WindowBooking.objects.create(window=row, enrolment=person, booked_by_id=cast.participant.person_id, booked_at=OPENS)
    assert len(incident_preview(planned.window, new, **seen).gains) == 1
