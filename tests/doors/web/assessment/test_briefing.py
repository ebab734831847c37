"""Briefs and windows in the browser's door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.models import Brief, BriefVersion, Window
from tests.makers.assessment import BRIEF, make_brief
from tests.makers.cohorts import make_cohort


def test_a_brief_is_written_changed_and_published(cast, enter) -> None:
    client = enter(cast.quality_lead)
    assert "No briefs yet" in client.get(reverse("assessment:briefs")).content.decode()
    data = SimpleUploadedFile("data.csv", b"a,b\n1,2\n")
    short = client.post(reverse("assessment:write_brief"), {"title": "Brookside", "text": "Too short"})
    assert short.status_code == 422
    assert client.get(reverse("assessment:write_brief")).status_code == 200

    address = client.post(reverse("assessment:write_brief"), {"title": "Brookside", "text": BRIEF, "file": data}).url
    page = client.get(address).content.decode()
    assert "Publish version 1" in page
    ref = Brief.objects.get().ref
    change = reverse("assessment:revise_brief", args=[ref])
    assert "What is the problem?" in client.get(change).content.decode()
    assert client.post(change, {"title": "", "text": BRIEF}).status_code == 422
    assert client.post(change, {"title": "x", "text": "Too short"}).status_code == 422
    assert client.post(change, {"title": "Brookside Academy", "text": BRIEF}).status_code == 303
    publish = reverse("assessment:publish_brief", args=[ref])
    assert "Version 1 is published" in client.post(publish, follow=True).content.decode()
    assert "Nothing further can be done" in client.post(publish, follow=True).content.decode()

    assert BriefVersion.objects.get().state == "published"
    assert client.get(reverse("assessment:brief_data", args=[ref, 1])).content == b"a,b\n1,2\n"
    assert "Brookside Academy" in client.get(reverse("assessment:briefs")).content.decode()


def test_a_window_is_planned_read_and_moved(cast, at, now, enter) -> None:
    lead, board = enter(cast.quality_lead), reverse("assessment:windows")
    first = lead.get(board).content.decode()
    assert reverse("assessment:briefs") in first.split("Before the first window")[1]
    assert "A programme manager does this" in first
    cohort, brief = make_cohort(cast, at=at), make_brief(cast, at=at)
    assert reverse("assessment:plan_window") in lead.get(board).content.decode().split("Before the first window")[1]
    client, address = enter(cast.programme_manager), reverse("assessment:plan_window")
    page = client.get(address).content.decode()
    for words in ("Autumn 2025", f"For example, 1 2 {now.year + 1} at 12:01pm", "For a project, choose its form"):
        assert words in page
    opens = now + timedelta(days=2)
    wrong = {
        "cohort": str(cohort.ref),
        "brief": str(brief),
        "opens_at": opens.isoformat(),
        "closes_at": now.isoformat(),
    }
    assert client.post(address, wrong).status_code == 422

    done = client.post(address, {"cohort": str(cohort.ref), "brief": str(brief), "opens_at": opens.isoformat()})

    assert done.status_code == 303
    page = client.get(done.url).content.decode()
    for words in ("Opens in", "Brookside Academy", "Nobody takes part yet", "illustrative"):
        assert words in page
    assert "Autumn 2025" in client.get(reverse("assessment:windows")).content.decode()
    row = Window.objects.get()
    move = reverse("assessment:move_window", args=[row.ref])
    later = (opens + timedelta(days=20)).isoformat()
    assert "Change the times" in client.get(move).content.decode()
    sent = {"opens_at": opens.isoformat(), "closes_at": later, "why": "Half term"}
    assert client.post(move, {**sent, "closes_at": now.isoformat()}).status_code == 422
    assert client.post(move, sent).status_code == 303
    assert Window.objects.get().closes_at > row.closes_at


@pytest.mark.parametrize("name", ["outsider", "participant", "assessor", "coach", "outside_participant"])
def test_others_find_no_brief_and_no_window(cast, planned, script, enter, name: str) -> None:
    client = enter(getattr(cast, name))

    for address in (
        reverse("assessment:brief", args=[planned.brief]),
        reverse("assessment:brief_data", args=[planned.brief, 1]),
        reverse("assessment:revise_brief", args=[planned.brief]),
        reverse("assessment:window", args=[planned.window]),
        reverse("assessment:move_window", args=[planned.window]),
        reverse("assessment:allocation", args=[planned.window]),
        reverse("assessment:release", args=[planned.window]),
    ):
        assert client.get(address).status_code == 404


def test_a_partner_sees_who_has_handed_in_and_no_number(cast, planned, script, enter) -> None:
    client = enter(cast.partner_manager)
    page = client.get(reverse("assessment:window", args=[planned.window])).content.decode()

    # What is kept by number is not there for those who know the people by name.
    for name, more in (("allocation", ()), ("release", ()), ("counts", ()), ("results_file", ("results",))):
        assert client.get(reverse(f"assessment:{name}", args=[planned.window, *more])).status_code == 404, name
    assert "Parveen Begum" in page
    assert "1 of 1 participant has handed in" in page
    assert "Allocate scripts" not in page
