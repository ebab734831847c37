"""The copy an assessor opens says nothing of whose it is, and still says what it said."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import pypdfium2
import pytest

from goldenthread.assessment.rules.cleaning import cleaned
from goldenthread.assessment.rules.counting import read_script
from goldenthread.assessment.types.counting import Reading
from goldenthread.ground.rules.uploads import Kind, Upload, examine
from tests.makers.documents import docx, paragraph, pdf, relations, word_xml, xlsx

NAME = "Parveen"
CORE = f'<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>{NAME}</dc:creator></cp:coreProperties>'
CHANGES = (
    f'<w:p><w:ins w:id="1" w:author="{NAME}" w:date="2026-01-05T10:00:00Z"><w:r><w:t>kept</w:t></w:r></w:ins></w:p>'
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x:creator"/></w:sdtPr>'
    f"<w:sdtContent>{paragraph(NAME)}</w:sdtContent></w:sdt>"
)
JPEG = b"\xff\xd8" + b"\xff\xe0\x00\x04JF" + b"\xff\xe1\x00\x09Parveen" + b"\xff\xda\x00\x02picture\xff\xd9"


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\x00" * 13) + chunk(b"tEXt", b"Author\x00Parveen") + chunk(b"IEND", b"")

TELLING = {
    "properties": {"docProps/core.xml": CORE, "docProps/app.xml": f"<P><Company>{NAME}</Company></P>"},
    "custom properties": {"docProps/custom.xml": f"<P>{NAME}</P>", "docProps/thumbnail.jpeg": NAME.encode()},
    "a comment": {
        "word/comments.xml": word_xml(f'<w:comment w:author="{NAME}" w:initials="{NAME[0]}PB"/>', root="comments")
    },
    "the people of the file": {
        "word/people.xml": f'<w15:people xmlns:w15="p"><w15:person w15:author="{NAME}"/></w15:people>'
    },
    "a header": {"word/header1.xml": word_xml(paragraph(f"{NAME} Begum, NPQSL"), root="hdr")},
    "a footer": {"word/footer2.xml": word_xml(paragraph(NAME), root="ftr")},
    "data behind controls": {"customXml/item1.xml": f"<who>{NAME}</who>"},
    "a template on disk": {
        "word/_rels/settings.xml.rels": relations(external=(("attachedTemplate", f"file:///C:/Users/{NAME}/N.dotx"),)),
        "word/settings.xml": word_xml('<w:attachedTemplate r:id="x0"/>', root="settings"),
    },
    "a photograph": {"word/media/a.jpg": JPEG},
    "a drawing": {"word/media/a.png": PNG},
    "a chart’s workbook": {"word/embeddings/a.xlsx": xlsx({"docProps/core.xml": CORE})},
}


def everything_in(content: bytes) -> bytes:
    """Every member of an archive, those of archives inside it too."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist()]
    return b"".join(name.encode() + (everything_in(part) if name.endswith(".xlsx") else part) for name, part in parts)


@pytest.mark.parametrize("case", TELLING)
def test_nothing_in_a_word_file_says_whose_it_is(case: str) -> None:
    content = docx(CHANGES, more=TELLING[case])
    assert NAME.encode() in everything_in(content).replace(b"word/document.xml", b"")

    copy = cleaned(content, Kind.DOCX)

    assert NAME.encode() not in everything_in(copy)
    assert isinstance(examine(copy, name="a.docx", kinds=frozenset({Kind.DOCX}), most_bytes=10**7), Upload)


def test_the_copy_of_a_word_file_says_the_same_and_keeps_its_prefixes() -> None:
    content = docx(
        CHANGES
        + paragraph("Our answer")
        + '<w:p><ns1:x xmlns:ns1="odd"/></w:p>'
        + '<w:p><w:r mc:Ignorable="wps"/></w:p>'
    )

    copy = cleaned(content, Kind.DOCX)

    before, after = read_script(content, Kind.DOCX), read_script(copy, Kind.DOCX)
    assert isinstance(before, Reading)
    assert before == after
    assert b"xmlns:mc=" in everything_in(copy)
    assert b'w:author="Author"' in everything_in(copy)


def test_pictures_are_still_pictures() -> None:
    copy = cleaned(
        docx(more={"word/media/a.jpg": JPEG, "word/media/a.png": PNG, "word/media/b.gif": b"GIF89a"}), Kind.DOCX
    )

    with zipfile.ZipFile(io.BytesIO(copy)) as packed:
        assert packed.read("word/media/a.jpg") == JPEG.replace(b"\xff\xe1\x00\x09Parveen", b"")
        assert packed.read("word/media/a.png") == PNG.replace(chunk(b"tEXt", b"Author\x00Parveen"), b"")
        assert packed.read("word/media/b.gif") == b"GIF89a"


def test_nothing_in_a_pdf_but_its_pages_says_whose_it_is() -> None:
    content = pdf('Our answer. #link("https://example.org/Parveen")[link]', author=NAME, title=f"{NAME} NPQSL")
    assert NAME.encode() in content

    copy = cleaned(content, Kind.PDF)

    assert NAME.encode() not in copy + unpacked(copy)
    assert read_script(copy, Kind.PDF) == read_script(content, Kind.PDF)
    with pypdfium2.PdfDocument(copy) as document:
        assert document.get_metadata_dict(skip_empty=True).get("Author") is None
        assert document.get_metadata_dict(skip_empty=True).get("Title") is None


def unpacked(content: bytes) -> bytes:
    """Every packed stream of a PDF, as it is when unpacked."""
    found = bytearray()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            found += zlib.decompressobj().decompress(stream)
        except zlib.error:
            found += stream
    return bytes(found)
