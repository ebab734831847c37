"""Windows' pictures with only what draws them: bitmaps, and the two kinds of drawings that office programs keep.

A drawing is a list of records. Comments in it are left out, except those that hold a better drawing of the same;
words that it draws stay, since they are seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

_WHOLE_HEAD = 124
_PROFILED = (b"DEBM", b"KNIL")
_USUAL = b"BGRs"

_PLACED = 22
_WMF_HEAD = 18
_ESCAPE = 0x0626

_EMF_HEADS = (108, 100, 88)
_EMF_COMMENT, _EMF_FONT, _EMF_END = 70, 82, 14
# What prepares a printer, a device or colours by somebody's profile: it draws nothing.
_EMF_PREPARES = frozenset({99, 100, 101, 102, 103, 104, 105, 106, 110, 112, 113, 121, 122})
_BETTER = b"EMF+"
_BETTER_COMMENT = 0x4003
# Where a font's family ends, and where its full name and style do.
_FONT_FAMILY, _FONT_NAMES = 104, 296


def plain_bmp(part: bytes) -> bytes | None:
    """Without its profile and what stands before and behind the pixels; ``None`` if it is not whole."""
    place, size = _number(part, 10), _number(part, 14)
    head = bytearray(part[14 : 14 + size])
    if not (12 <= size <= _WHOLE_HEAD) or len(head) < size or place < 14 + size:
        return None
    if size == _WHOLE_HEAD:
        if bytes(head[56:60]) in _PROFILED:
            head[56:60] = _USUAL
        head[112:124] = bytes(12)
    pixels = part[place : place + _pixels(head)]
    between = part[14 + size : min(place, 14 + size + _beside_head(head))]
    start = 14 + size + len(between)
    whole = start + len(pixels)
    return b"BM" + whole.to_bytes(4, "little") + bytes(4) + start.to_bytes(4, "little") + head + between + pixels


def _pixels(head: bytearray) -> int:
    """How many bytes the pixels take."""
    if len(head) < 40:
        wide, high, bits = (_number(head, at, 2) for at in (4, 6, 10))
        return (wide * bits + 31) // 32 * 4 * high
    high = int.from_bytes(head[8:12], "little", signed=True)
    # Packed pixels say themselves how long they are.
    if _number(head, 16) in {1, 2, 4, 5}:
        return _number(head, 20)
    return (_number(head, 4) * _number(head, 14, 2) + 31) // 32 * 4 * abs(high)


def _beside_head(head: bytearray) -> int:
    """How many bytes of masks and colours follow the head."""
    if len(head) < 40:
        bits = _number(head, 10, 2)
        return 3 << bits if bits <= 8 else 0
    bits, used = _number(head, 14, 2), min(_number(head, 32), 256)
    masks = {3: 12, 6: 16}.get(_number(head, 16), 0) if len(head) == 40 else 0
    return masks + 4 * (used or (1 << bits if bits <= 8 else 0))


def plain_wmf(part: bytes) -> bytes | None:
    """Without what is said aside; ``None`` if it is not whole."""
    records = list(_records(part, _PLACED + _WMF_HEAD, lambda at: (_number(part, at + 4, 2), 2 * _number(part, at), 6)))
    if not records or records[-1][0] != 0:
        return None
    drawn = b"".join(record for kind, record in records if kind != _ESCAPE)
    head = bytearray(part[_PLACED : _PLACED + _WMF_HEAD])
    head[6:10] = ((_WMF_HEAD + len(drawn)) // 2).to_bytes(4, "little")
    return part[:_PLACED] + head + drawn


def plain_emf(part: bytes) -> bytes | None:
    """Without its description, which names a program and a title, and what is said aside; ``None`` if not whole."""
    records = list(_records(part, 0, lambda at: (_number(part, at), _number(part, at + 4), 8)))
    if not records or records[-1][0] != _EMF_END:
        return None
    plain = [_plain_record(kind, record) for kind, record in records[1:-1]]
    drawn = [each for each in plain if each]
    end = _EMF_END.to_bytes(4, "little") + b"\x14\x00\x00\x00" + bytes(4) + b"\x10\x00\x00\x00" + b"\x14\x00\x00\x00"
    head = bytearray(part[: next((size for size in _EMF_HEADS if size <= len(records[0][1])), 88)])
    head[4:8] = len(head).to_bytes(4, "little")
    # The description goes by a length and a place; the two numbers behind it count a palette, of which none is kept.
    head[60:72] = bytes(12)
    head[88:100] = bytes(12) if len(head) > 88 else b""
    whole = b"".join(drawn) + end
    head[48:52] = (len(head) + len(whole)).to_bytes(4, "little")
    head[52:56] = (len(drawn) + 2).to_bytes(4, "little")
    return bytes(head) + whole


def _plain_record(kind: int, record: bytes) -> bytes:
    if kind == _EMF_FONT and len(record) >= _FONT_NAMES:
        return record[:_FONT_FAMILY] + bytes(_FONT_NAMES - _FONT_FAMILY) + record[_FONT_NAMES:]
    if kind != _EMF_COMMENT:
        return b"" if kind in _EMF_PREPARES else record
    if record[12:16] != _BETTER:
        return b""
    inner = _records(record, 16, lambda at: (_number(record, at, 2), _number(record, at + 4), 12))
    said = _BETTER + b"".join(each for what, each in inner if what != _BETTER_COMMENT)
    filled = said + bytes(-len(said) % 4)
    sizes = (12 + len(filled)).to_bytes(4, "little") + len(said).to_bytes(4, "little")
    return _EMF_COMMENT.to_bytes(4, "little") + sizes + filled


def _records(part: bytes, at: int, read: Callable[[int], tuple[int, int, int]]) -> Iterator[tuple[int, bytes]]:
    """The kind and the bytes of each record, as far as they are whole; the last one that is an end is the last."""
    while at < len(part):
        kind, size, least = read(at)
        if size < least or at + size > len(part):
            return
        yield kind, part[at : at + size]
        if kind == (0 if least == 6 else _EMF_END) and least != 12:
            return
        at += size


def _number(part: bytes | bytearray, at: int, size: int = 4) -> int:
    return int.from_bytes(part[at : at + size], "little")
