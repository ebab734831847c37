"""The copy that assessors open: the same text, without what says whose it is.

From a Word file go: the properties (author, company, manager, dates, custom ones), the names on comments and tracked
changes, controls that show a property, what headers and footers say, the author's template, and what pictures carry
about their maker. A PDF is copied page by page into a new file, which leaves its properties and notes behind. What a
person wrote into the text itself stays; nobody can be sure to find it all.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pypdfium2
import pypdfium2.raw as pdfium

from goldenthread.assessment.rules.reading_pdf import ONE_AT_A_TIME
from goldenthread.assessment.rules.reading_word import is_telling
from goldenthread.ground.rules.archives import members_of
from goldenthread.ground.rules.uploads import Kind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMELESS = "Author"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
# Wherever they stand, these attributes name a person or a moment of writing (Word, and its later additions).
_NAMING = re.compile(r"\}(author|initials|userId|providerId|date|dateUtc)$|^(author|initials|userId|providerId)$")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
_EMPTIED: Mapping[str, str] = MappingProxyType(
    {"docProps/core.xml": _CORE, "docProps/app.xml": _APP, "docProps/custom.xml": _CUSTOM}
)
_EDGES = re.compile(r"^word/(header|footer)\d*\.xml$")
_JPEG = b"\xff\xd8"
_PNG = b"\x89PNG\r\n\x1a\n"
_TELLING_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def cleaned(content: bytes, kind: Kind) -> bytes:
    """The file without what says whose it is. Its bytes have been examined and read before."""
    return _clean_office(content) if kind is Kind.DOCX else _clean_pdf(content)


def _clean_office(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for member, part in members_of(content):
            packed.writestr(zipfile.ZipInfo(member.filename, _LONG_AGO), _clean_part(member.filename, part))
    return out.getvalue()


def _clean_part(name: str, part: bytes) -> bytes:
    if name in _EMPTIED:
        return _EMPTIED[name].encode()
    if name.startswith("docProps/"):
        return b""
    if name.endswith(".xlsx"):
        return _clean_office(part)
    if name == "word/_rels/settings.xml.rels":
        return _without(part, lambda link: link.get("Type", "").endswith("/attachedTemplate"))
    if name.startswith("customXml/item") and name.endswith(".xml") and "Props" not in name:
        return b"<removed/>"
    if name.startswith(("word/", "xl/")) and name.endswith(".xml"):
        return _nameless(part, hides_text=_EDGES.match(name) is not None)
    return _plain_picture(part)


def _nameless(part: bytes, *, hides_text: bool) -> bytes:
    """The part without names on its changes and comments; for a header or footer, without its text too."""
    _keep_prefixes(part)
    root = ET.fromstring(part)  # noqa: S314  `examine` refused every part that declares a document type
    for element in root.iter():
        for key in [key for key in element.attrib if _NAMING.search(key)]:
            _take_name_off(element, key)
        if element.tag == _W + "sdt" and is_telling(element):
            _silence(element)
    if hides_text:
        _silence(root)
    _drop(root, lambda element: element.tag == _W + "attachedTemplate")
    return _written(root)


def _take_name_off(element: Element, key: str) -> None:
    """A change has to name somebody, so it names nobody in particular; anything else is left out."""
    if key.endswith("author"):
        element.set(key, _NAMELESS)
    else:
        del element.attrib[key]


def _silence(element: Element) -> None:
    for text in element.iter(_W + "t"):
        text.text = ""


def _without(part: bytes, is_unwanted: Callable[[Element], bool]) -> bytes:
    _keep_prefixes(part)
    root = ET.fromstring(part)  # noqa: S314  as above
    _drop(root, is_unwanted)
    return _written(root)


def _written(root: Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _drop(root: Element, is_unwanted: Callable[[Element], bool]) -> None:
    for parent in root.iter():
        for child in [child for child in parent if is_unwanted(child)]:
            parent.remove(child)


def _keep_prefixes(part: bytes) -> None:
    """Word names prefixes in attribute values (``mc:Ignorable``), so the file's own ones have to survive."""
    for _, (prefix, address) in ET.iterparse(io.BytesIO(part), events=["start-ns"]):  # noqa: S314  as above
        if not re.fullmatch(r"ns\d+", prefix):
            ET.register_namespace(prefix, address)


def _plain_picture(part: bytes) -> bytes:
    if part.startswith(_JPEG):
        return _plain_jpeg(part)
    return _plain_png(part) if part.startswith(_PNG) else part


def _plain_jpeg(part: bytes) -> bytes:
    """Without the segments in which cameras and editors write names and places (APP1, APP13) and without comments."""
    kept, at = bytearray(_JPEG), 2
    while at + 4 <= len(part) and part[at] == 0xFF and part[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(part[at + 2 : at + 4], "big")
        if part[at + 1] not in {0xE1, 0xED, 0xFE}:
            kept += part[at:end]
        at = end
    return bytes(kept + part[at:])


def _plain_png(part: bytes) -> bytes:
    """Without its text, time and camera chunks."""
    kept, at = bytearray(_PNG), 8
    while at + 12 <= len(part):
        end = at + 12 + int.from_bytes(part[at : at + 4], "big")
        if part[at + 4 : at + 8] not in _TELLING_CHUNKS:
            kept += part[at:end]
        at = end
    return bytes(kept)


def _clean_pdf(content: bytes) -> bytes:
    """Copied twice: notes are taken off the first copy, and only what its pages still use reaches the second."""
    out = io.BytesIO()
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as old, pypdfium2.PdfDocument.new() as bare:
        bare.import_pages(old)
        for page in bare:
            for number in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
                pdfium.FPDFPage_RemoveAnnot(page.raw, number)
            page.close()
        with pypdfium2.PdfDocument.new() as new:
            new.import_pages(bare)
            new.save(out)
    return out.getvalue()
