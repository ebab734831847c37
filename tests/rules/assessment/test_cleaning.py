"""The copy an assessor opens says nothing of whose it is, and still says what it said."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from goldenthread.assessment.rules.cleaning import cleaned
from goldenthread.assessment.rules.cleaning.pictures import GREY, plain_picture
from goldenthread.assessment.rules.counting import read_script
from goldenthread.assessment.types.counting import Reading
from goldenthread.ground.rules.uploads import Kind, Upload, examine
from tests.makers.documents import content_types, docx, paragraph, relations, word_xml, xlsx
from tests.rules.assessment.test_cleaning_pictures import FRAME, GIF_HEAD

NAME = "Parveen"
GIF = GIF_HEAD + FRAME + b"\x3b"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = f'<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>{NAME}</dc:creator></cp:coreProperties>'
CLOUD = f"https://school-my.sharepoint.com/personal/{NAME}/x"
OPEN = f"https://www.torview.example/staff/{NAME}"
DISK = f"file:///C:/Users/{NAME}/x.docx"
CHANGES = (
    f'<w:p><w:ins w:id="1" w:author="{NAME}" w:date="2026-01-05T10:00:00Z"><w:r><w:t>kept</w:t></w:r></w:ins></w:p>'
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x:creator"/></w:sdtPr>'
    f"<w:sdtContent>{paragraph(NAME)}</w:sdtContent></w:sdt>"
)


def leading(*links: tuple[str, str], external: tuple[tuple[str, str], ...] = ()) -> dict[str, str | bytes]:
    """What the main part leads to."""
    return {"word/_rels/document.xml.rels": relations(*links, external=external)}


def field(*pieces: str) -> str:
    """A field whose instruction is cut into runs."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    return f"<w:p>{begin}{runs}{separate}<w:r><w:t>shown</w:t></w:r>{end}</w:p>"


def drawn(attributes: str, inner: str = "") -> str:
    """A picture with these attributes."""
    return (
        "<w:p><w:r><w:drawing><wp:docPr "
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'id="1" {attributes}/>{inner}</w:drawing></w:r></w:p>'
    )


