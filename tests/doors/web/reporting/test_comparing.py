"""The whole picture in the browser's door: from everybody to one person in three clicks."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def mine(cast, at):
    return make_enrolment(cast, at=at, cohort=make_cohort(cast, at=at))


def page_of(answer) -> str:
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_three_clicks_lead_from_everybody_to_one_person(cast, mine, enter) -> None:
    client = enter(cast.programme_manager)
    first = page_of(client.get(reverse("reporting:figures")))

    behind = next(a for a in re.findall(r'href="([^"]+)"', first) if "what=active" in a and "partner=" in a)
    second = page_of(client.get(behind))
    person = reverse("cohorts:record", args=[mine.ref])

    assert f'href="{person}"' in second
    assert "Parveen Begum" in page_of(client.get(person))


@pytest.mark.parametrize("by", ["partner", "phase", "route", "programme", "nonsense"])
def test_every_way_of_comparing_is_a_page_and_a_spreadsheet(cast, mine, enter, by) -> None:
    client = enter(cast.partner_manager)
    page = page_of(client.get(reverse("reporting:figures"), {"by": by}))
    assert page.count('<th scope="col"') == 7
    csv = client.get(reverse("reporting:figures"), {"by": by, "as": "csv"})
    assert csv["Content-Type"].startswith("text/csv")
    assert b"Altogether,1,1,0," in csv.content


@pytest.mark.parametrize("what", ["placed", "active", "reached", "at_risk", "registers", "catch_ups", "nonsense"])
def test_every_number_has_a_list(cast, mine, enter, what) -> None:
    asked = {"what": what, "partner": str(cast.partner.ref), "page": "x"}
    assert "altogether" in page_of(enter(cast.partner_manager).get(reverse("reporting:behind"), asked))


def test_others_people_are_not_there(cast, mine, enter) -> None:
    client = enter(cast.outsider)
    assert "No cohorts yet" in page_of(client.get(reverse("reporting:figures")))
    for partner in (str(cast.partner.ref), "nonsense"):
        page = page_of(client.get(reverse("reporting:behind"), {"partner": partner}))
        assert "Parveen" not in page
        assert "Harbour" not in page
    assert enter(cast.participant).get(reverse("reporting:figures")).status_code == 404


def test_the_page_takes_fifteen_statements_at_most(cast, mine, enter) -> None:
    client = enter(cast.programme_manager)

    for address in (reverse("reporting:figures"), reverse("reporting:behind")):
        assert statements_of(lambda a=address: client.get(a)) <= 15
