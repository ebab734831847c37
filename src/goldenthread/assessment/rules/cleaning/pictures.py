"""Pictures without what cameras and editors wrote into them: the picture is kept, not drawn anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

_JPEG = b"\xff\xd8"
_END_OF_JPEG = 0xD9
_SCAN = 0xDA
# APP0 says how big a dot is, APP2 holds the colours, APP14 how they are mixed; the rest of APPn and comments tell.
_TELLING_SEGMENTS = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
_MARKER = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
_SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)

_PNG = b"\x89PNG\r\n\x1a\n"
_DRAWING_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"hIST"}
    | {b"sPLT", b"acTL", b"fcTL", b"fdAT", b"IEND"}
)

_GIF = (b"GIF87a", b"GIF89a")
_MOVES = b"\x21\xff\x0bNETSCAPE2.0"
_SHOWS = frozenset({0xF9, 0x01})

_DRAWING_PIECES = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_EXIF_OR_XMP = 0x0C


def plain_picture(part: bytes) -> bytes | None:
    """The picture without words about it, or ``None`` where it is of a kind that cannot be cleaned."""
    if part.startswith(_JPEG):
        return _plain_jpeg(part)
    if part.startswith(_PNG):
        return _plain_png(part)
    if part.startswith(_GIF):
        return _plain_gif(part)
    if part.startswith(b"RIFF") and part[8:12] == b"WEBP":
        return _plain_webp(part)
    if part[40:44] == b" EMF":
        return _plain_emf(part)
    # A bitmap and Windows' older drawing have no room for words.
    return part if part.startswith((b"BM", b"\xd7\xcd\xc6\x9a")) else None


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
        if marker not in _TELLING_SEGMENTS:
            kept += part[start:end]
    return bytes(kept)


def _plain_png(part: bytes) -> bytes:
    kept, at = bytearray(_PNG), 8
    while at + 12 <= len(part):
        end = at + 12 + int.from_bytes(part[at : at + 4], "big")
        kind = part[at + 4 : at + 8]
        if kind in _DRAWING_CHUNKS:
            kept += part[at:end]
        if kind == b"IEND":
            break
        at = end
    return bytes(kept)


def _plain_gif(part: bytes) -> bytes | None:
    """Without comments and what programs kept; ``None`` if it is not whole."""
    at = 13 + _colours(part[10:11])
    kept = bytearray(part[:at])
    while at < len(part):
        start, kind = at, part[at]
        if kind == 0x3B:
            return bytes(kept + b"\x3b")
        if kind == 0x2C:
            at = _behind_blocks(part, at + 11 + _colours(part[at + 9 : at + 10]))
        elif kind == 0x21:
            at = _behind_blocks(part, at + 2)
        else:
            return None
        if kind == 0x2C or part[start + 1] in _SHOWS or part.startswith(_MOVES, start):
            kept += part[start:at]
    return None


def _colours(flags: bytes) -> int:
    """How many bytes the table of colours takes that these flags announce."""
    return 3 << (flags[0] % 8 + 1) if flags and flags[0] & 0x80 else 0


def _behind_blocks(part: bytes, at: int) -> int:
    while at < len(part) and part[at]:
        at += part[at] + 1
    return at + 1


def _plain_webp(part: bytes) -> bytes:
    kept, at = bytearray(b"WEBP"), 12
    while at + 8 <= len(part):
        size = int.from_bytes(part[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        kind, piece = part[at : at + 4], bytearray(part[at:end])
        if kind == b"VP8X" and size:
            piece[8] &= ~_HAS_EXIF_OR_XMP
        if kind in _DRAWING_PIECES:
            kept += piece
        at = end
    return b"RIFF" + len(kept).to_bytes(4, "little") + bytes(kept)


def _plain_emf(part: bytes) -> bytes:
    """Without its description, which names a program and a title."""
    letters, place = (int.from_bytes(part[at : at + 4], "little") for at in (60, 64))
    plain = bytearray(part)
    end = min(place + 2 * letters, len(part))
    if 88 <= place < end:
        plain[place:end] = bytes(end - place)
    return bytes(plain)
