"""What the reader makes of made documents, and what it never does to any text at all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Kind, Reading, Use
from tests.makers.frameworks import MadeFramework, a_framework, as_markdown, as_woven_text, scrambled

DEMO = Path(__file__).resolve().parents[3] / "demo" / "framework.txt"


def said(reading: Reading) -> list[tuple[object, ...]]:
    """A reading in the shape of a made framework."""
    sections = []
    for section in reading.sections:
        learn_that = tuple(item.text for item in section.items if item.kind is Kind.LEARN_THAT)
        stems = tuple(
            (item.text, tuple(other.text for other in section.items if other.stem == item.position))
            for item in section.items
            if item.kind is Kind.STEM
        )
        sections.append((section.number, section.title, learn_that, stems))
    return sections


def meant(framework: MadeFramework) -> list[tuple[object, ...]]:
    """What a faithful reading says."""
    return [(s.number, s.title, s.learn_that, s.stems) for s in framework.sections]


def codes(reading: Reading) -> set[str]:
    """The doubts about a reading as a whole."""
    return {doubt.code for doubt in reading.doubts}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_well_formed_text_is_read_as_it_stands(seed: int) -> None:
    framework = a_framework(sections=3, seed=seed)

    reading = read(as_markdown(framework))

    assert said(reading) == meant(framework)
    assert reading.is_reliable
    assert reading.title == framework.title


@pytest.mark.parametrize("strand", [0, 2, 3])
def test_columns_that_take_turns_are_put_back_together(strand: int) -> None:
    framework = a_framework(sections=4, seed=2)

    reading = read(as_woven_text(framework, strand=strand))

    assert said(reading) == meant(framework)
    assert reading.is_reliable


def test_what_is_read_wrongly_out_of_alternating_lines_is_doubted() -> None:
    for seed in range(1, 8):
        framework = a_framework(sections=3, seed=seed)
        reading = read(as_woven_text(framework, way="lines"))
        right = {t for s in framework.sections for t in s.learn_that}
        right |= {t for s in framework.sections for stem, bullets in s.stems for t in (stem, *bullets)}

        silent = [item.text for item in reading.items if item.text not in right and not item.doubts]

        assert silent == [], seed


def test_numerals_are_kept_with_their_text_and_out_of_order_ones_are_sorted() -> None:
    text = "One – Order\nLearn that…\n2. Second things come later.\n1. First things come first.\n3. The rest follows."

    reading = read(text)

    assert [(item.number, item.text) for item in reading.items] == [
        (1, "First things come first."),
        (2, "Second things come later."),
        (3, "The rest follows."),
    ]


def test_every_doubt_points_at_lines_of_the_source() -> None:
    text = as_woven_text(a_framework(sections=5, seed=4), way="lines", strand=2)

    doubts = [doubt for item in read(text).items for doubt in item.doubts]

    assert doubts
    assert all(doubt.says and doubt.lines for doubt in doubts)
    assert all(1 <= line <= text.count("\n") + 1 for doubt in doubts for line in doubt.lines)


@pytest.mark.parametrize("seed", [1, 2, 3, 5])
def test_scrambled_text_is_called_unreliable(seed: int) -> None:
    reading = read(scrambled(as_woven_text(a_framework(sections=4, seed=seed)), seed=seed))

    assert not reading.is_reliable
    assert "scrambled" in codes(reading)


@pytest.mark.parametrize("text", ["", "Dear all,\n\nThe meeting is at four.", "1. One.\n2. Two.", "\x00\x0c\ufeff"])
def test_what_is_no_framework_is_said_to_be_none(text: str) -> None:
    reading = read(text)

    assert reading.items == ()
    assert codes(reading) == {"no_framework"}
    assert not reading.is_reliable


def test_a_missing_numeral_and_a_missing_section_are_pointed_out() -> None:
    text = (
        "One – Here\nLearn that…\n1. This is said.\n3. This is said too.\n"
        "Three – There\nLearn that…\n1. This is the last of it."
    )

    reading = read(text)

    assert [doubt.code for item in reading.items for doubt in item.doubts] == ["number_jumps"]
    assert codes(reading) == {"section_missing"}


def test_a_statement_that_was_cut_is_marked_and_not_mended() -> None:
    text = "One – Here\nLearn that…\n1. This is said.\n2. This stops in the middle of\n3. This is said too."

    cut = read(text).items[1]

    assert cut.text == "This stops in the middle of"
    assert cut.doubts[0].code == "cut_short"


def test_bullets_whose_stem_is_lost_are_marked() -> None:
    text = (
        "One – Here\nLearn that…\n1. This is said.\nLearn how to…\n"
        "● Asking what is meant.\n● Writing it down.\nHelp others, by:\n● Helping them."
    )

    reading = read(text)

    lost = [item.text for item in reading.items if "no_stem" in {doubt.code for doubt in item.doubts}]
    assert lost == ["Asking what is meant.", "Writing it down."]


def test_a_heading_without_a_number_is_counted_and_doubted() -> None:
    text = "# A Framework\n## First Things\nLearn that\n1. This is said.\n## Last Things\nLearn that\n1. So is this."

    reading = read(text)

    assert [(s.number, s.title) for s in reading.sections] == [(1, "First Things"), (2, "Last Things")]
    assert {doubt.code for s in reading.sections for doubt in s.doubts} == {"heading_guessed"}


def test_a_contents_list_and_references_stay_out_of_the_statements() -> None:
    text = (
        "Contents\nOne – Here ........ 3\nTwo – There ........ 4\n\n"
        "One – Here\nLearn that…\n1. This is said.\n\nTwo – There\nLearn that…\n1. This is said too.\n"
        "References\nSmith, A. (2019). A book, 25(1), 95-136."
    )

    reading = read(text)

    assert [item.text for item in reading.items] == ["This is said.", "This is said too."]
    assert [p.text for p in reading.account if p.use is Use.REFERENCES] == [
        "Smith, A. (2019). A book, 25(1), 95-136.",
    ]


def test_the_demonstrations_document_is_read_whole() -> None:
    reading = read(DEMO.read_text(encoding="utf-8"))

    counts = [len(reading.of_kind(kind)) for kind in (Kind.LEARN_THAT, Kind.STEM, Kind.PRACTICE)]
    assert len(reading.sections) == 4
    assert counts == [24, 8, 24]
    assert reading.is_reliable
    assert sum(bool(item.doubts) for item in reading.items) < 12


WORDS = st.sampled_from(
    ["Learn that…", "Learn how to…", "One – A Title", "Two – Another", "1.", "2.", "3. Some text", "•", "● Doing it",
     "Help others, by:", "goes on", "Ends here.", "12", "", "References", "# Head", "- soft", "a\tb\tc", "\f", "(open"]
)  # fmt: skip


def letters(text: str) -> str:
    """The letters and figures of a text, without the marks between them."""
    return "".join(char for char in text if char.isalnum())


def accounted(text: str) -> None:
    """Every word of the text is in one piece, and an item's words are those of its pieces: none dropped or invented."""
    reading = read(text)

    assert Counter(w for piece in reading.account for w in piece.text.split()) == Counter(text.split())
    for item in reading.items:
        own = [p.text for p in reading.account if p.use is Use.STATEMENT and p.item == item.position]
        assert letters("".join(own)) == letters(item.text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40).map("\n".join))
def test_every_word_of_anything_like_a_framework_is_accounted_for_once(text: str) -> None:
    accounted(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reader_or_loses_a_word(text: str) -> None:
    accounted(text)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    accounted(content.decode("utf-8", errors="replace"))
