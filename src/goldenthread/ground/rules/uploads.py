"""What a handed-in file really is, and why it may not be kept. Judged by its bytes; its name is only a label.

Nothing here opens a file with a parser that could be hurt by it: archives are read member by member within limits,
and a PDF is searched, not run. Rooms call :func:`examine` before any other code touches the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from goldenthread.ground.rules.archives import names_of, why_not_open_office
from goldenthread.ground.rules.names import safe_name
from goldenthread.ground.rules.open_documents import why_not_open_text
from goldenthread.ground.rules.portables import why_not_open_pdf
from goldenthread.ground.types import Refusal

MEGABYTE = 1024 * 1024


class Kind(StrEnum):
    """The kinds of file that can be kept."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    XLSX = "xlsx"
    HTML = "html"
    TEXT = "txt"
    JSON = "json"
    MP4 = "mp4"
    WEBM = "webm"
    MP3 = "mp3"


MEDIA_TYPES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PDF: "application/pdf",
        Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Kind.ODT: "application/vnd.oasis.opendocument.text",
        Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        # Kept as what it is and never shown: nothing serves it, and it runs nowhere.
        Kind.HTML: "text/html; charset=utf-8",
        Kind.TEXT: "text/plain; charset=utf-8",
        Kind.JSON: "application/json",
        Kind.MP4: "video/mp4",
        Kind.WEBM: "video/webm",
        Kind.MP3: "audio/mpeg",
    }
)
_CALLED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PDF: "PDF (.pdf)",
        Kind.DOCX: "Word (.docx)",
        Kind.ODT: "OpenDocument (.odt)",
        Kind.XLSX: "Excel (.xlsx)",
        Kind.HTML: "web page (.html)",
        Kind.TEXT: "plain text (.txt)",
        Kind.JSON: "JSON (.json)",
        Kind.MP4: "MP4 video or sound (.mp4, .m4a)",
        Kind.WEBM: "WebM video (.webm)",
        Kind.MP3: "MP3 sound (.mp3)",
    }
)
# Endings under which a kind may keep its own; any other ending is replaced by the kind's first.
_ENDINGS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.PDF: (".pdf",),
        Kind.DOCX: (".docx",),
        Kind.ODT: (".odt",),
        Kind.XLSX: (".xlsx",),
        Kind.HTML: (".html", ".htm"),
        Kind.TEXT: (".txt", ".csv", ".md", ".markdown"),
        Kind.JSON: (".json",),
        Kind.MP4: (".mp4", ".m4a", ".m4v"),
        Kind.WEBM: (".webm",),
        Kind.MP3: (".mp3",),
    }
)
_EMPTY = "Check that it opens on your device, then choose it again."
# How an archive begins that ends at once.
_NO_MEMBERS = b"PK\x05\x06"
_RECORDINGS = (Kind.MP4, Kind.WEBM, Kind.MP3)
_OBJECT = re.compile(r'\s*\{\s*["}]')
_PAGES = ("<!doctype html", "<html")


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: what it is, under which harmless name, and how big in bytes."""

    kind: Kind
    media_type: str
    name: str
    size: int


def examine(content: bytes, *, name: str, kinds: frozenset[Kind], most_bytes: int) -> Upload | Refusal:
    """Say what the file is, or why it is not taken and what to do about it.

    The limit on size is also for the door to keep before it reads a body into memory; here it is the rule.
    """
    if not content:
        return Refusal("file_empty", "The file is empty.", _EMPTY)
    if len(content) > most_bytes:
        return Refusal(
            "file_too_big",
            f"The file is {_megabytes(len(content))}. The limit is {_megabytes(most_bytes)}.",
            _how_smaller(content),
        )
    kind = _kind_of(content, kinds, name)
    if isinstance(kind, Refusal):
        return kind
    refusal = _why_not(kind, content)
    if refusal:
        return refusal
    return Upload(kind, MEDIA_TYPES[kind], safe_name(name, endings=_ENDINGS[kind]), len(content))


def _kind_of(content: bytes, kinds: frozenset[Kind], name: str) -> Kind | Refusal:
    """The one kind whose beginning the bytes have, if it is wanted here."""
    mend = f"Save it as {_either([_CALLED[kind] for kind in Kind if kind in kinds])}, then choose it again."
    if content.startswith(_NO_MEMBERS) and not names_of(content):
        return Refusal("file_empty", "The file is empty: there is no document in it.", _EMPTY)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Refusal("file_old_or_locked", "This is an older Office file, or one locked with a password.", mend)
    if content.startswith(b"PK"):
        kind = _kind_of_archive(names_of(content))
    elif content.startswith(b"%PDF-"):
        kind = Kind.PDF
    elif not kinds.isdisjoint(_RECORDINGS) and (recorded := _kind_of_recording(content)):
        kind = recorded
    elif Kind.HTML in kinds and _is_page(content):
        kind = Kind.HTML
    elif Kind.JSON in kinds and _is_json(content):
        kind = Kind.JSON
    elif Kind.TEXT in kinds and _is_text(content):
        kind = Kind.TEXT
    else:
        return Refusal("file_wrong_kind", _not_what_it_says(name), mend)
    if kind not in kinds:
        return Refusal("file_wrong_kind", f"This is a {_CALLED[kind]} file, which is not taken here.", mend)
    return kind


def _not_what_it_says(name: str) -> str:
    """By its name a file is one kind or another; by its bytes this one is none."""
    for kind, endings in _ENDINGS.items():
        if name.lower().endswith(endings):
            return f"This is not a {_CALLED[kind]} file, whatever its name says: it may be damaged, or misnamed."
    return "This is none of the kinds of file that are taken here, whatever its name says."


def _either(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def _how_smaller(content: bytes) -> str:
    """What makes a file smaller that begins so: one that may have pictures, or one that has words only."""
    if content.startswith(b"%PDF-"):
        return "Keep only the pages that are needed, or make its pictures smaller, then choose it again."
    if _kind_of_recording(content):
        return "Cut it into parts, save it as sound only, or give the link to where it is kept."
    if content.startswith(b"PK"):
        return "Make the pictures in it smaller, or save it without them, then choose it again."
    return "Keep only the part that is needed, then choose it again."


def _kind_of_archive(names: frozenset[str]) -> Kind:
    if {"mimetype", "content.xml"} <= names:
        return Kind.ODT
    return Kind.XLSX if "xl/workbook.xml" in names else Kind.DOCX


def _kind_of_recording(content: bytes) -> Kind | None:
    """Sound or film by how it begins. Nothing here plays it; it is only ever handed out again."""
    if content[4:8] == b"ftyp":
        return Kind.MP4
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]:
        return Kind.WEBM
    # Either a label before the sound, or the first frame of it: eleven bits set, then version and layer III.
    is_frame = content[:1] == b"\xff" and len(content) > 1 and content[1] & 0xE6 == 0xE2
    is_labelled = content.startswith(b"ID3") and content[3:4] in (b"\x02", b"\x03", b"\x04")
    return Kind.MP3 if is_labelled or is_frame else None


def _why_not(kind: Kind, content: bytes) -> Refusal | None:
    if kind is Kind.PDF:
        return why_not_open_pdf(content)
    if kind in (Kind.TEXT, Kind.HTML, Kind.JSON, *_RECORDINGS):
        return None
    if kind is Kind.ODT:
        return why_not_open_text(content)
    if kind is Kind.DOCX:
        return why_not_open_office(content, main_part="word/document.xml")
    refusal = why_not_open_office(content, main_part="xl/workbook.xml")
    return refusal and replace(refusal, mend=refusal.mend.replace(".docx", ".xlsx"))


def _is_text(content: bytes) -> bool:
    """UTF-8 (or its superset ASCII) with no control characters but tab and line ends, and no mark-up that runs."""
    text = _written(content)
    return text is not None and not text.lstrip()[:200].lower().startswith(
        (*_PAGES, "<!doctype", "<svg", "<?xml", "<script")
    )


def _is_page(content: bytes) -> bool:
    """A web page: text that says at its beginning that it is one."""
    text = _written(content)
    return text is not None and text.lstrip()[:200].lower().startswith(_PAGES)


def _is_json(content: bytes) -> bool:
    """Text that begins as a JSON object does: no prose does."""
    text = _written(content)
    return text is not None and _OBJECT.match(text) is not None


def _written(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text) else text


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB" if size % MEGABYTE else f"{size // MEGABYTE} MB"
