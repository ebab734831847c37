"""What a file really is: sound ones are taken under harmless names, hostile ones are refused in plain words."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from goldenthread.ground.rules import archives, portables
from goldenthread.ground.rules.names import safe_name
from goldenthread.ground.rules.uploads import Kind, Upload, examine
from goldenthread.ground.types import Refusal
from tests.makers.documents import (
    archive,
    content_types,
    docx,
    paragraph,
    pdf,
    raw_pdf,
    relations,
    word_xml,
    xlsx,
)

MEGABYTE = 1024 * 1024
SCRIPTS = frozenset({Kind.PDF, Kind.DOCX})
EVERY = frozenset(Kind)
CATALOG = "<< /Type /Catalog >>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="x"><w:body><w:p>&b;</w:p></w:body></w:document>'
)


def taken(content: bytes, name: str = "script.docx", kinds: frozenset[Kind] = SCRIPTS) -> Upload | Refusal:
    return examine(content, name=name, kinds=kinds, most_bytes=10 * MEGABYTE)


def with_rels(kind: str, target: str) -> bytes:
    return docx(more={"word/_rels/document.xml.rels": relations(external=((kind, target),))})


def locked_zip() -> bytes:
    """The same archive with the bit set that says each member is locked."""
    content = bytearray(docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def overlapping() -> bytes:
    """Two entries of the directory that unpack the same bytes."""
    content = docx(more={"word/a.xml": "<a/>", "word/b.xml": "<a/>"})
    places = []
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        places.append(at)
        at = content.find(b"PK\x01\x02", at + 4)
    first = content[places[-2] + 42 : places[-2] + 46]
    return content[: places[-1] + 42] + first + content[places[-1] + 46 :]


def packed_objects(inner: bytes) -> bytes:
    """A PDF with an object stream, which hides its objects from a plain search."""
    packed = zlib.compress(inner)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    body = b"%PDF-1.7\n1 0 obj\n" + CATALOG.encode() + b"\nendobj\n2 0 obj\n" + stream
    return body + b"\nendobj\n<< /Root 1 0 R >>\n%%EOF\n"


def stored(workbook: bytes) -> bytes:
    """A Word file that holds a workbook without packing it again, so that its names stand in the open."""
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as packed:
        packed.writestr("word/embeddings/a.xlsx", workbook)
    return out.getvalue()


def damaged() -> bytes:
    """A Word file with a byte of its text turned over."""
    content = bytearray(docx(paragraph("word " * 500)))
    start = content.find(b"word/document.xml") + 40
    content[start : start + 8] = bytes(255 - each for each in content[start : start + 8])
    return bytes(content)


SOUND = {
    "a Word file": (docx(), "My script.docx", Kind.DOCX, "My script.docx"),
    "a PDF": (pdf(), "script.pdf", Kind.PDF, "script.pdf"),
    "a PDF called Word": (pdf(), "script.docx", Kind.PDF, "script.docx.pdf"),
    "a Word file called a picture": (docx(), "holiday.jpg", Kind.DOCX, "holiday.jpg.docx"),
    "a link to a page": (with_rels("hyperlink", "https://example.org/"), "a.docx", Kind.DOCX, "a.docx"),
    "its own template": (with_rels("attachedTemplate", "file:///C:/Users/x/N.dotx"), "a.docx", Kind.DOCX, "a.docx"),
    "a chart's workbook": (docx(more={"word/embeddings/Sheet1.xlsx": xlsx()}), "a.docx", Kind.DOCX, "a.docx"),
    "a workbook packed as it is": (stored(xlsx()), "a.docx", Kind.DOCX, "a.docx"),
    "a picture": (docx(more={"word/media/a.png": b"\x89PNG"}), "a.docx", Kind.DOCX, "a.docx"),
    "printer settings": (docx(more={"word/printerSettings/p1.bin": b"\x00"}), "a.docx", Kind.DOCX, "a.docx"),
    "packed harmless objects": (packed_objects(b"1 0 << /Type /Page >>"), "a.pdf", Kind.PDF, "a.pdf"),
    "a field that numbers pages": (
        docx("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"),
        "a.docx",
        Kind.DOCX,
        "a.docx",
    ),
    "a stream about streams": (
        raw_pdf(CATALOG, "<< /Length 20 >>\nstream\na stream\nof words\nendstream"),
        "a.pdf",
        Kind.PDF,
        "a.pdf",
    ),
    "a workbook": (xlsx(), "data.xlsx", Kind.XLSX, "data.xlsx"),
    "json": (b'\n{ "CFDocument": {}}', "p.json", Kind.JSON, "p.json"),
    "json by any name": (b"{}", "p.txt", Kind.JSON, "p.txt.json"),
    "text that begins with a bracket": (b"{sic} Words", "a.txt", Kind.TEXT, "a.txt"),
    "a web page": (b"\n<!DOCTYPE html><p>Words</p>", "a.htm", Kind.HTML, "a.htm"),
    "a table as text": (b"school,pupils\nCastle Hill,210\n", "data.csv", Kind.TEXT, "data.csv"),
}


@pytest.mark.parametrize("case", SOUND)
def test_a_sound_file_is_taken_as_what_it_is(case: str) -> None:
    content, name, kind, safe = SOUND[case]

    upload = taken(content, name, EVERY)

    assert isinstance(upload, Upload), upload
    assert (upload.kind, upload.name, upload.size) == (kind, safe, len(content))


HOSTILE = {
    "nothing": (b"", "file_empty"),
    "too big": (b"%PDF-1.7" + b"\x00" * (10 * MEGABYTE), "file_too_big"),
    "a program": (b"MZ\x90\x00" + b"\x00" * 100, "file_wrong_kind"),
    "a page called Word": (b"<html><script>alert(1)</script></html>", "file_wrong_kind"),
    "plain text where it is not taken": (b"Hello", "file_wrong_kind"),
    "a workbook where it is not taken": (xlsx(), "file_wrong_kind"),
    "an old or locked Office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file_old_or_locked"),
    "an archive of pictures": (archive({"a.txt": "hello"}), "file_wrong_kind"),
    "an archive cut short": (docx()[:-30], "file_broken"),
    "a damaged part": (damaged(), "file_broken"),
    "XML that does not close": (docx(more={"word/_rels/document.xml.rels": "<a>"}), "file_broken"),
    "two archives in one": (docx() + docx(), "file_two_things"),
    "a locked archive": (locked_zip(), "file_locked"),
    "a macro": (docx(more={"word/vbaProject.bin": b"x"}), "file_has_macros"),
    "a macro type": (
        docx(more={"[Content_Types].xml": content_types("application/vnd.ms-word.document.macro&#69;nabled.main+xml")}),
        "file_has_macros",
    ),
    "an ActiveX control": (docx(more={"word/activeX/activeX1.xml": "<a/>"}), "file_has_macros"),
    "a field that starts a program, in pieces": (
        docx("<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\x</w:instrText></w:r></w:p>"),
        "file_has_macros",
    ),
    "an object": (docx(more={"word/embeddings/oleObject1.bin": b"x"}), "file_nested"),
    "a zip inside": (docx(more={"word/media/more.zip": archive({"a": "b"})}), "file_nested"),
    "a locked-looking workbook inside": (docx(more={"word/embeddings/a.xlsx": b"PK\x03\x04"}), "file_broken"),
    "a workbook with macros inside": (
        docx(more={"word/embeddings/a.xlsx": xlsx({"xl/vbaProject.bin": b"x"})}),
        "file_has_macros",
    ),
    "a workbook in a workbook inside": (
        docx(more={"word/embeddings/a.xlsx": xlsx({"xl/embeddings/b.xlsx": xlsx()})}),
        "file_nested",
    ),
    "a zip bomb": (docx(more={"word/media/a.bmp": b"\x00" * (4 * MEGABYTE)}), "file_bomb"),
    "a bomb of shared bytes": (overlapping(), "file_bomb"),
    "thousands of parts": (docx(more={f"word/p{n}.xml": "<a/>" for n in range(2001)}), "file_too_many_parts"),
    "a part outside": (docx(more={"../../etc/cron.d/x": "x"}), "file_strange_parts"),
    "a part from the root": (docx(more={"/etc/x": "x"}), "file_strange_parts"),
    "a part on a drive": (docx(more={"c:x": "x"}), "file_strange_parts"),
    "one part twice": (docx(more={"WORD/document.xml": "<a/>"}), "file_strange_parts"),
    "a billion laughs": (docx(more={"word/document.xml": LAUGHS}), "file_entities"),
    "laughs in wide letters": (docx(more={"word/document.xml": LAUGHS.encode("utf-16")}), "file_entities"),
    "laughs among the types": (docx(more={"[Content_Types].xml": LAUGHS}), "file_entities"),
    "an encoding nobody uses": (
        docx(more={"word/x.xml": '<?xml version="1.0" encoding="cp037"?><a/>'}),
        "file_entities",
    ),
    "a part that is not XML": (docx(more={"word/x.xml": "Lo\xa7"}), "file_entities"),
    "a picture from elsewhere": (with_rels("image", "https://tracker.example/1.png"), "file_reaches_out"),
    "a template from elsewhere": (with_rels("attachedTemplate", "https://evil.example/t.dotm"), "file_reaches_out"),
    "a template from a share": (with_rels("attachedTemplate", "\\\\evil\\t.dotm"), "file_reaches_out"),
    "a PDF cut short": (pdf()[:200], "file_broken"),
    "a page that begins as a PDF": (b"%PDF-1.4\n<html><script>alert(1)</script></html>\n%%EOF", "file_broken"),
    "a PDF of no version": (b"%PDF-x %%EOF", "file_broken"),
    "a PDF and an archive": (pdf() + docx(), "file_two_things"),
    "a PDF and a program": (pdf() + b"MZ" + b"\x01" * 2000, "file_two_things"),
    "a locked PDF": (raw_pdf(CATALOG, trailer="/Encrypt 2 0 R"), "file_locked"),
    "a PDF with a script": (raw_pdf("<< /Type /Catalog /OpenAction << /S /JavaScript /JS (x) >> >>"), "file_acts"),
    "a script spelt in code": (raw_pdf("<< /OpenAction << /S /J#61vaScript >> >>"), "file_acts"),
    "a PDF that starts a program": (raw_pdf("<< /OpenAction << /S /Launch /F (cmd.exe) >> >>"), "file_acts"),
    "a script in packed objects": (packed_objects(b"1 0 << /S /JavaScript >>"), "file_acts"),
    "a file in a PDF": (raw_pdf("<< /Names << /EmbeddedFiles 2 0 R >> >>"), "file_nested"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_something_to_do(case: str) -> None:
    content, code = HOSTILE[case]

    refusal = taken(content)

    assert isinstance(refusal, Refusal), refusal
    assert refusal.code == code
    assert refusal.mend


def test_bounds_are_kept_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 600)
    in_total = taken(docx(more={"word/a.xml": "<a/>" + " " * 1000}))
    monkeypatch.undo()
    monkeypatch.setattr(archives, "MOST_XML", 100)
    in_one_part = taken(docx(paragraph("word " * 50)))
    monkeypatch.setattr(portables, "MOST_UNPACKED", 10)
    in_a_pdf = taken(packed_objects(b"1 0 " + b"<< /Type /Page >> " * 50))

    refused = [each.code for each in (in_total, in_one_part, in_a_pdf) if isinstance(each, Refusal)]
    assert refused == ["file_bomb", "file_too_heavy", "file_bomb"]


def test_what_parsing_would_cost_is_bounded_for_all_parts_together() -> None:
    marks = "".join(f'<w:b w:val="{number * 7919:x}"/>' for number in range(archives.MOST_PIECES // 4))

    in_one = taken(docx(marks * 2))
    in_two = taken(docx(marks, more={"word/footnotes.xml": word_xml(marks, root="footnotes")}))

    assert isinstance(in_one, Refusal)
    assert isinstance(in_two, Refusal)
    assert (in_one.code, in_two.code) == ("file_too_heavy", "file_too_heavy")
    assert "800,000 marks" in in_one.says
    assert isinstance(taken(docx(marks)), Upload)


def test_a_workbook_inside_shares_the_bounds_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = "".join(f'<c r="A{number}"/>' for number in range(200))
    book = xlsx({"xl/worksheets/sheet1.xml": f"<worksheet>{cells}</worksheet>"})
    monkeypatch.setattr(archives, "MOST_PIECES", 500)

    alone = taken(book, "data.xlsx", EVERY)
    inside = taken(docx(paragraph("w") * 25, more={"word/embeddings/a.xlsx": book}))

    assert isinstance(alone, Upload)
    assert isinstance(inside, Refusal)
    assert inside.code == "file_too_heavy"


def test_a_real_script_with_every_word_a_tracked_change_has_room_to_spare() -> None:
    content = docx(
        "".join(f"<w:p>{''.join(tracked(word) for word in range(p, p + 60))}</w:p>" for p in range(0, 6000, 60))
    )

    assert isinstance(taken(content), Upload)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert archives.pieces_of(packed.read("word/document.xml")) < archives.MOST_PIECES / 3


def tracked(number: int) -> str:
    """One word as Word writes it when every change is tracked: put in, with the one it replaced, fully dressed."""
    dress = (
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:color w:val="0"/><w:sz w:val="22"/></w:rPr>'
    )
    run = f'<w:r w:rsidR="{number:08X}" w:rsidRPr="{number * 3:08X}">{dress}<w:{{0}}>word </w:{{0}}></w:r>'
    by = f'w:id="{number}" w:author="Parveen Begum" w:date="2026-11-01T10:00:00Z"'
    return f"<w:ins {by}>{run.format('t')}</w:ins><w:del {by}>{run.format('delText')}</w:del>"


def test_a_pdf_hidden_in_the_first_part_is_two_things() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("word/x.xml", "<!-- %PDF-1.7 -->")

    refusal = taken(out.getvalue())

    assert isinstance(refusal, Refusal)
    assert refusal.code == "file_two_things"


def test_an_archive_with_no_parts_is_not_a_document() -> None:
    refusal = taken(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0, 0, 0, 0, 0))

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.says) == ("file_empty", "The file is empty: there is no document in it.")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.PDF", "This is not a PDF (.pdf) file, whatever its name says: it may be damaged, or misnamed."),
        ("a.markdown", "This is not a plain text (.txt) file, whatever its name says: it may be"),
        ("a.exe", "This is none of the kinds of file that are taken here, whatever its name says."),
    ],
)
def test_what_is_not_what_its_name_says_is_said_in_few_words(name: str, says: str) -> None:
    refusal = taken(b"MZ\x90\x00", name, frozenset({Kind.PDF, Kind.DOCX, Kind.TEXT}))
    alone = taken(b"MZ\x90\x00", name, frozenset({Kind.PDF}))

    assert isinstance(refusal, Refusal)
    assert isinstance(alone, Refusal)
    assert refusal.says == alone.says
    assert refusal.says.startswith(says)
    assert refusal.mend == "Save it as PDF (.pdf), Word (.docx) or plain text (.txt), then choose it again."
    assert alone.mend == "Save it as PDF (.pdf), then choose it again."


@pytest.mark.parametrize(
    ("begins", "mend"),
    [
        (b"%PDF-1.7", "Keep only the pages that are needed, or make its pictures smaller, then choose it again."),
        (b"PK\x03\x04", "Make the pictures in it smaller, or save it without them, then choose it again."),
        (b"Words", "Keep only the part that is needed, then choose it again."),
    ],
)
def test_what_makes_a_file_smaller_fits_its_kind(begins: bytes, mend: str) -> None:
    refusal = examine(begins + b"x" * MEGABYTE, name="a", kinds=EVERY, most_bytes=MEGABYTE)

    assert isinstance(refusal, Refusal)
    assert refusal.mend == mend


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"bell\x07", b"<?xml version='1.0'?><svg/>", b"  <HTML>"],
    ids=["not UTF-8", "control characters", "an SVG", "a page"],
)
def test_text_that_is_more_than_text_is_refused(content: bytes) -> None:
    assert isinstance(taken(content, "data.csv", EVERY - {Kind.HTML}), Refusal)


def test_the_size_is_said_as_people_say_it() -> None:
    refusal = examine(b"x" * (MEGABYTE * 3 // 2), name="a", kinds=SCRIPTS, most_bytes=MEGABYTE)

    assert isinstance(refusal, Refusal)
    assert refusal.says == "The file is 1.5 MB. The limit is 1 MB."


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Essay.docx", "Essay.docx"),
        ("../../etc/passwd", "passwd.docx"),
        ("C:\\Users\\jane\\Essay.DOCX", "Essay.docx"),
        ("essay\u202excod.exe", "essayxcod.exe.docx"),
        ("es\x00say\r\n.docx", "essay.docx"),
        ('"><script>alert(1)</script>.docx', "script.docx"),
        ("con.docx", "file con.docx"),
        ("   .docx", "file.docx"),
        ("", "file.docx"),
        ("naïve café — final.docx", "naïve café — final.docx"),
        ("x" * 400 + ".docx", "x" * 120 + ".docx"),
    ],
)
def test_a_name_is_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name, endings=(".docx",)) == safe


def test_parts_of_a_sound_archive_are_read_in_order() -> None:
    names = [member.filename for member, _ in archives.members_of(docx())]

    assert names == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
