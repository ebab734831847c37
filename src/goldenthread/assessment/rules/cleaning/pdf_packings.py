"""What a stream of a PDF holds, out of the packings around it."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

MOST_BYTES = 100_000_000
_LEAST_BITS, _MOST_BITS, _CLEAR, _END = 9, 12, 256, 257


def unpacked(data: bytes, packings: Sequence[bytes], predicted: Sequence[Mapping[bytes, int]] = ()) -> bytes | None:
    """The bytes in these packings, of which the outermost is first, or ``None`` if they cannot be unpacked."""
    for number, packing in enumerate(packings):
        unpack = _UNPACKED.get(packing)
        if unpack is None:
            return None
        try:
            data = unpack(data)
        except (ValueError, zlib.error, binascii.Error):
            return None
        how = predicted[number] if number < len(predicted) else {}
        if how.get(b"Predictor", 1) > 1:
            data = _unpredicted(data, how)
    return data


def _of_85(data: bytes) -> bytes:
    text = b"".join(data.replace(b"\x00", b"").split()).removeprefix(b"<~")
    return base64.a85decode(text.partition(b"~")[0])


def _of_hex(data: bytes) -> bytes:
    digits = b"".join(data.replace(b"\x00", b"").split()).partition(b">")[0]
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def _of_flate(data: bytes) -> bytes:
    """As far as it reaches: what is larger than any page or photograph is cut, and so is what is damaged."""
    unpack, found, left = zlib.decompressobj(), bytearray(), data
    found += unpack.decompress(left[:64], MOST_BYTES)
    left = unpack.unconsumed_tail + left[64:]
    # What came before the damage is what a reader shows of it.
    with suppress(zlib.error):
        while left and not unpack.eof and len(found) < MOST_BYTES:
            found += unpack.decompress(left[:65536], MOST_BYTES - len(found))
            left = unpack.unconsumed_tail + left[65536:]
    return bytes(found)


def _of_runs(data: bytes) -> bytes:
    found, at = bytearray(), 0
    while at < len(data) and data[at] != 128:
        size = data[at]
        found += data[at + 1 : at + 2 + size] if size < 128 else data[at + 1 : at + 2] * (257 - size)
        at += size + 2 if size < 128 else 2
    return bytes(found)


def _of_lzw(data: bytes) -> bytes:
    """Words are kept in a table that grows as it is read; it begins anew at each clearing."""
    found = bytearray()
    table, before, bits = _letters(), b"", _LEAST_BITS
    held = left = 0
    for byte in data:
        held, left = (held << 8 | byte) & 0xFFFFFF, left + 8
        if left < bits:
            continue
        code, left = held >> (left - bits) & ((1 << bits) - 1), left - bits
        if code == _END:
            break
        if code == _CLEAR:
            table, before, bits = _letters(), b"", _LEAST_BITS
            continue
        word = table[code] if code < len(table) else before + before[:1]
        if before:
            table.append(before + word[:1])
        found += word
        before = word
        bits = min(max((len(table) + 1).bit_length(), _LEAST_BITS), _MOST_BITS)
    return bytes(found)


def _letters() -> list[bytes]:
    return [*(bytes([byte]) for byte in range(256)), b"", b""]


def _unpredicted(data: bytes, how: Mapping[bytes, int]) -> bytes:
    """Rows as they were before each was written as what differs from the one above, or from its own beginning."""
    dot = max(how.get(b"Colors", 1) * how.get(b"BitsPerComponent", 8) // 8, 1)
    wide = (how.get(b"Columns", 1) * how.get(b"Colors", 1) * how.get(b"BitsPerComponent", 8) + 7) // 8
    is_told = how[b"Predictor"] >= 10
    found, above = bytearray(), bytes(wide)
    for at in range(0, len(data), wide + is_told):
        kind = data[at] if is_told else 1
        row = bytearray(data[at + is_told : at + is_told + wide])
        for place in range(len(row)):
            left = row[place - dot] if place >= dot else 0
            corner = above[place - dot] if place >= dot else 0
            row[place] = row[place] + _guess(kind, left, above[place], corner) & 0xFF
        found += row
        above = bytes(row) + bytes(wide - len(row))
    return bytes(found)


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        sides = {left: abs(up - corner), up: abs(left - corner), corner: abs(left + up - 2 * corner)}
        return min((left, up, corner), key=lambda each: sides[each])
    return {1: left, 2: up, 3: (left + up) // 2}.get(kind, 0)


_UNPACKED: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"ASCII85Decode": _of_85,
    b"A85": _of_85,
    b"ASCIIHexDecode": _of_hex,
    b"AHx": _of_hex,
    b"FlateDecode": _of_flate,
    b"Fl": _of_flate,
    b"RunLengthDecode": _of_runs,
    b"RL": _of_runs,
    b"LZWDecode": _of_lzw,
    b"LZW": _of_lzw,
}
