"""A photograph in a PDF out of the packings around it: while it is packed, its own words cannot be found."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Mapping, Sequence

from goldenthread.assessment.rules.cleaning.pictures import plain_picture

MOST_BYTES = 100_000_000
PHOTOGRAPH = frozenset({b"/DCTDecode", b"/DCT"})
_BEGINS = b"\xff\xd8"


def plain_photograph(stream: bytes, packings: Sequence[bytes]) -> bytes | None:
    """The photograph without words about it, or ``None`` if it cannot be unpacked. The outermost packing is first."""
    for packing in packings:
        unpack = _UNPACKED.get(packing)
        try:
            stream = unpack(stream) if unpack else b""
        except (ValueError, zlib.error):
            return None
    at = stream.find(_BEGINS)
    return None if at < 0 else plain_picture(stream[at:])


def _of_85(stream: bytes) -> bytes:
    text = b"".join(stream.replace(b"\x00", b"").split()).removeprefix(b"<~")
    return base64.a85decode(text.partition(b"~")[0])


def _of_hex(stream: bytes) -> bytes:
    digits = b"".join(stream.replace(b"\x00", b"").split()).partition(b">")[0]
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _of_flate(stream: bytes) -> bytes:
    """As far as it reaches: what is larger than any photograph is cut."""
    return zlib.decompressobj().decompress(stream, MOST_BYTES)


def _of_runs(stream: bytes) -> bytes:
    found, at = bytearray(), 0
    while at < len(stream) and stream[at] != 128:
        size = stream[at]
        found += stream[at + 1 : at + 2 + size] if size < 128 else stream[at + 1 : at + 2] * (257 - size)
        at += size + 2 if size < 128 else 2
    return bytes(found)


_UNPACKED: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"/ASCII85Decode": _of_85,
    b"/A85": _of_85,
    b"/ASCIIHexDecode": _of_hex,
    b"/AHx": _of_hex,
    b"/FlateDecode": _of_flate,
    b"/Fl": _of_flate,
    b"/RunLengthDecode": _of_runs,
    b"/RL": _of_runs,
}
