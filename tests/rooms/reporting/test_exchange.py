"""Cohorts and outcomes, as an organisation's own systems read them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.cohorts.models import Cohort
from goldenthread.reporting.queries.exchange import cohort_to_read, cohorts_to_read, outcomes_to_read
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, mark_both, seat_both, settle_and_release
from tests.makers.cohorts import make_cohort
from tests.makers.counting import statements_of


def test_cohorts_are_read_by_those_who_see_them(cast, at) -> None:
    made = make_cohort(cast, at=at)

    (row,), total = cohorts_to_read(by=cast.partner_manager)

    assert (row.ref, row.title, row.partner, total) == (made.ref, "Autumn 2025", cast.partner.ref, 1)
    assert cohort_to_read(made.ref, by=cast.partner_manager) == row
    assert cohorts_to_read(by=cast.outsider) == ((), 0)
    assert cohorts_to_read(by=cast.partner_manager, skip=1) == ((), 1)
    assert statements_of(lambda: cohorts_to_read(by=cast.inspector)) == 2
    for ref, by in ((made.ref, cast.outsider), (uuid4(), cast.inspector)):
        with pytest.raises(Cohort.DoesNotExist):
            cohort_to_read(ref, by=by)


def test_outcomes_are_read_once_they_are_released_and_never_by_a_school(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, at=AFTER)
    assert outcomes_to_read(by=cast.partner_manager) == ((), 0)

    settle_and_release(cast, planned, script, at=AFTER)

    (row,), total = outcomes_to_read(by=cast.partner_manager, cohort=planned.enrolled.cohort.ref)
    assert (row.enrolment, row.participant, row.outcome) == (planned.enrolled.ref, cast.participant.person, "passed")
    assert (row.released_at, row.cohort, total) == (AFTER, planned.enrolled.cohort.ref, 1)
    assert outcomes_to_read(by=cast.inspector)[1] == 1
    assert outcomes_to_read(by=cast.partner_manager, cohort=uuid4()) == ((), 0)
    for by in (cast.outsider, cast.headteacher, cast.coach):
        assert outcomes_to_read(by=by) == ((), 0)
    assert statements_of(lambda: outcomes_to_read(by=cast.inspector)) == 2
