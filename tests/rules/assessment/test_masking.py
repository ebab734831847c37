"""Which words a mask hides, and how a text looks with them hidden."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.covering import COVER, spoken
from goldenthread.assessment.rules.masking import (
    as_text,
    covered,
    covered_pins,
    covered_reached,
    places_of,
    spoken_blocks,
    spoken_reached,
    why_not_report_passage,
    without_quotes,
)
from goldenthread.assessment.rules.pinning import drawn
from goldenthread.assessment.types.counting import Block, Reached
from goldenthread.assessment.types.masking import MaskPlace
from goldenthread.assessment.types.pinning import Audience, Passage, Pin
from goldenthread.assessment.types.words import Part

TEXT = (Block(Part.BODY, "We at Castle\n Hill begin."), Block(Part.BODY, "Nobody else. Castle Hill ends."))
HILL = places_of("Castle Hill", TEXT)


def a_pin(block: int, start: int, end: int) -> Pin:
    return Pin(UUID(int=1), 1, Passage(block, start, end, "as it was"), "", "Good", Audience.MODERATOR, 1)


def test_words_are_found_wherever_they_stand() -> None:
    assert (MaskPlace(0, 6, 18), MaskPlace(1, 13, 24)) == HILL
    assert as_text(covered(TEXT, HILL)) == "We at [masked] begin.\n\nNobody else. [masked] ends.\n"
    assert spoken_blocks(covered(TEXT, HILL))[0].text == "We at [masked] begin."
    assert covered(TEXT, (MaskPlace(7, 0, 3),)) == TEXT


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 24), st.integers(0, 9)), max_size=5))
def test_a_mask_moves_nothing_and_shows_nothing_of_what_it_covers(given_places) -> None:
    places = [MaskPlace(block, start, start + length) for block, start, length in given_places]

    found = covered(TEXT, places)

    for number, (before, after) in enumerate(zip(TEXT, found, strict=True)):
        hidden = {at for p in places if p.block == number for at in range(p.start, min(p.end, len(before.text)))}
        assert len(before.text) == len(after.text)
        assert all((after.text[at] == COVER) == (at in hidden) for at in range(len(after.text)))


def test_what_is_pinned_and_drawn_says_no_more_than_the_text() -> None:
    text = covered(TEXT, HILL)
    pins = covered_pins((a_pin(0, 3, 24), a_pin(9, 0, 3)), text)

    assert [pin.passage.quote for pin in pins] == ["at [masked] begin", "as it was"]
    (line, _) = drawn(text, pins)
    assert "".join(each.text for each in line.stretches) == "We at [masked] begin."


def test_the_place_where_words_are_used_up_stays() -> None:
    text = covered(TEXT, HILL)
    reached = covered_reached(Reached(0, TEXT[0].text[:8], TEXT[0].text[8:]), text)

    assert (reached.before, len(reached.behind)) == (f"We at {COVER * 2}", 17)
    assert spoken_reached(reached).before == "We at [masked]"
    assert covered_reached(None, text) is None
    assert spoken_reached(None) is None


def test_in_documents_the_same_words_are_hidden_however_they_are_set() -> None:
    assert without_quotes("At castle  hill, (Castle Hill).", ["Castle Hill", "at"]) == "[masked] [masked], ([masked])."
    assert without_quotes("Nothing.", []) == spoken("Nothing.")


@pytest.mark.parametrize(
    ("quote", "why", "code"),
    [
        ("A name", "A name", ""),
        (" ", "A name", "no_passage"),
        ("A name", "", "no_why"),
        ("x" * 5001, "y", "passage_too_long"),
    ],
)
def test_a_report_says_which_words_and_why(quote, why, code) -> None:
    refusal = why_not_report_passage(quote, why)

    assert (refusal.code if refusal else "") == code
