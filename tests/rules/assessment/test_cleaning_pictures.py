"""Pictures keep what is drawn and lose what is written about them."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image, ImageCms

from goldenthread.assessment.rules.cleaning.pictures import ending_of, plain_picture

NAME = b"Parveen"


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def piece(kind: bytes, data: bytes) -> bytes:
    return kind + len(data).to_bytes(4, "little") + data + b"\x00" * (len(data) % 2)


def webp(*pieces: bytes) -> bytes:
    inner = b"WEBP" + b"".join(pieces)
    return b"RIFF" + len(inner).to_bytes(4, "little") + inner


def numbers(*values: int, size: int = 4) -> bytes:
    return b"".join(value.to_bytes(size, "little") for value in values)


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of a drawing, as newer ones have it."""
    return numbers(kind, len(data) + 8) + data


def said_aside(data: bytes) -> bytes:
    return record(70, numbers(len(data)) + data)


def emf(
    *records: bytes, head: int = 108, description: bytes = b"", ends: bytes = record(14, numbers(0, 16, 20))
) -> bytes:
    """A drawing of Windows’ newer kind, with a right head."""
    inner, size = b"".join(records) + ends, head + len(description)
    first = bytearray(size)
    first[0:8], first[40:44] = numbers(1, size), b" EMF"
    first[48:56] = numbers(size + len(inner), len(records) + 2)
    if description:
        first[60:68], first[head:] = numbers(len(description) // 2, head), description
    return bytes(first) + inner


def older(*records: tuple[int, bytes], ends: bytes = b"\x03\x00\x00\x00\x00\x00") -> bytes:
    """A drawing of Windows’ older kind, with what says where it is placed."""
    inner = b"".join(numbers((len(data) + 6) // 2) + numbers(kind, size=2) + data for kind, data in records) + ends
    head = numbers(1, 9, 0x300, size=2) + numbers((18 + len(inner)) // 2) + b"\x00" * 8
    return b"\xd7\xcd\xc6\x9a" + bytes(18) + head + inner


def bitmap(head: bytes, between: bytes, pixels: bytes, behind: bytes = b"", gap: bytes = b"") -> bytes:
    start = 14 + len(head) + len(between) + len(gap)
    whole = numbers(start + len(pixels) + len(behind)) + bytes(4) + numbers(start)
    return b"BM" + whole + head + between + gap + pixels + behind


def bitmap_head(size: int, *, bits: int = 24, packing: int = 0, packed: int = 0, colours: int = 0) -> bytes:
    """Two dots wide and one high, upside down."""
    head = numbers(size, 2, 2**32 - 1) + numbers(1, bits, size=2) + numbers(packing, packed, 0, 0, colours, 0)
    return head + bytes(size - 40)


def with_profile(kind: bytes) -> bytes:
    head = bytearray(bitmap_head(124))
    head[56:60] = kind
    head[112:120] = numbers(132, 7)
    return bytes(head)


EXIF = b"\xff\xe1\x00\x09" + NAME
SCAN = b"\xff\xda\x00\x02pic\xff\x00ture\xff\xd0more"
IHDR, IEND = chunk(b"IHDR", b"\x00" * 13), chunk(b"IEND", b"")
GIF_HEAD = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + b"\x00" * 6
FRAME = b"\x21\xf9\x04\x00\x00\x00\x00\x00" + b"\x2c" + b"\x00" * 8 + b"\x80" + b"\x00" * 6 + b"\x02\x02\x44\x01\x00"
MOVES = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
WORDS = "Parveen!".encode("utf-16-le")
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x60\x00\x61\x00\x00"
ADOBE = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x01"
PACKED = zlib.compress(b"\x00\x01")
BETTER = b"EMF+" + numbers(0x4008, size=2) + numbers(0, size=2) + numbers(12, 0)
BETTER_ASIDE = numbers(0x4003, 0, size=2) + numbers(20, 8) + b"Parveen!"
FONT = record(82, bytes(96) + (WORDS * 12)[:192] + bytes(24))

CASES = {
    "a photograph": (
        b"\xff\xd8"
        + JFIF[:3]
        + b"\x19"
        + JFIF[4:]
        + b"\x00\x00"
        + NAME
        + EXIF
        + SCAN
        + b"\xff\xfe\x00\x09"
        + NAME
        + SCAN
        + b"\xff\xd9"
        + NAME,
        b"\xff\xd8" + JFIF + SCAN + SCAN + b"\xff\xd9",
    ),
    "a photograph with words in every room": (
        b"\xff\xd8"
        + b"".join(b"\xff" + bytes([kind]) + b"\x00\x09" + NAME for kind in range(0xE0, 0xFF))
        + b"\xff\xe0\x00\x0eJFXX\x00"
        + NAME
        + ADOBE[:3]
        + b"\x15"
        + ADOBE[4:]
        + NAME
        + b"\xff\xc8\x00\x09"
        + NAME
        + SCAN,
        b"\xff\xd8" + ADOBE + SCAN,
    ),
    "a photograph without an end": (b"\xff\xd8" + EXIF + SCAN, b"\xff\xd8" + SCAN),
    "a photograph with room between": (
        b"\xff\xd8\xff\xff" + EXIF + b"\x00x\xff\x00" + EXIF + SCAN + b"\xff\xd9",
        b"\xff\xd8" + SCAN + b"\xff\xd9",
    ),
    "a drawing": (
        b"\x89PNG\r\n\x1a\n" + IHDR + chunk(b"tEXt", NAME) + chunk(b"caBX", NAME) + IEND + NAME,
        b"\x89PNG\r\n\x1a\n" + IHDR + IEND,
    ),
    "a drawing with words in every room": (
        b"\x89PNG\r\n\x1a\n"
        + IHDR
        + chunk(b"iCCP", NAME)
        + chunk(b"sPLT", NAME)
        + chunk(b"gAMA", NAME)
        + chunk(b"pHYs", b"x" * 9)
        + chunk(b"IDAT", PACKED[:4])
        + chunk(b"IDAT", PACKED[4:] + NAME)
        + chunk(b"fcTL", b"y" * 26)
        + IEND,
        b"\x89PNG\r\n\x1a\n"
        + IHDR
        + chunk(b"pHYs", b"x" * 9)
        + chunk(b"IDAT", PACKED)
        + chunk(b"fcTL", b"y" * 26)
        + IEND,
    ),
    "a drawing that is packed wrongly": (
        b"\x89PNG\r\n\x1a\n" + IHDR + chunk(b"IDAT", b"xx"),
        b"\x89PNG\r\n\x1a\n" + IHDR + chunk(b"IDAT", b"xx") + IEND,
    ),
    "a drawing without an end": (b"\x89PNG\r\n\x1a\n" + IHDR + b"xx", b"\x89PNG\r\n\x1a\n" + IHDR + IEND),
    "a moving picture": (
        GIF_HEAD + MOVES + b"\x21\xfe\x07" + NAME + b"\x00" + FRAME + b"\x3b" + NAME,
        GIF_HEAD + MOVES + FRAME + b"\x3b",
    ),
    "a moving picture with words in every room": (
        GIF_HEAD
        + MOVES[:-1]
        + b"\x07"
        + NAME
        + b"\x00"
        + b"\x21\x01\x07"
        + NAME
        + b"\x00"
        + b"\x21\xff\x0bNETSCAPE2.0\x07"
        + NAME
        + b"\x00"
        + b"\x21\xf9\x07"
        + NAME
        + b"\x00"
        + FRAME[:7]
        + b"\x07"
        + NAME
        + FRAME[7:]
        + b"\x3b",
        GIF_HEAD + MOVES + FRAME + b"\x3b",
    ),
    "a small picture of the web": (
        b"GIF87a\x01\x00\x01\x00\x00\x00\x00\x2c" + b"\x00" * 9 + b"\x02\x00\x3b",
        b"GIF87a\x01\x00\x01\x00\x00\x00\x00\x2c" + b"\x00" * 9 + b"\x02\x00\x3b",
    ),
    "a picture of the web": (
        webp(
            piece(b"VP8X", b"\x2c" + b"\x00" * 9 + NAME),
            piece(b"VP8 ", b"abc"),
            piece(b"EXIF", NAME),
            piece(b"XMP ", NAME),
            piece(b"ICCP", NAME),
        ),
        webp(piece(b"VP8X", b"\x00" * 10), piece(b"VP8 ", b"abc")),
    ),
    "a moving picture of the web": (
        webp(piece(b"ANMF", b"\x00" * 16 + piece(b"NOTE", NAME) + piece(b"VP8L", b"abc"))),
        webp(piece(b"ANMF", b"\x00" * 16 + piece(b"VP8L", b"abc"))),
    ),
    "an odd picture of the web": (webp(piece(b"VP8X", b"")), webp()),
    "Windows’ drawing": (emf(record(27, bytes(8)), description=WORDS) + NAME, emf(record(27, bytes(8)))),
    "Windows’ drawing of an older head": (emf(head=88), emf(head=88)),
    "Windows’ drawing with words aside": (
        emf(said_aside(NAME + b"!"), said_aside(BETTER + BETTER_ASIDE), record(122, NAME), FONT, record(82, bytes(96))),
        emf(said_aside(BETTER), record(82, bytes(312)), record(82, bytes(96))),
    ),
    "Windows’ drawing without an end": (emf(ends=b""), None),
    "Windows’ drawing cut off": (emf()[:-4], None),
    "Windows’ older drawing": (
        older((0x626, b"\x0f\x00\x08\x00Parveen!"), (0x213, bytes(4))),
        older((0x213, bytes(4))),
    ),
    "Windows’ older drawing without an end": (older(ends=b""), None),
    "a bitmap": (bitmap(bitmap_head(40), b"", b"12345678", NAME, NAME), bitmap(bitmap_head(40), b"", b"12345678")),
    "a bitmap with colours": (
        bitmap(bitmap_head(40, bits=8, colours=2), b"bgr0BGR0", b"\x00\x01\x00\x00", NAME, NAME),
        bitmap(bitmap_head(40, bits=8, colours=2), b"bgr0BGR0", b"\x00\x01\x00\x00"),
    ),
    "a bitmap with masks": (
        bitmap(bitmap_head(40, bits=32, packing=3), b"r" * 12, b"1234" * 2, NAME),
        bitmap(bitmap_head(40, bits=32, packing=3), b"r" * 12, b"1234" * 2),
    ),
    "a packed bitmap": (
        bitmap(bitmap_head(40, bits=8, packing=1, packed=2, colours=1), b"bgr0", b"\x00\x01", NAME),
        bitmap(bitmap_head(40, bits=8, packing=1, packed=2, colours=1), b"bgr0", b"\x00\x01"),
    ),
    "a bitmap of old": (
        bitmap(numbers(12) + numbers(2, 1, 1, 1, size=2), b"bgrBGR", b"\x40\x00\x00\x00", NAME),
        bitmap(numbers(12) + numbers(2, 1, 1, 1, size=2), b"bgrBGR", b"\x40\x00\x00\x00"),
    ),
    "a bitmap of old in all colours": (
        bitmap(numbers(12) + numbers(2, 1, 1, 24, size=2), b"", b"12345678", NAME),
        bitmap(numbers(12) + numbers(2, 1, 1, 24, size=2), b"", b"12345678"),
    ),
    "a bitmap with a profile": (
        bitmap(with_profile(b"KNIL"), b"", b"12345678", NAME),
        bitmap(with_profile(b"BGRs")[:112] + bytes(12), b"", b"12345678"),
    ),
    "a bitmap with usual colours": (
        bitmap(with_profile(b"BGRs"), b"", b"12345678"),
        bitmap(with_profile(b"BGRs")[:112] + bytes(12), b"", b"12345678"),
    ),
    "no bitmap": (b"BMpicture", None),
}


@pytest.mark.parametrize("case", CASES)
def test_a_picture_keeps_what_is_drawn(case: str) -> None:
    given, plain = CASES[case]

    assert plain_picture(given) == plain
    assert plain is None or plain_picture(plain) == plain


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_a_real_picture_looks_the_same(kind: str) -> None:
    drawn, profile = (
        Image.effect_mandelbrot((40, 30), (-3, -2.5, 2, 2.5), 50).convert("RGB"),
        ImageCms.createProfile("sRGB"),
    )
    out = io.BytesIO()
    drawn.save(out, kind, icc_profile=ImageCms.ImageCmsProfile(profile).tobytes() + NAME, comment=NAME)

    plain = plain_picture(out.getvalue())

    assert plain is not None
    assert NAME not in plain
    with Image.open(io.BytesIO(plain)) as after, Image.open(out) as before:
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert ending_of(plain) == kind.lower()


def test_the_names_of_drawings_say_what_they_are() -> None:
    assert ending_of(emf()) == "emf"
    assert ending_of(older()) == "wmf"


@pytest.mark.parametrize(
    "part",
    [b"", b"<svg/>", b"II*\x00", b"GIF89a", GIF_HEAD + FRAME, GIF_HEAD + b"\x99"],
    ids=["nothing", "svg", "tiff", "cut off", "without an end", "out of order"],
)
def test_what_cannot_be_cleaned_is_no_picture(part: bytes) -> None:
    assert plain_picture(part) is None
