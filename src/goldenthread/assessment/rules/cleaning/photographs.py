"""A photograph in a PDF out of the packings around it: while it is packed, its own words cannot be found."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.assessment.rules.cleaning.pdf_packings import unpacked
from goldenthread.assessment.rules.cleaning.pictures import plain_picture

PHOTOGRAPH = frozenset({b"DCTDecode", b"DCT"})
FINER_PHOTOGRAPH = b"JPXDecode"
_BEGINS = b"\xff\xd8"

_BOXED = b"\x00\x00\x00\x0cjP  "
_BOXES = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_HEADING = frozenset({b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"res "})
_BEGINS_FINER, _SAID, _TILE = b"\xff\x4f", 0x64, 0x90
# By a number in place of a profile: grey, or the usual colours.
_BY_NUMBER = 1


def plain_photograph(data: bytes, packings: Sequence[bytes]) -> bytes | None:
    """The photograph without words about it, or ``None`` if it cannot be unpacked. The outermost packing is first."""
    inner = unpacked(data, packings)
    at = -1 if inner is None else inner.find(_BEGINS)
    return None if inner is None or at < 0 else plain_picture(inner[at:])


def plain_finer(data: bytes, packings: Sequence[bytes]) -> bytes | None:
    """A photograph of the newer kind without words about it, or ``None`` if it is none."""
    inner = unpacked(data, packings) or b""
    if inner.startswith(_BEGINS_FINER):
        return _plain_codes(inner)
    return _plain_boxes(inner, _BOXES) if inner.startswith(_BOXED) else None


def _plain_boxes(data: bytes, kept: frozenset[bytes]) -> bytes:
    found, at = bytearray(), 0
    while at + 8 <= len(data):
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = at + size if size >= head else len(data)
        inner = data[at + head : end]
        if kind in kept:
            inner = _plain_boxes(inner, _HEADING) if kind == b"jp2h" else inner
            inner = _plain_codes(inner) if kind == b"jp2c" else inner
            # Colours go by a number, or by a profile, which has names; then the usual ones are meant.
            if kind == b"colr" and inner[:1] != bytes([_BY_NUMBER]):
                inner = bytes([_BY_NUMBER, 0, 0, 0, 0, 0, 16 if _colours(data) > 1 else 17])
            found += (len(inner) + 8).to_bytes(4, "big") + kind + inner
        at = end
    return bytes(found)


def _colours(heading: bytes) -> int:
    """How many colours the picture has, by what stands first of its heading."""
    return int.from_bytes(heading[16:18], "big")


def _plain_codes(data: bytes) -> bytes:
    """Without what is said aside before the first tile."""
    found, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at + 1] != _TILE:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        found += b"" if data[at + 1] == _SAID else data[at:end]
        at = end
    return bytes(found + data[at:])
