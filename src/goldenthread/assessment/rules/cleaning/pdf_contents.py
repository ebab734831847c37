"""What a page of a PDF draws, without what is said aside: comments, properties, names that a person gave, and anything
that is no operator with the values that it takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from goldenthread.assessment.rules.cleaning.pdf_values import named, string_end
from goldenthread.assessment.rules.cleaning.photographs import PHOTOGRAPH, plain_photograph

_TOKEN = re.compile(
    rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*)*"
    rb"(?:(?P<number>[-+.\d]+(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$))|(?P<string>\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)"
    rb"|(?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*)|(?P<mark><<|>>|[\[\](])|(?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)|.|$)",
    re.DOTALL,
)
# Most of a page is numbers before an operator, and words that are shown: they are taken as they are.
_GAP = rb"[\x00\t\n\f\r ]"
_WORDS = rb"(?:\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\s]*+>)"
_LINES = re.compile(
    rb"(?:" + _GAP + rb"*+(?:"
    rb"(?:[-+.\d]++" + _GAP + rb"++){0,6}+"
    rb"(?:[mlcvywgGkKhfFSsnqQBbWijJM]|re|rg|RG|cm|Td|TD|Tm|Tc|Tw|Tz|TL|Ts|Tr|d[01]|[fBbWT]\*|BT|ET)"
    rb"|" + _WORDS + _GAP + rb"*+Tj"
    rb"|\[(?:" + _GAP + rb"++|[-+.\d]++|" + _WORDS + rb")*+\]" + _GAP + rb"*+TJ"
    rb")(?=" + _GAP + rb"|[(<\[/]|$))++",
    re.DOTALL,
)
_NUMBER = re.compile(rb"[-+.\d]+")
# How many values each operator takes; the colours of the last four are as many as they are.
_TAKES: Mapping[bytes, int] = {
    **dict.fromkeys(b"b B b* B* BT ET f F f* h n q Q s S T* W W*".split(), 0),
    **dict.fromkeys(b"CS cs Do g G gs i j J M ri sh Tc TL Tr Ts Tw Tz w Tj TJ '".split(), 1),
    **dict.fromkeys(b"d d0 l m Td TD Tf".split(), 2),
    **dict.fromkeys(b'rg RG "'.split(), 3),
    **dict.fromkeys(b"k K re v y".split(), 4),
    **dict.fromkeys(b"c cm d1 Tm".split(), 6),
    **dict.fromkeys(b"sc SC scn SCN".split(), 33),
}
_NAMING = frozenset(b"CS cs Do gs ri sh Tf scn SCN".split())
_SAYING = frozenset(b"Tj TJ ' \"".split())
_LISTING = frozenset({b"TJ", b"d"})
DEVICES = frozenset({b"DeviceGray", b"DeviceRGB", b"DeviceCMYK", b"Pattern", b"G", b"RGB", b"CMYK", b"I", b"Indexed"})
INTENTS = frozenset({b"AbsoluteColorimetric", b"RelativeColorimetric", b"Saturation", b"Perceptual"})
_INLINE: Mapping[bytes, bytes] = {
    b"Width": b"W", b"Height": b"H", b"BitsPerComponent": b"BPC", b"ColorSpace": b"CS", b"Filter": b"F",
    b"DecodeParms": b"DP", b"Decode": b"D", b"ImageMask": b"IM", b"Interpolate": b"I",
}  # fmt: skip
_PACKINGS = frozenset(
    {b"ASCIIHexDecode", b"AHx", b"ASCII85Decode", b"A85", b"LZWDecode", b"LZW", b"FlateDecode", b"Fl"}
    | {b"RunLengthDecode", b"RL", b"CCITTFaxDecode", b"CCF", b"DCTDecode", b"DCT"}
)
_TUNED = frozenset(
    {b"Predictor", b"Colors", b"BitsPerComponent", b"Columns", b"EarlyChange", b"K", b"EndOfLine", b"EncodedByteAlign"}
    | {b"Rows", b"EndOfBlock", b"BlackIs1", b"DamagedRowsBeforeError", b"ColorTransform"}
)
_PICTURE_ENDS = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")
_NO_WORDS = re.compile(rb"[^\t\n\f\r -~]")
_LOOK_AHEAD = 12

_PLAIN = frozenset({b"[", b"]", b"<<", b">>", b"true", b"false", b"null"})

Operand = bytes | list[bytes]


def plain_contents(content: bytes, called: Callable[[bytes], bytes]) -> bytes:
    """The operators with their values; ``called`` says what a name of the page's means is in the copy."""
    return b"\n".join(_operators(content, called))


