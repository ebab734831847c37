"""The text of a page of a PDF, its lines cut where a gap stands that is wider than any space between words.

Two cells of a table on one height come as one line. Where its letters stand tells them apart.
"""

from __future__ import annotations

import pypdfium2

# In heights of the line. A space is a quarter to a half of it, and the gutter of a table at least the whole.
WIDE = 0.75


def text_of_portable_page(page: pypdfium2.PdfPage) -> str:
    """The text of a page. :raises PdfiumError: if the page cannot be read."""
    text_page = page.get_textpage()
    text: str = text_page.get_text_range()
    if text_page.count_chars() != len(text):
        # Letters that take two places: where each one stands is not known.
        return text
    boxes = [None if letter.isspace() else text_page.get_charbox(at, loose=True) for at, letter in enumerate(text)]
    return cut_at_gaps(text, boxes)


Box = tuple[float, float, float, float]


def cut_at_gaps(text: str, boxes: list[Box | None]) -> str:
    """A text with an end of line in place of each wide gap. A box is left, bottom, right and top of its letter."""
    said: list[str] = []
    last: Box | None = None
    for letter, box in zip(text, boxes, strict=True):
        if letter in "\r\n\f":
            last = None
        if box is not None:
            if last is not None and box[0] - last[2] > WIDE * (box[3] - box[1]):
                said.append("\n")
            last = box
        said.append(letter)
    return "".join(said)
