"""PDF files from outside: searched for what would act, without opening them in a reader."""

from __future__ import annotations

import io
import re
import struct
import zipfile

from goldenthread.ground.rules.archives import BROKEN
from goldenthread.ground.rules.portable_objects import BLANKS, Parts, TooMuch, Unclear, named, names_in, parts_of
from goldenthread.ground.types import Refusal

MOST_UNPACKED = 64 * 1024 * 1024
MOST_TRAILING = 1024

_EXPORT = "Open the original document, choose “Save as PDF” or “Print to PDF”, then choose that file."
_LOCKED = Refusal("file_locked", "The PDF is locked with a password or has restrictions.", _EXPORT)
# Actions that start or fetch something, and ``AA``: actions that nobody asks for, as on turning to a page.
_ACTS = frozenset(
    {b"JavaScript", b"JS", b"Launch", b"RichMedia", b"Rendition", b"XFA", b"ImportData", b"SubmitForm", b"GoToE", b"AA"}
)
_CARRIES = frozenset({b"EmbeddedFile", b"EmbeddedFiles"})
# What it does when opened: an act of its own or by number, or a page to turn to.
_OPENING = re.compile(
    rb"/OpenAction[%(blank)s]*(?:(?P<page>\[)|(?P<nothing>null)|(?P<act><<[^>]*>>)"
    rb"|(?P<number>[0-9]{1,9})[%(blank)s]+[0-9]+[%(blank)s]+R)" % {b"blank": re.escape(BLANKS)}
)


def why_not_open_pdf(content: bytes) -> Refusal | None:
    """Why a PDF is not taken, or ``None``: locked, acting by itself, carrying files, or not only a PDF."""
    if not re.match(rb"%PDF-[12]\.\d", content) or b"%%EOF" not in content:
        return Refusal("file_broken", "The PDF is damaged or not complete.", _EXPORT)
    rest = content[content.rindex(b"%%EOF") + 5 :].strip(b"\x00\r\n\t ")
    if len(rest) > MOST_TRAILING or _is_archive(content):
        return Refusal("file_two_things", "The file is a PDF with another file attached to its end.", _EXPORT)
    if re.search(rb"/Encrypt(?![A-Za-z])", content):
        return _LOCKED
    try:
        parts = parts_of(content, most_unpacked=MOST_UNPACKED)
        names = parts.names()
        acts = bool(names & _ACTS) or (b"OpenAction" in names and _acts_when_opened(parts))
    except TooMuch:
        return Refusal("file_bomb", "The PDF unpacks to far more than its size.", _EXPORT)
    except Unclear:
        return Refusal("file_unclear", "The PDF is damaged, or built so that it cannot be read through.", _EXPORT)
    if b"Encrypt" in names:
        return _LOCKED
    if acts:
        return Refusal("file_acts", "The PDF holds a script or an action that runs when it is opened.", _EXPORT)
    if b"Root" not in names:
        return Refusal("file_broken", "The PDF is damaged: there is no document in it.", _EXPORT)
    if names & _CARRIES:
        return Refusal("file_nested", "Another file is packed inside this PDF.", _EXPORT)
    return None


def _is_archive(content: bytes) -> bool:
    """Whether the same bytes are an archive with something in it. Its mark of four bytes alone says nothing: in so many
    packed bytes it comes about by chance."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(archive.infolist())
    except (*BROKEN, struct.error):
        return False


def _acts_when_opened(parts: Parts) -> bool:
    """Whether opening it does more than to turn to a page. :raises Unclear: where what it does is not told plainly."""
    pieces = (parts.plain, *(each.content for each in parts.packed))
    said = [hit for piece in pieces for hit in _OPENING.finditer(piece)]
    if len(said) != sum(len(named(piece, b"OpenAction")) for piece in pieces):
        raise Unclear
    for hit in said:
        if hit["page"] or hit["nothing"]:
            continue
        acts = [hit["act"]] if hit["act"] else list(parts.numbered(int(hit["number"])))
        if not acts or any(not _turns_a_page(act) for act in acts):
            return True
    return False


def _turns_a_page(act: bytes) -> bool:
    return act.lstrip(BLANKS).startswith(b"[") or (b"GoTo" in names_in(act) and b"URI" not in names_in(act))