# What tells, as marks in the text and as further parts.
TELLING: dict[str, tuple[str, dict[str, str | bytes]]] = {
    "properties": ("", {"docProps/core.xml": CORE, "docProps/app.xml": f"<P><Company>{NAME}</Company></P>"}),
    "custom properties": ("", {"docProps/custom.xml": f"<P>{NAME}</P>", "docProps/thumbnail.jpeg": NAME.encode()}),
    "the school’s tenant": ("", {"docMetadata/LabelInfo.xml": f'<x:l xmlns:x="m" siteId="{NAME}"/>'}),
    "a comment": (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>',
        leading(("comments", "comments.xml"))
        | {"word/comments.xml": word_xml(f'<w:comment w:author="{NAME}" w:initials="{NAME[0]}PB"/>', root="comments")},
    ),
    "the people of the file": (
        "",
        leading(("people", "people.xml"))
        | {"word/people.xml": f'<w15:people xmlns:w15="p"><w15:person w15:author="{NAME}"/></w15:people>'},
    ),
    "a header": (
        '<w:sectPr><w:headerReference r:id="r0"/></w:sectPr>',
        leading(("header", "header1.xml"))
        | {
            "[Content_Types].xml": content_types().replace(
                "<Override", '<Override PartName="/word/header1.xml"/><Override'
            )
        }
        | {"word/header1.xml": word_xml(paragraph(f"{NAME} Begum"), root="hdr")},
    ),
    "data behind controls": (
        "",
        leading(("customXml", "../customXml/item1.xml")) | {"customXml/item1.xml": f"<who>{NAME}</who>"},
    ),
    "a template on disk": (
        "",
        {
            "word/_rels/settings.xml.rels": relations(external=(("attachedTemplate", DISK),)),
            "word/settings.xml": word_xml('<w:attachedTemplate r:id="x0"/>', root="settings"),
        },
    ),
    "variables": (
        "",
        {
            "word/settings.xml": word_xml(
                f'<w:docVars><w:docVar w:name="u" w:val="{NAME}"/></w:docVars>', root="settings"
            )
        },
    ),
    "who may edit": (f'<w:p><w:permStart w:id="1" w:ed="{NAME}"/></w:p>', {}),
    "a link to a cloud": (
        '<w:p><w:hyperlink r:id="x0"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>',
        leading(external=(("hyperlink", CLOUD),)),
    ),
    "a link to a disk": (
        '<w:p><w:hyperlink r:id="x0"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>',
        leading(external=(("hyperlink", DISK),)),
    ),
    "a link by a field": (field(" HYPERLINK", f' "{CLOUD}" '), {}),
    "a field that names the file": (f'<w:p><w:fldSimple w:instr=" FILENAME {NAME} "/></w:p>', {}),
    "what a reference program keeps": (field(" ADDIN CSL_", f"CITATION {NAME}"), {}),
    "a field without an end": (f"<w:p><w:r><w:instrText> AUTHOR {NAME}</w:instrText></w:r></w:p>", {}),
    "where a picture came from": (drawn(f'name="{NAME} at school.jpg" descr="C:\\Users\\{NAME}\\me"'), {}),
    "the file name of a picture": (drawn(f'name="Picture 1" descr="{NAME} at school.JPG"'), {}),
    "an older drawing": (
        f'<w:p><w:r><w:pict xmlns:o="urn:schemas-microsoft-com:office:office" o:title="{NAME}"/></w:r></w:p>',
        {},
    ),
    "a chart’s workbook": (
        "",
        leading(("chart", "charts/chart1.xml"))
        | {
            "word/charts/chart1.xml": (
                f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="{TYPE}">'
                f"<c:f>'C:\\{NAME}\\[b.xlsx]S'!$A$1</c:f><c:externalData r:id=\"r0\"/></c:chart>"
            ),
            "word/charts/_rels/chart1.xml.rels": relations(("package", "../embeddings/a.xlsx")),
            "word/embeddings/a.xlsx": xlsx({"xl/comments1.xml": f"<author>{NAME}</author>"}),
        },
    ),
    "the name of a theme": (
        "",
        leading(("theme", "/word/theme/theme1.xml"))
        | {
            "word/theme/theme1.xml": (
                f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{NAME}"/>'
            )
        },
    ),
    "a picture that cannot be cleaned": (
        "",
        leading(("image", "media/a.svg")) | {"word/media/a.svg": f"<svg><metadata>{NAME}</metadata></svg>"},
    ),
    "a name in a field": (
        (
            f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTHOR </w:instrText></w:r><w:r>'
            f'<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{NAME}</w:t></w:r>'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            f'<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>{NAME}</w:t></w:r></w:fldSimple></w:p>'
        ),
        {},
    ),
    "deleted words": (
        (
            f'<w:p><w:r><w:t>We </w:t></w:r><w:del w:id="2"><w:r><w:delText>{NAME}</w:delText></w:r></w:del>'
            f"<w:moveFrom><w:r><w:t>{NAME}</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>went</w:t></w:r></w:moveTo></w:p>"
            f'<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="{NAME}"/></w:rPr><w:pPrChange><w:pPr><w:pStyle '
            f'w:val="{NAME}"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>goes</w:t></w:r></w:p>{paragraph("on")}'
        ),
        {},
    ),
    "deleted rows and cells": (
        (
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph(NAME)}</w:tc></w:tr><w:tr><w:tc>{paragraph('A')}</w:tc>"
            f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{paragraph(NAME)}</w:tc></w:tr></w:tbl>"
            f"<w:tbl><w:tblPr><w:tblCaption w:val='{NAME}'/></w:tblPr><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>"
            f"{paragraph(NAME)}</w:tc></w:tr></w:tbl>"
        ),
        {},
    ),
    "hidden words": (
        (
            f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NAME}</w:t></w:r><w:r><w:rPr><w:rStyle w:val='H'/></w:rPr>"
            f"<w:fldChar/><w:t>{NAME}</w:t></w:r><w:r><w:rPr><w:rStyle w:val='H'/><w:vanish w:val='0'/></w:rPr>"
            "<w:t>seen</w:t></w:r></w:p>"
        ),
        {
            "word/styles.xml": word_xml(
                '<w:style w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>', root="styles"
            )
        },
    ),
    "a deleted note": (
        (
            '<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="1"/></w:r><w:del><w:r>'
            '<w:footnoteReference w:id="2"/></w:r></w:del></w:p>'
        ),
        {
            "word/footnotes.xml": word_xml(
                f'<w:footnote w:id="1">{paragraph("A note")}</w:footnote><w:footnote w:id="2">{paragraph(NAME)}'
                '</w:footnote><w:footnote w:type="separator" w:id="0"/>',
                root="footnotes",
            )
        },
    ),
    "words about a picture": (
        drawn(f'name="{NAME}" descr="{NAME} in class" title="{NAME}"')
        + f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="{NAME}"/></w:pict></w:r></w:p>',
        {},
    ),
    "what a control is called": (
        (
            f'<w:sdt><w:sdtPr><w:alias w:val="{NAME}"/><w:tag w:val="{NAME}"/></w:sdtPr><w:sdtContent>{paragraph("x")}'
            f'</w:sdtContent></w:sdt><w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{NAME}"/>'
            f'<w:helpText w:val="{NAME}"/></w:ffData></w:fldChar></w:r></w:p>'
        ),
        {},
    ),
    "words for an index": (field(" XE ", f'"{NAME}" ') + f"<w:p><w:fldSimple w:instr=' TC \"{NAME}\" '/></w:p>", {}),
    "what a link says beside itself": (
        field(' HYPERLINK "https://www.gov.uk/" \\o ', f'"{NAME} B" \\t {NAME}')
        + f'<w:p><w:hyperlink w:anchor="x" w:docLocation="{NAME}"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>',
        {},
    ),
    "a link to their own page": (
        '<w:p><w:hyperlink r:id="x0" w:tgtFrame="x"><w:r><w:t>our policy</w:t></w:r></w:hyperlink></w:p>',
        leading(external=(("hyperlink", OPEN),)),
    ),
    "a link to their own page by a field": (
        field(" HYPERLINK", f' "{OPEN}" \\l "at" ')
        + field(f' HYPERLINK \\l "at" "{OPEN}" ')
        + f"<w:p><w:fldSimple w:instr=' HYPERLINK {OPEN} '/></w:p>",
        {},
    ),
    "where an older drawing leads": (
        (
            f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="{OPEN}" target="{NAME}"/>'
            "</w:pict></w:r></w:p>"
        ),
        {},
    ),
    "what a program marked": (
        (
            f'<w:p><w:customXml w:uri="urn:{NAME}" w:element="{NAME}"><w:r><w:t>cx</w:t></w:r></w:customXml>'
            f'<w:smartTag w:uri="urn:{NAME}" w:element="{NAME}"><w:r><w:t>st</w:t></w:r></w:smartTag></w:p>'
        ),
        {},
    ),
    "what a form offers": (
        (
            f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{NAME}" w:value="{NAME}"/></w:dropDownList>'
            f"</w:sdtPr><w:sdtContent>{paragraph('x')}</w:sdtContent></w:sdt>"
            '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData>'
            f'<w:entryMacro w:val="{NAME}"/><w:exitMacro w:val="{NAME}"/>'
            f'<w:textInput><w:default w:val="{NAME}"/></w:textInput><w:ddList><w:listEntry w:val="{NAME}"/></w:ddList>'
            "</w:ffData></w:fldChar></w:r></w:p>"
        ),
        {},
    ),
    "a part nothing leads to": ("", {"word/media/b.png": b"\x89PNG\r\n\x1a\n" + NAME.encode()}),
}


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every member of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def everything_in(content: bytes) -> bytes:
    """Every member of an archive, those of archives inside it too."""
    return b"".join(
        name.encode() + (everything_in(part) if name.endswith(".xlsx") else part)
        for name, part in parts_of(content).items()
    )


