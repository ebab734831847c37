"""The tags of a PDF say what its text is; tags that lead to too little of it are not believed."""

from __future__ import annotations

import pytest

from goldenthread.assessment.rules import page_tags
from goldenthread.assessment.rules.counting import read_script
from goldenthread.assessment.rules.sectioning import Sections
from goldenthread.assessment.rules.tag_walk import Tag, TagWalk
from goldenthread.assessment.types.counting import Block, Reading
from goldenthread.assessment.types.words import Part
from goldenthread.ground.rules.uploads import Kind
from tests.makers.documents import pdf
from tests.rules.assessment.test_cleaning_pdf import written

PIECES = {1: "one ", 2: "two", 3: "three", 4: "1\n", 5: "  "}
CASES: dict[str, tuple[Tag, list[Block]]] = {
    "a note in a line": (
        Tag("p", (1, Tag("span", (Tag("note", (Tag("lbl", (4,)), Tag("p", (3,)))),)), 2)),
        [Block(Part.BODY, "one two"), Block(Part.FOOTNOTES, "three")],
    ),
    "a note in a cell": (
        Tag("table", (Tag("tr", (Tag("td", (Tag("p", (1,)), Tag("endnote", (3,)))), Tag("td", (2,)))),)),
        [Block(Part.TABLES, "one | two"), Block(Part.ENDNOTES, "three")],
    ),
    "a note with nothing in it, an empty row": (
        Tag("document", (Tag("note", (5,)), Tag("tr", (Tag("td", (5,)),)))),
        [],
    ),
    "the mark of a note at the end of a line": (Tag("p", (2, Tag("lbl", (Tag("link", (4,)),)), 3)), [
        Block(Part.BODY, "two three"),
    ]),
    "pictures, equations and what decorates": (
        Tag("document", (Tag("figure", (1,)), Tag("formula", (2,)), Tag("p", (3, 9)))),
        [Block(Part.BODY, "three")],
    ),
    "headings, a title and a caption": (
        Tag("sect", (Tag("title", (1,)), Tag("heading 2", (2,)), Tag("caption", (3,)))),
        [Block(Part.HEADINGS, "one"), Block(Part.HEADINGS, "two"), Block(Part.CAPTIONS, "three")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_text_is_what_its_tags_say(case: str) -> None:
    tag, expected = CASES[case]

    assert list(TagWalk(Sections()).page((tag,), PIECES)) == expected


def test_loose_text_in_the_middle_of_a_page_is_counted_and_much_of_it_ends_the_belief_in_tags() -> None:
    little = read_script(pdf("word " * 200 + "\n\n#v(5cm)\n\n#pdf.artifact[left out of the tags]"), Kind.PDF)
    much = read_script(
        pdf("word " * 9 + "\n\n#v(5cm)\n\n#pdf.artifact[a great many words that no tag leads to]"), Kind.PDF
    )

    assert isinstance(little, Reading)
    assert isinstance(much, Reading)
    assert little.extractor.endswith("by tags")
    assert sum(len(block.text.split()) for block in little.blocks) == 205
    assert much.extractor.endswith("by lines")
    assert sum(len(block.text.split()) for block in much.blocks) == 18


def test_a_page_without_tags_or_with_too_many_letters_is_read_by_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = written(
        "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
    )
    bare = read_script(marked, Kind.PDF)
    monkeypatch.setattr(page_tags, "MOST_LETTERS", 3)
    long = read_script(pdf("Some words here"), Kind.PDF)

    assert isinstance(bare, Reading)
    assert isinstance(long, Reading)
    assert bare.extractor.endswith("by lines")
    assert long.extractor.endswith("by lines")


def test_contents_go_on_while_lines_end_with_a_number() -> None:
    sections = Sections()
    lines = ["Contents", "Introduction ..... 1", "What we saw 12", "Introduction", "We saw 12"]

    found = [sections.place(line, Part.BODY) for line in lines]

    assert found == [Part.CONTENTS, Part.CONTENTS, Part.CONTENTS, Part.BODY, Part.BODY]
    sections.place("Contents", Part.HEADINGS, 1)
    assert sections.place("a row", Part.TABLES) is Part.TABLES
