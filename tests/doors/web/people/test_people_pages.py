"""The people pages: who sees whom, and what they can do about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.models import Session
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry
from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Membership, Organisation, Person
from goldenthread.people.types import Actor
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of

FAR = datetime(2099, 1, 5, 10, tzinfo=UTC)


def as_(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def hat_of(actor: Actor) -> Membership:
    return Membership.objects.get(person__ref=actor.person)


def test_a_partner_manager_finds_their_own_people_only(cast) -> None:
    page = as_(cast.partner_manager).get(reverse("people:directory")).content.decode()

    assert "Colin Marsh" in page
    assert "Oscar Flint" not in page
    assert "Ada Okafor" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "colin"}, ["Colin Marsh"]),
        ({"duty": "assessor"}, ["Agnes Doyle", "Bernard Lowe"]),
        ({"duty": "nonsense", "page": "99"}, None),
        ({"words": "nobody at all"}, []),
    ],
)
def test_the_directory_is_narrowed_by_words_and_duty(cast, asked, found) -> None:
    page = as_(cast.administrator).get(reverse("people:directory"), asked)

    names = [person.name for person in page.context["found"].people]
    assert names == (found if found is not None else names)
    assert page.status_code == 200


def test_the_directory_is_narrowed_by_organisation(cast) -> None:
    page = as_(cast.administrator).get(reverse("people:directory"), {"place": str(cast.other_partner.ref)})

    assert [person.name for person in page.context["found"].people] == ["Oscar Flint"]


def test_the_directory_takes_as_many_statements_for_one_as_for_many(cast) -> None:
    client = as_(cast.administrator)
    one = statements_of(lambda: client.get(reverse("people:directory"), {"words": "colin"}))
    many = statements_of(lambda: client.get(reverse("people:directory")))

    assert one == many


@pytest.mark.parametrize("name", ["record", "give_hat", "erase"])
def test_an_outsider_finds_nobody_of_another_partner(cast, name) -> None:
    place = reverse(f"people:{name}", args=[cast.coach.person])

    assert as_(cast.administrator).get(place).status_code == 200
    assert as_(cast.outsider).get(place).status_code == 404
    assert as_(cast.participant).get(place).status_code == 404


def test_a_record_shows_hats_and_history(cast) -> None:
    page = as_(cast.programme_manager).get(reverse("people:record", args=[cast.coach.person])).content.decode()

    assert "Harbour Teaching Hub" in page
    assert "Brought somebody in" in page


def test_a_hat_is_ended_with_a_reason_and_given_again(cast) -> None:
    client = as_(cast.partner_manager)
    end = reverse("people:end_hat", args=[hat_of(cast.coach).ref])
    assert client.post(end, {"why": ""}).status_code == 422
    assert client.get(end).status_code == 200

    assert client.post(end, {"why": "Left the hub"}).status_code == 302
    assert hat_of(cast.coach).state == "ended"
    assert client.post(end, {"why": "Again"}).status_code == 404
    assert as_(cast.administrator).post(end, {"why": "Again"}).status_code == 422

    give = reverse("people:give_hat", args=[cast.coach.person])
    # Once the hat is off they are no longer this partner's, so only the provider finds them.
    assert client.get(give).status_code == 404
    again = as_(cast.administrator).post(give, {"duty": "coach", "place": str(cast.partner.ref)})
    assert again.status_code == 302
    assert hat_of(cast.coach).state == "active"


def test_what_the_end_of_a_duty_leaves_open_is_said_before_and_found_after(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=cast.programme_manager, at=at)
    to_come = Session.objects.order_by("-starts_at")[0]
    Session.objects.filter(pk=to_come.pk).update(starts_at=FAR, ends_at=FAR + timedelta(hours=2))
    client = as_(cast.administrator)

    def said(actor: Actor) -> str:
        page = client.get(reverse("people:end_hat", args=[hat_of(actor).ref])).content.decode()
        return " ".join(page.split())

    assert "1 participant will have no coach" in said(cast.coach)
    assert "to come need" in said(cast.facilitator)
    assert "What this leaves open" not in said(cast.assessor)
    client.post(reverse("people:end_hat", args=[hat_of(cast.facilitator).ref]), {"why": "Left the hub"})
    manager = as_(cast.partner_manager)
    assert "Has left" in manager.get(reverse("cohorts:cohort", args=[enrolled.cohort.ref])).content.decode()
    assert "Name another facilitator in Autumn 2025" in manager.get("/").content.decode()


def test_a_hat_that_is_not_theirs_to_end_stays_on(cast) -> None:
    hat = hat_of(cast.partner_manager)
    end = reverse("people:end_hat", args=[hat.ref])

    assert as_(cast.partner_manager).post(end, {"why": "Enough"}).status_code == 422
    assert as_(cast.outsider).post(end, {"why": "Enough"}).status_code == 404
    assert hat_of(cast.partner_manager).state == "active"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"duty": "coach"}, "Choose an organisation"),
        ({"duty": "sponsor", "urn": "999999"}, "No school with this URN"),
        ({"duty": "coach", "place": "partner"}, "They have this duty"),
        ({"duty": "moderator", "place": "partner"}, "belongs to a lead provider"),
    ],
)
def test_a_hat_that_cannot_be_given_says_why(cast, given, says) -> None:
    before = Membership.objects.count()
    given = {k: str(cast.partner.ref) if v == "partner" else v for k, v in given.items()}

    answer = as_(cast.administrator).post(reverse("people:give_hat", args=[cast.coach.person]), given)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Membership.objects.count() == before


def test_somebody_is_brought_in_to_a_school_by_its_number(cast) -> None:
    client = as_(cast.partner_manager)
    given = {"name": "Nadia Rahman", "email": "Nadia@castlehill.example", "duty": "sponsor", "urn": "100001"}

    answer = client.post(reverse("people:bring_in"), given)

    person = Person.objects.get(email="nadia@castlehill.example")
    assert answer.status_code == 302
    assert person.memberships.get().organisation.name == "Castle Hill Primary"
    assert AuditEntry.objects.get(did="people.bring_in", to=str(person.ref)).by == str(cast.partner_manager)
    client.post(reverse("people:bring_in"), given)
    carry_all(timezone.now)
    [letter] = mail.outbox
    assert (letter.to, reverse("account_login") in letter.body) == (["Nadia Rahman <nadia@castlehill.example>"], True)


def test_a_partner_manager_brings_somebody_in_at_a_school_and_learns_nothing_of_them(cast) -> None:
    client = as_(cast.partner_manager)
    given = {"name": "New Sponsor", "duty": "sponsor", "urn": "100001", "place": ""}

    answers = [
        client.post(reverse("people:bring_in"), given | {"email": email})
        for email in ("new@x.example", "parveen@castlehill.example")
    ]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, reverse("people:directory"))] * 2
    yourself = client.post(
        reverse("people:bring_in"), given | {"duty": "headteacher", "email": "harriet@harbour.example"}
    )
    assert yourself.status_code == 422


@pytest.mark.parametrize("duty", ["assessor", ""])
def test_a_partner_manager_does_not_bring_in_an_assessor(cast, duty) -> None:
    given = {"name": "X", "email": "x@y.example", "duty": duty, "place": str(cast.partner.ref)}

    assert as_(cast.partner_manager).get(reverse("people:bring_in")).status_code == 200
    assert as_(cast.partner_manager).post(reverse("people:bring_in"), given).status_code == 422
    assert not Person.objects.filter(email="x@y.example").exists()


def test_organisations_are_listed_and_added(cast) -> None:
    client = as_(cast.administrator)
    add = reverse("people:add_organisation")
    assert client.post(add, {"kind": "school", "name": "No number"}).status_code == 422
    assert client.post(add, {"kind": "delivery_partner", "name": "Fell Hub", "urn": "1"}).status_code == 422
    assert as_(cast.partner_manager).post(add, {"kind": "delivery_partner", "name": "Mine"}).status_code == 422

    assert client.get(add).status_code == 200
    assert client.post(add, {"kind": "school", "name": "Fell Primary", "urn": "10077²"}).status_code == 422
    assert client.post(add, {"kind": "school", "name": "Fell Primary", "urn": "12345"}).status_code == 422
    assert client.post(add, {"kind": "school", "name": "Fell Primary", "urn": "100777"}).status_code == 302
    page = client.get(reverse("people:organisations"), {"words": "fell"}).content.decode()
    assert "Fell Primary" in page
    assert "Castle Hill" not in page
    assert "Harbour" not in as_(cast.outsider).get(reverse("people:organisations")).content.decode()
    assert Organisation.objects.filter(name__in=["No number", "Fell Hub", "Mine"]).count() == 0


def test_ones_own_name_is_changed_and_recorded(cast) -> None:
    client = as_(cast.participant)
    assert client.get(reverse("people:account")).status_code == 200
    assert client.get(reverse("people:account_name")).status_code == 200
    assert client.post(reverse("people:account_name"), {"name": "  "}).status_code == 422

    client.post(reverse("people:account_name"), {"name": "Parveen  Khan"})

    assert Person.objects.get(ref=cast.participant.person).name == "Parveen Khan"
    assert AuditEntry.objects.filter(did="people.rename", by=str(cast.participant)).count() == 1
