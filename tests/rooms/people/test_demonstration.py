"""Whom a visitor may enter the demonstration as."""

from __future__ import annotations

import pytest

from goldenthread.people.models import Membership, Person
from goldenthread.people.queries.demonstration import people_on_show
from goldenthread.people.types import Duty, OrganisationKind
from tests.makers.counting import statements_of


def names(shown) -> dict[Duty, list[str]]:
    return {duty: [person.name for person in people] for duty, people in shown}


def test_the_first_few_holders_of_every_duty_are_on_show_in_the_order_of_the_duties(cast) -> None:
    shown = people_on_show(most=2)

    assert [duty for duty, _ in shown] == list(Duty)
    assert names(shown)[Duty.ASSESSOR] == ["Agnes Doyle", "Bernard Lowe"]
    assert names(shown)[Duty.PROGRAMME_MANAGER] == ["Priya Shah", "Harriet Boyd"]
    assert names(people_on_show(most=1))[Duty.ASSESSOR] == ["Agnes Doyle"]
    (coach,) = dict(shown)[Duty.COACH]
    assert (coach.ref, coach.email) == (cast.coach.person, "colin@harbour.example")
    assert (coach.organisation, coach.organisation_kind) == ("Harbour Teaching Hub", OrganisationKind.DELIVERY_PARTNER)


def test_who_has_left_is_not_on_show_and_a_duty_nobody_holds_is_left_out(cast, at) -> None:
    Membership.objects.filter(person__ref=cast.coach.person).update(state="ended", ended_on=at.date())
    Person.objects.filter(ref=cast.assessor.person).update(is_active=False)

    shown = names(people_on_show())

    assert Duty.COACH not in shown
    assert shown[Duty.ASSESSOR] == ["Bernard Lowe"]


@pytest.mark.parametrize("most", [1, 4])
def test_everybody_on_show_is_found_in_one_statement(cast, most) -> None:
    assert statements_of(lambda: people_on_show(most=most)) == 1


def test_those_who_show_something_come_first(cast) -> None:
    shown = names(people_on_show(most=1, first=["bernard@marking.example"]))

    assert shown[Duty.ASSESSOR] == ["Bernard Lowe"]
    assert shown[Duty.COACH] == ["Colin Marsh"]
    assert names(people_on_show(first=["bernard@marking.example"]))[Duty.ASSESSOR] == ["Bernard Lowe", "Agnes Doyle"]
