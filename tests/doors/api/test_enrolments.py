"""Enrolments and engagement, as an organisation's systems read them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.cache import cache

from goldenthread.assessment.models import Script
from goldenthread.jobs.worker import carry_all
from tests.doors.api.clients import client_of
from tests.makers.assessment import (
    AFTER,
    INSIDE,
    hand_in,
    make_window,
    mark_both,
    more_scripts,
    seat_both,
    settle_and_release,
)
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def test_a_partner_reads_its_enrolments_and_how_they_stand(cast, at) -> None:
    made = make_enrolment(cast, at=at)
    caller = client_of(cast.partner, cast, at=at)

    page = caller.get(f"/api/v1/enrolments?cohort={made.cohort.ref}").json()
    one = caller.get(f"/api/v1/enrolments/{made.ref}").json()
    told = caller.get(f"/api/v1/enrolments/{made.ref}/engagement").json()

    assert page["items"] == [one]
    assert (one["name"], one["state"], one["route"]) == ("Parveen Begum", "active", "blended")
    assert told["enrolment"] == str(made.ref)
    assert told["percent"] == one["engagement_percent"] == 0
    assert told["sentences"]
    assert {item["standing"] for item in told["items"]}


def test_another_partner_and_another_school_find_nothing(cast, at) -> None:
    made = make_enrolment(cast, at=at)

    for place, sees in ((cast.other_partner, False), (cast.other_school, False), (cast.school, True)):
        caller = client_of(place, cast, at=at)
        assert caller.get("/api/v1/enrolments").json()["total"] == int(sees)
        for address in (f"/api/v1/enrolments/{made.ref}", f"/api/v1/enrolments/{made.ref}/engagement"):
            assert caller.get(address).status_code == (200 if sees else 404)
    assert client_of(cast.provider, cast, at=at).get(f"/api/v1/enrolments/{uuid4()}").json()["code"] == "not_found"


def test_a_page_of_enrolments_takes_the_same_statements_for_any_number(cast, at) -> None:
    made = make_enrolment(cast, at=at)
    caller = client_of(cast.partner, cast, at=at)
    caller.get("/api/v1/me")
    one = statements_of(lambda: caller.get("/api/v1/enrolments"))
    enrol_many(cast, made.cohort, 3, at=at)

    assert statements_of(lambda: caller.get("/api/v1/enrolments")) == one


def test_a_school_cannot_tell_who_passed_from_who_did_not(cast, at) -> None:
    planned = make_window(cast, at=at)
    seat_both(cast, planned, hand_in(planned, cast.participant, at=INSIDE).script, at=AFTER)
    more_scripts(cast, planned, 1, at=at)
    for script, mark in zip(Script.objects.order_by("pk").values_list("ref", flat=True), (3, 0), strict=True):
        mark_both(cast, script, planned.enrolled.cohort.built.scheme, mark, mark, at=AFTER)
        settle_and_release(cast, planned, script, mark, at=AFTER)
    carry_all(lambda: AFTER)

    states, engagements = {}, {}
    for place in (cast.school, cast.partner):
        caller = client_of(place, cast, at=AFTER)
        items = caller.get("/api/v1/enrolments").json()["items"]
        alone = [caller.get(f"/api/v1/enrolments/{each['ref']}").json() for each in items]
        assert alone == items
        told = [caller.get(f"/api/v1/enrolments/{each['ref']}/engagement").json() for each in items]
        states[place.ref] = sorted(each["state"] for each in items)
        engagements[place.ref] = [each | {"enrolment": ""} for each in told]

    assert states == {cast.school.ref: ["result_out"] * 2, cast.partner.ref: ["active", "completed"]}
    first, second = engagements[cast.school.ref]
    assert first == second
