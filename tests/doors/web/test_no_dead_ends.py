"""Every link a page offers can be followed by whoever reads the page, all over the demonstration."""

from __future__ import annotations

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from goldenthread.people.models import Person
from goldenthread.people.queries.demonstration import people_on_show
from tests.makers.demonstration import make_demonstration

HREF = re.compile(r'\shref="([^"]+)"')
# Of pages that differ only in what they are about, a few stand for all.
OF_A_KIND = 3
FINE = {200, 302, 303}


def addresses_on(page: str, here: str) -> set[str]:
    """The addresses of this installation that a page links to, without places inside a page."""
    found = {urldefrag(urljoin(here, unescape(link)))[0] for link in HREF.findall(page)}
    return {link for link in found if not urlsplit(link).scheme and link.startswith("/")}


def kind_of(address: str) -> str:
    """The name of a page's route."""
    return resolve(urlsplit(address).path).view_name


def dead_ends_of(client: Client) -> set[str]:
    """The links that lead nowhere, followed from the first page, by the kinds of page."""
    dead, seen, kinds = set(), {"/"}, Counter()
    waiting = deque([("/", "/")])
    while waiting:
        address, found_on = waiting.popleft()
        answer = client.get(address)
        if answer.status_code not in FINE:
            dead.add(f"{kind_of(address)} on {kind_of(found_on)}: {answer.status_code}")
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        for link in sorted(addresses_on(answer.content.decode(), address) - seen):
            if link.startswith("/static/") or kinds[kind_of(link)] >= OF_A_KIND:
                continue
            kinds[kind_of(link)] += 1
            seen.add(link)
            waiting.append((link, address))
    return dead


@pytest.mark.django_db
def test_no_page_of_the_demonstration_links_to_what_its_reader_cannot_open(at) -> None:
    make_demonstration(at=at)
    dead = []

    for duty, (first, *_) in people_on_show():
        client = Client(raise_request_exception=False)
        client.force_login(Person.objects.get(ref=first.ref))
        dead += [f"{duty.value}: {link}" for link in sorted(dead_ends_of(client))]

    assert not dead, "\n".join(dead)
