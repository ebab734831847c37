"""Who acts: a person with the hats they wear, in one statement, or nobody."""

from __future__ import annotations

import pytest

from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_for, actor_of, person_with_hats
from tests.makers.counting import statements_of


def test_nobody_acts_who_may_no_longer_enter(cast) -> None:
    assert actor_for(cast.coach.person_id) == cast.coach
    Person.objects.filter(pk=cast.coach.person_id).update(is_active=False)

    for person in (cast.coach.person_id, 0):
        with pytest.raises(Person.DoesNotExist):
            actor_for(person)


def test_whoever_is_signed_in_comes_with_their_hats_in_one_statement(cast) -> None:
    person = person_with_hats(cast.coach.person_id)

    assert person is not None
    assert statements_of(lambda: actor_of(person)) == 0
    assert actor_of(person) == actor_of(Person.objects.get(pk=person.pk)) == cast.coach
    assert statements_of(lambda: person_with_hats(cast.coach.person_id)) == 1
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert person_with_hats(person.pk) is None
