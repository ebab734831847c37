"""One part of an OpenDocument text without names, moments, places on somebody's machine, headers, footers, comments,
and without what the counted text leaves out: deleted and hidden words, and words about pictures.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.cleaning.markup import is_private
from goldenthread.assessment.rules.cleaning.open_names import Names
from goldenthread.assessment.rules.cleaning.pictures import GREY, plain_picture
from goldenthread.assessment.rules.cleaning.prefixes import OPEN, declared, is_known, written
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
_MATH = f"{{{OPEN['math']}}}"
_CHART = f"{{{OPEN['chart']}}}"
_LOEXT = f"{{{OPEN['loext']}}}"
_NUMBER = f"{{{OPEN['number']}}}"

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
    | {_SVG + "title", _SVG + "desc", _DC + "creator", _DC + "date", _OFFICE + "dde-source", _MATH + "annotation"}
    | {_TABLE + each for each in ("content-validations", "named-expressions", "dde-links", "table-source", "title")}
    | {_TABLE + each for each in ("desc", "shapes", "scenario", "database-ranges", "label-ranges")}
)
# Fields whose names and conditions a person wrote: what they show stays, as words like any other.
_FIELDS = frozenset(
    _TEXT + each
    for each in (
        "user-field-get", "user-field-input", "variable-get", "variable-set", "variable-input", "text-input",
        "conditional-text", "hidden-paragraph", "placeholder", "expression", "database-display", "execute-macro",
        "bibliography-mark", "meta", "table-formula",
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
# Rounds of writing, words that a program keeps beside what is shown, conditions and formulas, who a change is said to
# be by, and what a note is called in place of its number.
_NAMING = re.compile(
    rf"^{re.escape(_OFFICE)}(name|title|target-frame-name|string-value)$|^{re.escape(_XLINK)}title$"
    rf"|^({re.escape(_TEXT)}|{re.escape(_TABLE)})(label|formula|condition|protection-key|template-name|database-\w+)$"
    rf"|^{re.escape(_TABLE)}content-validation-name$|\}}display-name$"
    r"|\}(rsid|paragraph-rsid|initials|sender-initials|sender-name|creator|creator-initials)$"
)
# A later addition to the format keeps its numbers, and none of its words.
_PLAIN_VALUE = re.compile(r"true|false|none|auto|[-+\d.]+(%|pt|cm|in|mm|em)?|#[0-9a-fA-F]{6}")
_KNOWN = frozenset(OPEN.values())
_BINARY = _OFFICE + "binary-data"
# Words that a program would put into an index or beside a number; what it did put there stands in the text as well.
_PREPARED = frozenset(
    {_TEXT + each for each in ("index-title-template", "index-entry-span")}
    | {_NUMBER + each for each in ("text", "currency-symbol")}
)
_MOST_LETTERS = 3
# What programs call the shapes that they draw; any other is drawn by its own path.
_SHAPES = re.compile(
    r"(ooxml|mso|flowchart)-[a-zA-Z\d-]+|(round-)?rectangle|ellipse|diamond|hexagon|octagon|parallelogram|trapezoid"
    r"|cross|can|cube|ring|frame|smiley|sun|moon|heart|star\d+|(left|right|up|down|up-down|left-right)-arrow(-callout)?"
    r"|(isosceles|right)-triangle|(round(-rectangular)?|rectangular|cloud|line)-callout(-\d)?|standard|lines?|curve"
)
# Kinds of charts and what numbers captions name these prefixes in their values.
_IN_VALUES = ("chart", "ooow")
_QUESTION = re.compile(r"(value\(\)|[-+<>=!.,\d\s]|and|or)*")


@dataclass(frozen=True)
class _Copy:
    """Where each member of the file is in the copy, its styles, and what everything is called in it."""

    leads: Mapping[str, str]
    styles: Mapping[str, OpenStyle]
    names: Names
    prefixes: Mapping[str, str]


def plain_open_part(part: bytes, *, leads: Mapping[str, str], styles: Mapping[str, OpenStyle], names: Names) -> bytes:
    """The part again; ``leads`` says of each member of the file where it is in the copy, empty if it stays behind,
    ``styles`` what is hidden, and ``names`` what all parts call the same thing.
    """
    copy = _Copy(leads, styles, names, declared(part))
    root = ET.fromstring(part)  # noqa: S314  `examine` refused every part that declares a document type
    for element in root.iter():
        _drop(element, copy)
    for element in root.iter():
        _unwrap(element)
        _take_names_off(element, copy)
        _limit(element, copy)
    return written(root, _IN_VALUES)


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
        or (child.tag == _STYLE + "map" and not _QUESTION.fullmatch(child.get(_STYLE + "condition", "")))
        or (is_in_text and (style.is_hidden or is_put_away(child)))
    )


def _unwrap(element: Element) -> None:
    """Leave out the element of an unknown vocabulary around words, and keep the words."""
    if all(_is_copied(child) for child in element):
        return
    inner = list(_inside(element))
    element.text, element[:] = "", [each for each in inner if isinstance(each, Element)]
    before: Element | None = None
    for each in inner:
        if isinstance(each, Element):
            before, each.tail = each, ""
        elif before is None:
            element.text += each
        else:
            before.tail = (before.tail or "") + each


def _is_copied(element: Element) -> bool:
    return is_known(element.tag, _KNOWN) and "}" in element.tag and not element.tag.startswith(_LOEXT)


def _inside(element: Element) -> Iterator[Element | str]:
    """What stands in an element, in order: known elements, and words."""
    yield element.text or ""
    for child in element:
        if _is_copied(child):
            yield child
        else:
            yield from _inside(child)
        yield child.tail or ""


def _take_names_off(element: Element, copy: _Copy) -> None:
    """What names somebody is left out; what somebody may have named goes by numbers."""
    if element.tag in _FIELDS:
        element.tag = _TEXT + "span"
        element.attrib.clear()
    if element.tag in _MARKS:
        element.set(_MARKS[element.tag], copy.names.mark(element.get(_MARKS[element.tag], "")))
    for key, value in list(element.attrib.items()):
        if key == _XLINK + "href":
            element.set(key, _led(value, copy))
        elif element.tag in _MARKS and key == _MARKS[element.tag]:
            continue
        elif _goes_off(element, key, value):
            del element.attrib[key]
        else:
            copy.names.give(element, key)


def _goes_off(element: Element, key: str, value: str) -> bool:
    is_name = _NAMING.search(key) is not None or (key == _DRAW + "name" and element.tag in _DRAWN)
    is_odd = not is_known(key, _KNOWN) or (key.startswith(_LOEXT) and not _PLAIN_VALUE.fullmatch(value))
    asks = key == _TEXT + "display" and value == "condition"
    return is_name or is_odd or asks or is_private(value)


def _limit(element: Element, copy: _Copy) -> None:
    """What is left of values that hold more than a name: a picture in letters, a kind of chart, a caption's number."""
    if element.tag == _BINARY:
        element.text = base64.b64encode(_unlettered(element.text or "")).decode()
    elif element.tag in _PREPARED and len(element.text or "") > _MOST_LETTERS:
        element.text = ""
    elif element.tag == _TEXT + "sequence":
        element.set(_TEXT + "formula", f"ooow:{element.get(_TEXT + 'name', '')}+1")
    elif not _SHAPES.fullmatch(element.get(_DRAW + "type", "lines")):
        element.set(_DRAW + "type", "non-primitive")
    kind = element.get(_CHART + "class", "")
    if ":" in kind:
        prefix, _, local = kind.partition(":")
        element.set(_CHART + "class", f"{copy.prefixes.get(prefix, 'chart')}:{local}")


def _unlettered(letters: str) -> bytes:
    """A picture that is written in letters, without words about it."""
    try:
        return plain_picture(base64.b64decode(letters)) or GREY
    except binascii.Error:
        return GREY


def _led(to: str, copy: _Copy) -> str:
    """Where a link leads in the copy: to a bookmark, a heading, or a part of the file. An address goes, whatever it is:
    it may be their school's, or their own page, and nobody sees it in the text. The words of the link stay."""
    if to.startswith("#") and not to.endswith("|outline"):
        return "#" if "|" in to or to == "#" else f"#{copy.names.mark(unquote(to[1:]))}"
    if to.startswith("#") and not is_private(to):
        return to
    return copy.leads.get(member_of(to), "") or "#"


def member_of(to: str) -> str:
    """The member of the archive to which a link leads, as far as its folder."""
    return to.removeprefix("./").rstrip("/")
