"""Bringing people in, and what each of them may see."""

from __future__ import annotations

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.actions.founding import found
from goldenthread.people.actions.membership import add_organisation, bring_in, end_membership, give_hat
from goldenthread.people.models import Membership, Organisation, Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.directory import organisation, organisations, people_found, people_who, person_card
from goldenthread.people.types import Duty, OrganisationKind
from tests.makers.counting import statements_of


def test_an_installation_is_founded_once(cast, at) -> None:
    with pytest.raises(Refused) as refused:
        found(provider="Another", name="Somebody", email="some@body.example", at=at)

    assert refused.value.refusal.code == "already_founded"
    assert not Person.objects.filter(email="some@body.example").exists()


@pytest.mark.parametrize(
    ("provider", "name", "email"),
    [
        ("", "Ada", "ada@x.example"),
        ("Fenland", "\u202eadA", "ada@x.example"),
        ("Fenland", "Ada", "ada@[127.0.0.1]"),
    ],
)
def test_an_installation_is_founded_under_names_that_are_names(db, at, provider, name, email) -> None:
    with pytest.raises(Refused):
        found(provider=provider, name=name, email=email, at=at)

    assert not Organisation.objects.exists()


@pytest.mark.parametrize(("name", "email"), [("\u200b", "new@x.example"), ("New", "n\u0131w@x.example")])
def test_nobody_new_is_brought_in_under_what_is_no_name_or_address(cast, at, name, email) -> None:
    with pytest.raises(Refused) as refused:
        bring_in(name=name, email=email, duty=Duty.COACH, place=cast.partner.ref, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code in {"no_name", "no_address"}
    assert not Person.objects.filter(email=email).exists()


def test_a_person_brought_in_again_keeps_their_name_and_gains_the_hat(cast, at) -> None:
    ref = bring_in(
        name="Somebody else", email="COLIN@harbour.example", duty=Duty.FACILITATOR, place=cast.partner.ref,
        by=cast.partner_manager, at=at,
    )  # fmt: skip

    assert ref == cast.coach.person
    assert actor_by_email("colin@harbour.example").duties == {Duty.COACH, Duty.FACILITATOR}
    assert Person.objects.get(ref=ref).name == "Colin Marsh"
    assert AuditEntry.objects.filter(did="people.bring_in", to=str(ref), by=str(cast.partner_manager)).count() == 1


def test_a_partner_manager_cannot_bring_anyone_into_another_partner(cast, at) -> None:
    before = Membership.objects.count()

    with pytest.raises(Organisation.DoesNotExist):
        bring_in(
            name="X", email="x@y.example", duty=Duty.COACH, place=cast.other_partner.ref, by=cast.partner_manager, at=at
        )

    assert Membership.objects.count() == before
    assert not Person.objects.filter(email="x@y.example").exists()


def test_a_duty_that_is_not_theirs_to_give_changes_nothing(cast, at) -> None:
    with pytest.raises(Refused):
        bring_in(
            name="X", email="x@y.example", duty=Duty.ASSESSOR, place=cast.partner.ref, by=cast.partner_manager, at=at
        )

    assert not Person.objects.filter(email="x@y.example").exists()


def test_a_trn_belongs_to_one_person(cast, at) -> None:
    give = {"duty": Duty.PARTICIPANT, "place": cast.school.ref, "by": cast.programme_manager, "at": at}
    bring_in(name="Parveen Begum", email="parveen@castlehill.example", trn="1234567", **give)

    with pytest.raises(Refused) as refused:
        bring_in(name="Somebody", email="new@castlehill.example", trn="1234567", **give)

    assert refused.value.refusal.code == "trn_taken"
    assert Person.objects.get(trn="1234567").email == "parveen@castlehill.example"


def test_a_known_person_without_a_trn_takes_the_one_they_are_brought_in_with_and_keeps_it(cast, at) -> None:
    give = {"name": "Parveen Begum", "email": "parveen@castlehill.example", "duty": Duty.PARTICIPANT}
    give |= {"place": cast.school.ref, "by": cast.programme_manager, "at": at}
    bring_in(trn="1234567", **give)

    bring_in(trn="7654321", **give)

    assert Person.objects.get(ref=cast.participant.person).trn == "1234567"


def test_a_known_person_is_given_a_duty_at_a_place_or_at_a_school_by_its_number(cast, at) -> None:
    by = cast.programme_manager

    give_hat(cast.mentor.person, duty=Duty.SPONSOR, place="", urn="100002", by=by, at=at)
    give_hat(cast.mentor.person, duty=Duty.HEADTEACHER, place=str(cast.school.ref), urn="", by=by, at=at)

    held = Membership.objects.filter(person__ref=cast.mentor.person).order_by("pk")
    assert list(held.values_list("duty", "organisation__name", "state", "began_on")) == [
        ("mentor", "Castle Hill Primary", "active", at.date()),
        ("sponsor", "Tor View Academy", "active", at.date()),
        ("headteacher", "Castle Hill Primary", "active", at.date()),
    ]
    entry = AuditEntry.objects.filter(did="people.give_hat").earliest("pk")
    assert (entry.by, entry.to) == (str(by), str(cast.mentor))
    assert entry.facts == {"duty": "sponsor", "place": str(cast.other_school.ref)}


@pytest.mark.parametrize(
    ("word", "by", "whom", "duty", "place", "code"),
    [
        ("worn already", "administrator", "coach", Duty.COACH, "partner", "worn_already"),
        ("not theirs to give", "partner_manager", "coach", Duty.ASSESSOR, "partner", "not_yours_to_give"),
        ("worn elsewhere", "administrator", "coach", Duty.COACH, "school", "wrong_place"),
        ("a number nobody has", "administrator", "coach", Duty.MENTOR, "", "no_such_school"),
    ],
)
def test_a_duty_that_cannot_be_given_changes_nothing(cast, at, word, by, whom, duty, place, code) -> None:
    before = Membership.objects.count()
    where = str(getattr(cast, place).ref) if place else ""

    with pytest.raises(Refused) as refused:
        give_hat(getattr(cast, whom).person, duty=duty, place=where, urn="999999", by=getattr(cast, by), at=at)

    assert refused.value.refusal.code == code, word
    assert Membership.objects.count() == before
    assert not AuditEntry.objects.filter(did="people.give_hat").exists()


def test_a_duty_is_given_only_to_people_and_at_places_one_sees(cast, at) -> None:
    before = Membership.objects.count()
    give = {"duty": Duty.COACH, "urn": "", "at": at}

    with pytest.raises(Person.DoesNotExist):
        give_hat(cast.coach.person, place=str(cast.other_partner.ref), by=cast.outsider, **give)
    with pytest.raises(Organisation.DoesNotExist):
        give_hat(cast.facilitator.person, place=str(cast.other_partner.ref), by=cast.partner_manager, **give)
    Person.objects.filter(ref=cast.facilitator.person).update(erased_at=at)
    with pytest.raises(Person.DoesNotExist):
        give_hat(cast.facilitator.person, place=str(cast.partner.ref), by=cast.administrator, **give)

    assert Membership.objects.count() == before


def test_an_ended_hat_is_off_and_can_be_put_on_again(cast, at) -> None:
    hat = Membership.objects.get(person__ref=cast.coach.person)

    end_membership(hat.ref, why="Left the hub", by=cast.partner_manager, at=at)
    assert actor_by_email("colin@harbour.example").duties == frozenset()
    entry = AuditEntry.objects.get(did="people.end_membership")
    assert (entry.why, entry.facts) == ("Left the hub", {"duty": "coach", "place": str(cast.partner.ref)})

    bring_in(
        name="Colin Marsh", email="colin@harbour.example", duty=Duty.COACH, place=cast.partner.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    assert actor_by_email("colin@harbour.example").wears(Duty.COACH)


def test_a_hat_is_not_taken_off_by_those_who_could_not_give_it(cast, at) -> None:
    hat = Membership.objects.get(person__ref=cast.partner_manager.person)

    with pytest.raises(Refused):
        end_membership(hat.ref, why="", by=cast.partner_manager, at=at)
    with pytest.raises(Membership.DoesNotExist):
        end_membership(hat.ref, why="", by=cast.outsider, at=at)

    hat.refresh_from_db()
    assert hat.state == "active"


def test_a_known_school_is_found_by_its_urn(cast, at) -> None:
    again = add_organisation(
        kind=OrganisationKind.SCHOOL, name="Castle Hill", urn="100001", by=cast.partner_manager, at=at
    )

    assert again == cast.school


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        (OrganisationKind.DELIVERY_PARTNER, "Mine", "may_not_add"),
        (OrganisationKind.LEAD_PROVIDER, "Mine", "may_not_add"),
        (OrganisationKind.SCHOOL, "  ", "no_name"),
    ],
)
def test_a_partner_manager_adds_only_schools_with_names(cast, at, kind, name, code) -> None:
    before = Organisation.objects.count()

    with pytest.raises(Refused) as refused:
        add_organisation(kind=kind, name=name, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == code
    assert Organisation.objects.count() == before


def test_a_partner_manager_sees_their_own_partner_and_schools(cast) -> None:
    seen = {o.name for o in organisations(by=cast.partner_manager)}

    assert seen == {"Harbour Teaching Hub", "Castle Hill Primary", "Tor View Academy"}
    assert {o.name for o in organisations(by=cast.participant)} == {"Castle Hill Primary"}
    assert organisation(cast.partner.ref, by=cast.partner_manager) == cast.partner
    with pytest.raises(Organisation.DoesNotExist):
        organisation(cast.other_partner.ref, by=cast.partner_manager)


def test_an_outsider_finds_nobody_of_another_partner(cast) -> None:
    assert [p.name for p in people_found("", by=cast.outsider)] == ["Oscar Flint"]
    assert [p.name for p in people_found("colin", by=cast.partner_manager)] == ["Colin Marsh"]
    assert [p.name for p in people_who(Duty.COACH, by=cast.partner_manager, place=cast.partner.ref)] == ["Colin Marsh"]
    assert people_who(Duty.COACH, by=cast.outsider) == ()
    assert person_card(cast.coach.person, by=cast.partner_manager).duties[0].duty is Duty.COACH
    with pytest.raises(Person.DoesNotExist):
        person_card(cast.coach.person, by=cast.outsider)


def test_a_list_of_people_takes_two_statements_however_long(cast) -> None:
    assert statements_of(lambda: people_found("colin", by=cast.administrator)) == 2
    assert statements_of(lambda: people_found("", by=cast.administrator)) == 2
