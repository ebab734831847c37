"""The tags of a PDF's pages as PDFium gives them, and the text that goes under each."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from goldenthread.assessment.rules.tag_walk import Tag

MOST_TAGS = 50_000
MOST_LETTERS = 20_000
# Untagged lines this far from the edges of a page, as a share of its height, are headers and footers.
MARGIN = 0.09


@dataclass(frozen=True)
class TaggedPage:
    """The tags of a page, its text under their numbers, and lines to which no tag leads that are not in its margins."""

    tags: tuple[Tag, ...]
    pieces: Mapping[int, str]
    loose: tuple[str, ...]


def tagged_page(page: pypdfium2.PdfPage) -> TaggedPage | None:
    """The page by its tags; ``None`` where it has none, or more of them or of letters than are looked at."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    try:
        left = [MOST_TAGS]
        roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(_number(tree, left))]
        tags = tuple(_tag(root, left) for root in roots if root)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    words = page.get_textpage()
    if left[0] <= 0 or not tags or words.count_chars() > MOST_LETTERS:
        return None
    pieces, loose = _letters(page, words)
    return TaggedPage(tags, pieces, loose)


def _number(tree: pdfium.FPDF_STRUCTTREE, left: list[int]) -> int:
    return int(min(pdfium.FPDF_StructTree_CountChildren(tree), left[0]))


def _tag(element: pdfium.FPDF_STRUCTELEMENT, left: list[int]) -> Tag:
    """A tag with everything under it; ``left`` is how many more are looked at."""
    held: list[Tag | int] = []
    for n in range(min(pdfium.FPDF_StructElement_CountChildren(element), max(left[0], 0))):
        left[0] -= 1
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, n)
        if child:
            held.append(_tag(child, left))
        else:
            held.append(pdfium.FPDF_StructElement_GetChildMarkedContentID(element, n))
    return Tag(_kind(element), tuple(held))


def _kind(element: pdfium.FPDF_STRUCTELEMENT) -> str:
    room = ctypes.create_string_buffer(128)
    size = pdfium.FPDF_StructElement_GetType(element, room, len(room))
    return room.raw[: max(min(size, len(room)) - 2, 0)].decode("utf-16-le", "replace").lower()


def _letters(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> tuple[Mapping[int, str], tuple[str, ...]]:
    """The text under each number, and loose lines. What stands between letters goes with the letter before it."""
    pieces: defaultdict[int, list[str]] = defaultdict(list)
    loose: list[list[str]] = []
    _, foot, _, head = page.get_mediabox()
    low, high = foot + MARGIN * (head - foot), head - MARGIN * (head - foot)
    now: list[str] = []
    for n in range(words.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(words.raw, n))
        shown = pdfium.FPDFText_GetTextObject(words.raw, n)
        if shown:
            number = pdfium.FPDFPageObj_GetMarkedContentID(shown)
            if number >= 0:
                now = pieces[number]
            elif not low < _middle(words, n) < high:
                now = []
            elif not loose or now is not loose[-1]:
                loose.append([])
                now = loose[-1]
        now.append("" if letter in "\x02\ufffe" else letter)
    return {number: _whole(said) for number, said in pieces.items()}, tuple(_whole(said) for said in loose)


def _middle(words: pypdfium2.PdfTextPage, n: int) -> float:
    _, bottom, _, top = words.get_charbox(n)
    return float(bottom + top) / 2


def _whole(said: list[str]) -> str:
    """Letters beyond the first plane come in two halves."""
    return "".join(said).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
