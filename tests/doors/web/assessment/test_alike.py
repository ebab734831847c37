"""Scripts with words in common in the browser's door."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.models import PairLook, Script, ScriptPair
from goldenthread.jobs.timed import TIMED
from goldenthread.jobs.worker import carry_all
from tests.makers.alike import three_scripts
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window
from tests.makers.documents import docx, paragraph

PRIVATE = ("Parveen", "Begum", "castlehill", "Person 0")
SAW = "The same two sentences, word for word but for the order."


@pytest.fixture
def laid(cast, at):
    return three_scripts(cast, at=at)


def test_they_are_compared_by_the_worker_and_judged_by_a_person(cast, laid, enter) -> None:
    planned, three = laid
    client = enter(cast.quality_lead)
    here = reverse("assessment:alike", args=[planned.window])
    assert "0 of 3 scripts compared so far" in client.get(here).content.decode()
    assert "HX-Redirect" not in client.get(reverse("assessment:alike-now", args=[planned.window])).headers

    carry_all(lambda: AFTER)

    assert client.get(reverse("assessment:alike-now", args=[planned.window])).headers["HX-Redirect"] == here
    page = client.get(here).content.decode()
    board = client.get(reverse("assessment:release", args=[planned.window])).content.decode()
    assert "of scripts with words in common, the most alike" in board
    numbers = [Script.objects.get(ref=ref).number for ref in three]
    assert [number for number in numbers if number in page] == numbers[:2]
    assert "Not yet" in page
    pair = ScriptPair.objects.get().ref
    address = reverse("assessment:pair", args=[pair])
    beside = client.get(address).content.decode()
    assert len(re.findall(r'id="[ab]-1" href="#[ab]-1"', beside)) == 2
    assert not [word for word in PRIVATE if word in page + beside]
    assert client.post(address, {"verdict": "case", "reason": "Because"}).status_code == 422
    answer = client.post(address, {"verdict": "case", "reason": SAW}, follow=True)
    assert "Opens a case" in answer.content.decode()
    assert PairLook.objects.get().reason == SAW
    script = client.get(reverse("assessment:alike-script", args=[three[0]])).content.decode()
    assert "1 other script with words in common" in script


def test_nothing_found_says_what_was_compared(cast, at, enter) -> None:
    planned = make_window(cast, at=at)
    client, here = enter(cast.programme_manager), reverse("assessment:alike", args=[planned.window])
    assert "Nothing is handed in yet" in client.get(here).content.decode()
    hand_in(planned, cast.participant, at=INSIDE)

    carry_all(lambda: AFTER)

    assert "Nothing found" in client.get(here).content.decode()
    assert "Words in common" in client.get(reverse("assessment:window", args=[planned.window])).content.decode()
    assert TIMED["compare_scripts"].does(AFTER) == ""


def test_what_is_kept_is_told_before_anything_is_handed_in(cast, open_window, enter, now) -> None:
    client = enter(cast.participant)
    client.post(reverse("assessment:begin", args=[open_window.window]))
    script = Script.objects.get().ref
    file = SimpleUploadedFile("mine.docx", docx(paragraph("Our answer to the brief.")))
    answer = client.post(reverse("assessment:script", args=[script]), {"file": file}, follow=True)

    assert "What is compared, and what is kept" in answer.content.decode()


@pytest.mark.parametrize("who", ["assessor", "moderator", "partner_manager", "participant", "outsider"])
def test_others_find_nothing_there(cast, laid, enter, who) -> None:
    planned, three = laid
    carry_all(lambda: AFTER)
    client = enter(getattr(cast, who))

    statuses = {
        client.get(reverse(name, args=[ref])).status_code
        for name, ref in (
            ("assessment:alike", planned.window),
            ("assessment:alike-now", planned.window),
            ("assessment:alike-script", three[0]),
            ("assessment:pair", ScriptPair.objects.get().ref),
        )
    }

    assert statuses == {404}
