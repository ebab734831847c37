"""Packings, fonts, photographs of the newer kind, and colours of a PDF, each by itself."""

from __future__ import annotations

import io
import zlib

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from goldenthread.assessment.rules.cleaning.pdf_fonts import plain_font, plain_letters
from goldenthread.assessment.rules.cleaning.pdf_packings import unpacked
from goldenthread.assessment.rules.cleaning.photographs import plain_finer
from goldenthread.assessment.rules.cleaning.portable import rewritten
from tests.rules.assessment.test_cleaning_pdf import stream, written

NAME = b"Quillfeather"


def lzw(content: bytes) -> bytes:
    """Packed as LZW does it, each word of the table as long as it can be."""
    table, word, codes, bits = {bytes([byte]): byte for byte in range(256)}, b"", [(256, 9)], 9
    for byte in content:
        longer = word + bytes([byte])
        if longer in table:
            word = longer
            continue
        codes.append((table[word], bits))
        table[longer] = len(table) + 2
        bits = max((len(table) + 2).bit_length(), 9)
        word = bytes([byte])
    codes += [(table[word], bits), (257, max((len(table) + 3).bit_length(), 9))]
    written = "".join(f"{code:0{size}b}" for code, size in codes)
    return bytes(int(written[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(written), 8))


TEXT = b"".join(b"%d %d m " % (number, number * 7 % 13) for number in range(200))


@pytest.mark.parametrize("packed", [lzw(TEXT), lzw(TEXT)[:-1]], ids=["whole", "cut off"])
def test_lzw_is_unpacked(packed: bytes) -> None:
    found = unpacked(packed, [b"LZWDecode"])

    assert found is not None
    assert TEXT.startswith(found)
    assert len(TEXT) - len(found) < 4


ROWS = {
    "none": (bytes([0, 1, 2, 0, 3, 4]), b"\x01\x02\x03\x04", 10),
    "left": (bytes([1, 1, 1, 1, 2, 2]), b"\x01\x02\x02\x04", 11),
    "above": (bytes([2, 1, 1, 2, 2, 2]), b"\x01\x01\x03\x03", 12),
    "between": (bytes([3, 2, 2, 3, 2, 2]), b"\x02\x03\x03\x05", 13),
    "nearest": (bytes([4, 5, 1, 4, 1, 1]), b"\x05\x06\x06\x07", 14),
    "Windows’ way": (bytes([1, 1, 2, 2]), b"\x01\x02\x02\x04", 2),
    "cut off": (bytes([0, 1]), b"\x01", 10),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows_are_as_they_were_before_they_were_guessed(case: str) -> None:
    given, plain, predictor = ROWS[case]
    how = {b"Predictor": predictor, b"Columns": 2}

    assert unpacked(zlib.compress(given), [b"FlateDecode"], [how]) == plain
    assert unpacked(given, [], [how]) == given


def test_what_is_damaged_is_unpacked_as_far_as_it_goes() -> None:
    packed = bytearray(zlib.compress(bytes(range(256)) * 1000, 0))
    packed[-2000:-1990] = b"damaged..."

    found = unpacked(bytes(packed[:200_000]) + b"\xff" * 100_000, [b"FlateDecode"])

    assert found is not None
    assert 100_000 < len(found) < 257_000
    assert unpacked(zlib.compress(b"x" * 99, 0)[:20] + b"\xff" * 70_000, [b"FlateDecode"]) is not None
    assert unpacked(b"x", [b"Crypt"]) is None


def table_font() -> bytes:
    """A font with tables, and one that says whose it is in more than one."""
    tables = {b"glyf": b"drawn", b"name": NAME, b"meta": NAME, b"OS/2": bytes(58) + NAME[:4] + bytes(16),
              b"post": b"\x00\x02\x00\x00" + bytes(28) + NAME, b"CFF ": compact_font()}  # fmt: skip
    head, body = b"\x00\x01\x00\x00" + len(tables).to_bytes(2, "big") + bytes(6), b""
    for kind, table in tables.items():
        at = 12 + 16 * len(tables) + len(body)
        head += kind + bytes(4) + at.to_bytes(4, "big") + len(table).to_bytes(4, "big")
        body += table + bytes(-len(table) % 4)
    return head + body


def index(*things: bytes) -> bytes:
    places, at = [1], 1
    for thing in things:
        at += len(thing)
        places.append(at)
    return (
        len(things).to_bytes(2, "big")
        + b"\x02"
        + b"".join(place.to_bytes(2, "big") for place in places)
        + b"".join(things)
    )


def compact_font() -> bytes:
    """A compact font: its name, what says of it which words are whose, and the words."""
    notice, full, glyph, version = 391, 392, 393, 394
    top = (
        b"\x1c" + notice.to_bytes(2, "big") + b"\x01"
        + b"\x1d" + full.to_bytes(4, "big") + b"\x02"
        + b"\xf8\x1e\x00" + b"\x1e\x12\x3f" + bytes([139 + 100]) + b"\x0f" + b"\xfb\x00\x05"
        + bytes([0xF7 + (version - 108) // 256, (version - 108) % 256]) + b"\x0c\x00"
    )  # fmt: skip
    return (
        b"\x01\x00\x04\x02" + index(NAME) + index(top) + index(NAME, NAME, b"glyph%d" % glyph, NAME) + b"\x00\x00drawn"
    )


def test_a_font_with_tables_keeps_those_that_draw() -> None:
    plain = plain_font(table_font())

    assert NAME not in plain
    assert NAME[:4] not in plain
    font = TTFont(io.BytesIO(plain))
    assert sorted(font.reader.keys()) == ["CFF ", "OS/2", "glyf", "post"]
    assert font.reader["glyf"] == b"drawn"
    assert b"glyph393" in font.reader["CFF "]


def test_a_font_with_tables_that_has_none_is_empty() -> None:
    assert len(plain_font(b"OTTO\x00\x00" + NAME)) == 12


def test_a_compact_font_loses_its_names_and_keeps_its_places() -> None:
    plain = plain_font(compact_font())

    assert NAME not in plain
    assert len(plain) == len(compact_font())
    assert b"glyph393" in plain
    assert plain.endswith(b"drawn")
    assert plain_font(b"\x01\x00") == b"\x01\x00"
    assert plain_font(b"\x01\x00\x04\x01" + index(b"F") + index(b"\x1e\x11\xf7") + b"\x00\x00") is not None
    assert plain_font(b"odd") == b"odd"


@pytest.mark.parametrize("head", [b"%!PS-AdobeFont-1.0: ", b"%!FontType1: "])
def test_an_old_font_loses_its_names_and_keeps_its_places(head: bytes) -> None:
    font = (
        head
        + NAME
        + b"\n/FontName /"
        + NAME
        + b" def /FullName ("
        + NAME
        + b") def /Notice () def\ncurrentfile eexec \x80"
    )

    plain = plain_font(font)

    assert NAME not in plain
    assert len(plain) == len(font)
    assert plain.startswith(b"%!")
    assert plain.endswith(b"/Notice () def\ncurrentfile eexec \x80")
    assert NAME not in plain_font(b"%! /FontName/" + NAME)


def test_letters_are_told_line_by_line() -> None:
    table = (
        b"/WMode 1 def % Quill\n1 begincidrange <00> <10> 5 endcidrange 9 beginbfchar <41> <0041> <42> /Quill endbfchar"
    )

    plain = plain_letters(table)

    assert b"1 begincidrange\n<00> <10> 5\nendcidrange" in plain
    assert b"1 beginbfchar\n<41> <0041>\nendbfchar" in plain
    assert b"/WMode 1 def" in plain
    assert b"Quill" not in plain


def finer(*, boxed: bool) -> bytes:
    """A photograph of the newer kind, in which somebody wrote."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((32, 32)).convert("RGB").save(out, "JPEG2000", no_jp2=not boxed, comment=NAME)
    return out.getvalue()


@pytest.mark.parametrize("boxed", [True, False])
def test_a_photograph_of_the_newer_kind_says_nothing_of_itself(*, boxed: bool) -> None:
    given = finer(boxed=boxed)
    more = (12 + len(NAME)).to_bytes(4, "big") + b"xml " + b"    " + NAME if boxed else b""
    assert NAME in given

    plain = plain_finer(zlib.compress(given + more), [b"FlateDecode"])

    assert plain is not None
    assert NAME not in plain
    with Image.open(io.BytesIO(plain)) as after, Image.open(io.BytesIO(given)) as before:
        assert after.tobytes() == before.tobytes()


def test_a_photograph_of_the_newer_kind_is_shown_in_usual_colours() -> None:
    def box(kind: bytes, inner: bytes) -> bytes:
        return (len(inner) + 8).to_bytes(4, "big") + kind + inner

    def with_colours(count: int) -> bytes:
        head = box(b"ihdr", bytes(8) + count.to_bytes(2, "big") + bytes(4)) + box(b"colr", b"\x02\x00\x00" + NAME)
        long = b"\x00\x00\x00\x01uuid" + (16 + len(NAME)).to_bytes(8, "big") + NAME
        return box(b"jP  ", b"\r\n\x87\n") + long + box(b"jp2h", head) + b"\x00\x00\x00\x00jp2c\xff\x4f\xff\x90"

    assert box(b"colr", b"\x01\x00\x00\x00\x00\x00\x10") in (plain_finer(with_colours(3), []) or b"")
    assert box(b"colr", b"\x01\x00\x00\x00\x00\x00\x11") in (plain_finer(with_colours(1), []) or b"")
    assert NAME not in (plain_finer(with_colours(1), []) or b"")
    assert plain_finer(NAME, []) is None
    assert plain_finer(NAME, [b"LZW", b"Crypt"]) is None


def page(resources: str, *objects: str, contents: str = "4 0 R") -> bytes:
    return written(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R (Quillfeather)]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents {contents}/Resources<<{resources}>>>>",
        stream("q Q"),
        *objects,
    )


SPACES = {
    "[/ICCBased 5 0 R]": b"/DeviceCMYK",
    "[/ICCBased 4 0 R]": b"/DeviceRGB",
    "/CalRGB": b"/DeviceRGB",
    "/DeviceGray": b"/DeviceGray",
    "/Quillfeather": b"/N1",
    "(Quillfeather)": b"",
    "[]": b"",
    "[/Quillfeather]": b"[/DeviceGray]",
    "[/Pattern /DeviceRGB]": b"[/Pattern /DeviceRGB]",
    "[/Lab <</WhitePoint[1 1 1]/Quill(Quillfeather)>>]": b"[/Lab <</WhitePoint [1 1 1]>>]",
    "[/Indexed /DeviceRGB 1 <000000ffffff>]": b"[/Indexed /DeviceRGB 1 <000000ffffff>]",
    "[/Indexed /DeviceRGB 1 /Quillfeather]": b"[/Indexed /DeviceRGB 1 <>]",
    "[/DeviceN [/Quillfeather /Cyan] /DeviceCMYK 4 0 R <</Quill(Quillfeather)>>]":
        b"[/DeviceN [/N1 /Cyan] /DeviceCMYK 4 0 R]",
}  # fmt: skip


@pytest.mark.parametrize("space", SPACES)
def test_colours_go_by_the_usual_ones(space: str) -> None:
    copy = rewritten(page(f"/ColorSpace<</Quillfeather {space}>>", stream("", "/N 4")))

    assert NAME not in copy
    assert b"/ColorSpace <<" + (b"/N1 " + SPACES[space] if SPACES[space] else b"") + b">>" in copy


OBJECTS = {
    "a font of its own packing": (
        "/Font<</F 5 0 R>>",
        (
            """<</Type/Font/Subtype/Type0/Encoding/UniGB-UCS2-H/DescendantFonts[<</CIDSystemInfo<</Registry(Quillfeather)
/Ordering(Japan1)/Supplement[1]>>/FontDescriptor<</FontFile 6 0 R/FontName/ABCDEF#2BArial>>>>]>>""",
            stream("Quillfeather", "/Filter/Crypt/Length1 12"),
        ),
        b"/CIDSystemInfo <</Registry (Adobe)/Ordering (Japan1)/Supplement 0>>",
    ),
    "a font that became shorter": (
        "/Font<</F 5 0 R>>",
        ("<</FontDescriptor<</FontFile3 6 0 R>>>>", stream("OTTO\0\0Quillfeather", "/Length1 18/Subtype/OpenType")),
        b"<</Length1 12/Subtype/OpenType",
    ),
    "a font drawn sign by sign": (
        "/Font<</F 5 0 R>>",
        ("<</CharProcs<</a 6 0 R/Quill#20feather 6 0 R>>/Encoding<</Differences[9/a/b#20c null]>>>>", stream("1 0 d0")),
        b"/Differences [9 /a /.notdef null]",
    ),
    "a mask of colours": (
        "/XObject<</I 5 0 R>>",
        (stream("", "/Subtype/Image/Width 1/Mask[0 1]/SMask 6 0 R"), stream("", "/Width 2")),
        b"/Mask [0 1]",
    ),
    "a mask that is a picture": (
        "/XObject<</I 5 0 R>>", (stream("", "/Subtype/Image/Mask 6 0 R"), stream("", "/Width 2")), b"/Width 2"
    ),
    "a picture that nobody unpacks": (
        "/XObject<</I 5 0 R>>", (stream("Quillfeather", "/Subtype/Image/Filter/Quill"),), b"null"
    ),
    "a picture of the newer kind": (
        "/XObject<</I 5 0 R>>", (stream("\xff\x4f\xff\x90", "/Subtype/Image/Filter[/JPXDecode]"),), b"/Filter/JPXDecode"
    ),
    "a packed picture": (
        "/XObject<</I 5 0 R>>",
        (stream("x", "/Subtype/Image/Filter/CCITTFaxDecode/DecodeParms<</K -1/Quill(Quillfeather)>>"),),
        b"/Filter[/CCITTFaxDecode]/DecodeParms[<</K -1>>]",
    ),
    "a font in a state": ("/ExtGState<</G<</Font[<</BaseFont/Arial>> /Q]>>>>", (), b"/Font [<</BaseFont /Arial>> 1]"),
    "no font in a state": (
        "/ExtGState<</G<</Font(Quillfeather)/LW (Quillfeather)/BM 5 0 R>>>>", ("6 0 R", "/Screen"), b"/Screen"
    ),
    "a pattern": (
        "/Pattern<</P 5 0 R>>", (stream("q (Quillfeather) Q", "/PatternType 1/XStep 1"),), b"/PatternType 1/XStep 1"
    ),
    "a name too deep": ("/Shading<</S " + "[" * 60 + "/Quillfeather" + "]" * 60 + ">>", (), b"/Shading"),
    "a function": ("/Shading<</S<</Function 5 0 R>>>>", (stream("x", "/FunctionType 0/Size[1]"),), b"/FunctionType 0"),
    "a circle": ("/ExtGState 5 0 R", ("5 0 R",), b"null"),
}  # fmt: skip


@pytest.mark.parametrize("case", OBJECTS)
def test_each_object_holds_what_its_kind_may(case: str) -> None:
    resources, objects, needed = OBJECTS[case]

    copy = rewritten(page(resources, *objects))

    assert NAME not in copy
    assert needed in copy


def test_pages_share_what_they_draw_and_may_draw_nothing() -> None:
    kids = " ".join(f"{number} 0 R" for number in (3, 5, 6, 9))
    made = written(
        "<</Pages 2 0 R>>", f"<</Kids[{kids}]>>", "<</Contents 4 0 R>>", stream("1 w"), "<</Contents[4 0 R]>>",
        "<</Kids[7 0 R 8 0 R]>>", "<<>>", "<</Contents 99 0 R>>", "(Quillfeather)", "<</Kids 10 0 R>>"
    )  # fmt: skip

    copy = rewritten(made)

    assert b"/Count 5" in copy
    assert copy.count(b"/FlateDecode") == 3
    assert b"/Count 0" in rewritten(written("(Quillfeather)").replace(b"<<", b"(").replace(b">>", b")"))