@pytest.mark.parametrize("case", TELLING)
def test_nothing_in_a_word_file_says_whose_it_is(case: str) -> None:
    marks, more = TELLING[case]
    content = docx(paragraph("Our answer") + CHANGES + marks, more=more)
    assert everything_in(content).count(NAME.encode()) > everything_in(docx(CHANGES)).count(NAME.encode())

    copy = cleaned(content, Kind.DOCX)

    assert NAME.encode() not in everything_in(copy)
    assert isinstance(examine(copy, name="a.docx", kinds=frozenset({Kind.DOCX}), most_bytes=10**7), Upload)
    before, after = read_script(content, Kind.DOCX), read_script(copy, Kind.DOCX)
    assert isinstance(before, Reading)
    assert before == after


def test_the_copy_of_a_word_file_shows_what_the_document_needs() -> None:
    gif = '<Default Extension="gif" ContentType="image/gif"/>'
    layout = '<w:settings xmlns:w="{}"><w:evenAndOddHeaders/><w:rsids/></w:settings>'
    content = docx(
        paragraph("Our answer", style="Own")
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('In a box')}</w:sdtContent></w:sdt>"
        + field(' TOC \\o "1-3" \\h ')
        + '<w:p><w:hyperlink r:id="x0"><w:r><w:t>gov.uk</w:t></w:r></w:hyperlink></w:p>'
        + drawn('name="Picture 3" descr="A class at work"'),
        more=leading(
            ("image", "media/a.gif"), ("image", "media/a.gif"), ("theme", "theme/theme9.xml"),
            external=(("hyperlink", "#x"),),
        )
        | {
            "word/media/a.gif": GIF,
            "word/footnotes.xml": word_xml(f"<w:footnote>{paragraph('A note')}</w:footnote>", root="footnotes"),
            "word/settings.xml": layout.format("http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
            "[Content_Types].xml": content_types().replace("<Override", f"{gif}<Override"),
        },
    )  # fmt: skip

    copy = parts_of(cleaned(content, Kind.DOCX))

    assert sorted(copy) == [
        "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/footnotes.xml",
        "word/media/image1.gif", "word/settings.xml",
    ]  # fmt: skip
    assert b'Extension="gif" ContentType="image/gif"' in copy["[Content_Types].xml"]
    assert b'Target="/word/media/image1.gif"' in copy["word/_rels/document.xml.rels"]
    assert b'Target="#b1"' in copy["word/_rels/document.xml.rels"]
    text = copy["word/document.xml"]
    assert b'TOC \\o "1-3"' in text
    assert b'name="Picture"' in text
    assert b'r:id="rId3"' in text
    assert b"evenAndOddHeaders" in copy["word/settings.xml"]
    assert b"rsids" not in copy["word/settings.xml"]


