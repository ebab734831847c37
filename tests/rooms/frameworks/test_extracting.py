"""What documents of each kind say, and the clear sentence where they say nothing."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.types import DocumentRead, Kind, Progress, Stage
from goldenthread.ground.rules.uploads import MEDIA_TYPES
from goldenthread.ground.rules.uploads import Kind as FileKind
from goldenthread.ground.types import Refused
from tests.makers import portables
from tests.makers.documents import content_types, docx, paragraph, relations, word_xml
from tests.makers.frameworks import MadeFramework, a_framework, as_markdown
from tests.makers.judging import compared
from tests.makers.word_tables import a_content_table, as_word_table

PDF, WORD, TEXT = (MEDIA_TYPES[kind] for kind in (FileKind.PDF, FileKind.DOCX, FileKind.TEXT))


def quietly(_: Progress) -> None:
    """For those who need not know how far it has come."""


def as_read(content: bytes, media_type: str) -> DocumentRead:
    return read_content(content, media_type=media_type, tell=quietly)


def said(document: DocumentRead) -> list[tuple[object, ...]]:
    """A reading in the shape of a made framework."""
    return [
        (
            section.number,
            section.title,
            tuple(item.text for item in section.items if item.kind is Kind.LEARN_THAT),
            tuple(
                (stem.text, tuple(item.text for item in section.items if item.stem == stem.position))
                for stem in section.items
                if stem.kind is Kind.STEM
            ),
        )
        for section in document.reading.sections
    ]


def meant(framework: MadeFramework) -> list[tuple[object, ...]]:
    return [(s.number, s.title, s.learn_that, s.stems) for s in framework.sections]


@pytest.mark.parametrize(("sections", "seed", "points"), [(3, 1, 10), (4, 2, 11), (3, 5, 16), (2, 7, 18)])
def test_a_pdf_with_a_table_of_two_columns_is_read_whole_over_its_pages(sections: int, seed: int, points: int) -> None:
    framework = a_framework(sections=sections, seed=seed)

    document = as_read(portables.as_pdf(framework, points=points), PDF)

    assert document.source.count("\f") + 1 > (1 if points < 16 else sections)
    assert said(document) == meant(framework)
    assert document.reading.is_reliable
    assert document.reading.doubts == ()


def test_it_tells_how_far_it_has_come() -> None:
    told: list[Progress] = []

    content = portables.as_pdf(a_framework(sections=2, seed=7), points=18)
    document = read_content(content, media_type=PDF, tell=told.append)

    pages = document.source.count("\f") + 1
    assert told == [
        Progress(Stage.EXTRACTING),
        *(Progress(Stage.EXTRACTING, page, pages) for page in range(1, pages + 1)),
        Progress(Stage.FINDING),
        *(Progress(Stage.FINDING, section, 2) for section in (1, 2)),
    ]


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (portables.scanned(), PDF, "scanned"),
        (portables.cut_short(a_framework()), PDF, "unreadable"),
        (portables.locked(), PDF, "unreadable"),
        (portables.without_its_last_pages(), PDF, "page_unreadable"),
        (portables.with_pages(201), PDF, "too_many_pages"),
        (docx(paragraph("  ")), WORD, "no_words"),
        (b"word\n" * 9000, TEXT, "too_long"),
    ],
    ids=["scanned", "cut short", "locked", "last pages lost", "many pages", "empty", "long"],
)
def test_what_cannot_be_read_says_why_and_what_would_change_it(content: bytes, media_type: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        as_read(content, media_type)

    refusal = refused.value.refusal
    assert refusal.code == code
    assert refusal.says
    assert refusal.mend
    assert max(len(refusal.says), len(refusal.mend)) <= 300


def test_a_page_without_words_among_others_is_doubted() -> None:
    reading = as_read(portables.with_a_blank_page(), PDF).reading

    (doubt,) = (doubt for doubt in reading.doubts if doubt.code == "page_without_words")
    assert "page 2" in doubt.says
    assert doubt.lines == (2,)


def in_tables(inner: str, deep: int) -> str:
    """Word's mark-up of this in a table in a table."""
    return "<w:tbl><w:tr><w:tc>" * deep + inner + f"{paragraph('')}</w:tc></w:tr></w:tbl>" * deep


def test_words_in_a_table_in_a_table_are_read_where_they_stand() -> None:
    inner = in_tables(paragraph("1. This is said."), 60) + paragraph("2. This is said too.")
    body = paragraph("One – Here") + paragraph("Learn that…") + inner

    document = as_read(docx(body), WORD)

    assert [item.text for item in document.reading.items] == ["This is said.", "This is said too."]


def test_a_word_file_whose_tables_stand_too_deep_in_one_another_says_so() -> None:
    with pytest.raises(Refused) as refused:
        as_read(docx(in_tables(paragraph("This is said."), 3_000)), WORD)

    assert refused.value.refusal.code == "file_too_deep"
    assert "too deep" in refused.value.refusal.says


def test_a_word_file_that_is_not_well_formed_otherwise_is_not_called_too_deep() -> None:
    broken = docx(more={"[Content_Types].xml": "<Types>"})

    with pytest.raises(SyntaxError):
        as_read(broken, WORD)


def test_a_word_file_is_read_by_its_headings_lists_and_tables() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("h", "heading 1"), ("b", "List Bullet"))
    )
    body = (
        paragraph("One – Here", style="h")
        + paragraph(" ", style="h")
        + "".join(paragraph(line) for line in ("Learn that…", "1. This is said."))
        + f"<w:tbl><w:tr><w:tc>{paragraph('2. This is said too.')}</w:tc></w:tr></w:tbl>"
        + "".join(paragraph(line) for line in ("Learn how to…", "Help others, by:"))
        + paragraph("Asking what is meant.", style="b")
    )
    kinds = content_types().replace(
        "</Types>",
        '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.styles+xml"/></Types>',
    )
    parts = {
        "[Content_Types].xml": kinds,
        "word/styles.xml": word_xml(styles, root="styles"),
        "word/_rels/document.xml.rels": relations(("styles", "styles.xml")),
    }

    document = as_read(docx(body, more=parts), WORD)

    assert [item.text for item in document.reading.items] == [
        "This is said.",
        "This is said too.",
        "Help others, by:",
        "Asking what is meant.",
    ]
    assert "# One – Here" in document.source
    assert "• Asking what is meant." in document.source


def test_text_is_read_without_its_mark_and_without_what_cannot_be_kept() -> None:
    framework = a_framework(sections=1)

    document = as_read(b"\xef\xbb\xbf" + as_markdown(framework).encode() + b"\x00\xff", TEXT)

    assert said(document) == meant(framework)
    assert document.source.startswith("# ")
    assert document.source.endswith(" \ufffd")


def test_a_word_table_of_two_columns_comes_back_whole() -> None:
    framework = a_framework(sections=2, seed=5)

    document = as_read(as_word_table(framework), WORD)

    found = compared(framework, document.reading)
    assert (found.right, found.silent) == (found.of, ())


def test_a_cell_that_is_merged_downwards_is_read_once() -> None:
    content = as_read(a_content_table(), WORD).reading.content

    assert content is not None
    (area,) = content.areas
    assert [deed.text for deed in area.deeds] == ["Do it"]
    assert [(topic.text, topic.under) for topic in area.topics] == [("What it is", 1), ("More of it", 1)]
    assert [(one.code, one.part) for one in area.criteria] == [("1.1.1", "A"), ("1.1.2", "A"), ("1.1.3", "B")]
