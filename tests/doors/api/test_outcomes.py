"""Cohorts and outcomes, as an organisation's systems read them."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from goldenthread.assessment.types.words import Outcome as Came
from tests.doors.api.clients import client_of
from tests.makers.awards import an_outcome
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def test_a_partner_reads_the_outcomes_of_its_own_cohorts(cast, at) -> None:
    made = make_enrolment(cast, at=at)
    outcome = an_outcome(made.ref, at=at)
    certificate = outcome.certificates.get()
    caller = client_of(cast.partner, cast, at=at)

    page = caller.get("/api/v1/outcomes").json()

    (one,) = page["items"]
    assert (page["total"], one["ref"], one["enrolment"], one["cohort"]) == (
        1,
        str(outcome.ref),
        str(made.ref),
        str(made.cohort.ref),
    )
    assert (one["outcome"], one["certificate"], one["certificate_state"]) == (
        "passed",
        certificate.number,
        "issued",
    )
    assert certificate.code not in str(page)
    assert caller.get(f"/api/v1/outcomes?cohort={made.cohort.ref}").json()["items"] == [one]
    assert caller.get(f"/api/v1/outcomes?cohort={made.ref}").json()["items"] == []


def test_nobody_else_reads_them(cast, at) -> None:
    made = make_enrolment(cast, at=at)
    an_outcome(made.ref, at=at, came=Came.FAILED)

    told = {
        place.name: client_of(place, cast, at=at).get("/api/v1/outcomes").json()["total"]
        for place in (cast.provider, cast.other_partner, cast.school, cast.other_school)
    }

    assert list(told.values()) == [1, 0, 0, 0]


def test_a_partner_reads_its_own_cohorts_and_no_others(cast, at) -> None:
    made = make_enrolment(cast, at=at)
    caller = client_of(cast.partner, cast, at=at)

    (one,) = caller.get("/api/v1/cohorts").json()["items"]

    assert one == caller.get(f"/api/v1/cohorts/{made.cohort.ref}").json()
    assert (one["ref"], one["title"], one["partner_name"], one["stage"]) == (
        str(made.cohort.ref),
        "Autumn 2025",
        "Harbour Teaching Hub",
        one["stage"],
    )
    for place in (cast.other_partner, cast.school):
        stranger = client_of(place, cast, at=at)
        assert stranger.get("/api/v1/cohorts").json()["total"] == 0
        assert stranger.get(f"/api/v1/cohorts/{made.cohort.ref}").status_code == 404


def test_lists_take_the_same_statements_for_any_number(cast, at) -> None:
    made = make_enrolment(cast, at=at)
    an_outcome(made.ref, at=at)
    caller = client_of(cast.partner, cast, at=at)
    caller.get("/api/v1/me")
    one = [statements_of(lambda kind=kind: caller.get(f"/api/v1/{kind}")) for kind in ("outcomes", "cohorts")]
    for ref in enrol_many(cast, made.cohort, 3, at=at):
        an_outcome(ref, at=at)

    assert [statements_of(lambda kind=kind: caller.get(f"/api/v1/{kind}")) for kind in ("outcomes", "cohorts")] == one
