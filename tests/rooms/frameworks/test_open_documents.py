"""OpenDocument files: their tables by columns, their lists counted, and what is no text of theirs kept out."""

from __future__ import annotations

from datetime import datetime

import pytest

from goldenthread.assessment.actions.keeping_data import DATA_KINDS
from goldenthread.assessment.actions.submitting import SCRIPT_KINDS
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.open_documents import text_of_open_document
from goldenthread.frameworks.actions.uploading import upload_document
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import DocumentRead
from goldenthread.ground.rules.uploads import Kind as FileKind
from tests.makers.cast import Cast
from tests.makers.frameworks import a_framework, an_about, read_here
from tests.makers.judging import compared
from tests.makers.open_documents import (
    COVERED,
    TYPE,
    as_odt_list,
    as_odt_table,
    cell,
    content_xml,
    heading,
    listed,
    odt,
    paragraph,
    table,
)
from tests.makers.standards import a_list, a_list_by_heading, meant, said


def as_read(content: bytes) -> DocumentRead:
    return read_content(content, media_type=TYPE, tell=lambda _: None)


def text(body: str) -> list[str]:
    return text_of_open_document(odt(body)).split("\n")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_framework_in_a_table_comes_back_whole(seed: int) -> None:
    framework = a_framework(sections=3, seed=seed)

    document = as_read(as_odt_table(framework))

    found = compared(framework, document.reading)
    assert (found.right, found.silent, document.reading.doubts) == (found.of, (), ())
    assert "Kept out" not in document.source


@pytest.mark.parametrize("make", [a_list, a_list_by_heading])
def test_a_list_of_standards_comes_back_whole(make) -> None:
    made = make(seed=5)

    assert said(as_read(as_odt_list(made)).reading) == meant(made)


def test_lists_are_counted_as_a_person_sees_them() -> None:
    inner = listed(paragraph("inner"), paragraph("again"), style="")
    body = (
        listed(paragraph("one") + paragraph("still one"), paragraph("two") + inner, style="Numbers", more='xml:id="a"')
        + listed(paragraph("three"), style="Numbers", more='text:continue-list="a"')
        + listed(paragraph("anew"), style="Numbers")
        + listed(paragraph("on"), style="Numbers", more='text:continue-numbering="true"')
        + listed(paragraph("a dot") + listed(paragraph("a ring"), style=""))
        + listed(paragraph("nothing"), style="Plain")
        + listed(heading("headed"), style="Numbers")
        + '<text:list text:style-name="Numbers"><text:list-header><text:p>over it</text:p></text:list-header>'
        + '<text:list-item text:start-value="7"><text:p>seven</text:p><text:section><text:p>in it</text:p>'
        + "</text:section></text:list-item></text:list>"
    )

    assert text(body) == [
        "1. one", "still one", "2. two", "a. inner", "b. again", "3. three", "1. anew", "2. on", "• a dot", "◦ a ring",
        "nothing", "# 1. headed", "over it", "7. seven", "in it",
    ]  # fmt: skip


def test_words_are_kept_and_what_is_no_text_is_kept_out() -> None:
    body = (
        '<text:tracked-changes><text:changed-region><text:deletion><text:p>taken away</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Two<text:s text:c="2"/>words<text:tab/>and<text:line-break/>'
        "<text:span>a <text:a>link</text:a></text:span>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body>"
        "</text:note><office:annotation><text:p>comment</text:p></office:annotation>.</text:p>"
        "<text:p/>"
        '<text:section text:display="none"><text:p>hidden</text:p></text:section>'
        "<text:section><text:p>shown</text:p></text:section>"
        "<text:p>Before<text:span><draw:frame><draw:text-box><text:p>framed</text:p></draw:text-box></draw:frame>"
        "</text:span></text:p>"
    )  # fmt: skip

    assert text(body) == ["Two  words\tand", "a link.", "", "shown", "Before", "framed"]


def test_tables_keep_their_columns_where_cells_are_merged() -> None:
    body = table(
        cell(paragraph("Over both"), across=2) + COVERED,
        cell(paragraph("left"), down=2) + cell(paragraph("right")),
        COVERED + cell(paragraph("below it")),
    )

    assert text(body) == ["Over both", "left", "", "right", "below it"]
    rows = "<table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
    rows += '<table:table-cell table:number-columns-repeated="999999999"/></table:table-row></table:table-header-rows>'
    wide = text(f"<table:table><table:table-column/>{rows}</table:table>")
    assert (wide[0], len(wide)) == ("\ta", 18)


def test_a_file_without_a_body_or_styles_has_no_words() -> None:
    empty = content_xml("").replace("office:text", "office:chart")

    assert text_of_open_document(odt(more={"content.xml": empty})) == ""


@pytest.mark.django_db
def test_it_is_uploaded_and_read_like_any_other_document(cast: Cast, at: datetime) -> None:
    framework = a_framework(sections=2, seed=1)
    content = as_odt_table(framework)

    ref = upload_document(content, name="made.odt", about=an_about(), by=cast.curriculum_lead, at=at)
    read_here(ref, at=at)

    page = review_page(ref, by=cast.curriculum_lead)
    assert page.reading.file_name == "made.odt"
    assert len(page.items) == compared(framework, as_read(content).reading).of


def test_it_may_be_a_script_but_not_a_file_of_data() -> None:
    assert FileKind.ODT in SCRIPT_KINDS
    assert FileKind.ODT not in DATA_KINDS
