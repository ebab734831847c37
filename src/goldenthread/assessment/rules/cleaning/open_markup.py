"""One part of an OpenDocument text without names, moments, places on somebody's machine, headers, footers, comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.cleaning.markup import FILE_NAME, is_private
from goldenthread.assessment.rules.cleaning.prefixes import keep_prefixes, written
from goldenthread.assessment.rules.reading_open import NAMING

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XLINK = "{http://www.w3.org/1999/xlink}"

_NAMELESS, _LONG_AGO = "Author", "1980-01-01T00:00:00"
_DROPPED = frozenset(
    {_OFFICE + each for each in ("annotation", "annotation-end", "forms", "scripts", "event-listeners", "meta")}
    | {_STYLE + each for each in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")}
    | {_SVG + "font-face-src", _DRAW + "object-ole", _DRAW + "applet", _DRAW + "plugin", _META + "creator-initials"}
    | {_DRAW + "floating-frame", _TEXT + "meta-field", _TEXT + "script"}
)
# What is drawn may be called after the file that it came from; fillings and line ends are called by their names.
_DRAWN = frozenset(
    _DRAW + each
    for each in (
        "frame", "custom-shape", "g", "rect", "ellipse", "circle", "line", "connector", "path", "polygon", "polyline",
        "control", "caption", "measure", "regular-polygon", "area-rectangle", "area-circle", "area-polygon",
    )
)  # fmt: skip
# Rounds of writing, names that programs give pictures after their files, and who a change is said to be by.
_NAMING = re.compile(r"\}(rsid|paragraph-rsid|initials|sender-initials|sender-name|creator|creator-initials)$")


def plain_open_part(part: bytes, *, leads: Mapping[str, str]) -> bytes:
    """The part again; ``leads`` says of each member of the file where it is in the copy, empty if it stays behind."""
    prefixes = keep_prefixes(part)
    root = ET.fromstring(part)  # noqa: S314  `examine` refused every part that declares a document type
    for element in root.iter():
        _drop(element, leads)
        _take_names_off(element, leads)
    # Formulas and kinds of charts name prefixes in their values, so every one of the file's own is declared.
    return written(root, prefixes, prefixes)


def _drop(element: Element, leads: Mapping[str, str]) -> None:
    """Take out what leaves nothing to see, or leads to what stays behind. What stands behind it in the line stays."""
    before: Element | None = None
    for child in list(element):
        if child.tag in _DROPPED or leads.get(member_of(child.get(_XLINK + "href", ""))) == "":
            tail = child.tail or ""
            if before is None:
                element.text = (element.text or "") + tail
            else:
                before.tail = (before.tail or "") + tail
            element.remove(child)
        else:
            before = child


def _take_names_off(element: Element, leads: Mapping[str, str]) -> None:
    """A change has to name somebody, so it names nobody in particular; anything else is left empty."""
    if element.tag in NAMING:
        element.text = ""
        element[:] = []
    if element.tag == _DC + "creator":
        element.text = _NAMELESS
    if element.tag == _DC + "date":
        element.text = _LONG_AGO
    if element.tag == _OFFICE + "change-info":
        element[:] = [child for child in element if child.tag in {_DC + "creator", _DC + "date"}]
    if element.tag in {_SVG + "title", _SVG + "desc"} and FILE_NAME.search(element.text or ""):
        element.text = ""
    for key, value in list(element.attrib.items()):
        if key == _XLINK + "href":
            element.set(key, _led(value, leads))
        elif _NAMING.search(key) or (key == _DRAW + "name" and element.tag in _DRAWN) or is_private(value):
            del element.attrib[key]


def _led(to: str, leads: Mapping[str, str]) -> str:
    """Where a link leads in the copy: to an address that anybody may look up, or to a part of the file."""
    is_open = to.startswith(("http://", "https://", "#")) and not is_private(to)
    return to if is_open else leads.get(member_of(to), "") or "#"


def member_of(to: str) -> str:
    """The member of the archive to which a link leads, as far as its folder."""
    return to.removeprefix("./").rstrip("/")
