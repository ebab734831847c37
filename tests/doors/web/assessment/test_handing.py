"""Proposals that take a while, what is recorded of assessors, and the marking board, in the browser's door."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from goldenthread.assessment.actions.proposing import ask_proposal
from goldenthread.assessment.models import (
    Allocation,
    MarkerAbsence,
    MarkerConflict,
    MarkerRecord,
    MarkerTraining,
    MarkingDeadline,
    Proposal,
)
from goldenthread.assessment.rules import proposing as rules
from goldenthread.ground.queries.notices import WORKER_ALIVE
from goldenthread.jobs.worker import carry_all
from goldenthread.web.shared.figures.loads import load_bars, progress_bars, sample_bars
from tests.makers.assessment import AFTER
from tests.makers.handing import qualification_of

PRIVATE = ("Parveen", "Begum", "Castle Hill", "castlehill")
DAY = {"from_on_day": "1", "from_on_month": "3", "from_on_year": "2030"}


@pytest.fixture
def lead(cast, enter):
    return enter(cast.quality_lead)


def test_a_large_proposal_is_waited_for_and_goes_on_by_itself(cast, planned, script, lead, enter, monkeypatch) -> None:
    monkeypatch.setattr(rules, "SMALL", 0)
    cache.delete(WORKER_ALIVE)
    address = lead.post(reverse("assessment:ask_proposal", args=[planned.window])).headers["Location"]
    waiting = lead.get(address).content.decode()
    part = lead.get(f"{address}now/").content.decode()
    assert "A proposal is being worked out" in waiting
    assert "The worker is quiet" in part
    assert (
        "A proposal is being worked out"
        in lead.get(reverse("assessment:allocation", args=[planned.window])).content.decode()
    )

    carry_all()

    assert lead.get(f"{address}now/").headers["HX-Redirect"] == address
    page = lead.get(address, {"marker": str(cast.assessor.person), "page": "9"}).content.decode()
    assert "of one assessor" in page
    assert lead.get(address, {"marker": "x"}).status_code == 200
    away = lead.post(f"{address}put-away/", follow=True).content.decode()
    assert "The proposal is put away" in away
    assert (Proposal.objects.get().state, Allocation.objects.count()) == ("put_away", 0)
    assert "That proposal was put away" in lead.get(address, follow=True).content.decode()


def test_nothing_is_proposed_while_scripts_can_be_replaced(cast, open_window, lead) -> None:
    answer = lead.post(reverse("assessment:ask_proposal", args=[open_window.window]), follow=True)

    assert "scripts can still be replaced" in answer.content.decode()
    assert Proposal.objects.count() == 0


def test_what_another_proposal_overtook_says_so(cast, planned, script, lead) -> None:
    first = ask_proposal(planned.window, by=cast.quality_lead, at=AFTER)
    ask_proposal(planned.window, by=cast.quality_lead, at=AFTER)

    answer = lead.post(reverse("assessment:accept_proposal", args=[first]), follow=True)

    assert "put away, or another came after it" in answer.content.decode()
    assert Allocation.objects.count() == 0


def test_a_window_gets_another_day(cast, planned, script, lead) -> None:
    address = reverse("assessment:marking_due", args=[planned.window])
    days = {"due_on_day": "1", "due_on_month": "2", "due_on_year": "2026", "why": "A strike"}

    assert lead.get(address).status_code == 200
    assert "The window closes after that day" in lead.post(address, days).content.decode()
    assert lead.post(address, {**days, "due_on_month": "4"}).status_code == 303
    assert MarkingDeadline.objects.get().why == "A strike"


def test_everything_about_an_assessor_is_recorded_and_ended_on_its_pages(cast, planned, lead) -> None:
    person, pages = cast.assessor.person, {}
    for name in ("takes", "train", "declare", "stop_marking", "marker"):
        pages[name] = reverse(f"assessment:{name}", args=[person])
        assert lead.get(pages[name]).status_code == 200
        if name != "marker":
            assert lead.post(pages[name], {}).status_code == 422

    training = {**DAY, "qualification": str(qualification_of(planned))}
    for name, sent in (
        ("takes", {"capacity": "12", "phases": ["primary"]}),
        ("train", training),
        ("declare", {"tie": "governor", "urn": "100001", "words": "I am a governor"}),
        ("stop_marking", {**DAY, "why": "A holiday", "hand_on": "none"}),
    ):
        assert lead.post(pages[name], sent).status_code == 303, name

    rows = (MarkerRecord, MarkerTraining, MarkerConflict, MarkerAbsence)
    assert [row.objects.count() for row in rows] == [1, 1, 1, 1]
    shown = lead.get(pages["marker"]).content.decode()
    assert "A holiday" in shown
    assert "NPQSL (2020)" in lead.get(reverse("assessment:markers")).content.decode() or "Not today" in shown
    for name, row in (
        ("end_training", MarkerTraining),
        ("end_conflict", MarkerConflict),
        ("end_absence", MarkerAbsence),
    ):
        address = reverse(f"assessment:{name}", args=[row.objects.get().ref])
        assert lead.get(address).status_code == 200
        assert lead.post(address, {"why": "x"}).status_code == 422
        assert lead.post(address, {"why": "A slip of the pen"}).status_code == 303
        assert lead.get(address).status_code == 404


def test_a_refusal_stands_on_the_form(cast, planned, lead) -> None:
    person = cast.assessor.person
    past = {**DAY, "until_on_day": "1", "until_on_month": "1", "until_on_year": "2020"}
    for name, sent, words in (
        ("takes", {"capacity": "3", "window": "x"}, "Choose one of the answers listed"),
        ("train", {**past, "qualification": str(qualification_of(planned))}, "The last day is before the first"),
        ("declare", {"tie": "work", "words": "Something"}, "It is not clear with whom"),
        ("stop_marking", {**past, "why": "Ill", "hand_on": "all"}, "The last day is before the first"),
    ):
        answer = lead.post(reverse(f"assessment:{name}", args=[person]), sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_an_assessor_looks_after_their_own_and_their_scripts_are_found_again(cast, seated, lead, enter) -> None:
    own = enter(cast.assessor)
    address = reverse("assessment:stop_marking", args=[cast.assessor.person])
    assert (
        f'href="{reverse("assessment:marker", args=[cast.assessor.person])}"'
        in own.get(reverse("assessment:queue")).content.decode()
    )

    days = {"from_on_day": "1", "from_on_month": "1", "from_on_year": "2026"}
    answer = own.post(address, {**days, "why": "Ill", "hand_on": "all"}, follow=True)

    assert "1 script can go to others" in answer.content.decode()
    assert own.get(reverse("assessment:marker", args=[cast.second_assessor.person])).status_code == 404
    assert "for scripts that lost their assessor" in enter(cast.quality_lead).get("/").content.decode()


def test_the_board_is_narrowed_drawn_and_names_no_participant(cast, marked, lead, enter) -> None:
    address = reverse("assessment:board")

    page = lead.get(address, {"state": "marked", "marker": str(cast.assessor.person)}).content.decode()

    assert "1 script shown" in page
    assert "Agnes Doyle, finished" in page
    assert not [word for word in PRIVATE if word in page]
    assert "No script is like this" in lead.get(address, {"state": "released"}).content.decode()
    assert enter(cast.moderator).get(address).status_code == 404


def test_an_empty_board_says_what_comes(cast, lead) -> None:
    assert "Nothing was handed in yet" in lead.get(reverse("assessment:board")).content.decode()


def test_many_are_drawn_in_bands() -> None:
    few = load_bars("Loads", loads=[("Agnes", 1, 3, 10), ("Bernard", 0, 0, 0)])
    many = progress_bars("Progress", "Assessor", [(f"Assessor {n}", n, 40) for n in range(41)])

    assert few.says == "Agnes: 3 of 10; Bernard: 0 of 0."
    assert many.says == "Nothing: 1; Up to 25 %: 10; 26 to 50 %: 10; 51 to 75 %: 10; 76 to 99 %: 9; All: 1."
    assert len(many.table.rows) == 41


def test_two_long_names_are_told_apart_in_a_picture() -> None:
    names = [f"Bernard Featherstone, 10 to 14, Centre {code}" for code in ("3F2A", "90BC")]

    drawn = str(sample_bars("Sample", ("Stratum", "Drawn", "Markings"), [(name, 1, 2) for name in names]).svg)

    assert [drawn.count(f"{code}</text>") for code in ("3F2A", "90BC")] == [1, 1]
    assert "…" not in drawn
