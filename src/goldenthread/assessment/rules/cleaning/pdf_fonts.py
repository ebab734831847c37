"""Fonts of a PDF and the tables of their letters, without what they say of their makers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_TABLE = re.compile(
    rb"begin(codespacerange|bfchar|bfrange|cidchar|cidrange|notdefchar|notdefrange)\b(.*?)\bend\1", re.DOTALL
)
_CODE = re.compile(rb"<[0-9A-Fa-f\s]*>|\[|\]|\d+")
_WRITTEN_DOWN = re.compile(rb"/WMode\s+1\b")
_HEAD = (
    b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
    b"/Supplement 0>>def/CMapName/Letters def/CMapType 2 def/WMode %d def\n"
)
_TAIL = b"endcmap CMapName currentdict/CMap defineresource pop end end"

# What draws letters, and what tells how they are set; a font's names, signature and data about it are in other tables.
_DRAWING = frozenset(
    {
        b"glyf",
        b"loca",
        b"head",
        b"hhea",
        b"hmtx",
        b"maxp",
        b"cvt ",
        b"fpgm",
        b"prep",
        b"cmap",
        b"CFF ",
        b"OS/2",
        b"vhea",
    }
    | {b"vmtx", b"VORG", b"GDEF", b"GSUB", b"kern", b"gasp", b"post"}
)
_WITH_TABLES = (b"\x00\x01\x00\x00", b"OTTO", b"true")

_SAID_OF_IT = re.compile(
    rb"/(?:FullName|FamilyName|Notice|Copyright|Weight|version)\s*\(((?:[^()\\]|\\.|\([^()]*\))*)\)", re.DOTALL
)
_CALLED = re.compile(rb"/FontName\s*/([^\x00\t\n\f\r ()<>\[\]{}/%]+)")
_ASIDE = re.compile(rb"%[^\r\n]*")
_KIND = b"%!PS-AdobeFont-1.0"

# Of a compact font: what names it, by its numbers, and where its own words begin behind those that all have.
_NAMING = frozenset({0, 1, 2, 3, 4, 12 << 8 | 0, 12 << 8 | 22, 12 << 8 | 38})
_STANDARD_WORDS = 391


def plain_letters(table: bytes) -> bytes:
    """Which letters the signs of a font stand for, made anew from its numbers."""
    found = list[bytes]()
    for each in _TABLE.finditer(table):
        kind, lines = each.group(1), list(_lines(each.group(1), _CODE.findall(each.group(2))))
        found.append(b"%d begin%s\n%s\nend%s\n" % (len(lines), kind, b"\n".join(lines), kind))
    return _HEAD % bool(_WRITTEN_DOWN.search(table)) + b"".join(found) + _TAIL


def _lines(kind: bytes, codes: list[bytes]) -> Iterator[bytes]:
    """Each line of a table: two or three values, of which a list in brackets is one."""
    takes = 2 if kind in {b"codespacerange", b"bfchar", b"cidchar", b"notdefchar"} else 3
    line, values, depth = list[bytes](), 0, 0
    for code in codes:
        line.append(code)
        depth += {b"[": 1, b"]": -1}.get(code, 0)
        values += depth == 0
        if values == takes:
            yield b" ".join(line)
            line, values = [], 0


def plain_font(font: bytes) -> bytes:
    """The font with what draws, the same letters under the same numbers."""
    if font.startswith(_WITH_TABLES):
        return _plain_tables(font)
    if font.startswith(b"%!"):
        return _plain_old(font)
    return _plain_compact(font) if font.startswith(b"\x01\x00") else font


def _plain_tables(font: bytes) -> bytes:
    kept = list[tuple[bytes, bytes]]()
    for number in range(int.from_bytes(font[4:6], "big")):
        entry = font[12 + 16 * number : 28 + 16 * number]
        at, size = int.from_bytes(entry[8:12], "big"), int.from_bytes(entry[12:16], "big")
        if entry[:4] in _DRAWING:
            kept.append((entry[:16], _plain_table(entry[:4], font[at : at + size])))
    steps = max(len(kept).bit_length() - 1, 0)
    head = font[:4] + b"".join(
        each.to_bytes(2, "big") for each in (len(kept), 16 << steps, steps, max(16 * len(kept) - (16 << steps), 0))
    )
    place, entries, tables = 12 + 16 * len(kept), b"", b""
    for entry, table in kept:
        entries += entry[:8] + (place + len(tables)).to_bytes(4, "big") + len(table).to_bytes(4, "big")
        tables += table + bytes(-len(table) % 4)
    return head + entries + tables


def _plain_table(kind: bytes, table: bytes) -> bytes:
    if kind == b"CFF ":
        return _plain_compact(table)
    if kind == b"OS/2":
        # Who sold it stands in four letters.
        return table[:58] + bytes(len(table[58:62])) + table[62:]
    # The names of its signs are left out; which sign stands for which letter is told elsewhere.
    return b"\x00\x03\x00\x00" + table[4:32] if kind == b"post" else table


def _plain_old(font: bytes) -> bytes:
    """A font whose beginning is written in words, each of the same length as before."""
    end = font.find(b"eexec")
    head = font[: end if end >= 0 else len(font)]

    def blank(found: re.Match[bytes]) -> bytes:
        return found.group().replace(found.group(1), b" " * len(found.group(1))) if found.group(1) else found.group()

    plain = _SAID_OF_IT.sub(blank, head)
    plain = _CALLED.sub(lambda found: found.group().replace(found.group(1), b"F" * len(found.group(1))), plain)
    plain = _ASIDE.sub(lambda found: found.group()[:2] + b" " * len(found.group()[2:]), plain)
    return (
        _KIND[: len(plain)] + plain[len(_KIND) :] + font[len(head) :]
        if head.startswith(_KIND)
        else (plain + font[len(head) :])
    )


def _plain_compact(font: bytes) -> bytes:
    """A compact font whose own names are overwritten in their places."""
    plain = bytearray(font)
    names, behind = _index(font, font[2] if len(font) > 2 else 0)
    tops, behind = _index(font, behind)
    words, _ = _index(font, behind)
    for start, end in names:
        plain[start:end] = b"F" * (end - start)
    for start, end in tops:
        for operator, number in _entries(font[start:end]):
            if operator in _NAMING and 0 <= number - _STANDARD_WORDS < len(words):
                first, last = words[number - _STANDARD_WORDS]
                plain[first:last] = b" " * (last - first)
    return bytes(plain)


def _index(font: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Where each thing of a list lies, and where the list ends."""
    count, wide = int.from_bytes(font[at : at + 2], "big"), font[at + 2] if at + 2 < len(font) else 0
    if not count or not 1 <= wide <= 4:
        return [], at + 2
    places = [
        int.from_bytes(font[at + 3 + wide * number : at + 3 + wide * (number + 1)], "big")
        for number in range(count + 1)
    ]
    base = at + 2 + wide * (count + 1)
    return [(base + a, base + b) for a, b in pairwise(places)], base + places[-1]


def _entries(top: bytes) -> Iterator[tuple[int, int]]:
    """Each operator of a compact font with the last number before it."""
    at, number = 0, 0
    while at < len(top):
        first = top[at]
        if first <= 21:
            size = 2 if first == 12 else 1
            yield int.from_bytes(top[at : at + size], "big"), number
        elif first == 30:
            size = next((place for place in range(1, len(top) - at) if 0xF in divmod(top[at + place], 16)), 0) + 1
        elif first in {28, 29}:
            size = 3 if first == 28 else 5
            number = int.from_bytes(top[at + 1 : at + size], "big", signed=True)
        elif first <= 246:
            size, number = 1, first - 139
        else:
            size, after = 2, top[at + 1] if at + 1 < len(top) else 0
            number = (first - 247) * 256 + after + 108 if first <= 250 else -(first - 251) * 256 - after - 108
        at += size
