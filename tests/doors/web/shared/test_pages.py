"""The frame round every page, the page of components, and the pages for when something is wrong."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import get_template
from django.test import Client


def test_the_components_page_draws_every_component(client: Client, db) -> None:
    answer = client.get("/components/")

    assert answer.status_code == 200
    assert "Oluwaseun Featherstonehaugh-Ramachandran" in answer.content.decode()


def test_no_page_carries_a_script_or_a_style_inside(client: Client, db) -> None:
    html = client.get("/components/").content.decode()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html) == []


def test_every_control_on_the_components_page_has_its_own_id(client: Client, db) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get("/components/").content.decode())

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "413.html", "429.html", "500.html"])
def test_a_page_for_a_fault_needs_nothing_to_be_drawn(name: str) -> None:
    html = get_template(name).render()

    assert "<h1" in html
    assert "Golden Thread" in html


def test_nothing_here_and_not_yours_look_the_same(client: Client, db) -> None:
    answer = client.get("/no-such-room/")

    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.content.decode()


def bare(answer) -> str:
    """A page without what differs each time it is drawn."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_nothing_here_keeps_the_frame_and_is_the_same_for_not_yours_and_not_there(client: Client, cast) -> None:
    client.force_login(get_user_model().objects.get(pk=cast.coach.person_id))

    not_there = client.get(f"/people/{uuid4()}/")
    not_yours = client.get(f"/people/{cast.participant.person}/")

    assert (not_there.status_code, not_yours.status_code) == (404, 404)
    assert bare(not_there) == bare(not_yours)
    assert "Colin Marsh" in bare(not_there)
    assert "This is a demonstration" in bare(not_there)
    assert ">Caseload</a>" in bare(not_there)


def test_somebody_signed_in_sees_their_name_and_their_places(client: Client, cast) -> None:
    client.force_login(get_user_model().objects.get(pk=cast.programme_manager.person_id))

    html = client.get("/components/").content.decode()

    assert "Priya Shah" in html
    assert "Sign out" in html
