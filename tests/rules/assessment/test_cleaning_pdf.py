"""The copy of a PDF says nothing of whose it is, and still says what it said."""

from __future__ import annotations

import base64
import io
import re
import zlib

import pypdfium2
import pytest
from PIL import Image

from goldenthread.assessment.rules.cleaning import cleaned
from goldenthread.assessment.rules.cleaning.portable import rewritten
from goldenthread.assessment.rules.counting import read_script
from goldenthread.assessment.types.counting import Reading
from goldenthread.ground.rules.uploads import Kind
from tests.makers.documents import pdf

NAME = "Parveen"
PHOTOGRAPH = "\xff\xd8\xff\xe1\x00\x09Parveen\xff\xda\x00\x02picture\xff\xd9"


def test_nothing_in_a_pdf_but_its_pages_says_whose_it_is() -> None:
    content = pdf('Our answer. #link("https://example.org/Parveen")[link]', author=NAME, title=f"{NAME} NPQSL")
    assert NAME.encode() in content

    copy = cleaned(content, Kind.PDF)

    assert NAME.encode() not in copy + unpacked(copy)
    assert said(copy) == said(content) == "Our answer. link"
    with pypdfium2.PdfDocument(copy) as document:
        assert document.get_metadata_dict(skip_empty=True).get("Author") is None
        assert document.get_metadata_dict(skip_empty=True).get("Title") is None


def said(content: bytes) -> str:
    """The text; the copy has no tags any more, so it is read by lines."""
    reading = read_script(content, Kind.PDF)
    assert isinstance(reading, Reading)
    return " ".join(block.text for block in reading.blocks)


def unpacked(content: bytes) -> bytes:
    """Every packed stream of a PDF, as it is when unpacked."""
    found = bytearray()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            found += zlib.decompressobj().decompress(stream)
        except zlib.error:
            found += stream
    return bytes(found)


def written(*objects: str) -> bytes:
    """A PDF with a right table, of objects written by hand."""
    body, places = "%PDF-1.7\n", list[int]()
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Root 1 0 R /Size {len(objects) + 1} >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


def stream(content: str, about: str = "") -> str:
    return f"<< /Length {len(content)} {about} >>\nstream\n{content}\nendstream"


MADE = written(
    "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R"
    " /Metadata 6 0 R /LastModified (D:2026\\(Parveen)"
    " /PieceInfo << /X << /Private (Parveen \\( (x)) /More [<50> 6 0 R] >> >> /Resources << /XObject << /P 5 0 R >>"
    " /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
    stream("BT /F 9 Tf 9 9 Td (Our own answer) Tj ET /P Do"),
    stream(PHOTOGRAPH, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        " /Filter /DCTDecode /Metadata 6 0 R"),
    stream("<x:xmpmeta>Parveen</x:xmpmeta>", "/Type /Metadata /Subtype /XML"),
)  # fmt: skip


def test_no_object_of_a_pdf_says_how_it_was_made() -> None:
    assert MADE.count(NAME.encode()) == 4

    copy = cleaned(MADE, Kind.PDF)

    assert NAME.encode() not in copy + unpacked(copy)
    assert b"CreationDate" not in copy
    assert read_script(copy, Kind.PDF) == read_script(MADE, Kind.PDF)
    assert b"picture" in copy
    assert cleaned(MADE, Kind.PDF) == copy


