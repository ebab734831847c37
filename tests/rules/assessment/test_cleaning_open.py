"""The copy of an OpenDocument text says nothing of whose it is, and still says what it said."""

from __future__ import annotations

import re

import pytest

from goldenthread.assessment.rules.cleaning import cleaned
from goldenthread.assessment.rules.counting import read_script
from goldenthread.assessment.types.counting import Reading
from goldenthread.ground.rules.uploads import Kind, Upload, examine
from tests.makers.open_documents import NAMES, content_xml, odt, paragraph
from tests.rules.assessment.test_cleaning import everything_in, parts_of
from tests.rules.assessment.test_cleaning_pictures import FRAME, GIF_HEAD

NAME = "Parveen"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
OO = 'xmlns:officeooo="http://openoffice.org/2009/office"'
SVG = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
MARKED = (
    "<text:tracked-changes><text:changed-region><text:insertion><office:change-info>"
    f"<dc:creator {DC}>{NAME}</dc:creator><dc:date {DC}>2026-01-05T10:00:00</dc:date>{paragraph(NAME)}"
    "</office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
)
# What tells: as marks in the text, and as further parts.
TELLING: dict[str, tuple[str, dict[str, str | bytes]]] = {
    "properties": ("", {"meta.xml": f"<m>{NAME}</m>", "settings.xml": f"<s>{NAME}</s>"}),
    "a thumbnail": ("", {"Thumbnails/thumbnail.png": NAME.encode(), "layout-cache": NAME.encode()}),
    "a comment": (f"<text:p>x<office:annotation>{paragraph(NAME)}</office:annotation> y</text:p>", {}),
    "a comment behind bold words": (
        f"<text:p><text:span>x</text:span><office:annotation>{paragraph(NAME)}</office:annotation> y</text:p>", {}
    ),
    "a comment that begins a line": (f"<text:p><office:annotation>{paragraph(NAME)}</office:annotation>x</text:p>", {}),
    "a change": (MARKED, {}),
    "a field": (f"<text:p>By <text:author-name>{NAME}<text:s/></text:author-name></text:p>", {}),
    "a header": ("", {"styles.xml": f"<office:document-styles {NAMES}><style:header>{paragraph(NAME)}</style:header>"
                      "</office:document-styles>"}),
    "the name of a picture": (f'<text:p><draw:frame draw:name="{NAME} at work"/>x</text:p>', {}),
    "the file of a picture": (f"<text:p><draw:frame><svg:desc {SVG}>{NAME}.jpg</svg:desc></draw:frame>x</text:p>", {}),
    "what a note is called": (
        (f"<text:p>x<text:note text:note-class='footnote'><text:note-citation text:label='{NAME}'>1"
        f"</text:note-citation><text:note-body>{paragraph('y')}</text:note-body></text:note></text:p>"), {}
    ),
    "a round of writing": (f'<text:p {OO} officeooo:rsid="{NAME}">x</text:p>', {}),
    "a link to a cloud": (
        f'<text:p><text:a xlink:href="https://school-my.sharepoint.com/personal/{NAME}">x</text:a></text:p>', {}
    ),
    "a link to a file": (f'<text:p><text:a xlink:href="../{NAME}.odt">x</text:a></text:p>', {}),
    "a place": (f'<text:p><text:span text:condition="C:\\Users\\{NAME}">x</text:span></text:p>', {}),
    "a picture’s own words": (
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.gif"/></draw:frame>x</text:p>',
        {"Pictures/a.gif": GIF_HEAD + b"\x21\xfe\x07" + NAME.encode() + b"\x00" + FRAME + b"\x3b"},
    ),
    "a picture of another kind": (
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.tiff"/></draw:frame>x</text:p>',
        {"Pictures/a.tiff": b"II*\x00" + NAME.encode()},
    ),
    "deleted words": (
        ("<text:tracked-changes><text:changed-region text:id='c'><text:deletion>"
        f"{paragraph(NAME)}</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>We <text:change text:change-id='c'/>go<text:change-start text:change-id='d'/> on</text:p>"), {}
    ),
    "hidden words": (
        (f"<text:p>x<text:hidden-text text:string-value='{NAME}'>{NAME}</text:hidden-text> y<text:span "
        f"text:style-name='H'>{NAME}</text:span> z</text:p><text:p text:style-name='HP'>{NAME}</text:p>"
        f"<text:section text:display='none'>{paragraph(NAME)}</text:section><text:p><text:hidden-paragraph "
        f"text:is-hidden='true'/>{NAME}</text:p>"),
        {"styles.xml": f"<office:document-styles {NAMES}>" + "".join(
            f"<style:style style:family='{family}' style:name='{name}'><style:text-properties text:display='none'/>"
            "</style:style>" for family, name in (("text", "H"), ("paragraph", "HP"))) + "</office:document-styles>"},
    ),
    "words about a picture": (
        (f"<text:p><draw:frame><svg:title {SVG}>{NAME}</svg:title><svg:desc {SVG}>{NAME} in class</svg:desc>"
        "</draw:frame>x</text:p>"), {}
    ),
    "what a field is called": (
        (f"<text:user-field-decls><text:user-field-decl text:name='{NAME}' office:string-value='{NAME}'/>"
        f"</text:user-field-decls><text:p>x <text:user-field-get text:name='{NAME}'>shown</text:user-field-get>"
        f"<text:user-defined text:name='{NAME}' office:string-value='{NAME}'>{NAME}</text:user-defined>"
        f"<text:conditional-text text:string-value-if-false='{NAME}'>too</text:conditional-text></text:p>"), {}
    ),
    "a link to their own page": (
        (f'<text:p><text:a xlink:href="https://www.torview.example/{NAME}" office:target-frame-name="{NAME}" '
        f'xlink:title="{NAME}">x</text:a></text:p>'), {}
    ),
    "a part nobody knows": (
        '<text:p><draw:frame><draw:object xlink:href="./Odd"/></draw:frame>x</text:p>', {"Odd": NAME.encode()}
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TELLING)
def test_nothing_in_an_opendocument_text_says_whose_it_is(case: str) -> None:
    marks, more = TELLING[case]
    content = odt(marks + paragraph("Our answer"), more=more)
    assert NAME.encode() in everything_in(content)

    copy = cleaned(content, Kind.ODT)

    assert NAME.encode() not in everything_in(copy)
    assert isinstance(examine(copy, name="a.odt", kinds=frozenset({Kind.ODT}), most_bytes=10**7), Upload)
    before, after = read_script(content, Kind.ODT), read_script(copy, Kind.ODT)
    assert isinstance(before, Reading)
    assert before == after


def test_the_copy_shows_what_the_document_needs() -> None:
    shown = (
        '<text:p><draw:frame draw:name="x"><draw:image xlink:href="Pictures/a.gif"/>'
        f"<svg:desc {SVG}>A class at work</svg:desc></draw:frame></text:p>"
        '<text:p><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
        '<text:p><draw:frame><draw:image xlink:href="Pictures/b.tiff"/></draw:frame></text:p>'
        '<text:p><text:a xlink:href="https://www.gov.uk/">gov.uk</text:a></text:p>'
        '<table:table><table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row></table:table>'
    )
    content = odt(more={
        "content.xml": content_xml(shown).replace("<office:document-content", '<office:document-content xmlns:of="f"'),
        "Pictures/a.gif": GIF_HEAD + FRAME + b"\x3b",
        "Pictures/b.tiff": b"II*\x00",
        "Object 1/content.xml": content_xml(paragraph("A chart")),
        "Object 1/meta.xml": "<m/>",
    })  # fmt: skip

    copy = parts_of(cleaned(content, Kind.ODT))

    assert next(iter(copy)) == "mimetype"
    assert sorted(copy) == [
        "META-INF/manifest.xml", "Object 1/content.xml", "Pictures/image1.gif", "Pictures/image2.png", "content.xml",
        "mimetype", "styles.xml",
    ]  # fmt: skip
    text = copy["content.xml"]
    assert b"formula" not in text
    for said in (
        b'xlink:href="Pictures/image1.gif"', b'xlink:href="./Object 1"', b'xlink:href="#">gov.uk</text:a>',
        b'xlink:href="Pictures/image2.png"', b'xmlns:ooow="',
    ):  # fmt: skip
        assert said in text
    manifest = copy["META-INF/manifest.xml"]
    assert b'full-path="Object 1/" manifest:media-type="application/vnd.oasis.opendocument.chart"' in manifest
    assert b'full-path="Pictures/image1.gif" manifest:media-type="image/gif"' in manifest


def test_links_to_bookmarks_of_an_opendocument_text_lead_to_their_numbers() -> None:
    links = "".join(f'<text:a xlink:href="#{to}">x</text:a>' for to in (NAME, f"{NAME}%20B", f"{NAME}|table", ""))
    content = odt(
        f'<text:p><text:bookmark text:name="{NAME}"/><text:bookmark-start text:name="{NAME} B"/>x<text:bookmark-end '
        f'text:name="{NAME} B"/>{links}<text:a xlink:href="#1.A heading|outline">x</text:a>'
        f'<text:bookmark-ref text:ref-name="{NAME}">x</text:bookmark-ref></text:p>'
    )

    text = parts_of(cleaned(content, Kind.ODT))["content.xml"].decode()

    assert re.findall('(?:href|<text:b[^ ]+ text:(?:ref-)?name)="([^"]*)"', text) == [
        "b1", "b2", "b2", "#b1", "#b2", "#", "#", "#1.A heading|outline", "b1",
    ]  # fmt: skip