def test_a_picture_that_cannot_be_cleaned_leaves_a_grey_place() -> None:
    content = docx(
        drawn('name="x"'), more=leading(("image", "media/a.tiff")) | {"word/media/a.tiff": b"II*\x00" + NAME.encode()}
    )

    copy = parts_of(cleaned(content, Kind.DOCX))

    assert b'Target="/word/media/image1.png"' in copy["word/_rels/document.xml.rels"]
    assert plain_picture(copy["word/media/image1.png"]) == copy["word/media/image1.png"] == GREY


def test_prefixes_that_are_only_named_are_still_declared() -> None:
    content = docx(
        '<w:p><ns1:x xmlns:ns1="odd"/></w:p><w:p>'
        '<w:r xmlns:late="http://schemas.microsoft.com/office/word/2018/wordml" '
        'mc:Ignorable="wps late unknown" mc:MustUnderstand="wps"/><w:r mc:Ignorable="unknown"/></w:p>'
    )

    text = parts_of(cleaned(content, Kind.DOCX))["word/document.xml"]

    root = text[: text.index(b">", text.index(b"?>") + 2)]
    assert b'xmlns:w16="http://schemas.microsoft.com/office/word/2018/wordml"' in root
    assert text.count(b"mc:Ignorable") == text.count(b'mc:Ignorable="wps w16"') == 1
    assert b"MustUnderstand" not in text
    assert b"xmlns:wps=" in root
    assert b"unknown=" not in root


def test_links_to_bookmarks_lead_to_their_numbers() -> None:
    content = docx(
        f'<w:p><w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/></w:p>'
        f'<w:p><w:bookmarkStart w:id="2" w:name="{NAME}_s"/><w:r><w:t>4</w:t></w:r><w:bookmarkEnd w:id="2"/></w:p>'
        f'<w:p><w:hyperlink w:anchor="{NAME}_S"/><w:hyperlink w:anchor="_top"/><w:hyperlink r:id="x0" w:anchor="at"/>'
        f'<w:hyperlink r:id="x1"/><w:fldSimple w:instr=" = {NAME}_s + 1 "/></w:p>'
        + field(" REF Par", "veen_s \\h ") + field(' HYPERLINK \\l "_Toc1" ') + field(" SEQ Table ")
        + "<w:p><w:r><w:instrText> PAGEREF _Toc1 \\h </w:instrText></w:r></w:p>",
        more=leading(external=(("hyperlink", "https://www.gov.uk/"), ("hyperlink", f"#{NAME}_s"))),
    )  # fmt: skip

    copy = parts_of(cleaned(content, Kind.DOCX))

    text = copy["word/document.xml"].decode()
    assert NAME not in text
    assert re.findall('w:(?:name|anchor|instr)="([^"]*)"', text) == ["b2", "b1", "b1", "_top", "b3", " = b1 + 1 "]
    said = "".join(re.findall("<w:instrText>([^<]*)<", text))
    assert said == ' REF b1 \\h  HYPERLINK \\l "b2"  SEQ Table  PAGEREF b2 \\h '
    assert b'Target="#b1"' in copy["word/_rels/document.xml.rels"]
