"""The first steps of an installation, for whoever takes them, until the first cohort is open."""

from __future__ import annotations

from goldenthread.people.models import Membership
from goldenthread.people.types import Duty
from goldenthread.reporting.queries.homes.beginning import first_steps
from tests.makers.cohorts import make_cohort
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release


def places(by) -> list[str]:
    return [step.place for step in first_steps(by)]


def test_each_step_is_a_link_for_who_takes_it_and_a_name_for_all_others(cast) -> None:
    assert places(cast.administrator) == ["", "", "", "", "open"]
    assert places(cast.programme_manager) == ["", "", "", "", "open"]
    assert places(cast.curriculum_lead) == ["", "frameworks", "programmes", "", ""]
    # The cast has a curriculum lead, and a partner with people; nothing else is done.
    assert [step.is_done for step in first_steps(cast.administrator)] == [True, False, False, True, False]
    assert first_steps(cast.administrator)[1].who == "A curriculum lead does this"
    assert first_steps(cast.partner_manager) == first_steps(cast.participant) == ()
    assert statements_of(lambda: first_steps(cast.administrator)) == 1


def test_an_administrator_brings_in_who_designs_before_anything_else(cast) -> None:
    Membership.objects.filter(duty=Duty.CURRICULUM_LEAD.value).delete()

    assert places(cast.administrator) == ["people", "", "", "", "open"]
    assert places(cast.programme_manager) == ["", "", "", "", "open"]


def test_what_is_done_is_ticked_and_nothing_is_said_once_a_cohort_is_open(cast, at) -> None:
    built = make_release(cast, at=at)

    assert [step.is_done for step in first_steps(cast.curriculum_lead)] == [True, True, True, True, False]

    make_cohort(cast, built=built, at=at)
    assert first_steps(cast.curriculum_lead) == ()
