"""Pictures keep what is drawn and lose what is written about them."""

from __future__ import annotations

import zlib

import pytest

from goldenthread.assessment.rules.cleaning.pictures import plain_picture

NAME = b"Parveen"


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def piece(kind: bytes, data: bytes) -> bytes:
    return kind + len(data).to_bytes(4, "little") + data + b"\x00" * (len(data) % 2)


def webp(*pieces: bytes) -> bytes:
    inner = b"WEBP" + b"".join(pieces)
    return b"RIFF" + len(inner).to_bytes(4, "little") + inner


def emf(place: int) -> bytes:
    head = bytearray(88)
    head[40:44], head[60:64], head[64:68] = b" EMF", (7).to_bytes(4, "little"), place.to_bytes(4, "little")
    return bytes(head)


EXIF = b"\xff\xe1\x00\x09" + NAME
SCAN = b"\xff\xda\x00\x02pic\xff\x00ture\xff\xd0more"
IHDR, IEND = chunk(b"IHDR", b"\x00" * 13), chunk(b"IEND", b"")
GIF_HEAD = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + b"\x00" * 6
FRAME = b"\x21\xf9\x04\x00\x00\x00\x00\x00" + b"\x2c" + b"\x00" * 8 + b"\x80" + b"\x00" * 6 + b"\x02\x02\x44\x01\x00"
MOVES = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
WORDS = "Parveen".encode("utf-16-le")

CASES = {
    "a photograph": (
        b"\xff\xd8\xff\xe0\x00\x04JF" + EXIF + SCAN + b"\xff\xfe\x00\x09" + NAME + SCAN + b"\xff\xd9" + NAME,
        b"\xff\xd8\xff\xe0\x00\x04JF" + SCAN + SCAN + b"\xff\xd9",
    ),
    "a photograph without an end": (b"\xff\xd8" + EXIF + SCAN, b"\xff\xd8" + SCAN),
    "a photograph with room between": (
        b"\xff\xd8\xff\xff" + EXIF + b"\x00x\xff\x00" + EXIF + SCAN + b"\xff\xd9", b"\xff\xd8" + SCAN + b"\xff\xd9"
    ),
    "a drawing": (
        b"\x89PNG\r\n\x1a\n" + IHDR + chunk(b"tEXt", NAME) + chunk(b"caBX", NAME) + IEND + NAME,
        b"\x89PNG\r\n\x1a\n" + IHDR + IEND,
    ),
    "a drawing without an end": (b"\x89PNG\r\n\x1a\n" + IHDR + b"xx", b"\x89PNG\r\n\x1a\n" + IHDR),
    "a moving picture": (
        GIF_HEAD + MOVES + b"\x21\xfe\x07" + NAME + b"\x00" + FRAME + b"\x3b" + NAME,
        GIF_HEAD + MOVES + FRAME + b"\x3b",
    ),
    "a small picture of the web": (
        b"GIF87a\x01\x00\x01\x00\x00\x00\x00\x2c" + b"\x00" * 9 + b"\x02\x00\x3b",
        b"GIF87a\x01\x00\x01\x00\x00\x00\x00\x2c" + b"\x00" * 9 + b"\x02\x00\x3b",
    ),
    "a picture of the web": (
        webp(piece(b"VP8X", b"\x0c" + b"\x00" * 9), piece(b"VP8 ", b"abc"), piece(b"EXIF", NAME), piece(b"XMP ", NAME)),
        webp(piece(b"VP8X", b"\x00" * 10), piece(b"VP8 ", b"abc")),
    ),
    "an odd picture of the web": (webp(piece(b"VP8X", b"")), webp(piece(b"VP8X", b""))),
    "Windows’ drawing": (emf(88) + WORDS + b"lines", emf(88) + bytes(len(WORDS)) + b"lines"),
    "Windows’ drawing without a description": (emf(0), emf(0)),
    "a bitmap": (b"BMpicture", b"BMpicture"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_picture_keeps_what_is_drawn(case: str) -> None:
    given, plain = CASES[case]

    assert plain_picture(given) == plain


@pytest.mark.parametrize(
    "part",
    [b"", b"<svg/>", b"II*\x00", b"GIF89a", GIF_HEAD + FRAME, GIF_HEAD + b"\x99"],
    ids=["nothing", "svg", "tiff", "cut off", "without an end", "out of order"],
)
def test_what_cannot_be_cleaned_is_no_picture(part: bytes) -> None:
    assert plain_picture(part) is None
