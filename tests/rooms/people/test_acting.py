"""Who acts: a person with the hats they wear, in one statement, or nobody."""

from __future__ import annotations

import pytest

from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_for


def test_nobody_acts_who_may_no_longer_enter(cast) -> None:
    assert actor_for(cast.coach.person_id) == cast.coach
    Person.objects.filter(pk=cast.coach.person_id).update(is_active=False)

    for person in (cast.coach.person_id, 0):
        with pytest.raises(Person.DoesNotExist):
            actor_for(person)
