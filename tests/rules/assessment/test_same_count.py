"""The same text has the same number of words, part by part, whatever kind of file it comes in."""

from __future__ import annotations

import pytest

from goldenthread.assessment.rules.counting import count, read_script
from goldenthread.assessment.rules.reading_text import read_text
from goldenthread.assessment.types.counting import Reading
from goldenthread.assessment.types.words import Part
from goldenthread.ground.rules.uploads import Kind
from goldenthread.programmes.types import WordRule
from tests.makers.same_text import HEADER, TEXTS, as_markdown, as_open, as_plain_pdf, as_tagged_pdf, as_word

RULE = WordRule(1500)


def read(content: bytes, kind: Kind) -> Reading:
    reading = read_script(content, kind)
    assert isinstance(reading, Reading)
    return reading


def parts(reading: Reading) -> dict[Part, int]:
    return {each.part: each.words for each in count(reading, RULE).parts}


@pytest.mark.parametrize("name", TEXTS)
def test_word_opendocument_tagged_pdf_and_the_editor_agree_on_every_part(name: str) -> None:
    text = TEXTS[name]
    word = parts(read(as_word(text), Kind.DOCX))

    assert parts(read(as_open(text), Kind.ODT)) == word
    assert parts(read_text(as_markdown(text))) == word
    assert parts(read(as_tagged_pdf(text), Kind.PDF)) == word
    assert parts(read(as_tagged_pdf(text, narrow=True), Kind.PDF)) == word


@pytest.mark.parametrize("name", TEXTS)
def test_a_pdf_without_tags_counts_the_same_words_and_says_what_it_cannot_tell(name: str) -> None:
    text = TEXTS[name]
    word = count(read(as_word(text), Kind.DOCX), RULE)

    plain = count(read(as_plain_pdf(text), Kind.PDF), RULE)

    assert (plain.counted, plain.everything) == (word.counted, word.everything)
    assert {each.part for each in plain.parts} <= {Part.BODY, Part.REFERENCES, Part.ANNEXES}
    assert plain.notes[0].startswith("This PDF does not say what is a table")


def test_a_header_on_every_page_of_a_pdf_without_tags_is_not_counted() -> None:
    text = TEXTS["all of it"] * 3

    plain = count(read(as_plain_pdf(text, header=HEADER), Kind.PDF), RULE)

    assert plain.everything == count(read(as_word(text), Kind.DOCX), RULE).everything


def test_notes_in_rows_and_rows_without_words_are_read_in_the_editor_too() -> None:
    text = "| a[^1] | b[^1] |\n|---|---|\n| | |\n| c[^2] | |\n\n[^1]: the note\n"

    assert parts(read_text(text)) == {Part.TABLES: 3, Part.FOOTNOTES: 2}
