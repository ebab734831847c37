"""A PDF written anew with only its pages, and of these only what draws them.

PDFium copies the pages into a file of its own, without what leads to notes on them. Of what it carries over, each
object is written again by a table of what it may hold (`pdf_kinds`): keys that are not in it, words where none are
drawn, and names that a person gave are left out or numbered. What a page draws is written again operator by operator.
Colour profiles give way to the usual colours; a photograph that cannot be unpacked becomes a grey place.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from goldenthread.assessment.rules.cleaning.pdf_contents import plain_contents
from goldenthread.assessment.rules.cleaning.pdf_fonts import plain_font, plain_letters
from goldenthread.assessment.rules.cleaning.pdf_kinds import (
    DICTIONARIES,
    FIXED,
    MAPS,
    NAMES,
    FontNames,
    is_number,
    is_packing,
    is_sign,
    said_names,
)
from goldenthread.assessment.rules.cleaning.pdf_packings import unpacked
from goldenthread.assessment.rules.cleaning.pdf_values import Objects, Ref, Stream, Value, named
from goldenthread.assessment.rules.cleaning.photographs import (
    FINER_PHOTOGRAPH,
    PHOTOGRAPH,
    plain_finer,
    plain_photograph,
)
from goldenthread.assessment.rules.cleaning.pictures import end_of_packed
from goldenthread.assessment.rules.reading_pdf import ONE_AT_A_TIME

_GREY = Stream(
    {
        b"Type": b"/XObject", b"Subtype": b"/Image", b"Width": b"1", b"Height": b"1", b"BitsPerComponent": b"8",
        b"ColorSpace": b"/DeviceGray",
    },
    b"\x80",
)  # fmt: skip
_DEVICE = {b"1": b"/DeviceGray", b"3": b"/DeviceRGB", b"4": b"/DeviceCMYK"}
_SHORTHAND = {b"CalGray": b"/DeviceGray", b"CalRGB": b"/DeviceRGB", b"CalCMYK": b"/DeviceCMYK"}
_DEEPEST = 40
_NUMBERED = frozenset({"number", "numbers", "differences"})


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
    return rewritten(out.getvalue())


def rewritten(content: bytes) -> bytes:
    """A file that PDFium wrote, with only what draws its pages.

    :raises ValueError: if it is not laid out as PDFium does it.
    """
    return _Copy(Objects(content)).written()


@dataclass
class _Copy:
    """What is written so far, and which object of the file each thing in it comes from."""

    file: Objects
    made: list[bytes] = field(default_factory=list)
    placed: dict[tuple[int, str], int] = field(default_factory=dict)
    waiting: list[tuple[int, int, str]] = field(default_factory=list)
    drawn: dict[tuple[int, ...], int] = field(default_factory=dict)
    names: dict[bytes, bytes] = field(default_factory=dict)
    fonts: FontNames = field(default_factory=FontNames)

    def written(self) -> bytes:
        """The whole file."""
        trailer = self.file.trailer
        root = self._dictionary_of(trailer.get(b"Root", b"") if isinstance(trailer, dict) else b"")
        self.made += [b"<</Type/Catalog/Pages 2 0 R>>", b""]
        pages = [self._place(number, "page") for number in self._pages(root.get(b"Pages", b""))]
        self.made[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (
            len(pages),
            b" ".join(b"%d 0 R" % number for number in pages),
        )
        while self.waiting:
            number, old, kind = self.waiting.pop()
            self.made[number - 1] = self._whole(self.file.get(old), kind)
        body, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", list[int]()
        parts = [body]
        at = len(body)
        for number, each in enumerate(self.made, 1):
            places.append(at)
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, each))
            at += len(parts[-1])
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(places) + 1
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
        parts.append(b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, at))
        return b"".join(parts)

    def _pages(self, node: Value, depth: int = 0) -> list[int]:
        """The numbers of the pages, in order."""
        found = list[int]()
        kids = self.file.resolved(self._dictionary_of(node).get(b"Kids", b""))
        for kid in kids if isinstance(kids, list) and depth < _DEEPEST else []:
            if b"Kids" in self._dictionary_of(kid):
                found += self._pages(kid, depth + 1)
            elif isinstance(kid, Ref):
                found.append(kid.number)
        return found

    def _dictionary_of(self, value: Value) -> dict[bytes, Value]:
        led = self.file.resolved(value)
        return led if isinstance(led, dict) else led.head if isinstance(led, Stream) else {}

    def _place(self, old: int, kind: str) -> int:
        """Where an object of the file is in the copy."""
        if (old, kind) not in self.placed:
            self.made.append(b"null")
            self.placed[old, kind] = len(self.made)
            self.waiting.append((len(self.made), old, kind))
        return self.placed[old, kind]

    def _called(self, name: bytes) -> bytes:
        """What somebody's name for a font, a picture or a colour is in the copy."""
        return self.names.setdefault(name, b"N%d" % (len(self.names) + 1))

    def _whole(self, value: Value, kind: str) -> bytes:
        """An object of its own."""
        if isinstance(value, Ref):
            return self._whole(self.file.resolved(value), kind)
        if isinstance(value, Stream):
            return self._stream(value, kind)
        return self._plain(value, kind) or b"null"

    def _plain(self, value: Value, kind: str, depth: int = 0) -> bytes:
        """A value of this kind, or nothing if it is not one."""
        if depth > _DEEPEST:
            return b""
        if kind in FIXED or kind == "numbers":
            return self._scalar(self.file.resolved(value), kind, depth)
        if kind == "space":
            return self._space(value, depth)
        if kind in {"mask", "font list"}:
            return self._of_two_kinds(value, kind, depth)
        if isinstance(value, Ref):
            return b"%d 0 R" % self._place(value.number, kind)
        if isinstance(value, dict):
            return self._dictionary(value, kind, depth)
        if isinstance(value, list):
            return self._list(value, kind, depth)
        return self._scalar(value, kind, depth)

    def _of_two_kinds(self, value: Value, kind: str, depth: int) -> bytes:
        """A mask, which is a picture or colours, or a font with its size."""
        led = self.file.resolved(value)
        if kind == "mask":
            return self._plain(value, "numbers" if isinstance(led, list) else "picture", depth + 1)
        if not isinstance(led, list) or len(led) != 2:
            return b""
        return b"[%s %s]" % (self._plain(led[0], "font", depth + 1), self._plain(led[1], "number") or b"1")

    def _scalar(self, value: Value, kind: str, depth: int) -> bytes:
        if isinstance(value, list) and kind == "numbers":
            return b"[%s]" % b" ".join(self._plain(each, kind, depth + 1) or b"0" for each in value)
        if not isinstance(value, bytes):
            return b""
        if value.startswith(b"/"):
            return said_names(named(value), kind, self.fonts)
        return value if is_number(value) and kind in _NUMBERED else FIXED.get(kind, {}).get(value, b"")

    def _dictionary(self, value: dict[bytes, Value], kind: str, depth: int) -> bytes:
        if kind in MAPS:
            entries = {
                (key if kind == "signs" else self._called(key)): self._plain(each, MAPS[kind], depth + 1)
                for key, each in value.items()
                if kind != "signs" or is_sign(key)
            }
        else:
            keys = DICTIONARIES.get(kind, {})
            entries = {key: self._plain(each, keys[key], depth + 1) for key, each in value.items() if key in keys}
        if kind == "letters of":
            entries = {b"Registry": b"(Adobe)", b"Ordering": b"(Identity)", b"Supplement": b"0"} | _told(entries)
        if kind == "page":
            entries |= {b"Type": b"/Page", b"Parent": b"2 0 R", b"Contents": self._contents(value)}
        return b"<<%s>>" % b"".join(b"/%s %s" % each for each in _told(entries).items())

    def _list(self, value: list[Value], kind: str, depth: int) -> bytes:
        """Several of one kind; what is none of it holds its place."""
        return b"[%s]" % b" ".join(self._plain(each, kind, depth + 1) or b"null" for each in value)

    def _space(self, value: Value, depth: int) -> bytes:
        """Colours. A profile gives way to the usual colours of as many parts, and a named ink to a number."""
        led = self.file.resolved(value)
        if not isinstance(led, list) or not led:
            name = named(led) if isinstance(led, bytes) and led.startswith(b"/") else b""
            return _SHORTHAND.get(name, b"/" + (name if name in NAMES else self._called(name))) if name else b""
        first, rest = named(self._word(led[0])), led[1:]
        if first == b"ICCBased":
            parts = self.file.resolved(self._dictionary_of(rest[0] if rest else b"").get(b"N", b""))
            return _DEVICE.get(parts if isinstance(parts, bytes) else b"", b"/DeviceRGB")
        inner = [b"/" + (first if first in NAMES else b"DeviceGray")]
        for number, each in enumerate(rest[:3]):
            inner.append(self._of_space(first, number, each, depth))
        return b"[%s]" % b" ".join(inner)

    def _of_space(self, first: bytes, number: int, value: Value, depth: int) -> bytes:
        if first in {b"Separation", b"DeviceN"}:
            kind = ("ink", "space", "function")[number]
        elif first == b"Indexed":
            kind = ("space", "number", "lookup")[number]
        else:
            kind = "space" if first == b"Pattern" else "measures"
        led = self.file.resolved(value)
        if kind == "ink":
            inks = led if isinstance(led, list) else [led]
            plain = [b"/" + self._ink(named(self._word(each))) for each in inks]
            return b"[%s]" % b" ".join(plain) if isinstance(led, list) else plain[0]
        if kind == "lookup" and isinstance(led, bytes):
            return led if led[:1] in {b"(", b"<"} else b"<>"
        return self._plain(value, kind, depth + 1) or b"null"

    def _ink(self, name: bytes) -> bytes:
        return name if name in NAMES else self._called(name)

    def _word(self, value: Value) -> bytes:
        led = self.file.resolved(value)
        return led if isinstance(led, bytes) else b""

    def _stream(self, value: Stream, kind: str) -> bytes:
        """An object that holds bytes, by what they are."""
        if kind == "object":
            is_picture = self._word(value.head.get(b"Subtype", b"")) == b"/Image"
            return self._picture(value) if is_picture else self._packed(value, "form", self._drawn(value))
        if kind in {"pattern", "sign"}:
            return self._packed(value, kind, self._drawn(value))
        if kind in {"letters", "encoding"}:
            return self._packed(value, "letters", plain_letters(self._unpacked(value) or b""))
        if kind == "program":
            return self._program(value)
        if kind == "function" and self._word(value.head.get(b"FunctionType", b"")) == b"4":
            return self._packed(value, kind, plain_function(self._unpacked(value) or b""))
        return self._picture(value) if kind == "picture" else self._as_it_is(value, kind)

    def _contents(self, page: dict[bytes, Value]) -> bytes:
        """What a page draws, from all its pieces in order."""
        led = self.file.resolved(page.get(b"Contents", b""))
        pieces = led if isinstance(led, list) else [page.get(b"Contents", b"")]
        numbers = tuple(each.number for each in pieces if isinstance(each, Ref))
        if numbers not in self.drawn:
            streams = [self.file.get(number) for number in numbers]
            drawn = b"\n".join(self._unpacked(each) or b"" for each in streams if isinstance(each, Stream))
            self.made.append(_stream(b"", plain_contents(drawn, self._called)))
            self.drawn[numbers] = len(self.made)
        return b"%d 0 R" % self.drawn[numbers]

    def _drawn(self, value: Stream) -> bytes:
        return plain_contents(self._unpacked(value) or b"", self._called)

    def _unpacked(self, value: Stream) -> bytes | None:
        return unpacked(value.data, self._packings(value), self._predicted(value))

    def _packings(self, value: Stream) -> list[bytes]:
        led = self.file.resolved(value.head.get(b"Filter", value.head.get(b"F", b"")))
        found = [self._word(each) for each in (led if isinstance(led, list) else [led])]
        return [named(each) for each in found if each.startswith(b"/")]

    def _predicted(self, value: Stream) -> Sequence[dict[bytes, int]]:
        led = self.file.resolved(value.head.get(b"DecodeParms", value.head.get(b"DP", b"")))
        found = [self._dictionary_of(each) for each in (led if isinstance(led, list) else [led])]
        return [
            {key: int(self._word(number)) for key, number in each.items() if self._word(number).isdigit()}
            for each in found
        ]

    def _packed(self, value: Stream, kind: str, data: bytes) -> bytes:
        """An object whose bytes were made anew."""
        return _stream(self._head(value, kind), data)

    def _head(self, value: Stream, kind: str) -> bytes:
        return self._dictionary(value.head, kind, 0)[2:-2]

    def _program(self, value: Stream) -> bytes:
        """A font; how long its parts are is said again, since it may have become shorter."""
        font = self._unpacked(value)
        if font is None:
            return b"null"
        plain = plain_font(font)
        lengths = self._head(value, "program") if len(plain) == len(font) else b"/Length1 %d" % len(plain)
        subtype = self._plain(value.head.get(b"Subtype", b""), "name")
        return _stream(lengths + (b"/Subtype" + subtype if subtype else b""), plain)

    def _picture(self, value: Stream) -> bytes:
        packings = self._packings(value)
        if packings and packings[-1] in PHOTOGRAPH | {FINER_PHOTOGRAPH}:
            is_finer = packings[-1] == FINER_PHOTOGRAPH
            plain = (plain_finer if is_finer else plain_photograph)(value.data, packings[:-1])
            if plain is None:
                return self._as_it_is(_GREY, "picture")
            head = self._head(value, "picture")
            mixed = [each[b"ColorTransform"] for each in self._predicted(value) if b"ColorTransform" in each]
            how = b"/DecodeParms<</ColorTransform %d>>" % mixed[0] if mixed else b""
            return _raw(head + how + (b"/Filter/JPXDecode" if is_finer else b"/Filter/DCTDecode"), plain)
        return self._as_it_is(value, "picture")

    def _as_it_is(self, value: Stream, kind: str) -> bytes:
        """An object whose bytes are only numbers, in their packings; what stands behind a packed end is left out."""
        packings = self._packings(value)
        if not all(is_packing(each) for each in packings):
            return b"null"
        data = value.data[: end_of_packed(value.data)] if packings[:1] == [b"FlateDecode"] else value.data
        head = self._head(value, kind)
        if packings:
            head += b"/Filter[%s]" % b"".join(b"/" + each for each in packings)
            parms = self.file.resolved(value.head.get(b"DecodeParms", b""))
            each = parms if isinstance(parms, list) else [parms]
            head += b"/DecodeParms" + self._list([self.file.resolved(one) for one in each], "parms", 0)
        return _raw(head, data)


def _told(entries: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    return {key: each for key, each in entries.items() if each}


def plain_function(program: bytes) -> bytes:
    """A small program that reckons with numbers, without what is said aside."""
    return b"\n".join(line.partition(b"%")[0] for line in program.replace(b"\r", b"\n").split(b"\n"))


def _stream(head: bytes, data: bytes) -> bytes:
    return _raw(head + b"/Filter/FlateDecode", zlib.compress(data))


def _raw(head: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(data), data)
