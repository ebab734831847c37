"""A Word file with only the parts that are needed to show it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from goldenthread.assessment.rules.cleaning.markup import Whole, plain_part
from goldenthread.assessment.rules.cleaning.pictures import GREY, ending_of, plain_picture
from goldenthread.assessment.rules.cleaning.style_names import numbered_styles
from goldenthread.assessment.rules.word_styles import styles_of
from goldenthread.ground.rules.archives import members_of

_MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
# Read and counted under these names, whether or not anything leads to them.
_ALWAYS = (
    _MAIN,
    "word/styles.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
)
# What each part that is copied is; a part of any other name stays behind.
_WORDS, _DRAWINGS = (
    f"application/vnd.openxmlformats-officedocument.{each}" for each in ("wordprocessingml.", "drawingml.")
)
_KINDS_OF_PARTS = tuple(
    (re.compile(rf"word/{name}\.xml"), kind)
    for name, kind in (
        ("document", f"{_WORDS}document.main+xml"),
        *((each, f"{_WORDS}{each}+xml") for each in ("styles", "numbering", "settings", "footnotes", "endnotes")),
        (r"theme/theme\d*", "application/vnd.openxmlformats-officedocument.theme+xml"),
        (r"charts/chart\d*", f"{_DRAWINGS}chart+xml"),
        (r"charts/chartEx\d*", "application/vnd.ms-office.chartex+xml"),
        (r"charts/style\d*", "application/vnd.ms-office.chartstyle+xml"),
        (r"charts/colors\d*", "application/vnd.ms-office.chartcolorstyle+xml"),
        (r"drawings/drawing\d*", f"{_DRAWINGS}chartshapes+xml"),
        (r"diagrams/data\d*", f"{_DRAWINGS}diagramData+xml"),
        (r"diagrams/layout\d*", f"{_DRAWINGS}diagramLayout+xml"),
        (r"diagrams/quickStyles?\d*", f"{_DRAWINGS}diagramStyle+xml"),
        (r"diagrams/colors\d*", f"{_DRAWINGS}diagramColors+xml"),
        (r"diagrams/drawing\d*", "application/vnd.ms-office.drawingml.diagramDrawing+xml"),
    )
)
_MEDIA = "word/media/"
_KINDS_OF_PICTURES = {
    each: f"image/{each}" for each in ("png", "jpeg", "gif", "bmp", "webp")
} | {"emf": "image/x-emf", "wmf": "image/x-wmf"}  # fmt: skip
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
# What one part may be to another.
_KINDS_OF_LINKS = {
    each: _OFFICE + each
    for each in (
        "styles", "numbering", "settings", "footnotes", "endnotes", "theme", "image", "chart", "diagramData",
        "diagramLayout", "diagramQuickStyle", "diagramColors", "chartUserShapes", "hyperlink",
    )
} | {
    "chartEx": f"{_MICROSOFT}2014/relationships/chartEx",
    "chartStyle": f"{_MICROSOFT}2011/relationships/chartStyle",
    "chartColorStyle": f"{_MICROSOFT}2011/relationships/chartColorStyle",
    "diagramDrawing": f"{_MICROSOFT}2007/relationships/diagramDrawing",
}  # fmt: skip
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="http://schemas.'
    f'openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{_MAIN}"/></Relationships>'
)


@dataclass
class _Copy:
    """What is copied so far, where each picture is in it, and what is still to be."""

    given: Mapping[str, bytes]
    whole: Whole
    made: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)


def clean_word(content: bytes) -> bytes:
    """The document, with what it leads to and shows; everything else stays behind."""
    given = {member.filename: part for member, part in members_of(content)}
    styles = given.get("word/styles.xml")
    whole = Whole(styles_of(styles), numbered_styles(styles))
    copy = _Copy(given, whole, waiting=[name for name in reversed(_ALWAYS) if name in given])
    while copy.waiting:
        name = copy.waiting.pop()
        if name not in copy.made:
            _take(copy, name)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in {_TYPES: _types(copy), "_rels/.rels": _ROOT.encode(), **copy.made}.items():
            packed.writestr(zipfile.ZipInfo(name, LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _take(copy: _Copy, name: str) -> None:
    """Copy one part, and note what it leads to."""
    links, leads = _links(copy, name)
    if name == _MAIN:
        copy.whole.led_from_document.update(leads)
    copy.made[name] = plain_part(
        copy.given[name], leads=leads, whole=copy.whole, is_settings=name == "word/settings.xml"
    )
    if links:
        copy.made[_beside(name)] = (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'.encode()
        )


def _links(copy: _Copy, name: str) -> tuple[str, Mapping[str, str]]:
    """The relationships of a part that stay, as XML, and what its references to them are called in the copy."""
    stay, leads = [], dict[str, str]()
    beside = copy.given.get(_beside(name))
    for link in ET.fromstring(beside) if beside else ():  # noqa: S314  `examine` refused document types everywhere
        key, kind, target = (link.get(which, "") for which in ("Id", "Type", "Target"))
        what = kind.rpartition("/")[2]
        outside = link.get("TargetMode", "").lower() == "external"
        leads_to = _outside(copy, what, target) if outside else _inside(copy, name, target)
        if not leads_to or what not in _KINDS_OF_LINKS:
            continue
        leads[key] = f"rId{len(leads) + 1}"
        mode = ' TargetMode="External"' if outside else ""
        stay.append(
            f'<Relationship Id="{leads[key]}" Type="{_KINDS_OF_LINKS[what]}" Target={quoteattr(leads_to)}{mode}/>'
        )
    return "".join(stay), leads


def _outside(copy: _Copy, what: str, target: str) -> str:
    """A place in the file, if it is one. An address goes, whatever it is: it may be their school's, or their own page,
    and nobody sees it in the text. The words of the link stay."""
    if what == "hyperlink" and target.startswith("#"):
        return f"#{copy.whole.bookmarks.named(target[1:])}"
    return ""


def _inside(copy: _Copy, name: str, target: str) -> str:
    """Where a relationship leads in the copy; empty where what it leads to stays behind."""
    to = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
    if to not in copy.given:
        return ""
    if posixpath.dirname(to) + "/" == _MEDIA:
        return f"/{copy.pictures.setdefault(to, '') or _picture(copy, to)}"
    if _kind(to) is None:
        return ""
    copy.waiting.append(to)
    return f"/{to}"


def _picture(copy: _Copy, name: str) -> str:
    """Copy a picture, under a number: it may be called after the file that it came from."""
    plain = plain_picture(copy.given[name]) or GREY
    copy.pictures[name] = f"{_MEDIA}image{len(copy.pictures)}.{ending_of(plain)}"
    copy.made[copy.pictures[name]] = plain
    return copy.pictures[name]


def _beside(name: str) -> str:
    folder, last = posixpath.split(name)
    return f"{folder}/_rels/{last}.rels"


def _kind(name: str) -> str | None:
    return next((kind for pattern, kind in _KINDS_OF_PARTS if pattern.fullmatch(name)), None)


def _types(copy: _Copy) -> bytes:
    """What each part is, made anew."""
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    kinds |= _KINDS_OF_PICTURES
    inner = "".join(f'<Default Extension="{key}" ContentType="{what}"/>' for key, what in kinds.items())
    for name in copy.made:
        kind = _kind(name)
        inner += f'<Override PartName="/{name}" ContentType="{kind}"/>' if kind else ""
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{inner}</Types>'.encode()