def test_no_page_of_a_pdf_does_anything_by_itself() -> None:
    act = "<< /S /URI /URI (http://parveen.example/) >>"
    made = written(
        f"<< /Type /Catalog /Pages 2 0 R /OpenAction {act} /AA << /WC {act} >> >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count 1 /AA << /O {act} >> >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /AA << /O 5 0 R /C {act} >> /Resources << >>"
        f" /PresSteps << /NA {act} >> >>",
        stream(""),
        act,
    )
    assert b"/URI" in made

    copy = cleaned(made, Kind.PDF)

    assert b"URI" not in copy + unpacked(copy)
    assert b"parveen" not in copy + unpacked(copy)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (written("<< >>").replace(b"1 0 obj", b"one obj"), "does not lie where"),
        (written("<< /A ) >>"), "no value"),
        (written("<< /A ( >>"), "no end"),
    ],
    ids=["a wrong place", "no value", "a string without an end"],
)
def test_a_pdf_that_is_laid_out_otherwise_is_not_rewritten(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rewritten(content)


def photograph() -> bytes:
    """A real photograph in which a camera and a person wrote."""
    out, said = io.BytesIO(), Image.Exif()
    said[0x13B] = NAME
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", exif=said, comment=NAME.encode(), xmp=NAME.encode())
    return out.getvalue()


def runs(content: bytes) -> bytes:
    """Packed by run lengths: pieces as they are, then a repeated one."""
    pieces = [content[at : at + 100] for at in range(0, len(content), 100)]
    return b"".join(bytes([len(piece) - 1]) + piece for piece in pieces) + b"\xf0\x00\x80"


WRAPPED: dict[str, tuple[str, bytes]] = {
    "85": ("[/ASCII85Decode /DCTDecode]", base64.a85encode(photograph(), wrapcol=70) + b"~>"),
    "85, begun as some do": ("[/A85 /DCT]", b"<~" + base64.a85encode(photograph()) + b"~>"),
    "hex": ("[/ASCIIHexDecode /DCTDecode]", photograph().hex(" ").encode() + b" 0>"),
    "flate": ("[/FlateDecode /DCTDecode] /DecodeParms [null << /ColorTransform 1 >>]", zlib.compress(photograph())),
    "runs": ("[/RunLengthDecode /DCTDecode]", runs(photograph())),
    "two, named elsewhere": ("7 0 R", base64.a85encode(zlib.compress(photograph())) + b"~>"),
    "none, behind a blank line": ("/DCTDecode", b"\r\n" + photograph()),
}  # fmt: skip


def holding(filters: str, packed: bytes) -> bytes:
    """A page that shows an image in these packings."""
    image = stream(packed.decode("latin-1"), "/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8"
        f" /ColorSpace /DeviceRGB /Metadata 6 0 R /Filter {filters}")  # fmt: skip
    return written(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>",
        stream("9 0 0 9 0 0 cm /P Do"),
        image,
        stream(NAME),
        "[/ASCII85Decode /FlateDecode /DCTDecode]",
    )


def colour(content: bytes) -> tuple[int, ...]:
    """The colour of the page's middle."""
    with pypdfium2.PdfDocument(content) as document:
        found = document[0].render().to_pil().getpixel((4, 4))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("case", WRAPPED)
def test_a_photograph_in_further_packings_says_nothing_of_itself(case: str) -> None:
    made = holding(*WRAPPED[case])

    copy = cleaned(made, Kind.PDF)

    assert NAME.encode() not in copy + unpacked(copy)
    assert b"/Filter/DCTDecode" in copy
    assert (b"/ColorTransform 1" in copy) == (case == "flate")
    assert colour(copy) == (254, 0, 0)


@pytest.mark.parametrize(
    ("filters", "packed"),
    [
        ("[/LZWDecode /DCTDecode]", photograph()),
        ("[/FlateDecode /DCTDecode]", b"not packed" + photograph()),
        ("[/ASCIIHexDecode /DCTDecode]", b"zz" + photograph()),
        ("/DCTDecode", NAME.encode()),
    ],
    ids=["a packing nobody uses", "not packed so", "no digits", "no photograph"],
)
def test_a_photograph_that_cannot_be_unpacked_leaves_a_grey_place(filters: str, packed: bytes) -> None:
    copy = cleaned(holding(filters, packed), Kind.PDF)

    assert NAME.encode() not in copy
    assert colour(copy) == (128, 128, 128)
