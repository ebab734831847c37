"""The pages at the foot of every page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.doors.web.people.test_people_pages import as_


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_anybody_reads_them_from_the_foot_of_any_page(client, cast, name: str) -> None:
    for visitor in (client, as_(cast.participant)):
        answer = visitor.get(reverse(name))

        assert answer.status_code == 200
        assert f'href="{reverse(name)}"' in answer.content.decode()


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_they_say_whom_to_write_to_where_that_is_known(client, db, settings, name: str) -> None:
    settings.HELP_ADDRESS = ""
    assert "mailto:" not in client.get(reverse(name)).content.decode()

    settings.HELP_ADDRESS = "help@provider.example"

    assert client.get(reverse(name)).content.decode().count("mailto:help@provider.example") == 2
