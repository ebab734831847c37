"""One part of a Word file without names, moments, paths, and what hangs on parts that stay behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.cleaning.bookmarks import Bookmarks
from goldenthread.assessment.rules.cleaning.changes import accept
from goldenthread.assessment.rules.cleaning.prefixes import declared, written
from goldenthread.assessment.rules.cleaning.style_names import StyleNames
from goldenthread.assessment.rules.cleaning.vocabulary import known_only, name_shapes, one_choice
from goldenthread.assessment.rules.reading_word import is_telling
from goldenthread.assessment.rules.word_fields import NAMING, first_word
from goldenthread.assessment.rules.word_styles import Style

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_O = "{urn:schemas-microsoft-com:office:office}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

_NAMELESS = "Author"
# Wherever they stand, these attributes name a person, a moment or a round of writing (Word, and its later additions).
_NAMING = re.compile(
    r"(^|\})(author|initials|userId|providerId|tooltip|docLocation|tgtFrame)$|\}(date|dateUtc|rsid\w*|paraId|textId)$"
    rf"|^{re.escape(_O)}(title|gfxdata|href)$|^(invalidUrl|class)$"
)
# Places on somebody's machine or in their own cloud, and addresses of people.
_PRIVATE = re.compile(
    r"\b[a-z]:[\\/]|\\\\\w|\bfile:|/(users|home)/|sharepoint\.|onedrive|1drv\.|docs\.live\.|(drive|docs)\.google\."
    r"|dropbox|icloud\.|\bmailto:|[\w.+-]@[\w-]+\.",
    re.IGNORECASE,
)
SHORTEST_PLACE = 4
_DROPPED = frozenset(
    _W + tag
    for tag in (
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "permStart", "permEnd",
        "dataBinding", "smartTagPr", "customXmlPr", "altChunk", "subDoc", "alias", "aliases", "tag", "tblCaption",
        "tblDescription", "helpText", "statusText", "listItem", "listEntry", "entryMacro", "exitMacro", "fldData",
        "docPart", "docPartCategory", "attachedSchema", "printerSettings",
    )
) | {
    _W15 + "dataBinding", _W15 + "repeatingSection", _W15 + "webExtensionLinked", _O + "signatureline",
    _A + "custClrLst", _A + "extraClrSchemeLst", _C + "pivotSource", _C + "printSettings",
    *(_C15 + each for each in ("sqref", "fullRef", "levelRef", "formulaRef")),
    *(_DGM + each for each in ("title", "desc", "catLst", "sampData")),
}  # fmt: skip
_DROPPED_THERE = frozenset(
    {
        (_A + "blip", _A + "extLst"), (_W + "ffData", _W + "name"), (_W + "textInput", _W + "default"),
        (_W + "abstractNum", _W + "name"),
    }
)  # fmt: skip
_SETTINGS = frozenset(
    _W + tag
    for tag in (
        "zoom", "mirrorMargins", "gutterAtTop", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter",
        "displayBackgroundShape", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone",
        "doNotHyphenateCaps", "evenAndOddHeaders", "characterSpacingControl", "footnotePr", "endnotePr", "compat",
        "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator",
    )
)  # fmt: skip
_PICTURED = re.compile(r"\}(docPr|cNvPr)$")
_NAMED_THEME = frozenset(_A + tag for tag in ("theme", "clrScheme", "fontScheme", "fmtScheme"))
_QUIET_FIELDS = frozenset(
    {"page", "numpages", "section", "sectionpages", "pageref", "ref", "noteref", "seq", "toc", "index"}
    | {"styleref", "eq", "symbol", "listnum", "=", "hyperlink", "formtext", "formcheckbox", "formdropdown"}
)
# They hold words for an index or for the contents, which are shown nowhere else.
_WORDS_UNSEEN = frozenset({"xe", "tc"})
# A link by a field to a place in the file, with what opens it in another window; all others lead to an address.
_TO_PLACE = re.compile(r'\s*hyperlink\s+(?:\\[hmn]\s+)*\\l\s+"?([^\s"“”\\]+)"?\s*(?:\\[hmn]\s*)*', re.IGNORECASE)
# What a link by a field says when somebody points at it, and in which frame it opens.
_TIP = re.compile(r'\\[ot]\s+("[^"]*"|“[^”]*”|\S+)', re.IGNORECASE)
_DRAWN_BEFORE = "{urn:schemas-microsoft-com:vml}"
# Words that a program marked as something of its own; what it calls that has to be said, and is in no text.
_MARKED_UP = frozenset({_W + "customXml", _W + "smartTag"})
_NOTES = {_W + "footnote": _W + "footnoteReference", _W + "endnote": _W + "endnoteReference"}
_IGNORABLE = _MC + "Ignorable"
_ON_PREFIXES = re.compile(rf"^{re.escape(_MC)}(MustUnderstand|ProcessContent|Preserve\w+)$")
# References to other parts that are written without a prefix of their own.
_LEADING = _O + "relid"
# A diagram says by this in which part it is drawn, as the document calls that.
_DRAWN_IN = "relId"


@dataclass
class Whole:
    """What the parts of one file have to do with one another: its styles, its numbers, the notes that are shown."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    style_names: StyleNames = field(default_factory=StyleNames)
    shapes: dict[str, str] = field(default_factory=dict)
    led_from_document: dict[str, str] = field(default_factory=dict)
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    notes: set[tuple[str, str]] = field(default_factory=set)


