"""The directory: finding people, one person's record, and what waits to be erased or ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.people.actions.membership import bring_in, end_membership
from goldenthread.people.models import Membership, Person
from goldenthread.people.queries.directory import (
    asked_to_be_erased,
    hat_to_end,
    holders_of,
    numbers_of,
    organisation_names,
    organisations,
    people_page,
    person_card,
    person_ids,
    person_record,
    places_held,
)
from goldenthread.people.types import Duty, OrganisationKind
from tests.makers.counting import statements_of


def names(page) -> list[str]:
    return [person.name for person in page.people]


def fill(number: int, at) -> None:
    Person.objects.bulk_create(
        Person(email=f"p{n}@filled.example", name=f"Zz {n:02d}", joined_at=at) for n in range(number)
    )


def test_people_are_found_by_words_by_number_by_duty_and_by_place(cast) -> None:
    Person.objects.filter(ref=cast.participant.person).update(trn="1234567")
    by = cast.administrator

    assert names(people_page(by=by, words="COLIN")) == ["Colin Marsh"]
    assert names(people_page(by=by, words="moorland")) == ["Oscar Flint"]
    assert names(people_page(by=by, words="1234567")) == ["Parveen Begum"]
    assert names(people_page(by=by, words="123456")) == []
    assert names(people_page(by=by, duty=Duty.ASSESSOR)) == ["Agnes Doyle", "Bernard Lowe"]
    assert names(people_page(by=by, place=str(cast.partner.ref))) == ["Colin Marsh", "Farah Aziz", "Harriet Boyd"]
    assert names(people_page(by=by, duty=Duty.COACH, place=str(cast.other_partner.ref))) == []


def test_an_ended_hat_finds_nobody_and_an_erased_person_is_not_listed(cast, at) -> None:
    hat = Membership.objects.get(person__ref=cast.coach.person)
    by = cast.administrator
    assert names(people_page(by=by, duty=Duty.COACH)) == ["Colin Marsh"]

    end_membership(hat.ref, why="Left", by=by, at=at)
    assert names(people_page(by=by, duty=Duty.COACH)) == []
    assert people_page(by=by, words="colin").people[0].duties == ()
    Person.objects.filter(ref=cast.coach.person).update(erased_at=at)

    assert names(people_page(by=by, words="colin")) == []


def test_a_partner_manager_finds_their_own_people_and_an_outsider_none_of_them(cast) -> None:
    assert names(people_page(by=cast.partner_manager)) == ["Colin Marsh", "Farah Aziz", "Harriet Boyd"]
    assert names(people_page(by=cast.outsider)) == ["Oscar Flint"]
    assert names(people_page(by=cast.participant)) == ["Parveen Begum"]


def test_a_long_directory_comes_in_pages_of_three_statements(cast, at) -> None:
    by, known = cast.administrator, Person.objects.count()
    assert statements_of(lambda: people_page(by=by, words="colin")) == 3
    fill(30, at)

    first, last = people_page(by=by), people_page(by=by, page="9")

    assert (len(first.people), first.total, first.number, first.pages) == (25, known + 30, 1, 2)
    assert (len(last.people), last.number) == (known + 5, 2)
    assert statements_of(lambda: people_page(by=by, duty=None, words="z")) == 3


def test_a_persons_record_has_every_hat_and_their_history(cast, at) -> None:
    hat = Membership.objects.get(person__ref=cast.coach.person)
    end_membership(hat.ref, why="Changed work", by=cast.administrator, at=at + timedelta(hours=1))
    for duty in (Duty.FACILITATOR, Duty.ASSESSOR):
        bring_in(
            name="", email="colin@harbour.example", duty=duty, place=cast.partner.ref, by=cast.administrator, at=at
        )

    record = person_record(cast.coach.person, by=cast.administrator)
    theirs = person_record(cast.coach.person, by=cast.partner_manager)

    assert (record.ref, record.name, record.email) == (cast.coach.person, "Colin Marsh", "colin@harbour.example")
    assert (record.trn, record.joined_at, record.last_login, record.erased_at) == ("", at, None, None)
    assert [(h.line.duty, h.line.ended_on, h.may_end) for h in record.hats] == [
        (Duty.COACH, at.date(), False),
        (Duty.FACILITATOR, None, True),
        (Duty.ASSESSOR, None, True),
    ]
    assert [h.may_end for h in theirs.hats] == [False, True, False]
    assert [line.did for line in record.history] == ["people.end_membership"] + ["people.bring_in"] * 3
    assert record.history[0].why == "Changed work"


def test_a_persons_record_takes_three_statements_and_is_not_there_for_an_outsider(cast, at) -> None:
    ref, by = cast.coach.person, cast.administrator
    assert statements_of(lambda: person_record(ref, by=by)) == 3
    for duty in (Duty.FACILITATOR, Duty.ASSESSOR):
        bring_in(name="", email="colin@harbour.example", duty=duty, place=cast.partner.ref, by=by, at=at)

    assert statements_of(lambda: person_record(ref, by=by)) == 3
    for stranger in (cast.outsider, cast.participant, cast.inspector):
        with pytest.raises(Person.DoesNotExist):
            person_record(ref, by=stranger)


def test_who_has_asked_longest_to_be_erased_stands_first_and_only_for_administrators(cast, at) -> None:
    for actor, days in ((cast.coach, 1), (cast.mentor, 2), (cast.sponsor, 3)):
        Person.objects.filter(ref=actor.person).update(erasure_asked_at=at - timedelta(days=days))
    Person.objects.filter(ref=cast.mentor.person).update(erased_at=at)

    waiting = asked_to_be_erased(by=cast.administrator)

    assert [person.name for person in waiting] == ["Samir Patel", "Colin Marsh"]
    assert statements_of(lambda: asked_to_be_erased(by=cast.administrator)) == 1
    for other in (cast.programme_manager, cast.partner_manager, cast.coach):
        assert asked_to_be_erased(by=other) == ()


def test_the_hat_to_end_is_shown_with_whose_it_is_to_those_who_see_them(cast) -> None:
    hat = Membership.objects.get(person__ref=cast.coach.person)

    person, line = hat_to_end(hat.ref, by=cast.partner_manager)

    assert (person.ref, person.name, person.email) == (cast.coach.person, "Colin Marsh", "colin@harbour.example")
    assert (line.ref, line.duty, line.organisation) == (hat.ref, Duty.COACH, "Harbour Teaching Hub")
    with pytest.raises(Membership.DoesNotExist):
        hat_to_end(hat.ref, by=cast.outsider)


def test_organisations_are_listed_by_kind(cast) -> None:
    listed = organisations(by=cast.programme_manager, kind=OrganisationKind.DELIVERY_PARTNER)

    assert listed == (cast.partner, cast.other_partner)
    assert organisations(by=cast.outsider, kind=OrganisationKind.DELIVERY_PARTNER) == (cast.other_partner,)


def test_rooms_above_ask_for_names_keys_numbers_and_places_in_one_statement_each(cast) -> None:
    Person.objects.filter(ref=cast.participant.person).update(trn="1234567", email="Parveen@CastleHill.example")
    people = [cast.participant.person_id, cast.assessor.person_id, cast.coach.person_id]
    trns = ["", "1234567", *(str(n) for n in range(2_000_000, 2_000_600))]

    assert person_card(cast.mentor.person, by=cast.mentor).name == "Megan Price"
    assert person_ids([cast.coach.person, cast.school.ref]) == {cast.coach.person: cast.coach.person_id}
    assert organisation_names([cast.school.id, 0]) == {cast.school.id: "Castle Hill Primary"}
    assert holders_of(trns) == {"1234567": "parveen@castlehill.example"}
    assert places_held(people) == {
        cast.participant.person_id: {cast.school.id},
        cast.coach.person_id: {cast.partner.id},
    }
    assert statements_of(lambda: holders_of(trns)) == 2
    assert [statements_of(lambda n=n: places_held(people[:n])) for n in (1, 3)] == [1, 1]


def test_numbers_of_those_known_by_their_addresses(cast) -> None:
    Person.objects.filter(ref=cast.participant.person).update(trn="1234567")
    emails = ["PARVEEN@castlehill.example", "colin@harbour.example", "nobody@x.example", ""]

    assert numbers_of(emails) == {"parveen@castlehill.example": "1234567"}
    assert statements_of(lambda: numbers_of([*emails, *(f"n{n}@x.example" for n in range(600))])) == 2
