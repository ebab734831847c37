"""What stands in a spreadsheet, read from its parts: sheets by name and rows of words. No cell may be a formula."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets_of(content: bytes) -> dict[str, list[list[str]]]:
    """The rows of each sheet. :raises AssertionError: if any cell is a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [sheet.get("name") or "" for sheet in _part(packed, "xl/workbook.xml").iter(f"{SHEET}sheet")]
        shared = [_words(one) for one in _part(packed, "xl/sharedStrings.xml").iter(f"{SHEET}si")]
        return {
            name: _rows(_part(packed, f"xl/worksheets/sheet{at}.xml"), shared) for at, name in enumerate(names, start=1)
        }


def _part(packed: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(packed.read(name))


def _words(element: ET.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{SHEET}t"))


def _rows(sheet: ET.Element, shared: list[str]) -> list[list[str]]:
    assert not list(sheet.iter(f"{SHEET}f")), "a cell is a formula"
    return [[_cell(cell, shared) for cell in row.iter(f"{SHEET}c")] for row in sheet.iter(f"{SHEET}row")]


def _cell(cell: ET.Element, shared: list[str]) -> str:
    value = cell.findtext(f"{SHEET}v") or ""
    return shared[int(value)] if cell.get("t") == "s" else value