def plain_part(part: bytes, *, leads: Mapping[str, str], whole: Whole, is_settings: bool = False) -> bytes:
    """The part again; ``leads`` says what its references are called in the copy, and lacks those to parts that stay
    behind. The document comes before its notes.
    """
    prefixes = dict(declared(part))
    root = ET.fromstring(part)  # noqa: S314  `examine` refused every part that declares a document type
    if is_settings:
        root[:] = [child for child in root if child.tag in _SETTINGS]
    for element in root.iter(_W + "sdt"):
        if is_telling(element):
            _silence(element)
    one_choice(root, prefixes)
    known_only(root)
    _quiet_fields(root)
    accept(root, whole.styles)
    _leave_notes_out(root, whole)
    _name_bookmarks(root, leads, whole.bookmarks)
    whole.style_names.give(root)
    name_shapes(root, whole.shapes)
    for element in root.iter():
        if element.get(_DRAWN_IN) is not None:
            element.set(_DRAWN_IN, whole.led_from_document.get(element.get(_DRAWN_IN, ""), ""))
    for element in root.iter():
        for child in [child for child in element if _goes(child, element, leads)]:
            element.remove(child)
        _take_names_off(element, leads)
    return written(root, list(_named(root, prefixes)))


def is_private(words: str) -> bool:
    """Whether this leads to somebody's machine, to their own cloud, or to a person."""
    return len(words) >= SHORTEST_PLACE and _PRIVATE.search(words) is not None


def _goes(child: Element, parent: Element, leads: Mapping[str, str]) -> bool:
    """Whether an element leaves nothing to see, or shows what stays behind. The words of a link stay."""
    if child.tag in _DROPPED or (parent.tag, child.tag) in _DROPPED_THERE:
        return True
    return child.tag != _W + "hyperlink" and any(
        _leads(key) and value not in leads for key, value in child.attrib.items()
    )


def _leads(key: str) -> bool:
    return key.startswith(_R) or key == _LEADING


def _take_names_off(element: Element, leads: Mapping[str, str]) -> None:
    """A change has to name somebody, so it names nobody in particular; anything else is left out."""
    for key, value in list(element.attrib.items()):
        if key == _W + "author":
            element.set(key, _NAMELESS)
        elif value in leads and _leads(key):
            element.set(key, leads[value])
        elif _NAMING.search(key) or is_private(value) or _leads(key) or _ON_PREFIXES.search(key):
            del element.attrib[key]
    _describe_nothing(element)
    if element.tag in _MARKED_UP:
        element.attrib.clear()
        element.set(_W + "element", "words")
    if element.tag in _NAMED_THEME:
        element.set("name", "Theme")
    if element.tag == _W + "fldSimple":
        element.set(_W + "instr", _quieted(element.get(_W + "instr", "")))


def _describe_nothing(element: Element) -> None:
    """What is said of a picture is not in the text that is shown, so nobody could see or mask it there."""
    is_pictured = _PICTURED.search(element.tag) is not None
    if is_pictured:
        element.set("name", "Picture")
    if is_pictured or element.tag.startswith(_DRAWN_BEFORE):
        for key in ("descr", "alt", "title", "href", "target", "src"):
            element.attrib.pop(key, None)


