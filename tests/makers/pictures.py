"""Pictures made segment by segment, with what cameras and people write into them."""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int, *, dots: bytes | None = None, **said: bytes) -> bytes:
    """A PNG of one colour; ``said`` are segments that describe it, by their names."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    drawn = zlib.compress((b"\0" + b"\x80" * width) * height) if dots is None else dots
    parts = [
        (b"IHDR", header),
        *((name.encode(), body) for name, body in said.items()),
        (b"IDAT", drawn),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def jpeg(width: int, height: int, exif_said: bytes, *, comment: bytes = b"") -> bytes:
    """What a JPEG looks like from outside: its segments, and dots that nobody draws."""
    parts = [_segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")]
    if exif_said:
        parts.append(_segment(0xE1, exif_said))
    if comment:
        parts.append(_segment(0xFE, comment))
    parts.append(_segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"))
    return b"\xff\xd8" + b"".join(parts) + _segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"dots\xff\xd9"


def exif(turned: int | None, *, secret: bytes, order: str = "<") -> bytes:
    """What a camera says: which way up, in either order of bytes, and something nobody else should read."""
    entries = [(0x0131, 2, 4, 0)]
    if turned is not None:
        entries.append((0x0112, 3, 1, turned))
    mark = b"II*\0" if order == "<" else b"MM\0*"
    body = mark + struct.pack(order + "IH", 8, len(entries))
    for tag, kind, count, value in entries:
        packed = struct.pack(order + "HH", value, 0) if kind == 3 else struct.pack(order + "I", value)
        body += struct.pack(order + "HHI", tag, kind, count) + packed
    return b"Exif\0\0" + body + struct.pack(order + "I", 0) + secret


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
