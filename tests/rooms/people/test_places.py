"""Organisations: those that run cohorts, the one a form means, and the list of all of them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in, end_membership
from goldenthread.people.models import Membership, Organisation
from goldenthread.people.queries.places import organisations_page, place_meant, running_places
from goldenthread.people.types import Duty
from tests.makers.counting import statements_of


def test_those_who_run_cohorts_are_the_provider_and_its_partners_and_never_a_school(cast) -> None:
    assert running_places(by=cast.administrator) == (cast.provider, cast.partner, cast.other_partner)
    assert running_places(by=cast.partner_manager) == (cast.partner,)
    assert running_places(by=cast.outsider) == (cast.other_partner,)
    assert running_places(by=cast.headteacher) == ()
    assert statements_of(lambda: running_places(by=cast.administrator)) == 1


def test_a_form_means_the_place_that_was_chosen_or_the_school_with_this_number(cast) -> None:
    by = cast.partner_manager

    assert place_meant(place=str(cast.partner.ref), urn="", by=by) == cast.partner.ref
    assert place_meant(place=str(cast.partner.ref), urn="100001", by=by) == cast.partner.ref
    assert place_meant(place="", urn="100002", by=by) == cast.other_school.ref


@pytest.mark.parametrize(("by", "urn"), [("administrator", "999999"), ("administrator", ""), ("coach", "100001")])
def test_a_number_no_school_one_sees_has_is_refused(cast, by, urn) -> None:
    with pytest.raises(Refused) as refused:
        place_meant(place="", urn=urn, by=getattr(cast, by))

    assert refused.value.refusal.code == "no_such_school"


def test_a_place_that_is_not_theirs_to_see_is_not_there(cast) -> None:
    for ref, by in ((cast.other_partner.ref, cast.partner_manager), (uuid4(), cast.administrator)):
        with pytest.raises(Organisation.DoesNotExist):
            place_meant(place=str(ref), urn="", by=by)


def test_each_organisation_says_how_many_people_wear_a_hat_for_it_now(cast, at) -> None:
    by, place = cast.administrator, cast.partner.ref
    bring_in(name="", email="colin@harbour.example", duty=Duty.FACILITATOR, place=place, by=by, at=at)
    farah = Membership.objects.get(person__ref=cast.facilitator.person)
    end_membership(farah.ref, why="Left", by=by, at=at)

    page = organisations_page(by=by)

    assert [(row.card.name, row.people) for row in page.rows] == [
        ("Harbour Teaching Hub", 2),
        ("Moorland Teaching Hub", 1),
        ("Fenland Leadership Trust", 8),
        ("Castle Hill Primary", 4),
        ("Tor View Academy", 1),
    ]
    assert (page.total, page.number, page.pages) == (5, 1, 1)


def test_organisations_are_found_by_part_of_a_name_or_a_whole_number(cast) -> None:
    def found(words: str, by=cast.administrator) -> list[str]:
        return [row.card.name for row in organisations_page(by=by, words=words).rows]

    assert found("TEACHING") == ["Harbour Teaching Hub", "Moorland Teaching Hub"]
    assert found("100002") == ["Tor View Academy"]
    assert found("10000") == []
    assert found("teaching", by=cast.partner_manager) == ["Harbour Teaching Hub"]
    assert found("castle", by=cast.coach) == []


def test_a_long_list_of_organisations_comes_in_pages_of_two_statements(cast) -> None:
    assert statements_of(lambda: organisations_page(by=cast.administrator, words="castle")) == 2
    Organisation.objects.bulk_create(
        Organisation(kind="school", name=f"School {n:02d}", urn=f"2000{n:02d}") for n in range(30)
    )

    first, last = organisations_page(by=cast.administrator), organisations_page(by=cast.administrator, page="7")

    assert [(len(p.rows), p.total, p.number, p.pages) for p in (first, last)] == [(25, 35, 1, 2), (10, 35, 2, 2)]
    assert statements_of(lambda: organisations_page(by=cast.administrator)) == 2
