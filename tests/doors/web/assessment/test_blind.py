"""Blind means blind: nothing that an assessor or a moderator can open names whoever wrote what they judge."""

from __future__ import annotations

from collections import deque
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZipFile, is_zipfile

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from goldenthread.assessment.models import Script
from goldenthread.people.models import Person
from goldenthread.people.queries.demonstration import people_on_show
from goldenthread.people.types import Duty
from tests.doors.web.test_no_dead_ends import OF_A_KIND, addresses_on
from tests.makers.demonstration import make_demonstration

BLIND = (Duty.ASSESSOR, Duty.MODERATOR)


def telling_words() -> set[str]:
    """What would tell who wrote a script: names, addresses, schools."""
    rows = Script.objects.values_list(
        "enrolment__participant__name", "enrolment__participant__email", "enrolment__school__name"
    )
    return {word for row in rows for word in row if word}


def inside(answer: HttpResponseBase) -> str:
    """What an answer holds: a page, a table, or all parts of an office file with what they say of their maker."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as packed:
            body = b"\n".join([*(name.encode() for name in packed.namelist()), *map(packed.read, packed.namelist())])
    return body.decode(errors="replace") + str(dict(answer.headers))


def all_open_to(client: Client) -> dict[str, str]:
    """Every page and file of assessment that links lead to, from the first page; a few of a kind stand for all."""
    held: dict[str, str] = {}
    kinds: dict[str, int] = {}
    waiting = deque(["/"])
    seen = {"/"}
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        text = inside(answer)
        if resolve(urlsplit(address).path).namespace == "assessment":
            held[address] = text
        for link in sorted(addresses_on(text, address) - seen):
            kind = "" if link.startswith("/static/") else resolve(urlsplit(link).path).view_name
            if not kind or kinds.get(kind, 0) >= 2 * OF_A_KIND:
                continue
            kinds[kind] = kinds.get(kind, 0) + 1
            seen.add(link)
            waiting.append(link)
    return held


@pytest.mark.django_db
def test_nothing_that_they_can_open_names_whoever_wrote_it(at) -> None:
    make_demonstration(at=at)
    names = telling_words()
    assert len(names) > 20

    opened, told = set(), []
    for duty, people in people_on_show():
        for card in people if duty in BLIND else ():
            client = Client(raise_request_exception=False)
            client.force_login(Person.objects.get(ref=card.ref))
            for address, text in all_open_to(client).items():
                kind = resolve(urlsplit(address).path).view_name
                opened.add((duty, kind))
                told += [f"{duty.value}, {kind}: {name}" for name in names if name in text]

    assert {(Duty.ASSESSOR, "assessment:mark"), (Duty.ASSESSOR, "assessment:marked_file")} <= opened
    assert {(Duty.MODERATOR, "assessment:compare"), (Duty.MODERATOR, "assessment:moderated_file")} <= opened
    assert not told, "\n".join(sorted(set(told)))
