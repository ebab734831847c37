"""Writing a case study in the browser's door, with a script and without one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.models import AnswerDraft, AnswerKept, AnswerPaste, BriefQuestion, ScriptVersion, Window
from goldenthread.web.shared.middleware import counts_from
from tests.makers.assessment import make_window
from tests.makers.writing import asked_brief

SHEET = str(uuid4())


@pytest.fixture
def script(cast, at, now, enter):
    brief = asked_brief(cast, at=at)
    open_now = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=7)}
    planned = make_window(cast, at=at, brief=brief, **open_now)
    return enter(cast.participant).post(reverse("assessment:begin", args=[planned.window])).url.split("/")[-2]


def at_(name: str, *args) -> str:
    return reverse(f"assessment:{name}", args=args)


def test_answers_are_written_checked_and_handed_in_without_a_script(cast, script, enter) -> None:
    client = enter(cast.participant)
    page = client.get(at_("script", script)).content.decode()
    for words in ("Write your answers here", "Or upload a file", "A parent", "What would you do?", "About 300 words"):
        assert words in page
    page = client.get(at_("write", script))
    for words in ("What is kept about how you write", "never what it was", "Nothing saved yet"):
        assert words in page.content.decode()
    assert page["X-Keep-Offline"]

    sent = {"sheet": SHEET, "text-1": "Fewer come.\r\nStill fewer.", "base-1": "0", "text-2": "", "base-2": "0"}
    assert "Saved at" in client.post(at_("write", script), sent, follow=True).content.decode()
    answer = client.post(at_("write", script), sent | {"base-1": "1", "text-2": "Ring.", "check": "yes"})
    assert answer.url == at_("check_answers", script)
    check = client.get(answer.url)
    for words in ("Check your answers", "Still fewer.", "about 300", "This is my own work"):
        assert words in check.content.decode()
    mark = check.context["page"].mark
    assert client.post(answer.url, {"mark": mark}).status_code == 422
    assert client.post(answer.url, {"mark": "x", "declared": "on"}).status_code == 422
    done = client.post(answer.url, {"mark": mark, "declared": "on"})

    assert done.status_code == 303
    assert ScriptVersion.objects.get().receipt in client.get(done.url).content.decode()
    assert "Go on writing" in client.get(at_("script", script)).content.decode()


def test_a_save_as_one_types_tells_words_and_a_conflict(cast, script, enter) -> None:
    client, address = enter(cast.participant), at_("save_answer", script, 1)
    first = {"text": "Fewer come.", "base": "0", "sheet": SHEET, "paste": ["1:11", "x:y", "2:0", "3"]}

    told = client.post(address, first).json()
    beside = client.post(address, {"text": "Else.", "base": "x", "sheet": "none"})

    assert (told["revision"], told["words"], told["total"], told["choose"]) == (1, "2 words", "6 of 2,000 words", "")
    assert (beside.status_code, beside.json()["choose"]) == (409, at_("answer", script, 1))
    assert client.get(address).json() == {"text": "Fewer come.", "revision": 1}
    assert list(AnswerPaste.objects.values_list("number", "characters")) == [(1, 11)]
    assert client.post(address, {"text": "x" * 200_001, "sheet": SHEET}).status_code == 422
    assert client.get(at_("save_answer", script, 9)).status_code == 404
    # Nobody else's, whoever they are.
    for who in (cast.outside_participant, cast.outsider, cast.assessor):
        assert enter(who).post(address, first).status_code in {403, 404}
    assert AnswerDraft.objects.get().text == "Fewer come."


def test_both_texts_are_shown_and_one_is_chosen_or_brought_back(cast, script, enter) -> None:
    client = enter(cast.participant)
    sent = {"sheet": SHEET, "text-1": "Mine.", "base-1": "0", "text-2": "", "base-2": "0"}
    client.post(at_("write", script), sent)
    page = client.post(at_("write", script), sent | {"sheet": str(uuid4()), "text-1": "Other."}, follow=True)
    assert "Both texts are kept" in page.content.decode()
    beside = AnswerKept.objects.get(sheet__isnull=False)
    page = client.get(at_("answer", script, 1)).content.decode()
    for words in ("Choose which text stands", "Mine.", "Other.", "Waits for your choice"):
        assert words in page

    chosen = client.post(at_("choose_answer", script, beside.ref), {"choice": "other"})
    assert (chosen.url, AnswerDraft.objects.get(place=1).text) == (at_("answer", script, 1), "Other.")
    earlier = AnswerKept.objects.get(text="Mine.")
    assert "Mine." in client.get(at_("kept_answer", script, earlier.ref)).content.decode()
    assert client.post(at_("kept_answer", script, earlier.ref)).status_code == 303

    assert AnswerDraft.objects.get(place=1).text == "Mine."


def test_nothing_is_written_once_the_window_has_closed(cast, at, now, script, enter) -> None:
    client = enter(cast.participant)
    client.post(at_("save_answer", script, 1), {"text": "In time.", "base": "0", "sheet": SHEET})
    client.post(at_("save_answer", script, 1), {"text": "Beside.", "base": "0", "sheet": str(uuid4())})
    draft, beside = AnswerDraft.objects.get(), AnswerKept.objects.get(sheet__isnull=False)
    window = draft.script.window
    window.closes_at = now - timedelta(minutes=1)
    window.save()

    late = {"sheet": SHEET, "text-1": "Late.", "base-1": "1", "text-2": "", "base-2": "0"}
    assert client.post(at_("write", script), late).status_code == 422
    client.post(at_("choose_answer", script, beside.ref), {"choice": "sideways"})
    client.post(at_("kept_answer", script, beside.ref))

    assert "Nothing can be written now" in client.get(at_("write", script)).content.decode()
    assert AnswerDraft.objects.get().text == "In time."


def test_a_brief_is_composed_previewed_and_read(cast, at, script, enter) -> None:
    brief = BriefQuestion.objects.first().version.brief.ref
    lead = enter(cast.quality_lead)
    assert "Add a question" in lead.get(at_("brief", brief)).content.decode()
    assert "Take this question out" in lead.get(at_("change_question", brief, 1)).content.decode()
    asked = {"heading": "Next", "asks": "What **next** & why?", "words": "", "place": "0"}
    assert lead.post(at_("add_question", brief), asked).status_code == 303
    assert "What next &amp; why?" in lead.get(at_("brief", brief)).content.decode()
    assert lead.post(at_("add_question", brief), asked | {"heading": " "}).status_code == 422
    file = SimpleUploadedFile("plan.md", b"We shall do what we said.")
    given = {"kind": "extract", "title": "Plan", "text": "", "place": "0", "file": file}
    assert lead.post(at_("add_material", brief), given).status_code == 303
    assert lead.post(at_("add_material", brief), given | {"file": ""}).status_code == 422
    assert "plan.md" in lead.get(at_("change_material", brief, 3)).content.decode()
    assert lead.get(at_("brief_material", brief, 3)).content == b"We shall do what we said."
    assert "Next" in lead.get(at_("preview_brief", brief)).content.decode()
    for gone in (at_("take_out_question", brief, 3), at_("take_out_material", brief, 3)):
        assert lead.post(gone).status_code == 303
    assert lead.get(at_("change_question", brief, 9)).status_code == 404

    client = enter(cast.participant)
    assert b"attendance" in client.get(at_("material", script, 1)).content
    assert client.get(at_("preview_brief", brief)).status_code in {403, 404}


@pytest.mark.parametrize(("took", "status"), [(timedelta(seconds=25), 200), (timedelta(seconds=45), 422)])
def test_what_was_begun_in_time_counts_unless_its_sending_took_longer_than_any_line_needs(
    script, cast, enter, monkeypatch, took, status
) -> None:
    """Whoever opens a request just before the close and sends the rest later does not write on."""
    client, window = enter(cast.participant), Window.objects.get()
    begun = window.closes_at - timedelta(seconds=10)
    moments = iter([begun, begun + took])
    monkeypatch.setattr("goldenthread.web.shared.middleware.now", lambda: next(moments))

    answer = client.post(at_("save_answer", script, 1), {"text": "Words.", "base": "0", "sheet": SHEET})

    assert answer.status_code == status
    assert AnswerDraft.objects.filter(text="Words.").exists() is (status == 200)


def test_a_file_may_take_longer_than_words() -> None:
    begun, nine = datetime(2026, 7, 1, 12, tzinfo=UTC), timedelta(minutes=9)

    assert counts_from(begun, begun + nine, size=20_000_000) == begun
    assert counts_from(begun, begun + nine, size=20_000) == begun + nine
    assert counts_from(begun, begun + 2 * nine, size=60_000_000) == begun + 2 * nine
    assert counts_from(begun, begun + timedelta(seconds=30), size=0) == begun
