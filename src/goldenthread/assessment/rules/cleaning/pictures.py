"""Pictures with only what draws them: they are packed anew from the pieces that a viewer needs, and everything else
that cameras, editors and people put beside these is left out, whatever it is called.

A picture is not drawn anew. Its colour profile goes too, since profiles are named by whoever made them; the picture is
shown in the usual colours.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from goldenthread.assessment.rules.cleaning.web_pictures import plain_gif, plain_webp
from goldenthread.assessment.rules.cleaning.windows_pictures import plain_bmp, plain_emf, plain_wmf

_JPEG = b"\xff\xd8"
_END_OF_JPEG = 0xD9
_SCAN = 0xDA
# Frames, tables and scans. How big a dot is and how colours are mixed stands in two further ones, written anew.
_DRAWING_SEGMENTS = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)}) - {0xC8}
_JFIF = b"JFIF\x00"
_ADOBE = b"Adobe"
_MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
_SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)

_PNG = b"\x89PNG\r\n\x1a\n"
# What draws, and how long it can be; the bound is what leaves no room for words.
_LONGEST: Mapping[bytes, int] = {
    b"IHDR": 13, b"PLTE": 768, b"tRNS": 256, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"sBIT": 4, b"bKGD": 6, b"pHYs": 9,
    b"acTL": 8, b"fcTL": 26, b"fdAT": 2**31,
}  # fmt: skip
# One grey dot, drawn as large as the picture in whose place it stands.
GREY = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6338010000ca00c999ca5d7e0000000049454e44ae426082"
)
MOST_UNPACKED = 500_000_000
_STEP = 1_000_000


def plain_picture(part: bytes) -> bytes | None:
    """The picture without words about it, or ``None`` where it is of a kind that cannot be cleaned."""
    if part.startswith(_JPEG):
        return _plain_jpeg(part)
    if part.startswith(_PNG):
        return _plain_png(part)
    if part.startswith((b"GIF87a", b"GIF89a")):
        return plain_gif(part)
    if part.startswith(b"RIFF") and part[8:12] == b"WEBP":
        return plain_webp(part)
    if part[40:44] == b" EMF":
        return plain_emf(part)
    if part.startswith(b"BM"):
        return plain_bmp(part)
    return plain_wmf(part) if part.startswith(b"\xd7\xcd\xc6\x9a") else None


def ending_of(picture: bytes) -> str:
    """How the name of a cleaned picture ends."""
    if picture[40:44] == b" EMF":
        return "emf"
    starts = {b"\xff\xd8": "jpeg", b"\x89P": "png", b"GI": "gif", b"RI": "webp", b"BM": "bmp"}
    return starts.get(picture[:2], "wmf")


def _segments(jpeg: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment's kind, beginning and end; a scan reaches to the next segment. What stands between is no segment:
    bytes that fill the room before one, and what programs step over.
    """
    at = 2
    while found := _MARKER.search(jpeg, at):
        at, marker = found.start(), found.group()[1]
        if marker == _END_OF_JPEG:
            yield marker, at, at + 2
            return
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _SCAN:
            behind = _SCAN_ENDS.search(jpeg, end)
            end = behind.start() if behind else len(jpeg)
        yield marker, at, end
        at = end


def _plain_jpeg(part: bytes) -> bytes:
    kept = bytearray(_JPEG)
    for marker, start, end in _segments(part):
        data = part[start + 4 : end]
        if marker in _DRAWING_SEGMENTS or marker == _END_OF_JPEG:
            kept += part[start:end]
        elif marker == 0xE0 and data.startswith(_JFIF) and len(data) >= 12:
            kept += b"\xff\xe0\x00\x10" + _JFIF + b"\x01\x01" + data[7:12] + b"\x00\x00"
        elif marker == 0xEE and data.startswith(_ADOBE) and len(data) >= 12:
            kept += b"\xff\xee\x00\x0e" + _ADOBE + b"\x00\x64" + bytes(4) + data[11:12]
    return bytes(kept)


def _plain_png(part: bytes) -> bytes:
    kept, drawn, at = bytearray(_PNG), bytearray(), 8
    behind = bytearray()
    while at + 12 <= len(part):
        size = int.from_bytes(part[at : at + 4], "big")
        kind, data = part[at + 4 : at + 8], part[at + 8 : at + 8 + size]
        if kind == b"IDAT":
            drawn += data
        elif kind == b"IEND":
            break
        elif size <= _LONGEST.get(kind, -1):
            (behind if drawn else kept).extend(_chunk(kind, data))
        at += 12 + size
    pixels = _chunk(b"IDAT", bytes(drawn[: end_of_packed(bytes(drawn))])) if drawn else b""
    return bytes(kept + pixels + behind + _chunk(b"IEND", b""))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def end_of_packed(packed: bytes) -> int:
    """Where what zlib packed ends; what stands behind draws nothing. The whole length where that cannot be told."""
    unpack, left, size = zlib.decompressobj(), packed, 0
    try:
        while left and not unpack.eof and size < MOST_UNPACKED:
            size += len(unpack.decompress(left, _STEP))
            left = unpack.unconsumed_tail
    except zlib.error:
        return len(packed)
    return len(packed) - len(unpack.unused_data)
