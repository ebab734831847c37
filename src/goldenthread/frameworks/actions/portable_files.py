"""What a page of a PDF holds: its letters and drawn boxes with their places, and its text in the order of drawing.

Where two cells of a table stand on one height, they come as one line. Where its letters stand tells them apart.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import pi
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from goldenthread.frameworks.rules.uploading import why_not_this_long
from goldenthread.frameworks.types.sheets import Box, Glyph, Sheet
from goldenthread.ground.types import Refused

# In heights of the line. A space is a quarter to a half of it, and the gutter of a table at least the whole.
WIDE = 0.75
# A map or a drawing has more, and no table needs as many.
MOST_OBJECTS = 20_000
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
# PDFium marks a hyphen at the end of a line with a character of its own.
_HYPHENS = {"\ufffe": "-", "\x02": "-"}
_LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)


def sheet_of(page: pypdfium2.PdfPage, before: int = 0) -> Sheet:
    """What a page holds; ``before``: how many letters the pages before it have.

    :raises PdfiumError: if it cannot be read. :raises Refused: if it holds too much with what is before it.
    """
    text_page = page.get_textpage()
    too_long = why_not_this_long(before + text_page.count_chars())
    if too_long:
        raise Refused(too_long)
    letters = [_letter(text_page, at) for at in range(text_page.count_chars())]
    drawn = [one for one in letters if one.turn is not None]
    # Writers turn a page by its angle or by that of its letters: what most letters do is how it is read.
    turn = Counter(one.turn for one in drawn).most_common(1)[0][0] if drawn else 0
    upright = [_glyph(one, turn) for one in drawn if one.turn == turn]
    askew = [_glyph(one, one.turn) for one in drawn if one.turn != turn]
    return Sheet(
        tuple(upright),
        tuple(_turned(*box, turn) for box in _boxes(page)),
        cut_at_gaps([_said(one) for one in letters], [one.box if one.turn is not None else None for one in letters]),
        tuple(askew),
    )


Places = tuple[float, float, float, float]


class _Letter(NamedTuple):
    """A letter where PDF has it: its box from the bottom left of the page, its origin, a quarter turn or none drawn."""

    text: str
    box: Places
    origin: tuple[float, float]
    turn: int | None
    is_bold: bool


def _letter(text_page: pypdfium2.PdfTextPage, at: int) -> _Letter:
    text = chr(pdfium.FPDFText_GetUnicode(text_page, at))
    if pdfium.FPDFText_IsGenerated(text_page, at):
        return _Letter(text, (0.0, 0.0, 0.0, 0.0), (0.0, 0.0), None, is_bold=False)
    box, across, up = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text_page, at, box)
    pdfium.FPDFText_GetCharOrigin(text_page, at, across, up)
    # PDFium counts an angle the way a clock goes.
    turn = round(-pdfium.FPDFText_GetCharAngle(text_page, at) / (pi / 2)) % 4
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, at, name, 128, flags)
    places = (box.left, box.bottom, box.right, box.top)
    return _Letter(text, places, (across.value, up.value), turn, is_bold=bool(_BOLD.search(name.value)))


def _glyph(one: _Letter, turn: int | None) -> Glyph:
    left, top, right, bottom = _turned(*one.box, turn)
    _, base, _, _ = _turned(*one.origin, *one.origin, turn)
    return Glyph(_said(one), left, right, base, bottom - top, one.is_bold)


def _said(one: _Letter) -> str:
    return _LIGATURES.get(one.text, _HYPHENS.get(one.text, one.text))


def _turned(left: float, bottom: float, right: float, top: float, turn: int | None) -> Box:
    """A box as it stands on the page as it is read, from the top down."""
    if turn == 1:
        return Box(bottom, left, top, right)
    if turn == 2:
        return Box(-right, bottom, -left, top)
    if turn == 3:
        return Box(-top, -right, -bottom, -left)
    return Box(left, -top, right, -bottom)


def _boxes(page: pypdfium2.PdfPage) -> Iterator[Places]:
    """The boxes of what is drawn on the page itself."""
    for at in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_PATH:
            sides = [ctypes.c_float() for _ in range(4)]
            pdfium.FPDFPageObj_GetBounds(drawn, *sides)
            left, bottom, right, top = (side.value for side in sides)
            yield left, bottom, right, top


def cut_at_gaps(letters: Sequence[str], boxes: Sequence[Places | None]) -> str:
    """A text with an end of line in place of each wide gap. A box is left, bottom, right and top of its letter."""
    said: list[str] = []
    last: Places | None = None
    for letter, box in zip(letters, boxes, strict=True):
        if letter in "\r\n\f":
            last = None
        if box is not None and not letter.isspace():
            if last is not None and box[0] - last[2] > WIDE * (box[3] - box[1]):
                said.append("\n")
            last = box
        said.append(letter)
    return "".join(said).replace("\r\n", "\n")
