"""What a file says about itself: who saved it, when, with what. Read from the original, never from a copy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

import pypdfium2

from goldenthread.assessment.rules.reading_pdf import ONE_AT_A_TIME
from goldenthread.ground.rules.uploads import Kind

MOST_LETTERS = 200
# The last part of an element's name, and what it is called for people.
_WORD: Mapping[str, str] = MappingProxyType(
    {
        "creator": "Author",
        "lastModifiedBy": "Last saved by",
        "created": "Created",
        "modified": "Last saved",
        "revision": "Times saved",
        "Application": "Program",
        "Company": "Organisation",
        "TotalTime": "Minutes of editing",
    }
)
_OPEN: Mapping[str, str] = MappingProxyType(
    {
        "initial-creator": "Author",
        "creator": "Last saved by",
        "creation-date": "Created",
        "date": "Last saved",
        "editing-cycles": "Times saved",
        "generator": "Program",
        "editing-duration": "Time of editing",
    }
)
_PDF: Mapping[str, str] = MappingProxyType(
    {
        "Author": "Author",
        "CreationDate": "Created",
        "ModDate": "Last saved",
        "Creator": "Program",
        "Producer": "Made into a PDF by",
    }
)
_PARTS: Mapping[Kind, tuple[tuple[str, ...], Mapping[str, str]]] = MappingProxyType(
    {
        Kind.DOCX: (("docProps/core.xml", "docProps/app.xml"), _WORD),
        Kind.ODT: (("meta.xml",), _OPEN),
    }
)


def properties_of(content: bytes, kind: Kind) -> Mapping[str, str]:
    """The properties of an examined file, by the names that people know; nothing where it says none."""
    found = _of_pdf(content) if kind is Kind.PDF else _of_package(content, kind)
    return {name: value[:MOST_LETTERS] for name, value in found if value}


def _of_pdf(content: bytes) -> Iterator[tuple[str, str]]:
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as document:
        said = document.get_metadata_dict()
    for key, name in _PDF.items():
        yield name, str(said.get(key, "")).strip()


def _of_package(content: bytes, kind: Kind) -> Iterator[tuple[str, str]]:
    parts, names = _PARTS.get(kind, ((), _WORD))
    if not parts:
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        there = set(archive.namelist())
        texts = [archive.read(part) for part in parts if part in there]
    for text in texts:
        for element in _elements(text):
            name = names.get(element.tag.rpartition("}")[2])
            if name:
                yield name, (element.text or "").strip()


def _elements(text: bytes) -> Iterator[ET.Element]:
    """Everything in a part; nothing in one that is no XML, which is no reason to refuse somebody's work."""
    try:
        yield from ET.fromstring(text).iter()  # noqa: S314  `examine` refused document types everywhere
    except ET.ParseError:
        return
