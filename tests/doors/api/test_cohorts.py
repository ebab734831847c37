"""Cohorts and outcomes over the API."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.doors.api.clients import client_of
from tests.makers.cohorts import make_cohort


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def test_a_partners_systems_read_its_cohorts_and_nobody_elses(cast, at) -> None:
    made = make_cohort(cast, at=at)
    caller, stranger = client_of(cast.partner, cast, at=at), client_of(cast.other_partner, cast, at=at)

    page = caller.get("/api/v1/cohorts").json()

    assert page["items"] == [caller.get(f"/api/v1/cohorts/{made.ref}").json()]
    assert (page["total"], page["items"][0]["partner"]) == (1, str(cast.partner.ref))
    assert caller.get("/api/v1/outcomes").json() == {"items": [], "total": 0, "page": 1, "pages": 1}
    assert stranger.get("/api/v1/cohorts").json()["total"] == 0
    assert stranger.get(f"/api/v1/cohorts/{made.ref}").status_code == 404
