"""Where comments are pinned, how a text with them is cut, and what a draft keeps."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.drafting import overwrites, put_together, with_criteria
from goldenthread.assessment.rules.pinning import (
    drawn,
    is_unpinned,
    passage_of,
    stretches,
    why_not_keep,
    why_not_words,
)
from goldenthread.assessment.types.counting import Block, Reached
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.pinning import Audience, NewPin, Passage, Pin, PinRef, Unpinned
from goldenthread.assessment.types.words import Part
from goldenthread.ground.types import Refused

TEXT = "We  begin with\nfamilies. We begin with food."
BLOCKS = (Block(Part.HEADINGS, "Plan"), Block(Part.BODY, TEXT))


def a_pin(number: int, start: int, end: int, block: int = 1) -> Pin:
    return Pin(PinRef(UUID(int=number)), number, Passage(block, start, end, ""), "", "Good", Audience.PARTICIPANT, 1)


@pytest.mark.parametrize(
    ("asked", "start", "quote"),
    [
        pytest.param(NewPin(1, "Good"), 0, "Plan", id="a whole paragraph"),
        pytest.param(NewPin(2, "Good", "We begin with"), 0, "We  begin with", id="spaces of any kind"),
        pytest.param(NewPin(2, "Good", "begin with families"), 4, "begin with\nfamilies", id="over the end of a line"),
        pytest.param(NewPin(2, "Good", " We  begin with ", start=30), 25, "We begin with", id="the nearer of two"),
    ],
)
def test_words_are_found_where_they_stand(asked: NewPin, start: int, quote: str) -> None:
    passage = passage_of(asked, BLOCKS)

    assert (passage.start, passage.quote) == (start, quote)
    assert BLOCKS[passage.block].text[passage.start : passage.end] == quote


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (NewPin(0, "Good"), "no_paragraph"),
        (NewPin(-1, "Good"), "no_such_paragraph"),
        (NewPin(3, "Good"), "no_such_paragraph"),
        (NewPin(1, "Good", "elsewhere"), "not_in_paragraph"),
    ],
)
def test_a_passage_that_is_not_there_is_refused(asked: NewPin, code: str) -> None:
    with pytest.raises(Refused) as refused:
        passage_of(asked, BLOCKS)

    assert refused.value.refusal.code == code


@pytest.mark.parametrize(
    ("typed", "waits"),
    [
        pytest.param(Unpinned(), False, id="nothing"),
        pytest.param(Unpinned(" ", paragraph="2", quote="begin"), False, id="a passage and no words"),
        pytest.param(Unpinned("Better", "2"), True, id="other words"),
        pytest.param(Unpinned(" Good ", "2", "begin"), False, id="words that are pinned there"),
        pytest.param(Unpinned("Good", "2"), False, id="the whole paragraph is not asked again"),
        pytest.param(Unpinned("Good", "2", "food"), True, id="the same words on others of the paragraph"),
        pytest.param(Unpinned("Good", "1", "begin"), True, id="the same words on another paragraph"),
        pytest.param(Unpinned("Good", "2", "begin", audience="moderator"), True, id="for another reader"),
        pytest.param(Unpinned("Good", "2", "b…n", instead_of=str(UUID(int=1))), False, id="fetched to be changed"),
    ],
)
def test_a_comment_waits_until_it_stands_at_its_passage(typed: Unpinned, waits: bool) -> None:
    pin = Pin(PinRef(UUID(int=1)), 1, Passage(1, 4, 9, "begin"), "", "Good", Audience.PARTICIPANT, 1)

    assert is_unpinned(typed, [pin]) is waits


def test_two_tabs_keep_the_comment_that_either_typed() -> None:
    nothing, typed, other = MarkSheet(), MarkSheet(unpinned=Unpinned("One")), MarkSheet(unpinned=Unpinned("Two"))

    assert put_together(typed, nothing, nothing) == typed
    assert put_together(typed, other, nothing) == other
    assert overwrites(typed, other)
    assert not overwrites(typed, MarkSheet(unpinned=Unpinned("One more")))


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ("Good", "", None),
        ("Good", "A", None),
        (" ", "", "no_words"),
        ("x" * 2001, "", "too_long"),
        ("Good", "Z", "no_such_criterion"),
    ],
)
def test_a_comment_has_words_and_a_criterion_of_the_scheme(words: str, code: str, why: str | None) -> None:
    for refusal in (why_not_words(NewPin(1, words, code=code), "AB"), why_not_keep(words, code, "AB", banked=199)):
        assert (refusal.code if refusal else None) == why


def test_a_bank_that_is_full_says_so() -> None:
    assert getattr(why_not_keep("Good", "", "A", banked=200), "code", "") == "bank_full"


PLACES = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


@given(st.lists(PLACES, max_size=6), st.text(max_size=50))
def test_stretches_are_the_text_and_every_comment_begins_once(places: list[list[int]], text: str) -> None:
    pins = [a_pin(number, start, end) for number, (start, end) in enumerate(places, 1)]

    cut = stretches(text, pins)

    assert "".join(each.text for each in cut) == text
    standing = [p.number for p in pins if p.passage.start < min(p.passage.end, len(text))]
    assert sorted(number for each in cut for number in each.begins) == standing


def test_a_text_is_drawn_with_the_comments_of_each_block() -> None:
    plan, text = drawn(BLOCKS, [a_pin(1, 0, 8), a_pin(2, 4, 8)])

    assert [(s.text, s.is_marked) for s in plan.stretches] == [("Plan", False)]
    assert [(s.is_marked, s.begins) for s in text.stretches] == [(True, (1,)), (True, (2,)), (False, ())]
    assert (a_pin(1, 0, 8).paragraph, a_pin(1, 0, 8).goes_out) == (2, True)


def sheet(a: int | None = None, reason: str = "", comment: str = "", b: int | None = None) -> MarkSheet:
    return MarkSheet({"A": Mark(a, reason), "B": Mark(b)}, comment)


def test_a_text_says_where_its_words_are_too_many() -> None:
    (first, _), plain = drawn(BLOCKS, [], Reached(0, "Pl", "an")), drawn(BLOCKS, [])

    assert [(s.text, s.is_beyond) for s in first.stretches] == [("Pl", False), ("an", True)]
    assert not any(s.is_beyond for block in plain for s in block.stretches)


def test_two_tabs_are_put_together_and_the_one_that_changed_a_thing_has_it() -> None:
    before, stands = sheet(1, "One"), sheet(2, "One", "Here", b=3)

    assert put_together(stands, sheet(1, "One, and more"), before) == sheet(2, "One, and more", "Here", b=3)
    assert put_together(stands, sheet(4, "One", "There"), before) == sheet(4, "One", "There", b=3)


@pytest.mark.parametrize(
    ("after", "is_lost"),
    [
        (sheet(1, "One, and more", "Here"), False),
        (sheet(1, "One", "Here", b=2), False),
        (sheet(2, "One", "Here"), True),
        (sheet(1, "Two", "Here"), True),
        (sheet(1, "One", "There"), True),
        (sheet(None, "One", "Here"), True),
    ],
)
def test_what_was_there_and_is_gone_is_overwritten(after: MarkSheet, is_lost: bool) -> None:
    assert overwrites(sheet(1, "One ", "Here"), after) is is_lost


def test_an_earlier_draft_shows_what_it_had() -> None:
    assert with_criteria(sheet(1, "One"), "AB") == (("A", "1", "One"),)
    assert with_criteria(sheet(None, "", b=0), "AB") == (("B", "0", ""),)
