"""What stands in a PDF file, found without following it: its plain bytes, and its packed objects unpacked.

A viewer goes by a table of places, which may send it anywhere in the file, into what we would take for a picture too.
So nothing here trusts the table. An object is either plain, and then its bytes stand in the file as they are; or it is
packed in a stream, and that stream stands behind a dictionary, which is read to its end. Whatever does not fit this
plainly, though some viewer may make sense of it, raises :class:`Unclear`.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from binascii import unhexlify
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

# A dictionary before a stream has some hundred bytes; one with the fonts and pictures of a long page some thousand.
MOST_DICTIONARY = 256 * 1024
MOST_DICTIONARIES = 8 * 1024 * 1024
# A book of twenty megabytes has a hundred thousand.
MOST_OBJECTS = 500_000

BLANKS = b"\x00\t\n\f\r "
_BLANK = rb"\x00\t\n\f\r "
_OBJECT = re.compile(rb"(?<=[%s])obj(?=[%s<\[(/%%])" % (_BLANK, _BLANK))
_OPENING = re.compile(rb">>[%s]*stream(?![A-Za-z0-9])" % _BLANK)
# A comment may stand between the two, as nobody's does: then it is not clear where the stream begins.
_COMMENTED = re.compile(rb"[\r\n][^\r\n%%]*%%[^\r\n]*[\r\n][%s]*stream[%s]" % (_BLANK, _BLANK))
_LINE_END = re.compile(rb"[ \t]{0,8}(?:\r\n|\n|\r)")
_BEGINS_OBJECT = re.compile(rb"[%s]*[<\[(/%%0-9+\-.tfn]" % _BLANK)
_TOKEN = re.compile(
    rb"(?P<blank>[%s]+|%%[^\r\n]*)|(?P<open><<)|(?P<close>>>)|(?P<hex><[0-9A-Fa-f%s]*>)|(?P<text>\()"
    rb"|/(?P<name>[^%s()<>\[\]{}/%%]*)|(?P<word>[^%s()<>\[\]{}/%%]+|[\[\]])" % (_BLANK, _BLANK, _BLANK, _BLANK)
)
_PARENS = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]+)")
_FLATE, _HEX, _85 = (
    frozenset({b"FlateDecode", b"Fl"}),
    frozenset({b"ASCIIHexDecode", b"AHx"}),
    {b"ASCII85Decode", b"A85"},
)


class Unclear(Exception):  # noqa: N818  told to the one caller
    """Something that viewers may read in different ways."""


class TooMuch(Exception):  # noqa: N818  told to the one caller
    """More unpacked bytes than a document needs."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A stream of packed objects, unpacked: a table of their numbers and places, and from ``first`` on the objects."""

    first: int
    content: bytes

    def numbered(self, number: int) -> Iterator[bytes]:
        """Each object with this number. :raises Unclear: if the table is none."""
        try:
            table = [int(each) for each in self.content[: self.first].split()]
        except ValueError:
            raise Unclear from None
        places = [*table[1::2], len(self.content) - self.first]
        for n, known in enumerate(table[::2]):
            if known == number and n + 1 < len(places):
                yield self.content[self.first + places[n] : self.first + places[n + 1]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The bytes that stand outside of streams, and the packed objects."""

    plain: bytes
    packed: tuple[Packed, ...]

    def names(self) -> set[bytes]:
        """Every name that is written anywhere in an object, with ``#4A`` spelt out."""
        return names_in(self.plain).union(*(names_in(each.content) for each in self.packed))

    def numbered(self, number: int) -> Iterator[bytes]:
        """Each object with this number, of however many revisions. :raises Unclear: if a table of places is none."""
        for found in re.finditer(rb"(?<![0-9])0*%d[%s]+[0-9]+[%s]+obj" % (number, _BLANK, _BLANK), self.plain):
            yield self.plain[found.end() : found.end() + 4096].partition(b"endobj")[0]
        for each in self.packed:
            yield from each.numbered(number)


def parts_of(content: bytes, *, most_unpacked: int) -> Parts:
    """:raises Unclear: where viewers could find other objects than these. :raises TooMuch: if they unpack too far."""
    if _COMMENTED.search(content):
        raise Unclear
    objects = [found.start() for found in _OBJECT.finditer(content)]
    if len(objects) > MOST_OBJECTS:
        raise Unclear
    plain, packed, at, room, left = [], [], 0, MOST_DICTIONARIES, most_unpacked
    for opening in _OPENING.finditer(content):
        nearest = bisect_left(objects, opening.start()) - 1
        # Where it begins within another stream, somebody sends viewers there.
        if nearest < 0 or opening.start() < at:
            raise Unclear
        start = objects[nearest] + 3
        room -= opening.start() - start
        if room < 0:
            raise Unclear
        dictionary = _dictionary(content, start, opening.start() + 2)
        line_end = _LINE_END.match(content, opening.end())
        begins = line_end.end() if line_end else opening.end()
        ends = content.find(b"endstream", begins)
        ends = len(content) if ends < 0 else ends
        if any(_is_hidden(content, hit, begins, ends) for hit in _between(objects, begins, ends)):
            raise Unclear
        if b"N" in dictionary or b"ObjStm" in dictionary:
            unpacked = _unpacked(content[begins:ends], dictionary, left)
            left -= len(unpacked)
            packed.append(Packed(_first(dictionary), unpacked))
        plain.append(content[at:begins])
        at = ends
    plain.append(content[at:])
    return Parts(b"\n".join(plain), tuple(packed))


def names_in(piece: bytes) -> set[bytes]:
    """Every name that is written in some bytes, with ``#4A`` spelt out."""
    return {_spelt_out(name) for name in set(_NAME.findall(piece))}


def named(piece: bytes, name: bytes) -> list[bytes]:
    """Each place where this name is written in some bytes, as it is written there."""
    return [found for found in _NAME.findall(piece) if _spelt_out(found) == name]


def _spelt_out(name: bytes) -> bytes:
    return _ESCAPE.sub(lambda hit: bytes([int(hit.group(1), 16)]), name)


def _between(objects: list[int], begins: int, ends: int) -> list[int]:
    return objects[bisect_left(objects, begins) : bisect_left(objects, ends)]


def _is_hidden(content: bytes, at: int, begins: int, ends: int) -> bool:
    """Whether what is spelt like an object within a stream could be one: by chance, three letters come about."""
    if not _BEGINS_OBJECT.match(content, at + 3, ends):
        return False
    before = content[max(begins, at - 64) : at]
    blanks = before[len(before.rstrip(BLANKS)) :]
    return before[: -len(blanks)][-1:].isdigit() or b"\n" in blanks or b"\r" in blanks or blanks == before


def _first(dictionary: list[bytes]) -> int:
    """Where the first packed object begins, as the dictionary says; nowhere, if it does not."""
    after = dictionary[dictionary.index(b"First") + 1 :][:1] if b"First" in dictionary else []
    return int(after[0]) if after and after[0].isdigit() else 0


def _dictionary(content: bytes, start: int, end: int) -> list[bytes]:
    """The names and words of the one dictionary that stands from here to there."""
    found, deep, at = [], 0, start
    if end - start > MOST_DICTIONARY:
        raise Unclear
    while at < end:
        token = _TOKEN.match(content, at, end)
        if token is None:
            raise Unclear
        at, kind = token.end(), token.lastgroup
        if kind == "text":
            at = _after_text(content, at, end)
        elif kind == "name":
            found.append(_spelt_out(token["name"]))
        elif kind == "word":
            found.append(token["word"])
        deep += {"open": 1, "close": -1}.get(kind or "", 0)
        if deep == 0 and kind != "blank" and at < end:
            raise Unclear
    if deep:
        raise Unclear
    return found


def _after_text(content: bytes, at: int, end: int) -> int:
    deep = 1
    for paren in _PARENS.finditer(content, at, end):
        deep += {b"(": 1, b")": -1}.get(paren[0], 0)
        if deep == 0:
            return paren.end()
    raise Unclear


def _unpacked(packed: bytes, dictionary: list[bytes], most: int) -> bytes:
    """A stream's bytes through its filters, each to its very end."""
    for name in _filters(dictionary):
        if name in _FLATE:
            packed = _inflated(packed, most)
        elif name in _HEX:
            packed = _from_hex(packed)
        elif name in _85:
            packed = _from_85(packed)
        else:
            raise Unclear
    return packed


def _filters(dictionary: list[bytes]) -> Iterator[bytes]:
    """The filters in order. Said twice, elsewhere, or with terms, they are not clear."""
    said = [n for n, each in enumerate(dictionary) if each in (b"Filter", b"F")]
    if len(said) > 1 or {b"DecodeParms", b"DP"} & set(dictionary):
        raise Unclear
    if not said:
        return
    first, *rest = dictionary[said[0] + 1 :] or [b""]
    if first != b"[":
        yield first
        return
    yield from takewhile(lambda each: each != b"]", rest)


def _inflated(packed: bytes, most: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(packed, most + 1)
    except zlib.error:
        raise Unclear from None
    if len(plain) > most:
        raise TooMuch
    if not reader.eof:
        raise Unclear
    return plain


def _from_hex(packed: bytes) -> bytes:
    digits, ended, _ = packed.partition(b">")
    digits = b"".join(digits.replace(b"\x00", b"").split())
    try:
        return unhexlify(digits + b"0" * (len(digits) % 2)) if ended else _unclear()
    except ValueError:
        raise Unclear from None


def _from_85(packed: bytes) -> bytes:
    digits, ended, _ = packed.partition(b"~>")
    try:
        return a85decode(digits.strip(), ignorechars=b" \t\n\r\v\x00\x0c") if ended else _unclear()
    except ValueError:
        raise Unclear from None


def _unclear() -> bytes:
    raise Unclear
