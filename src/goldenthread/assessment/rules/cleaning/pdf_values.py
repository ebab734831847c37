"""The objects of a PDF that PDFium wrote, as values: it writes each one plainly, with a table of where they lie."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_SPACE = re.compile(rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*)*")
_REFERENCE = re.compile(rb"(\d+)\s+(\d+)\s+R\b")
_ATOM = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*|<[0-9A-Fa-f\s]*>|[^\x00\t\n\f\r ()<>\[\]{}/%]+")
_STRING_ENDS = re.compile(rb"\\.|[()]", re.DOTALL)
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_HEADER = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")
_STREAM = re.compile(rb"\s*stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Ref(NamedTuple):
    """A reference to an object."""

    number: int


@dataclass(frozen=True)
class Stream:
    """An object that holds bytes, and what it says of them."""

    head: dict[bytes, Value] = field(default_factory=dict)
    data: bytes = b""


# A number, name, string or word is kept as it is written.
Value = Ref | Stream | dict[bytes, "Value"] | list["Value"] | bytes


def named(name: bytes) -> bytes:
    """A name without its sign, and as it is meant: some letters may be written by their numbers."""
    return _ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), name[1:])


def string_end(content: bytes, at: int) -> int:
    """Where a string ends that begins here.

    :raises ValueError: if it has no end.
    """
    depth = 0
    for hit in _STRING_ENDS.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(hit.group(), 0)
        if depth == 0:
            return hit.end()
    raise ValueError("A string has no end.")


class Objects:
    """The objects of a file by their numbers, each read when it is asked for.

    :raises ValueError: if the file is not laid out as PDFium does it.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        table = int(content[content.rindex(b"startxref") + 9 :].split()[0])
        trailer = content.index(b"trailer", table) + 7
        starts = sorted(int(at) for at, kind in _ENTRY.findall(content, table, trailer) if kind == b"n")
        self._extents: dict[int, tuple[int, int]] = {}
        for start, end in pairwise([*starts, table]):
            header = _HEADER.match(content, start)
            if header is None:
                raise ValueError("An object does not lie where the table says.")
            self._extents[int(header.group(1))] = (header.end(), content.rindex(b"endobj", start, end))
        self.trailer = self._value(trailer)[0]

    def get(self, number: int) -> Value:
        """An object, or nothing if there is none."""
        if number not in self._extents:
            return b"null"
        start, end = self._extents[number]
        value, at = self._value(start)
        stream = _STREAM.match(self._content, at, end)
        if stream is None or not isinstance(value, dict):
            return value
        data = self._content[stream.end() : self._content.rindex(b"endstream", stream.end(), end)]
        length = self.resolved(value.get(b"Length", b""))
        return Stream(value, data[: int(length)] if isinstance(length, bytes) and length.isdigit() else data)

    def resolved(self, value: Value) -> Value:
        """What a value leads to, if it is a reference."""
        for _ in range(10):
            if not isinstance(value, Ref):
                return value
            value = self.get(value.number)
        return b"null"

    def _value(self, at: int) -> tuple[Value, int]:
        """The value that is written here, and where it ends."""
        at = self._behind_space(at)
        if self._content.startswith(b"<<", at):
            return self._dictionary(at + 2)
        if self._content.startswith(b"[", at):
            found, at = list[Value](), self._behind_space(at + 1)
            while not self._content.startswith(b"]", at):
                value, at = self._value(at)
                found.append(value)
                at = self._behind_space(at)
            return found, at + 1
        if self._content.startswith(b"(", at):
            end = string_end(self._content, at)
            return self._content[at:end], end
        reference = _REFERENCE.match(self._content, at)
        if reference:
            return Ref(int(reference.group(1))), reference.end()
        end = self._behind_atom(at)
        return self._content[at:end], end

    def _dictionary(self, at: int) -> tuple[dict[bytes, Value], int]:
        found, at = dict[bytes, Value](), self._behind_space(at)
        while not self._content.startswith(b">>", at):
            behind_key = self._behind_atom(at)
            key = named(self._content[at:behind_key])
            found[key], at = self._value(behind_key)
            at = self._behind_space(at)
        return found, at + 2

    def _behind_space(self, at: int) -> int:
        space = _SPACE.match(self._content, at)
        assert space is not None
        return space.end()

    def _behind_atom(self, at: int) -> int:
        atom = _ATOM.match(self._content, at)
        if atom is None:
            raise ValueError("There is no value where one should be.")
        return atom.end()
