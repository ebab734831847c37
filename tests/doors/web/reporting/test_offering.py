"""Publishing what is offered, in the browser and for machines; and reading it as anybody."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from goldenthread.programmes.models import Release
from goldenthread.reporting.models import Offer
from tests.makers.cohorts import make_cohort
from tests.makers.programmes import make_release

COST = {
    "cost": "1,949",
    "cost_since_day": "1",
    "cost_since_month": "9",
    "cost_since_year": "2026",
    "cost_includes": "with its assessment, without VAT",
    "cost_source": "Price list of 1 August 2026",
}


@pytest.fixture
def built(cast, at):
    return make_release(cast, at=at)


def test_it_is_chosen_looked_at_published_read_by_anybody_and_taken_back(cast, built, client, enter, at) -> None:
    make_cohort(cast, at=at, built=built)
    programme = Release.objects.get(ref=built.release).programme.ref
    page = reverse("offer", args=[programme])
    lead = enter(cast.curriculum_lead)
    address = reverse("reporting:publish_offer", args=[built.release])
    assert "Publish" in lead.get(reverse("reporting:offers")).content.decode()
    assert lead.get(address).status_code == 200

    half = lead.post(address, {"cost": "1949"})
    assert half.status_code == 422
    assert "Say where the cost is from" in half.content.decode()
    told = {"about": "For <b>leaders</b>.", "years": ["2025"], **COST}
    check = lead.post(address, told).content.decode()
    assert "Nothing is published yet" in check
    assert not Offer.objects.exists()
    assert lead.post(address, told | {"confirmed": "yes"}).status_code == 303

    client.logout()
    html = client.get(page).content.decode()
    assert "£1,949, with its assessment, without VAT" in html
    assert "For &lt;b&gt;leaders&lt;/b&gt;." in html
    assert "fewer than 10 people" in html
    assert built.outline.release.title in client.get(reverse("offered")).content.decode()
    (said,) = client.get("/api/v1/offers").json()
    assert said["cost"]["pounds"] == 1949
    for route in said["routes"]:
        assert route["minutes"] == sum(studied["minutes"] for studied in route["by_type"])
    assert client.get(f"/api/v1/offers/{programme}").json() == said

    lead = enter(cast.curriculum_lead)
    assert "1949" in lead.get(address).content.decode()
    end = reverse("reporting:end_offer", args=[programme])
    assert "Take back" in lead.get(end).content.decode()
    assert lead.post(end).status_code == 303
    client.logout()
    assert client.get(page).status_code == 404
    assert "Nothing is published now" in client.get(reverse("offered")).content.decode()
    assert client.get(f"/api/v1/offers/{programme}").status_code == 404


def test_those_who_do_not_decide_find_nothing(cast, built, enter) -> None:
    programme = Release.objects.get(ref=built.release).programme.ref
    places = (
        reverse("reporting:offers"),
        reverse("reporting:publish_offer", args=[built.release]),
        reverse("reporting:end_offer", args=[programme]),
    )
    for stranger in (cast.partner_manager, cast.quality_lead, cast.outsider, cast.participant):
        client = enter(stranger)
        assert [client.get(place).status_code for place in places] == [404, 404, 404]
    assert enter(cast.administrator).get(places[2]).status_code == 404


def test_a_release_that_was_retired_meanwhile_is_said_on_the_form(cast, built, enter) -> None:
    client = enter(cast.administrator)
    address = reverse("reporting:publish_offer", args=[built.release])
    Release.objects.filter(ref=built.release).update(state="retired")

    answer = client.post(address, {"confirmed": "yes"})

    assert answer.status_code == 422
    assert "This release is not published" in answer.content.decode()
    assert not Offer.objects.exists()


def test_a_stranger_asks_only_so_often(client, db, monkeypatch) -> None:
    monkeypatch.setattr("goldenthread.api.v1.door.MOST_A_MINUTE", 2)
    cache.clear()

    assert [client.get("/api/v1/offers").status_code for _ in range(3)] == [200, 200, 429]
