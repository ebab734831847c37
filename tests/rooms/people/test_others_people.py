"""A partner's manager cannot reach people who are not their partner's through what they may do."""

from __future__ import annotations

import pytest

from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in, end_membership, give_hat
from goldenthread.people.models import Membership, Person
from goldenthread.people.queries.directory import people_found, person_record
from goldenthread.people.types import Duty


def test_they_cannot_take_on_somebody_whom_only_others_know(cast, at) -> None:
    before = Membership.objects.count()

    with pytest.raises(Refused) as refused:
        bring_in(
            name="X", email="Oscar@moorland.example", duty=Duty.COACH, place=cast.partner.ref, by=cast.partner_manager,
            at=at,
        )  # fmt: skip

    assert Person.objects.filter(email="oscar@moorland.example").exists()
    assert refused.value.refusal.code == "known_elsewhere"
    assert Membership.objects.count() == before


def test_an_address_does_not_tell_them_whose_it_is(cast, at) -> None:
    """Naming somebody at a school by their address would show the name that belongs to it."""
    who = {"name": "X", "email": "Olga@torview.example", "duty": Duty.MENTOR, "at": at}
    before = Membership.objects.count()

    with pytest.raises(Refused) as refused:
        bring_in(**who, place=cast.school.ref, by=cast.partner_manager)

    assert refused.value.refusal.code == "known_elsewhere"
    assert Membership.objects.count() == before
    bring_in(**who, place=cast.other_school.ref, by=cast.partner_manager)
    bring_in(**who, place=cast.school.ref, by=cast.programme_manager)
    assert Membership.objects.count() == before + 2


def test_they_cannot_become_headteacher_of_a_school(cast, at) -> None:
    before = Membership.objects.count()

    with pytest.raises(Refused) as refused:
        give_hat(
            cast.partner_manager.person, duty=Duty.HEADTEACHER, place=str(cast.school.ref), urn="",
            by=cast.partner_manager, at=at,
        )  # fmt: skip

    assert refused.value.refusal.code == "not_yours_to_give"
    assert Membership.objects.count() == before


def test_of_somebody_shared_they_see_and_end_only_what_is_theirs(cast, at) -> None:
    share = {"name": "Colin Marsh", "email": "colin@harbour.example", "duty": Duty.COACH, "at": at}
    bring_in(**share, place=cast.other_partner.ref, by=cast.administrator)
    bring_in(**share | {"duty": Duty.MENTOR}, place=cast.school.ref, by=cast.administrator)
    Person.objects.filter(ref=cast.coach.person).update(trn="7654321")

    seen = person_record(cast.coach.person, by=cast.partner_manager)

    assert [hat.line.organisation for hat in seen.hats] == ["Harbour Teaching Hub"]
    assert (seen.trn, seen.last_login, seen.history, seen.is_whole) == ("", None, (), False)
    whole = person_record(cast.coach.person, by=cast.administrator)
    assert (len(whole.hats), whole.trn, bool(whole.history)) == (3, "7654321", True)
    (card,) = people_found("colin", by=cast.partner_manager)
    assert [line.organisation for line in card.duties] == ["Harbour Teaching Hub"]
    at_school = Membership.objects.get(person__ref=cast.coach.person, duty=Duty.MENTOR.value)
    with pytest.raises(Refused):
        end_membership(at_school.ref, why="Mine now", by=cast.partner_manager, at=at)
    assert Membership.objects.get(pk=at_school.pk).state == "active"
