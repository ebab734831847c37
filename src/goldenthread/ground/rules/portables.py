"""PDF files from outside: searched for what would act, without opening them in a reader."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from goldenthread.ground.rules.archives import BROKEN
from goldenthread.ground.types import Refusal

MOST_UNPACKED = 64 * 1024 * 1024
MOST_TRAILING = 1024

_STREAM = re.compile(rb"\bstream\r?\n")
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]+)")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_EXPORT = "Open the original document, choose “Save as PDF” or “Print to PDF”, then choose that file."
_ACTS = frozenset({b"JavaScript", b"JS", b"Launch", b"RichMedia", b"XFA", b"ImportData", b"SubmitForm", b"GoToE"})
_CARRIES = frozenset({b"EmbeddedFile", b"EmbeddedFiles"})


def why_not_open_pdf(content: bytes) -> Refusal | None:
    """Why a PDF is not taken, or ``None``: locked, acting by itself, carrying files, or not only a PDF."""
    if not re.match(rb"%PDF-[12]\.\d", content) or b"%%EOF" not in content:
        return Refusal("file_broken", "The PDF is damaged or not complete.", _EXPORT)
    rest = content[content.rindex(b"%%EOF") + 5 :].strip(b"\x00\r\n\t ")
    if len(rest) > MOST_TRAILING or _is_archive(content):
        return Refusal("file_two_things", "The file is a PDF with another file attached to its end.", _EXPORT)
    try:
        names = _names_in(content)
    except _TooMuch:
        return Refusal("file_bomb", "The PDF unpacks to far more than its size.", _EXPORT)
    if b"Encrypt" in names:
        return Refusal("file_locked", "The PDF is locked with a password or has restrictions.", _EXPORT)
    if names & _ACTS:
        return Refusal("file_acts", "The PDF holds a script or an action that runs when it is opened.", _EXPORT)
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


class _TooMuch(Exception):  # noqa: N818  a bound reached, told to the one caller above
    """More unpacked bytes than a document needs."""


def _names_in(content: bytes) -> set[bytes]:
    """Every name written in the file's objects, those in packed object streams too, with ``#4A`` spelt out."""
    found: set[bytes] = set()
    for piece in _objects(content):
        found.update(_HEX.sub(lambda hit: bytes([int(hit.group(1), 16)]), name) for name in _NAME.findall(piece))
    return found


def _objects(content: bytes) -> Iterator[bytes]:
    """The file without its streams, and then its object streams unpacked."""
    start, budget = 0, MOST_UNPACKED
    for opening in _STREAM.finditer(content):
        if opening.start() < start:
            continue
        head = content[start : opening.start()]
        yield head
        end = content.find(b"endstream", opening.end())
        end = len(content) if end < 0 else end
        if b"ObjStm" in _HEX.sub(lambda hit: bytes([int(hit.group(1), 16)]), head[-2000:]):
            unpacked = _unpacked(content[opening.end() : end], budget)
            budget -= len(unpacked)
            yield unpacked
        start = end
    yield content[start:]


def _unpacked(packed: bytes, budget: int) -> bytes:
    """As much as the usual filter gives; what it cannot read is looked at as it is."""
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(packed, budget)
    except zlib.error:
        return packed
    if reader.unconsumed_tail:
        raise _TooMuch
    return plain
