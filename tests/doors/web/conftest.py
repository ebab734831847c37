"""What tests of pages share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goldenthread.people.models import Person
from goldenthread.people.types import Actor


@pytest.fixture
def enter(client: Client) -> Callable[[Actor], Client]:
    """Sign somebody in."""

    def as_(actor: Actor) -> Client:
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return as_
