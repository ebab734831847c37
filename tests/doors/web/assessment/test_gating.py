"""Fees in the browser's door, and the list of what opens a brief."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.assessment.models import FeesRecord
from goldenthread.programmes.models import AssessmentPolicy
from tests.makers.assessment import make_window


@pytest.fixture
def planned(cast, at, now):
    planned = make_window(cast, at=at, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=7))
    for row in AssessmentPolicy.objects.all():
        row.body = row.body | {"gate": {"needs_evaluations": True, "needs_fees": True}}
        row.save()
    return planned


def test_a_manager_records_fees_and_the_participant_sees_what_would_open_the_brief(cast, planned, now, enter) -> None:
    address = reverse("assessment:fees", args=[planned.enrolled.ref])
    manager = enter(cast.programme_manager)
    assert address in manager.get(reverse("assessment:window", args=[planned.window])).content.decode()
    page = manager.get(address).content.decode()
    assert "counts as in order" in page
    assert reverse("cohorts:record", args=[planned.enrolled.ref]) in page
    day = {"since_day": str(now.day), "since_month": str(now.month), "since_year": str(now.year)}
    sent = {"stands": "no", "why": "<b>The second payment</b> is missing."} | day
    assert manager.post(address, sent | {"why": " "}).status_code == 422
    assert manager.post(address, sent | {"stands": "yes"}).status_code == 422

    assert manager.post(address, sent).status_code == 303

    page = manager.get(address).content.decode()
    assert "&lt;b&gt;The second payment" in page
    mine = enter(cast.participant).get(reverse("assessment:mine")).content.decode()
    for words in (
        "The brief is not open to you yet",
        "✓\N{NO-BREAK SPACE}Yes",
        "Not\N{NO-BREAK SPACE}yet",
        "recorded as not in order",
    ):
        assert words in mine
    assert "second payment" not in mine


def test_fees_are_not_there_for_anybody_else(cast, planned, enter) -> None:
    address = reverse("assessment:fees", args=[planned.enrolled.ref])
    for who in (cast.outsider, cast.outside_participant, cast.participant, cast.assessor, cast.quality_lead):
        assert enter(who).post(address, {"stands": "no", "why": "x"}).status_code in {403, 404}

    assert not FeesRecord.objects.exists()
