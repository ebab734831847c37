"""One part of an OpenDocument text without names, moments, places on somebody's machine, headers, footers, comments,
and without what the counted text leaves out: deleted and hidden words, and words about pictures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.cleaning.markup import is_private
from goldenthread.assessment.rules.cleaning.prefixes import keep_prefixes, written
from goldenthread.assessment.rules.open_styles import OpenStyle
from goldenthread.assessment.rules.reading_open import NAMING, is_put_away

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XLINK = "{http://www.w3.org/1999/xlink}"

_DROPPED = NAMING | frozenset(
    {_OFFICE + each for each in ("annotation", "annotation-end", "forms", "scripts", "event-listeners", "meta")}
    | {_STYLE + each for each in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")}
    | {_SVG + "font-face-src", _DRAW + "object-ole", _DRAW + "applet", _DRAW + "plugin", _META + "creator-initials"}
    | {_DRAW + "floating-frame", _TEXT + "meta-field", _TEXT + "script", _TEXT + "hidden-text"}
    | {_TEXT + each for each in ("tracked-changes", "change", "change-start", "change-end")}
    | {_TEXT + each for each in ("user-field-decls", "variable-decls", "dde-connection-decls")}
    | {
        _TEXT + f"{of}-mark{end}"
        for of in ("toc", "alphabetical-index", "user-index")
        for end in ("", "-start", "-end")
    }
    | {_SVG + "title", _SVG + "desc", _DC + "creator", _DC + "date"}
)
# Fields whose names and conditions a person wrote: what they show stays, as words like any other.
_FIELDS = frozenset(
    _TEXT + each
    for each in (
        "user-field-get", "user-field-input", "variable-get", "variable-set", "variable-input", "text-input",
        "conditional-text", "hidden-paragraph", "placeholder", "expression", "database-display", "execute-macro",
    )
)  # fmt: skip
_MARKS = {
    _TEXT + each: _TEXT + key
    for key, named in (
        ("name", ("bookmark", "bookmark-start", "bookmark-end", "reference-mark", "reference-mark-start",
                  "reference-mark-end")),
        ("ref-name", ("bookmark-ref", "reference-ref")),
    )
    for each in named
}  # fmt: skip
_HIDING = {_TEXT + "p": "paragraph", _TEXT + "h": "paragraph", _TEXT + "span": "text", _TEXT + "a": "text"}
# What is drawn may be called after the file that it came from; fillings and line ends are called by their names.
_DRAWN = frozenset(
    _DRAW + each
    for each in (
        "frame", "custom-shape", "g", "rect", "ellipse", "circle", "line", "connector", "path", "polygon", "polyline",
        "control", "caption", "measure", "regular-polygon", "area-rectangle", "area-circle", "area-polygon",
    )
)  # fmt: skip
# Rounds of writing, names that programs give pictures after their files, who a change is said to be by, and what a note
# is called in place of its number.
_NAMING = re.compile(
    rf"^{re.escape(_OFFICE)}(name|title|target-frame-name)$|^{re.escape(_XLINK)}title$|^{re.escape(_TEXT)}label$|\}}(rsid|paragraph-rsid|initials|sender-initials|sender-name|creator|creator-initials)$"
)


@dataclass
class _Copy:
    """Where each member of the file is in the copy, its styles, and the numbers of its bookmarks."""

    leads: Mapping[str, str]
    styles: Mapping[str, OpenStyle]
    names: dict[str, str] = field(default_factory=dict)

    def named(self, name: str) -> str:
        return self.names.setdefault(name, f"b{len(self.names) + 1}")


def plain_open_part(part: bytes, *, leads: Mapping[str, str], styles: Mapping[str, OpenStyle]) -> bytes:
    """The part again; ``leads`` says of each member of the file where it is in the copy, empty if it stays behind, and
    ``styles`` what is hidden.
    """
    copy = _Copy(leads, styles)
    prefixes = keep_prefixes(part)
    root = ET.fromstring(part)  # noqa: S314  `examine` refused every part that declares a document type
    for element in root.iter():
        _drop(element, copy)
        _take_names_off(element, copy)
    # Formulas and kinds of charts name prefixes in their values, so every one of the file's own is declared.
    return written(root, prefixes, prefixes)


def _drop(element: Element, copy: _Copy) -> None:
    """Take out what leaves nothing to see, or leads to what stays behind. What stands behind it in the line stays."""
    before: Element | None = None
    for child in list(element):
        if _goes(child, copy):
            tail = child.tail or ""
            if before is None:
                element.text = (element.text or "") + tail
            else:
                before.tail = (before.tail or "") + tail
            element.remove(child)
        else:
            before = child


def _goes(child: Element, copy: _Copy) -> bool:
    is_in_text = child.tag.startswith((_TEXT, _DRAW, _TABLE))
    style = copy.styles.get(f"{_HIDING.get(child.tag, '')} {child.get(_TEXT + 'style-name', '')}", OpenStyle())
    return (
        child.tag in _DROPPED
        or copy.leads.get(member_of(child.get(_XLINK + "href", ""))) == ""
        or (is_in_text and (style.is_hidden or is_put_away(child)))
    )


def _take_names_off(element: Element, copy: _Copy) -> None:
    """What names somebody, or is named by somebody, is left out; bookmarks go by numbers."""
    if element.tag in _FIELDS:
        element.tag = _TEXT + "span"
        element.attrib.clear()
    if element.tag in _MARKS:
        element.set(_MARKS[element.tag], copy.named(element.get(_MARKS[element.tag], "")))
    for key, value in list(element.attrib.items()):
        if key == _XLINK + "href":
            element.set(key, _led(value, copy))
        elif _NAMING.search(key) or (key == _DRAW + "name" and element.tag in _DRAWN) or is_private(value):
            del element.attrib[key]


def _led(to: str, copy: _Copy) -> str:
    """Where a link leads in the copy: to a bookmark, a heading, or a part of the file. An address goes, whatever it is:
    it may be their school's, or their own page, and nobody sees it in the text. The words of the link stay."""
    if to.startswith("#") and not to.endswith("|outline"):
        return "#" if "|" in to or to == "#" else f"#{copy.named(unquote(to[1:]))}"
    if to.startswith("#") and not is_private(to):
        return to
    return copy.leads.get(member_of(to), "") or "#"


def member_of(to: str) -> str:
    """The member of the archive to which a link leads, as far as its folder."""
    return to.removeprefix("./").rstrip("/")
