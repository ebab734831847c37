"""An OpenDocument text is read as a person sees it, part by part."""

from __future__ import annotations

import pytest

from goldenthread.assessment.rules.counting import count, read_script
from goldenthread.assessment.types.counting import Reading
from goldenthread.assessment.types.words import Part
from goldenthread.ground.rules.uploads import Kind
from goldenthread.programmes.types import WordRule
from tests.makers.open_documents import NAMES, cell, listed, odt, paragraph

SVG = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
STYLES = (
    f"<office:document-styles {NAMES}><office:styles>"
    '<style:style style:name="Caption" style:family="paragraph"/>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Caption"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="Contents_20_1" style:family="paragraph"/>'
    '<style:style style:name="Loop" style:family="paragraph" style:parent-style-name="Loop"/>'
    '<style:style style:name="PH" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="TH" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="TS" style:family="text" style:parent-style-name="TH">'
    '<style:text-properties text:display="true"/></style:style>'
    "</office:styles></office:document-styles>"
)


def p(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def rows(*each: tuple[str, ...]) -> str:
    return "".join(f"<table:table-row>{''.join(cell(inner) for inner in row)}</table:table-row>" for row in each)


def table(inner: str) -> str:
    return f"<table:table>{inner}</table:table>"


def note(text: str, kind: str = "footnote") -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{paragraph(text) if text else ''}</text:note-body></text:note>"
    )


CASES: dict[str, tuple[str, dict[Part, int]]] = {
    "paragraphs": (p("One two") + p("three"), {Part.BODY: 3}),
    "spaces, tabs and lines": (p('one<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four'), {Part.BODY: 4}),
    "a word cut by formatting": (p("frag<text:span>ment</text:span>ed"), {Part.BODY: 1}),
    "a page that ends within a word": (p("frag<text:soft-page-break/>ment"), {Part.BODY: 1}),
    "a heading": ('<text:h text:outline-level="2">A title</text:h>', {Part.HEADINGS: 2}),
    "a heading of an odd level": ('<text:h text:outline-level="x">A title</text:h>', {Part.HEADINGS: 2}),
    "a title": (p("My script", "P2"), {Part.HEADINGS: 2}),
    "a caption by its style": (p("Table 1 Pupils", "P1"), {Part.CAPTIONS: 3}),
    "a caption by its number": (p('Table <text:sequence text:name="T">1</text:sequence> Pupils'), {Part.CAPTIONS: 3}),
    "a style based on itself": (p("text", "Loop"), {Part.BODY: 1}),
    "an entry of contents": (p("Introduction 3", "Contents_20_1"), {Part.CONTENTS: 2}),
    "a list": (listed(paragraph("one item"), paragraph("another")), {Part.BODY: 3}),
    "a hidden paragraph": (p("not seen", "PH") + p("seen"), {Part.BODY: 1}),
    "a paragraph that hides itself": (p('<text:hidden-paragraph text:is-hidden="true"/>not seen'), {}),
    "hidden words": (p('<text:span text:style-name="TH">hidden</text:span> seen'), {Part.BODY: 1}),
    "words no longer hidden": (p('<text:span text:style-name="TS">seen</text:span>'), {Part.BODY: 1}),
    "a hidden section": ('<text:section text:display="none">' + p("x") + "</text:section>" + p("seen"), {Part.BODY: 1}),
    "a section": (f"<text:section>{p('in a section')}</text:section>", {Part.BODY: 3}),
    "a table": (
        table(
            f"<text:soft-page-break/><table:table-header-rows>{rows((p('a b'), p('c')))}</table:table-header-rows>"
            + rows((p("d"), ""), ("", ""))
        ),
        {Part.TABLES: 4},
    ),
    "a table in a cell": (
        table(rows((p("outer") + table(rows((p("inner"), p("two words")))),))),
        {Part.TABLES: 4},
    ),
    "what else stands in cells": (
        "<table:table>"
        + rows((
            "<office:forms/>" + listed(paragraph("an item")) + p("hidden", "PH") + p(f"noted{note('a note')}")
            + f'<draw:frame><draw:text-box>{p("boxed")}</draw:text-box></draw:frame>',
        ))
        + "</table:table>",
        {Part.TABLES: 3, Part.FOOTNOTES: 2, Part.TEXT_BOXES: 1},
    ),
    "a text box on a paragraph": (
        p(f"body<draw:frame><draw:text-box>{p('boxed words')}</draw:text-box></draw:frame>"),
        {Part.BODY: 1, Part.TEXT_BOXES: 2},
    ),
    "a shape on a page": (f"<draw:custom-shape>{p('in a shape')}</draw:custom-shape>", {Part.TEXT_BOXES: 3}),
    "a caption in a box": (
        f"<draw:frame><draw:text-box>{p('Figure one', 'P1')}</draw:text-box></draw:frame>",
        {Part.CAPTIONS: 2},
    ),
    "words about a picture": (
        p(f"<draw:frame><draw:image/><svg:title {SVG}>A class</svg:title></draw:frame>seen"),
        {Part.BODY: 1},
    ),
    "notes": (
        p(f"text{note('see page 4')} more{note('an end', 'endnote')}{note('')}<text:note/>"),
        {Part.BODY: 2, Part.FOOTNOTES: 3, Part.ENDNOTES: 2},
    ),
    "a note in the references": (
        p("References") + p(f"Smith{note('his note')}"),
        {Part.REFERENCES: 4},
    ),
    "tracked changes": (
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("gone") + "</text:deletion>"
        "</text:changed-region></text:tracked-changes>" + p('<text:change-start text:change-id="a"/>kept'),
        {Part.BODY: 1},
    ),
    "a comment": (p(f"text<office:annotation>{p('Is it so?')}</office:annotation> more"), {Part.BODY: 2}),
    "the number of the page": (p("Page<text:page-number>3</text:page-number>"), {Part.BODY: 1}),
    "the name of whoever writes": (p("<text:author-name>Parveen Begum</text:author-name>"), {}),
    "a list of contents": (
        f"<text:table-of-content><text:index-body>{p('Introduction 3')}</text:index-body></text:table-of-content>",
        {Part.CONTENTS: 2},
    ),
    "a bibliography": (f"<text:bibliography>{p('Smith 2020')}</text:bibliography>", {Part.REFERENCES: 2}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_opendocument_text_is_counted_part_by_part(case: str) -> None:
    inner, expected = CASES[case]

    reading = read_script(odt(inner, more={"styles.xml": STYLES}), Kind.ODT)

    assert isinstance(reading, Reading)
    assert {each.part: each.words for each in count(reading, WordRule(1500)).parts} == expected


def test_equations_are_not_counted_and_that_is_said() -> None:
    maths = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'

    reading = read_script(odt(paragraph("text"), more={"Object 1/content.xml": maths}), Kind.ODT)

    assert isinstance(reading, Reading)
    assert (len(reading.blocks), reading.notes) == (1, ("Equations are not counted as words.",))


def test_a_text_without_a_body_has_no_words() -> None:
    bare = f"<office:document-content {NAMES}/>"

    reading = read_script(odt(more={"content.xml": bare, "styles.xml": ""}), Kind.ODT)

    assert isinstance(reading, Reading)
    assert reading.blocks == ()
