"""Frameworks, as an organisation's systems read them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.cache import cache

from tests.doors.api.clients import client_of
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_content_reading, a_referenced_reading, publish_whole
from tests.makers.programmes import make_edition


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def test_every_client_reads_the_editions_in_force_and_their_statements(cast, at) -> None:
    made = make_edition(cast, at=at)
    caller = client_of(cast.school, cast, at=at)

    page = caller.get("/api/v1/frameworks").json()
    whole = caller.get(f"/api/v1/frameworks/{made.ref}").json()

    assert [item["code"] for item in page["items"]] == [made.code]
    assert page["items"][0].items() <= whole.items()
    assert len(whole["contents"]) == made.sections
    statements = [s for section in whole["contents"] for s in section["statements"]]
    assert len(statements) == made.learn_that + made.stems + made.practices
    assert {s["stem"] for s in statements if s["kind"] == "practice"} <= {s["ref"] for s in statements}
    assert caller.get(f"/api/v1/frameworks/{uuid4()}").status_code == 404


def test_one_edition_takes_the_same_statements_however_much_is_in_it(cast, at) -> None:
    small = make_edition(cast, at=at, code="SMALL", sections=1, each=1)
    large = make_edition(cast, at=at, code="LARGE", sections=4, each=6)
    caller = client_of(cast.provider, cast, at=at)
    caller.get("/api/v1/me")

    counts = {statements_of(lambda ref=row.ref: caller.get(f"/api/v1/frameworks/{ref}")) for row in (small, large)}

    assert len(counts) == 1


def test_a_content_framework_is_told_with_all_that_it_says(cast, at) -> None:
    ref = publish_whole(a_content_reading(cast, at=at), by=cast.curriculum_lead, at=at)
    caller = client_of(cast.school, cast, at=at)

    whole = caller.get(f"/api/v1/frameworks/{ref}").json()

    assert whole["statements"] == {"learn_how_to": 3, "learn_about": 3, "criterion": 5, "behaviour": 2}
    criterion = next(s for s in whole["contents"][0]["statements"] if s["kind"] == "criterion")
    assert (criterion["printed"], criterion["part"], criterion["documents"]) == ("1.1.1", "A", ["Tally sheet"])
    behaviour = whole["contents"][-1]["statements"][0]
    assert (behaviour["title"], behaviour["part"], behaviour["documents"]) == ("Patience", "", [])
    said = {(d["kind"], d["label"], d["figure"]) for d in whole["details"]}
    assert said >= {("word_limit", "", 2500), ("part", "A", None), ("point", "", 1), ("level", "MQB", None)}
    assert whole["references"] == []


def test_references_are_told_with_their_section_and_what_is_uncertain(cast, at) -> None:
    ref = publish_whole(a_referenced_reading(cast, at=at), by=cast.curriculum_lead, at=at)

    whole = client_of(cast.school, cast, at=at).get(f"/api/v1/frameworks/{ref}").json()

    assert whole["details"] == []
    assert [(r["section"], r["group"], r["is_address_uncertain"]) for r in whole["references"]] == [
        (None, "", False), (1, "Leading Learning", True), (1, "Leading Learning", False),
        (2, "Shaping the Timetable", False),
    ]  # fmt: skip
