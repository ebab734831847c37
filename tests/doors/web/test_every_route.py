"""Every route, asked for by everybody: strangers, each of the cast, and with references of things that are not there.

What a route answers depends on its admission alone as long as nothing it names exists, so this holds for pages that are
not written yet, too.
"""

from __future__ import annotations

import re
from dataclasses import fields
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.people.models import Person
from goldenthread.people.types import Actor
from goldenthread.web.shared.middleware import admission_of
from tests.makers.cast import Cast

NOBODYS = UUID("00000000-0000-4000-8000-00000000dead")
FILLED = {"uuid": str(NOBODYS), "uuidstr": str(NOBODYS), "int": "999999", "str": "nothing-here", "slug": "nothing-here"}
ROLES = [field.name for field in fields(Cast) if field.type in ("Actor", Actor)]
# Signing out ends the walk; the rest is the library's, whose pages ask who is there by themselves.
LEFT_OUT = ("account/logout/", "account/sessions/")
FINE = {200, 302, 303, 400, 401, 404, 405, 410, 422}


def routes(patterns=None, prefix=""):
    """Every address, filled in with what does not exist, with the admission of its view; the first of two counts."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield filled(prefix + str(entry.pattern)), admission_of(entry.callback)


def filled(address: str) -> str:
    """An address with something in every gap."""
    address = re.sub(r"<(?:(\w+):)?\w+>", lambda m: FILLED[m[1] or "str"], address)
    address = re.sub(r"\(\?P<\w+>(?:[^()\\]|\\.)*\)", "aa", address)
    return address.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\", "")


ALL: dict = {}
for _address, _admission in routes():
    if not _address.startswith(LEFT_OUT):
        ALL.setdefault(f"/{_address}", _admission)
GUARDED = {address: admission for address, admission in ALL.items() if admission.needs_sign_in}


@pytest.fixture(autouse=True)
def _nothing_here_is_drawn_once(monkeypatch) -> None:
    """Most of what is asked for is not there, and is told so in the same words hundreds of times over: each test has
    that page drawn once, and from then on is given the same again."""
    drawn: dict[str, HttpResponse] = {}

    def once(request, template, *given, **more) -> HttpResponse:
        if template != "404.html":
            return render(request, template, *given, **more)
        if template not in drawn:
            drawn[template] = render(request, template, *given, **more)
        page = drawn[template]
        return HttpResponse(page.content, status=page.status_code)

    monkeypatch.setattr("goldenthread.web.shared.errors.render", once)


def what_went_wrong(client: Client, method: str, addresses: dict, actor: Actor | None) -> list[str]:
    """The routes that let in somebody they should not, kept out somebody they should let in, or broke."""
    wrong = []
    for address, admission in addresses.items():
        answer = getattr(client, method)(address)
        status = answer.status_code
        if status not in FINE:
            wrong.append(f"{address}: {status}")
        elif admission.needs_sign_in and actor is None:
            if not (status == 302 and answer.url.startswith("/account/login/")):
                wrong.append(f"{address}: a stranger got {status}")
        elif admission.needs_sign_in and not admission.admits(actor) and status != 404:
            wrong.append(f"{address}: got {status}, is not admitted")
        elif str(NOBODYS) in address and admission.needs_sign_in and status in {200, 302, 303}:
            wrong.append(f"{address}: got {status} for something that is not there")
    return wrong


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_only_what_is_open_to_everyone(client, cast, method) -> None:
    client.raise_request_exception = False

    assert what_went_wrong(client, method, ALL, None) == []


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_its_admission_says_and_nothing_breaks(cast, role) -> None:
    actor = getattr(cast, role)
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(pk=actor.person_id))

    assert what_went_wrong(client, "get", GUARDED, actor) == []


@pytest.mark.parametrize("role", ["administrator", "partner_manager", "participant", "outsider"])
def test_an_empty_form_sent_anywhere_breaks_nothing(cast, role) -> None:
    """Routes without a gap may do what they are for; with a gap there is nothing to do it to."""
    actor = getattr(cast, role)
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(pk=actor.person_id))

    assert what_went_wrong(client, "post", GUARDED, actor) == []


def test_the_walk_meets_routes_of_every_kind() -> None:
    assert {"administrator", "participant", "outsider"} < set(ROLES)
    assert len(GUARDED) > 20
    assert any(str(NOBODYS) in address for address in GUARDED)
