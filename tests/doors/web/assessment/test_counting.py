"""Counts of a window and a person’s count through the browser’s door, and what a participant is told of a limit."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.actions.counting import recount
from goldenthread.assessment.models import Recount, ScriptUpload, ScriptVersion
from goldenthread.programmes.types import OverLimit, PartLimit, PenaltyWay, WordRule
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window, seat_both, seat_of
from tests.makers.documents import docx, paragraph
from tests.makers.open_documents import odt
from tests.rooms.assessment.test_counting import MARKS, REASON, a_script_of, set_rule


@pytest.fixture
def long(cast, planned, at):
    """A script of 120 words where 100 are allowed and two marks are taken off beyond."""
    set_rule(cast, planned, MARKS, at=at)
    return hand_in(planned, cast.participant, at=INSIDE, content=a_script_of(120)).script


def test_a_quality_lead_looks_checks_and_counts_again(cast, planned, long, enter) -> None:
    client = enter(cast.quality_lead)
    board = client.get(reverse("assessment:counts", args=[planned.window])).content.decode()
    address = reverse("assessment:recount", args=[long])
    page = client.get(address).content.decode()
    assert "20 words too many" in board
    assert "2 marks off" in board
    for words in ("120 of 100 words", "2 marks are taken off", "100 words are used up here"):
        assert words in page

    empty = client.post(address, {"words": "", "reason": "", "version": "1"})
    said = {"words": "95", "reason": REASON, "version": "1"}
    check = client.post(address, said).content.decode()
    assert empty.status_code == 422
    assert Recount.objects.count() == 0
    assert "Nothing has changed yet" in check
    done = client.post(address, said | {"confirmed": "yes"})

    assert done.status_code == 303
    page = client.get(address).content.decode()
    for words in ("95 of 100 words", "the reader found 120", REASON):
        assert words in page
    assert "Parveen" not in page + board + check


def test_a_count_that_is_refused_is_explained(cast, long, enter) -> None:
    said = {"words": "95", "reason": "no", "version": "1"}
    address = reverse("assessment:recount", args=[long])

    answer = enter(cast.quality_lead).post(address, said)

    assert answer.status_code == 422
    assert "The reason is too short" in answer.content.decode()
    assert "Only a quality lead counts words again" in enter(cast.moderator).get(address).content.decode()


def test_who_may_not_compare_markings_is_not_sent_there(cast, long, enter) -> None:
    address, there = (reverse(f"assessment:{name}", args=[long]) for name in ("recount", "compare"))

    assert there in enter(cast.moderator).get(address).content.decode()
    assert there not in enter(cast.programme_manager).get(address).content.decode()


@pytest.mark.parametrize("who", ["participant", "assessor", "sponsor", "outsider"])
def test_nobody_else_finds_counts(cast, planned, long, enter, who: str) -> None:
    client = enter(getattr(cast, who))

    for address in (reverse("assessment:recount", args=[long]), reverse("assessment:counts", args=[planned.window])):
        assert client.get(address).status_code == 404
        assert client.post(address, {"words": "1"}).status_code in {404, 405}
    assert Recount.objects.count() == 0


def test_a_board_without_scripts_or_without_doubts_says_so(cast, planned, enter) -> None:
    client, address = enter(cast.quality_lead), reverse("assessment:counts", args=[planned.window])
    empty = client.get(address).content.decode()
    hand_in(planned, cast.participant, at=INSIDE)

    assert "Nothing is handed in yet" in empty
    assert "Nothing to look at" in client.get(address).content.decode()


def test_a_participant_is_told_of_a_penalty_and_of_a_person_s_count(cast, long, enter) -> None:
    client = enter(cast.participant)
    recount(long, 110, reason=REASON, version=1, by=cast.quality_lead, at=AFTER)

    script = client.get(reverse("assessment:script", args=[long])).content.decode()
    receipt = client.get(reverse("assessment:receipt", args=[long, 1])).content.decode()

    assert "110 words" in script
    for words in ("Version 1, 120 words of 100 words", REASON, "This number stands"):
        assert words in receipt
    assert cast.quality_lead.name not in receipt


def test_a_stop_shows_the_count_and_no_button(cast, open_window, at, now, enter) -> None:
    set_rule(cast, open_window, WordRule(100, over=OverLimit.STOP), at=at)
    client = enter(cast.participant)
    address = client.post(reverse("assessment:begin", args=[open_window.window])).url
    told = client.get(address).content.decode()
    check = client.post(address, {"file": SimpleUploadedFile("a.docx", a_script_of(103))}).url

    page = client.get(check).content.decode()
    answer = client.post(check, {"declared": "on"})

    assert "With more words than that it cannot be handed in" in told
    for words in ("3 words too many", "Shorten it by 3 words", "Choose a shorter version"):
        assert words in page
    assert "Hand in</button>" not in page
    assert answer.status_code == 422
    assert ScriptVersion.objects.count() == 0


def test_an_opendocument_text_in_pieces_is_counted_by_piece(cast, open_window, at, enter) -> None:
    rule = WordRule(200, limits=(PartLimit("Task 1", 100), PartLimit("Task 2", 100)), allowance=10)
    set_rule(cast, open_window, rule, at=at)
    client = enter(cast.participant)
    address = client.post(reverse("assessment:begin", args=[open_window.window])).url
    task = '<text:h text:outline-level="1">Task {}</text:h><text:p>{}</text:p>'
    content = odt(task.format(1, "word " * 130) + task.format(2, "word " * 20))

    check = client.post(address, {"file": SimpleUploadedFile("a.odt", content)}).url

    page = client.get(check).content.decode()
    assert "Write “Task 1” and “Task 2” as headings" in client.get(address).content.decode()
    assert "22 words too many" in page
    assert "Within its limit" in page
    assert ScriptUpload.objects.get().clean_file.name.endswith(".odt")


def test_a_marker_reads_the_penalty_and_where_marking_ends(cast, at, enter) -> None:
    planned = make_window(cast, at=at)
    rule = WordRule(100, over=OverLimit.PENALTY, way=PenaltyWay.NOT_MARKED)
    set_rule(cast, planned, rule, at=at)
    content = docx(paragraph("first " * 99) + paragraph("seen unseen"))
    script = hand_in(planned, cast.participant, at=INSIDE, content=content).script
    seat_both(cast, planned, script, at=AFTER)

    page = enter(cast.assessor).get(reverse("assessment:mark", args=[seat_of(script, cast.assessor)])).content.decode()

    before, behind = page.split("What follows is not marked: 100 words are used up here")
    assert "seen" in before[-200:]
    assert "unseen" in behind[:200]
