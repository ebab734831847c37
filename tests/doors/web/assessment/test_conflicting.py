"""Conflicts of interest that are declared after marking, in the browser's door."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.assessment.actions.describing import declare_conflict
from goldenthread.assessment.models import FoundConflict, Script
from goldenthread.assessment.types.describing import NewConflict, Tie
from tests.makers.assessment import AFTER

COUSIN = NewConflict(Tie.FAMILY, "My cousin", email="parveen@castlehill.example")
WHY = "They said so before any result was out."


@pytest.fixture
def here(cast, marked) -> str:
    declare_conflict(cast.assessor.person, COUSIN, by=cast.assessor, at=AFTER)
    return reverse("assessment:decide_conflict", args=[FoundConflict.objects.get().ref])


def test_whoever_runs_assessment_is_led_to_it_and_decides(cast, planned, here, enter) -> None:
    lead = enter(cast.quality_lead)
    assert "Decide what becomes of 1 marking by somebody with a conflict" in lead.get("/").content.decode()
    board = lead.get(reverse("assessment:release", args=[planned.window])).content.decode()
    assert reverse("assessment:conflicts") in board
    assert here in lead.get(reverse("assessment:conflicts")).content.decode()

    asked = lead.get(here).content.decode()
    assert reverse("assessment:record", args=[Script.objects.get().ref]) in asked
    assert "Nobody could mark it anew" in asked
    refused = lead.post(here, {"decision": "set_aside", "why": "No"})
    assert (refused.status_code, "Say in a sentence why" in refused.content.decode()) == (422, True)
    assert 'href="#id_why"' in refused.content.decode()
    said = lead.post(here, {"decision": "let_stand", "why": WHY}, follow=True).content.decode()

    assert "Your decision is in the record" in said
    assert WHY in said
    assert "Parveen" not in said
    again = lead.post(here, {"decision": "set_aside", "why": "Typed by somebody who came later."})
    page = again.content.decode()
    assert (again.status_code, "Typed by somebody who came later." in page, WHY in page) == (422, True, True)
    assert "decided so on" in lead.get(here).content.decode()


@pytest.mark.parametrize("who", ["assessor", "moderator", "partner_manager", "participant"])
def test_nobody_else_finds_it(cast, here, enter, who) -> None:
    client = enter(getattr(cast, who))

    assert {client.get(each).status_code for each in (here, reverse("assessment:conflicts"))} == {404}
