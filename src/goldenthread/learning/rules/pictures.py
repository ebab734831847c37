"""A picture by its bytes: whether it is one, how large, and without what it says of who took it and where.

Nothing here draws the picture: its segments are walked, those that only describe it are left out, and which way up a
photograph stands is kept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from goldenthread.ground.types import Refusal
from goldenthread.learning.types.illustrating import Picture

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# What a PNG needs to be drawn as it was meant; anything else describes it.
_DRAWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ORIENTATION = 0x0112
_NOT_WHOLE = Refusal("picture_damaged", "The picture is damaged, or not whole.", "Save it again, then choose it again.")


def cleaned(content: bytes) -> Picture | Refusal:
    """The picture without its descriptions, or why it is not taken."""
    if len(content) > MOST_BYTES:
        return Refusal("picture_too_big", "The picture is larger than 5 MB.", "Save it smaller, then choose it again.")
    try:
        if content.startswith(_PNG):
            picture = _png(content)
        elif content.startswith(_JPEG):
            picture = _jpeg(content)
        else:
            return Refusal(
                "picture_wrong_kind", "This is not a PNG or JPEG picture.", "Save it as one, then choose it again."
            )
    except (struct.error, IndexError, ValueError):
        return _NOT_WHOLE
    if not 0 < picture.width * picture.height <= MOST_PIXELS:
        return Refusal("picture_too_wide", "The picture has more than 40 million dots.", "Save it smaller.")
    return picture


def _png(content: bytes) -> Picture:
    kept, width, height, at = [_PNG], 0, 0, len(_PNG)
    kind = b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise ValueError
        if kind == b"IHDR":
            width, height = struct.unpack_from(">II", content, at + 8)
        if kind in _DRAWN:
            kept.append(content[at:end])
        at = end
    return Picture(b"".join(kept), "image/png", ".png", width, height)


def _jpeg(content: bytes) -> Picture:
    kept, width, height, turned = [], 0, 0, 1
    for marker, start, end in _segments(content):
        body = content[start + 4 : end]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, 1)
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            turned = _orientation(body[6:])
        # APP0 (how dense it is), APP2 (its colours) and APP14 (how they were coded) are needed; the rest describes.
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in {0xE0, 0xE2, 0xEE}:
            kept.append(content[start:end])
    upright = _upright(turned) if turned != 1 else b""
    return Picture(b"".join([b"\xff\xd8", upright, *kept]), "image/jpeg", ".jpg", width, height)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment's marker, start and end; the last is the picture's dots, up to the mark that ends it."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError
        marker = content[at + 1]
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker == 0xDA:
            end = content.rindex(b"\xff\xd9") + 2
            yield marker, at, end
            return
        yield marker, at, at + 2 + length
        at += 2 + length


def _orientation(tiff: bytes) -> int:
    """Which way up a camera says the picture stands: 1 to 8, where it says so."""
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    (entries,) = struct.unpack_from(order + "H", tiff, first)
    for n in range(entries):
        tag, kind, _ = struct.unpack_from(order + "HHI", tiff, first + 2 + 12 * n)
        if tag == _ORIENTATION and kind == 3:
            (turned,) = struct.unpack_from(order + "H", tiff, first + 10 + 12 * n)
            return turned if 1 <= turned <= 8 else 1
    return 1


def _upright(turned: int) -> bytes:
    """A segment that says which way up the picture stands, and nothing else."""
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
