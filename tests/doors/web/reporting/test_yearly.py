"""Yearly figures in the browser's door."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.programmes.models import Programme
from goldenthread.reporting.models import YearAim
from tests.makers.cohorts import make_cohort, make_enrolment


@pytest.fixture
def cohort(cast, at):
    made = make_cohort(cast, at=at)
    make_enrolment(cast, at=at, cohort=made)
    return made


def test_the_quality_lead_enters_a_target_and_reads_what_it_comes_to(cast, cohort, enter) -> None:
    client = enter(cast.quality_lead)
    page = client.get(reverse("reporting:years")).content.decode()
    assert "Not recorded" in page
    assert "Not entered" in page

    told = {
        "qualification": str(Programme.objects.get().qualification.ref),
        "what": "recruits",
        "number": "2",
        "source": "Contract",
    }
    address = reverse("reporting:year", args=[2025])
    assert client.post(address, told | {"number": "many"}).status_code == 422
    assert client.post(address, told).status_code == 303

    assert "50 %" in client.get(address).content.decode()
    csv = client.get(address, {"as": "csv"})
    assert b"Recruits,2,1,50," in csv.content
    compared = reverse("reporting:compare_years")
    assert "Year by year" in client.get(compared).content.decode()
    assert b",2025,Recruits,2,1,50," in client.get(compared, {"as": "csv"}).content


def test_others_neither_enter_nor_find_them(cast, cohort, enter) -> None:
    address = reverse("reporting:year", args=[2025])
    told = {
        "qualification": str(Programme.objects.get().qualification.ref),
        "what": "cost",
        "number": "2",
        "source": "x",
    }
    assert enter(cast.inspector).post(address, told).status_code == 422
    for stranger in (cast.partner_manager, cast.outsider, cast.participant):
        client = enter(stranger)
        assert [client.get(a).status_code for a in (address, reverse("reporting:compare_years"))] == [404, 404]
    assert not YearAim.objects.exists()
    assert "No cohort began" in enter(cast.inspector).get(reverse("reporting:year", args=[2030])).content.decode()