def _operators(content: bytes, called: Callable[[bytes], bytes]) -> Iterator[bytes]:
    operands, at = list[Operand](), 0
    inner: list[bytes] | None = None
    while at < len(content):
        lines = None if operands or inner is not None else _LINES.match(content, at)
        if lines is not None:
            yield lines.group().strip()
            at = lines.end()
        found = _TOKEN.match(content, at)
        assert found is not None
        at, kind = found.end(), found.lastgroup
        if kind == "word" and found.group(kind) == b"BI":
            picture, at = _inline(content, at, called)
            yield picture
        elif kind == "word" and inner is None:
            said = _operator(found.group(kind), operands, called)
            if said:
                yield said
            operands = []
        elif kind == "mark" and found.group(kind) == b"(":
            end = _end(content, found.start(kind))
            (operands if inner is None else inner).append(content[found.start(kind) : end])
            at = end
        elif kind == "mark" and found.group(kind) == b"[":
            inner = []
        elif kind == "mark" and found.group(kind) == b"]" and inner is not None:
            operands.append(inner)
            inner = None
        elif kind in {"number", "string", "name"}:
            (operands if inner is None else inner).append(found.group(kind))


def _end(content: bytes, at: int) -> int:
    try:
        return string_end(content, at)
    except ValueError:
        return len(content)


def _operator(operator: bytes, operands: list[Operand], called: Callable[[bytes], bytes]) -> bytes:
    """An operator with what it takes; nothing if it is none that draws."""
    takes = _TAKES.get(operator)
    if takes is None:
        return b""
    kept = operands[-takes:] if takes else []
    return b" ".join([*(_operand(each, operator, called) for each in kept), operator])


def _operand(operand: Operand, operator: bytes, called: Callable[[bytes], bytes]) -> bytes:
    if isinstance(operand, list):
        plain = [each for each in operand if _NUMBER.fullmatch(each) or (operator == b"TJ" and each[:1] in b"(<")]
        return b"[" + b" ".join(plain) + b"]" if operator in _LISTING else b"0"
    if operand.startswith(b"/"):
        name = named(operand)
        if operator == b"ri":
            return b"/" + name if name in INTENTS else b"/RelativeColorimetric"
        is_device = name in DEVICES and operator in {b"cs", b"CS"}
        return b"/" + (name if is_device else called(name)) if operator in _NAMING else b"0"
    return operand if operator in _SAYING or _NUMBER.fullmatch(operand) else b"0"


def _inline(content: bytes, at: int, called: Callable[[bytes], bytes]) -> tuple[bytes, int]:
    """A picture that is written into the page, with only what draws it, and where it ends."""
    entries, at = _entries(content, at)
    end = _picture_end(content, at + 1)
    data, packings = content[at + 1 : end], [named(each) for each in entries.get(b"F", []) if each.startswith(b"/")]
    if packings and packings[-1] in PHOTOGRAPH:
        data = plain_photograph(data, packings[:-1]) or b""
        entries = {**entries, b"F": [b"/DCT"], b"DP": []}
    said = [
        b"/%s %s" % (key, b" ".join(_told(key, each, called) for each in value))
        for key, value in entries.items()
        if key in _INLINE.values() and value
    ]
    return b"BI %s\nID %s\nEI" % (b" ".join(said), data), end + 3


def _entries(content: bytes, at: int) -> tuple[dict[bytes, list[bytes]], int]:
    """What is said of a picture in the page, by short keys, and where that ends."""
    entries, key, depth = dict[bytes, list[bytes]](), b"", 0
    while at < len(content):
        found = _TOKEN.match(content, at)
        assert found is not None
        at, token = found.end(), found.group(found.lastgroup) if found.lastgroup else b""
        if token == b"(":
            at = _end(content, at - 1)
            token = content[found.end() - 1 : at]
        if token == b"ID" and not key:
            break
        if not key:
            key = (_INLINE.get(named(token), named(token)) or b"none") if token.startswith(b"/") else b""
            continue
        entries.setdefault(key, []).append(token)
        depth += {b"[": 1, b"<<": 1, b"]": -1, b">>": -1}.get(token, 0)
        key = key if depth > 0 else b""
    return entries, at


def _told(key: bytes, token: bytes, called: Callable[[bytes], bytes]) -> bytes:
    """One value of what is said of a picture in the page."""
    if token.startswith(b"/"):
        name = named(token)
        if key == b"CS":
            return b"/" + (name if name in DEVICES else called(name))
        return b"/" + (name if name in (_PACKINGS if key == b"F" else _TUNED) else b"None")
    is_lookup = key == b"CS" and token[:1] in {b"(", b"<"}
    return token if is_lookup or token in _PLAIN or _NUMBER.fullmatch(token) else b"0"


def _picture_end(content: bytes, at: int) -> int:
    """Where a picture in the page ends: at its end mark, behind which the page goes on in letters."""
    for found in _PICTURE_ENDS.finditer(content, at):
        if not _NO_WORDS.search(content, found.end(), found.end() + _LOOK_AHEAD):
            return found.start()
    return len(content)
