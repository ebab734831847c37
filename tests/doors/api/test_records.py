"""The decision record of a script, as an organisation's systems read it."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import jsonschema
import pytest
from django.core.cache import cache

from tests.doors.api.clients import client_of
from tests.makers.assessment import (
    AFTER,
    INSIDE,
    hand_in,
    make_window,
    mark_both,
    seat_both,
    settle_and_release,
)

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "decision-record.schema.json").read_text())


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def test_the_lead_providers_systems_read_a_record_and_nobody_elses_find_one(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, at=AFTER)
    here = f"/api/v1/scripts/{script}/record"
    systems = client_of(cast.provider, cast, at=at)
    before = systems.get(here).json()
    settle_and_release(cast, planned, script, at=AFTER)

    read = systems.get(here)

    # Before the result is out they read what whoever made the client would: no marks, and why.
    assert (before["seats"], before["settlements"], before["marks_hidden"]) == (
        [],
        [],
        "Marks are shown to you once the result is out.",
    )
    assert read.status_code == 200
    assert read.json()["marks_hidden"] is None
    assert read.json()["seats"]
    check = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    check.validate(read.json())
    assert (read.json()["script"], read.json()["outcome"]) == (str(script), "passed")
    assert "Parveen" not in read.content.decode()
    other = client_of(cast.partner, cast, at=at)
    not_theirs, not_there = other.get(here), other.get(f"/api/v1/scripts/{uuid4()}/record")
    assert not_theirs.status_code == not_there.status_code == 404
    assert not_theirs.json() == not_there.json()
