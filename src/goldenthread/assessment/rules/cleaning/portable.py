"""A PDF with only its pages, and nothing on any object that says how it was made.

PDFium copies the pages into a file of its own. What it carries over with them (properties of a page or picture, what an
editor keeps for itself, a drawing program's path) is overwritten in that file with blanks of the same length, so that
every place in its table stays right; objects to which nothing leads any more become ``null``. Only a photograph is
written anew, out of further packings and without its own words, and the table set right; one that cannot be unpacked
becomes a grey place.
"""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from goldenthread.assessment.rules.cleaning.photographs import PHOTOGRAPH, plain_photograph
from goldenthread.assessment.rules.reading_pdf import ONE_AT_A_TIME

# Keys whose values say who, when, where or with what, on whatever object they stand.
_TELLING = frozenset(
    {b"/Metadata", b"/PieceInfo", b"/LastModified", b"/Info", b"/ID", b"/AF", b"/OPI", b"/Thumb", b"/CreatorInfo"}
    | {b"/Author", b"/Creator", b"/Producer", b"/CreationDate", b"/ModDate", b"/Keywords"}
    | {b"/PTEX.FileName", b"/PTEX.InfoDict", b"/PTEX.PageNumber"}
    # What a page does by itself when it is opened, closed or turned: it could lead to an address of its author.
    | {b"/AA", b"/A", b"/Dur", b"/Trans", b"/PresSteps", b"/Annots", b"/B"}
)
_SPACE = re.compile(rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*)*")
_REFERENCE = re.compile(rb"(\d+)\s+(\d+)\s+R\b")
_ATOM = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*|<[0-9A-Fa-f\s]*>|[^\x00\t\n\f\r ()<>\[\]{}/%]+")
_STRING_ENDS = re.compile(rb"\\.|[()]", re.DOTALL)
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_HEADER = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")
_STREAM = re.compile(rb"\s*stream\r?\n")
_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]+")
_PACKED = frozenset({b"/Filter", b"/DecodeParms", b"/Length"})
_GREY = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    b"stream\r\n\x80\r\nendstream\r\n"
)


def clean_pdf(content: bytes) -> bytes:
    """Copied twice: notes are taken off the first copy, and only what its pages still use reaches the second."""
    out = io.BytesIO()
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as old, pypdfium2.PdfDocument.new() as bare:
        bare.import_pages(old)
        for page in bare:
            for number in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
                pdfium.FPDFPage_RemoveAnnot(page.raw, number)
            page.close()
        with pypdfium2.PdfDocument.new() as new:
            new.import_pages(bare)
            new.save(out)
    return blanked(out.getvalue())


def blanked(content: bytes) -> bytes:
    """A file that PDFium wrote, without what its objects tell.

    :raises ValueError: if it is not laid out as PDFium does it.
    """
    file = _File(_unpacked(content))
    reached, waiting = set[int](), list(file.reached_from_trailer())
    while waiting:
        number = waiting.pop()
        if number not in reached and number in file.extents:
            reached.add(number)
            waiting += file.reached_from(number)
    for number in file.extents.keys() - reached:
        file.empty(number)
    return bytes(file.data)


def _unpacked(content: bytes) -> bytes:
    """The file with every photograph in no packing but its own, and without what it says of itself."""
    file = _File(content)
    made, copied, moved = bytearray(), 0, list[tuple[int, int]]()
    for number, (start, end) in sorted(file.extents.items(), key=lambda each: each[1]):
        photograph = file.photograph(number)
        if photograph is not None:
            made += content[copied:start] + photograph
            copied = end
            moved.append((start, len(made) - end))
    made += content[copied:]

    def place(at: int) -> int:
        return at + next((by for start, by in reversed(moved) if start < at), 0)

    table = place(file.table)
    for entry in _ENTRY.finditer(content, file.table, file.trailer):
        if entry.group(2) == b"n":
            start = place(entry.start())
            made[start : start + 10] = b"%010d" % place(int(entry.group(1)))
    last = made.rindex(b"startxref") + 9
    made[last:] = re.sub(rb"\d+", b"%d" % table, bytes(made[last:]), count=1)
    return bytes(made)


