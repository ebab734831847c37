"""A PDF is taken for what it is, whatever its packed bytes happen to spell."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from base64 import a85encode

import pytest

from goldenthread.ground.rules import portable_objects
from goldenthread.ground.rules.portables import why_not_open_pdf
from tests.makers.documents import docx, pdf, raw_pdf

MARK = b"PK\x05\x06"


def with_stream(spelt: bytes) -> bytes:
    """A sound PDF with these bytes in a stream that is drawn by nothing."""
    return pdf("Our answer.").replace(
        b"%%EOF", b"9 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n%%%%EOF" % (len(spelt), spelt)
    )


@pytest.mark.parametrize(
    "spelt",
    [
        MARK + b"\x91\x07\xfe\x33" * 10,
        MARK + b"\x00" * 40,
        MARK + b"\x00" * 8 + b"\x05\x00\x00\x00" + b"\x01\x00\x00\x00" + b"\x00" * 20,
        MARK + b"\xff" * 40,
        MARK,
    ],
)
def test_the_mark_of_an_archive_by_chance_stops_nobody(spelt: bytes) -> None:
    """One in some ten thousand PDFs of sixty pages has it; in a last hour of 2,000 one was turned away."""
    assert why_not_open_pdf(with_stream(spelt)) is None


def test_an_archive_is_found_wherever_it_begins() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("run.exe", b"MZ")
    for inside in (packed.getvalue(), docx()):
        refusal = why_not_open_pdf(with_stream(inside))
        assert refusal is not None
        assert refusal.code == "file_two_things"


SCRIPT = b"5 0 <</S/JavaScript/JS(app.alert\\(1\\))>>"
ROOT = "<</Type/Catalog/Pages 2 0 R>>"


def with_object(written: bytes) -> bytes:
    """A PDF with one more thing between its objects and its end."""
    return raw_pdf(ROOT, "<</Type/Pages/Kids[]/Count 0>>").replace(b"\ntrailer", b"\n" + written + b"\ntrailer")


def packed(
    inner: bytes = zlib.compress(SCRIPT),
    filters: bytes = b"/FlateDecode",
    *,
    more: bytes = b"/Type/ObjStm/N 1/First 4",
    head: bytes = b"9 0 obj",
    between: bytes = b"",
    begins: bytes = b"stream\n",
) -> bytes:
    said = b"/Filter" + filters if filters else b""
    return with_object(
        b"%s<<%s%s/Length %d>>%s%s%s\nendstream endobj" % (head, more, said, len(inner), between, begins, inner)
    )


def opening(act: bytes, more: bytes = b"") -> bytes:
    return with_object(b"9 0 obj<</Type/Catalog/OpenAction %s>>endobj %s" % (act, more))


ACTS = {
    "packed": packed(),
    "in digits of sixteen": packed(zlib.compress(SCRIPT).hex().encode() + b">", b"[/ASCIIHexDecode/FlateDecode]"),
    "in an odd number of digits": packed(SCRIPT.hex().encode() + b"5>", b"/AHx"),
    "in digits of eighty-five": packed(a85encode(zlib.compress(SCRIPT)) + b"~>", b"[/A85 /Fl]"),
    "in digits only": packed(SCRIPT.hex().encode() + b">", b"/ASCIIHexDecode"),
    "in the open": packed(SCRIPT, b""),
    "behind a long dictionary": packed(more=b"/Type/ObjStm/N 1/First 4/X(" + b"x" * 3000 + b")"),
    "behind the end of a line alone": packed(begins=b"stream\r"),
    "with no kind said": packed(more=b"/N 1/First 4"),
    "with its kind spelt in code": packed(more=b"/Type/Obj#53tm/#4E 1/First 4"),
    "behind a comment in its dictionary": packed(more=b"/N 1/First 4 %>>\n"),
    "on turning to a page": with_object(b"9 0 obj<</Type/Page/AA<</O<</S/URI/URI(http://x.example)>>>>>>endobj"),
    "on a film": with_object(b"9 0 obj<</S/Rendition/OP 0>>endobj"),
    "an address when opened": opening(b"<</S/URI/URI(http://x.example)>>"),
    "an address when opened, by number": opening(b"8 0 R", b"8 0 obj<</S/URI/URI(http://x.example)>>endobj"),
    "an address when opened, in a revision": opening(
        b"8 0 R", b"8 0 obj<</S/GoTo>>endobj 8 0 obj<</S/URI/URI(http://x.example)>>endobj"
    ),
    "nothing when opened": opening(b"8 0 R"),
}
UNCLEAR = {
    "with a wrong sum": packed(zlib.compress(SCRIPT)[:-1] + b"?"),
    "cut short": packed(zlib.compress(SCRIPT)[:-6]),
    "not packed at all": packed(b"??"),
    "through a filter nobody uses for it": packed(filters=b"/LZWDecode"),
    "through a filter that is said elsewhere": packed(filters=b" 8 0 R"),
    "through two filters": packed(filters=b"/FlateDecode/Filter/ASCIIHexDecode"),
    "through filters that do not end": packed(filters=b"[/FlateDecode"),
    "on terms": packed(filters=b"/FlateDecode/DecodeParms<</Predictor 12>>"),
    "digits of sixteen without an end": packed(SCRIPT.hex().encode(), b"/AHx"),
    "digits of sixteen that are none": packed(b"zz>", b"/AHx"),
    "digits of eighty-five without an end": packed(a85encode(SCRIPT), b"/A85"),
    "digits of eighty-five that are none": packed(b"vvvv~>", b"/A85"),
    "behind a comment": packed(between=b" % words\n"),
    "behind words that look like a stream": packed(more=b"/X(>> stream\\)\n(obj) )/N 1/First 4"),
    "behind no object": with_object(b"").replace(b" obj", b" job") + b"<</N 1>>stream\nx\nendstream %%EOF",
    "behind something that is no dictionary": packed(more=b"/N 1 ) /First 4"),
    "behind words that do not end": packed(more=b"/N 1/X(", head=b"9 0 obj"),
    "behind two dictionaries": packed(head=b"9 0 obj<<>>"),
    "behind half a dictionary": packed(head=b"9 0 obj<<"),
    "behind a dictionary like a book": packed(more=b"/N 1/X(" + b"x" * 300_000 + b")"),
    "behind a shelf of them": with_object(
        b"\n".join(b"9 0 obj<</X(%s)>>stream\nx\nendstream endobj" % (b"x" * 250_000) for _ in range(35))
    ),
    "an object within a stream": packed(b"0 0 m 8 0 obj <</S/GoTo>> endobj", b"", more=b"/X 1"),
    "an object behind a comment within a stream": packed(b"8 0 %\nobj <</S/GoTo>> endobj", b"", more=b"/X 1"),
    "an object behind nothing within a stream": packed(b" " * 70 + b"obj <</S/GoTo>> endobj", b"", more=b"/X 1"),
    "a stream within a stream": packed(b"8 0 obj<</N 1>>stream\nx", b"", more=b"/X 1").replace(b"8 0 obj", b"8 0 obx"),
    "what it does when opened, said oddly": opening(b"<</S/URI/URI(a>b)>>"),
    "what it does when opened, in a table that is none": packed(
        zlib.compress(b"a 0 <</OpenAction 7 0 R>>"), more=b"/Type/ObjStm/N 1/First 4"
    ),
}
PLAIN = {
    "a page to turn to": opening(b"[3 0 R/XYZ null null 0]"),
    "nothing to do": opening(b"null"),
    "a page to turn to, as an act": opening(b"<</S/GoTo/D[3 0 R/Fit]>>"),
    "a page to turn to, by number": opening(b"8 0 R", b"8 0 obj <</S/GoTo/D[3 0 R/Fit]>> endobj"),
    "a page to turn to, packed": packed(
        zlib.compress(b"7 0 8 22 <</OpenAction 8 0 R>> <</S/GoTo/D[3 0 R/Fit]>>"), more=b"/Type/ObjStm/N 2/First 9"
    ),
    "colours": packed(zlib.compress(b"\x00\x01"), more=b"/N 3/Alternate/DeviceRGB"),
    "colours as they are": packed(b"\x00\x01", b"", more=b"/N 3"),
    "a script that is spoken of": packed(b"(The /JavaScript of the page) Tj", b"", more=b"/X 1"),
    "letters that come about": packed(b"\x81\nobj\x93 \x00\xff 0 obj\x02", b"", more=b"/X 1"),
    "letters that come about, and a blank": packed(b"\x81 obj \x93", b"", more=b"/X(a(b)c)"),
    "letters that come about, with more": packed(b"\x81 obj <", b"", more=b"/X 1"),
    "a stream that says so with a blank": packed(begins=b"stream \r\n", inner=zlib.compress(b"5 0 <<>>")),
}


@pytest.mark.parametrize("case", ACTS)
def test_what_acts_is_found_however_it_is_packed(case: str) -> None:
    refusal = why_not_open_pdf(ACTS[case])

    assert refusal is not None
    assert refusal.code == "file_acts"


@pytest.mark.parametrize("case", UNCLEAR)
def test_what_viewers_could_read_in_two_ways_is_not_taken(case: str) -> None:
    refusal = why_not_open_pdf(UNCLEAR[case])

    assert refusal is not None
    assert refusal.code == "file_unclear"


@pytest.mark.parametrize("case", PLAIN)
def test_what_honest_writers_write_is_taken(case: str) -> None:
    assert why_not_open_pdf(PLAIN[case]) is None


def test_a_file_that_ends_within_a_stream_is_damaged_where_nothing_else_is_in_it() -> None:
    refusal = why_not_open_pdf(packed(zlib.compress(b"5 0 <<>>")).replace(b"endstream", b""))

    assert refusal is not None
    assert refusal.code == "file_broken"


def test_a_lock_that_is_spelt_in_code_is_one() -> None:
    refusal = why_not_open_pdf(raw_pdf(ROOT, trailer="/Encr#79pt 2 0 R"))

    assert refusal is not None
    assert refusal.code == "file_locked"


def test_more_objects_than_a_book_has_are_not_looked_through() -> None:
    refusal = why_not_open_pdf(with_object(b" obj " * (portable_objects.MOST_OBJECTS + 1)))

    assert refusal is not None
    assert refusal.code == "file_unclear"


@pytest.mark.parametrize("spelt", [b"\n", b">> ", b"%>>", b"1 ", b" obj", b"(", b"<<"])
def test_what_is_spelt_to_take_long_does_not(spelt: bytes) -> None:
    """In time that grows as the file does: twice as long a file is not four times as dear."""
    spelt *= 2_000_000 // len(spelt)
    begun = time.process_time()
    why_not_open_pdf(with_object(spelt))
    why_not_open_pdf(packed(spelt, b"", more=b"/X 1"))
    why_not_open_pdf(packed(more=b"/X " + spelt))

    assert time.process_time() - begun < 8