def _leave_notes_out(root: Element, whole: Whole) -> None:
    """A note whose mark was deleted or hidden is not shown; the separators, which carry a type, are no notes."""
    whole.notes |= {(each.tag, each.get(_W + "id", "")) for each in root.iter() if each.tag in _NOTES.values()}
    root[:] = [
        child
        for child in root
        if child.tag not in _NOTES
        or child.get(_W + "type")
        or (_NOTES[child.tag], child.get(_W + "id", "")) in whole.notes
    ]


def _name_bookmarks(root: Element, leads: Mapping[str, str], bookmarks: Bookmarks) -> None:
    """Number the bookmarks, and lead links and fields to the numbers; an instruction may be cut into runs."""
    for element in root.iter(_W + "bookmarkStart"):
        element.set(_W + "name", bookmarks.named(element.get(_W + "name", "")))
    opened: list[list[Element]] = [[]]
    for element in root.iter():
        kind = element.get(_W + "fldCharType", "") if element.tag == _W + "fldChar" else ""
        if kind == "begin":
            opened.append([])
        elif element.tag == _W + "instrText":
            opened[-1].append(element)
        elif kind == "end" and len(opened) > 1:
            _instruct(opened.pop(), bookmarks)
        elif element.tag == _W + "fldSimple":
            element.set(_W + "instr", bookmarks.instructed(element.get(_W + "instr", "")))
        elif element.get(_W + "anchor") and element.get(_R + "id") not in leads:
            # With an address beside it, it would be a place there.
            element.set(_W + "anchor", bookmarks.named(element.get(_W + "anchor", "")))
    for pieces in opened:
        _instruct(pieces, bookmarks)


def _instruct(pieces: list[Element], bookmarks: Bookmarks) -> None:
    before = "".join(piece.text or "" for piece in pieces)
    instruction = bookmarks.instructed(before)
    if instruction != before:
        _instead(pieces, instruction)


def _instead(pieces: list[Element], instruction: str) -> None:
    """Write an instruction in place of one that is cut into runs."""
    for number, piece in enumerate(pieces):
        piece.text = "" if number else instruction


def _quiet_fields(root: Element) -> None:
    """Fields that show where a file lies or who wrote it, or that reference programs keep, forget how they are made;
    what they show stays unless it is a name. An instruction may be cut into runs.
    """
    opened: list[tuple[list[Element], list[Element]]] = [([], [])]
    for element in root.iter():
        kind = element.get(_W + "fldCharType", "") if element.tag == _W + "fldChar" else ""
        if kind == "begin":
            opened.append(([], []))
        elif element.tag == _W + "instrText":
            opened[-1][0].append(element)
        elif element.tag == _W + "t":
            opened[-1][1].append(element)
        elif kind == "end" and len(opened) > 1:
            _quiet_field(*opened.pop())
        elif element.tag == _W + "fldSimple" and first_word(element.get(_W + "instr", "")) in NAMING:
            _silence(element)
    for pieces, _ in opened:
        _quiet_field(pieces, [])


def _quiet_field(pieces: list[Element], shown: list[Element]) -> None:
    instruction = "".join(piece.text or "" for piece in pieces)
    quiet = _quieted(instruction)
    if quiet != instruction:
        _instead(pieces, quiet)
    if first_word(instruction) in NAMING:
        for text in shown:
            text.text = ""


def _quieted(instruction: str) -> str:
    """An instruction without what tells: words for an index, what a link says beside itself, or all of it."""
    first = first_word(instruction)
    if first in _WORDS_UNSEEN:
        return f' {first.upper()} "" '
    if first and (first not in _QUIET_FIELDS or is_private(instruction)):
        return ""
    if first != "hyperlink":
        return instruction
    # An address may be their school's, or their own page, and is not among the words that are shown.
    place = _TO_PLACE.fullmatch(_TIP.sub("", instruction))
    return f' HYPERLINK \\l "{place.group(1)}" ' if place else ""


def _silence(element: Element) -> None:
    for text in element.iter(_W + "t"):
        text.text = ""


def _named(root: Element, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Prefixes that Word names in the values of attributes, each as it is called in the copy."""
    for element in root.iter():
        if element.get(_IGNORABLE) is not None:
            ignored = [prefixes[each] for each in element.attrib.pop(_IGNORABLE).split() if each in prefixes]
            if ignored:
                element.set(_IGNORABLE, " ".join(ignored))
            yield from ignored
        yield from element.get("Requires", "").split()