class _File:
    """The bytes of a file, where each object lies, and a walk through values that blanks as it goes."""

    def __init__(self, content: bytes) -> None:
        self.data = bytearray(content)
        table = self.table = int(content[content.rindex(b"startxref") + 9 :].split()[0])
        self.trailer = content.index(b"trailer", table) + 7
        starts = sorted(int(at) for at, kind in _ENTRY.findall(content, table, self.trailer) if kind == b"n")
        self.extents: dict[int, tuple[int, int]] = {}
        for start, end in pairwise([*starts, table]):
            header = _HEADER.match(content, start)
            if header is None:
                raise ValueError("An object does not lie where the table says.")
            self.extents[int(header.group(1))] = (header.end(), content.rindex(b"endobj", start, end))

    def reached_from_trailer(self) -> set[int]:
        """The objects to which the trailer leads."""
        found = set[int]()
        self._value(self.trailer, found)
        return found

    def reached_from(self, number: int) -> set[int]:
        """The objects to which one leads, once it is blanked."""
        found = set[int]()
        self._value(self.extents[number][0], found)
        return found

    def photograph(self, number: int) -> bytes | None:
        """What an object becomes if it is a photograph, whose own words are left out; ``None`` for any other."""
        start, end = self.extents[number]
        at = self._behind_space(start)
        if not self.data.startswith(b"<<", at):
            return None
        entries = self._entries(at + 2)
        packings = _NAME.findall(self._led_to(entries.get(b"/Filter", b"")))
        stream = _STREAM.match(self.data, self._value(at, set()), end)
        if stream is None or not packings or packings[-1] not in PHOTOGRAPH:
            return None
        written = bytes(self.data[stream.end() : self.data.rindex(b"endstream", stream.end(), end)])
        plain = plain_photograph(written, packings[:-1])
        if plain is None:
            return b"\r\n" + _GREY
        kept = b"".join(key + b" " + value for key, value in entries.items() if key not in _PACKED)
        mixed = re.search(rb"/ColorTransform\s+\d", self._led_to(entries.get(b"/DecodeParms", b"")))
        how = b"/DecodeParms<<" + mixed.group() + b">>" if mixed else b""
        head = b"<<%s/Filter/DCTDecode%s/Length %d>>" % (kept, how, len(plain))
        return b"\r\n" + head + b"stream\r\n" + plain + b"\r\nendstream\r\n"

    def _entries(self, at: int) -> dict[bytes, bytes]:
        """The keys and values of a dictionary, as they are written."""
        found, at = dict[bytes, bytes](), self._behind_space(at)
        while not self.data.startswith(b">>", at):
            behind_key = self._behind_atom(at)
            end = self._value(behind_key, set())
            found[bytes(self.data[at:behind_key])] = bytes(self.data[behind_key:end])
            at = self._behind_space(end)
        return found

    def _led_to(self, value: bytes) -> bytes:
        """What a value leads to, if it is a reference."""
        reference = _REFERENCE.match(value.strip())
        start, end = self.extents.get(int(reference.group(1)), (0, 0)) if reference else (0, 0)
        return bytes(self.data[start:end]) or value

    def empty(self, number: int) -> None:
        """Leave nothing of an object but its place."""
        start, end = self.extents[number]
        self._blank(start, end)
        self.data[start : start + 5] = b" null"

    def _blank(self, start: int, end: int) -> None:
        self.data[start:end] = b" " * (end - start)

    def _value(self, at: int, found: set[int]) -> int:
        """Walk one value, noting what it leads to; where it ends."""
        at = self._behind_space(at)
        if self.data.startswith(b"<<", at):
            return self._dictionary(at + 2, found)
        if self.data.startswith(b"[", at):
            at = self._behind_space(at + 1)
            while not self.data.startswith(b"]", at):
                at = self._behind_space(self._value(at, found))
            return at + 1
        if self.data.startswith(b"(", at):
            return self._behind_string(at + 1)
        reference = _REFERENCE.match(self.data, at)
        if reference:
            found.add(int(reference.group(1)))
            return reference.end()
        return self._behind_atom(at)

    def _dictionary(self, at: int, found: set[int]) -> int:
        at = self._behind_space(at)
        while not self.data.startswith(b">>", at):
            behind_key = self._behind_atom(at)
            is_telling = bytes(self.data[at:behind_key]) in _TELLING
            end = self._value(behind_key, set() if is_telling else found)
            if is_telling:
                self._blank(at, end)
            at = self._behind_space(end)
        return at + 2

    def _behind_space(self, at: int) -> int:
        space = _SPACE.match(self.data, at)
        assert space is not None
        return space.end()

    def _behind_atom(self, at: int) -> int:
        atom = _ATOM.match(self.data, at)
        if atom is None:
            raise ValueError("There is no value where one should be.")
        return atom.end()

    def _behind_string(self, at: int) -> int:
        depth = 1
        for hit in _STRING_ENDS.finditer(self.data, at):
            depth += {b"(": 1, b")": -1}.get(hit.group(), 0)
            if depth == 0:
                return hit.end()
        raise ValueError("A string has no end.")
