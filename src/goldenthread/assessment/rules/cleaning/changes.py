"""A part of a Word file with every change accepted and without hidden words: it shows what the counted text shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from goldenthread.assessment.rules.word_styles import Style, is_hidden, style_of
from goldenthread.assessment.rules.word_styles import W as _W

_TAKEN_OUT = frozenset(
    _W + tag
    for tag in (
        "del", "moveFrom", "delText", "delInstrText", "cellIns", "cellMerge", "numberingChange",
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
        "tcPrChange", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
    )
)  # fmt: skip
_PUT_IN = frozenset({_W + "ins", _W + "moveTo"})
_AROUND = frozenset(_W + tag for tag in ("trPr", "tblPrEx", "tblPr", "tblGrid", "bookmarkStart", "bookmarkEnd"))
# A paragraph whose end was deleted goes on in the next; who reads the copy has to know it, so its mark stays.
_OF_ENDS = _W + "rPr"


def accept(root: Element, styles: Mapping[str, Style]) -> None:
    """Take out what is deleted, moved away or hidden, and the marks around what was put in."""
    for element in root.iter():
        element[:] = list(_accepted(element, styles))
    # From the inside out, so that a row left without cells goes with them, and a table without rows.
    for element in reversed(list(root.iter())):
        element[:] = [child for child in element if not _is_bare(child)]


def _accepted(element: Element, styles: Mapping[str, Style]) -> Iterator[Element]:
    for child in element:
        if child.tag in _PUT_IN:
            yield from _accepted(child, styles)
        elif child.tag == _W + "r" and _is_unseen(child, styles):
            # A field would not end without its marks.
            child[:] = [each for each in child if each.tag in {_W + "rPr", _W + "fldChar"}]
            if child.find(_W + "fldChar") is not None:
                yield child
        elif not _is_taken_out(child, element):
            yield child


def _is_unseen(run: Element, styles: Mapping[str, Style]) -> bool:
    own = is_hidden(run)
    return style_of(run.find(f"{_W}rPr/{_W}rStyle"), styles).is_hidden if own is None else own


def _is_taken_out(child: Element, parent: Element) -> bool:
    if child.tag == _W + "tr":
        return child.find(f"{_W}trPr/{_W}del") is not None
    if child.tag == _W + "tc":
        return child.find(f"{_W}tcPr/{_W}cellDel") is not None
    return child.tag in _TAKEN_OUT and not (child.tag == _W + "del" and parent.tag == _OF_ENDS)


def _is_bare(element: Element) -> bool:
    """Whether a row has no cells, or a table no rows; one that holds its cells in something else is kept."""
    return element.tag in {_W + "tr", _W + "tbl"} and all(child.tag in _AROUND for child in element)
