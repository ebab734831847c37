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
from goldenthread.assessment.rules.cleaning.pictures import plain_picture
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
_SHOWS = re.compile(
    r"^word/(theme/theme\d*|charts/(chart|chartEx|style|colors)\d*|diagrams/[a-zA-Z]+\d*|drawings/drawing\d*)\.xml$"
    r"|^word/media/[^/]+$"
)
_SHOWN_TYPES = frozenset({"rels", "xml", "png", "jpg", "jpeg", "gif", "bmp", "emf", "wmf", "webp"})
_LEFT_OUT = "word/media/left-out.png"
# One grey dot, drawn as large as the picture in whose place it stands.
GREY = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6338010000ca00c999ca5d7e0000000049454e44ae426082"
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="http://schemas.'
    f'openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{_MAIN}"/></Relationships>'
)


@dataclass
class _Copy:
    """What is copied so far, and what is still to be."""

    given: Mapping[str, bytes]
    whole: Whole
    made: dict[str, bytes] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)


def clean_word(content: bytes) -> bytes:
    """The document, with what it leads to and shows; everything else stays behind."""
    given = {member.filename: part for member, part in members_of(content)}
    whole = Whole(styles_of(given.get("word/styles.xml")))
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
    if name.startswith("word/media/"):
        copy.made[name] = plain_picture(copy.given.get(name, b"")) or GREY
        return
    links, gone = _links(copy, name)
    copy.made[name] = plain_part(copy.given[name], gone=gone, whole=copy.whole, is_settings=name == "word/settings.xml")
    if links:
        copy.made[_beside(name)] = (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'.encode()
        )


def _links(copy: _Copy, name: str) -> tuple[str, frozenset[str]]:
    """The relationships of a part that stay, as XML, and the references of those that go."""
    stay, gone = [], set[str]()
    beside = copy.given.get(_beside(name))
    for link in ET.fromstring(beside) if beside else ():  # noqa: S314  `examine` refused document types everywhere
        key, kind, target = (link.get(which, "") for which in ("Id", "Type", "Target"))
        outside = link.get("TargetMode", "").lower() == "external"
        leads_to = _outside(copy, kind, target) if outside else _inside(copy, name, target)
        if not leads_to:
            gone.add(key)
            continue
        mode = ' TargetMode="External"' if outside else ""
        stay.append(f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(leads_to)}{mode}/>")
    return "".join(stay), frozenset(gone)


def _outside(copy: _Copy, kind: str, target: str) -> str:
    """A place in the file, if it is one. An address goes, whatever it is: it may be their school's, or their own page,
    and nobody sees it in the text. The words of the link stay."""
    if kind.endswith("/hyperlink") and target.startswith("#"):
        return f"#{copy.whole.bookmarks.named(target[1:])}"
    return ""


def _inside(copy: _Copy, name: str, target: str) -> str:
    """Where a relationship leads in the copy; empty where what it leads to stays behind."""
    to = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
    if to not in copy.given or not (to in _ALWAYS or _SHOWS.match(to)):
        return ""
    if to.startswith("word/media/") and plain_picture(copy.given[to]) is None:
        to = _LEFT_OUT
    copy.waiting.append(to)
    return f"/{to}"


def _beside(name: str) -> str:
    folder, last = posixpath.split(name)
    return f"{folder}/_rels/{last}.rels"


def _types(copy: _Copy) -> bytes:
    """What each part is: of the file's own table what still stands for something."""
    kept = {"png": "image/png", "rels": "application/vnd.openxmlformats-package.relationships+xml"}
    parts = {}
    for entry in ET.fromstring(copy.given[_TYPES]):  # noqa: S314  as above
        what = entry.get("ContentType", "")
        if entry.get("Extension", "").lower() in _SHOWN_TYPES:
            kept.setdefault(entry.get("Extension", "").lower(), what)
        elif entry.get("PartName", "").lstrip("/") in copy.made:
            parts[entry.get("PartName", "")] = what
    inner = "".join(
        [f"<Default Extension={quoteattr(key)} ContentType={quoteattr(what)}/>" for key, what in kept.items()]
        + [f"<Override PartName={quoteattr(key)} ContentType={quoteattr(what)}/>" for key, what in parts.items()]
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{inner}</Types>'.encode()
