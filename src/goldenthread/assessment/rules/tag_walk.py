"""From the tags of a PDF to its text, part by part: a tagged PDF says what is a heading, a table or a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goldenthread.assessment.rules.sectioning import Sections
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import Part


@dataclass(frozen=True)
class Tag:
    """A tag with what it holds in order: other tags, and numbers under which pieces of the page's text go."""

    kind: str
    holds: tuple[Tag | int, ...] = ()


_HEADING = re.compile(r"^h(?:eading[ _]?)?([1-6]?)$")
_INLINE = frozenset(
    {"span", "link", "reference", "em", "strong", "quote", "code", "sub", "annot", "ruby", "rb", "warichu", "bibentry"}
)
_NOTES: Mapping[str, Part] = {
    "note": Part.FOOTNOTES, "fenote": Part.FOOTNOTES, "footnote": Part.FOOTNOTES, "endnote": Part.ENDNOTES,
}  # fmt: skip
_PARTS: Mapping[str, Part] = {
    "caption": Part.CAPTIONS, "toc": Part.CONTENTS, "toci": Part.CONTENTS, "index": Part.CONTENTS,
    "table": Part.TABLES, "title": Part.HEADINGS,
}  # fmt: skip
# Numbers of lists, marks of notes, pictures, equations, and what only decorates the page.
_UNREAD = frozenset({"lbl", "figure", "formula", "artifact", "rt", "rp"})


@dataclass
class TagWalk:
    """One walk through the tags of a file, page by page; ``pieces`` is the text of the page under its numbers."""

    sections: Sections
    pieces: Mapping[int, str] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)

    def page(self, roots: Iterator[Tag] | tuple[Tag, ...], pieces: Mapping[int, str]) -> Iterator[Block]:
        """The blocks of one page in the order of its tags."""
        self.pieces = pieces
        for root in roots:
            yield from self._blocks(root, Part.BODY)

    def _blocks(self, tag: Tag, part: Part) -> Iterator[Block]:
        self.kinds.add(tag.kind)
        if tag.kind in _UNREAD:
            return
        if tag.kind == "tr":
            yield from self._row(tag)
            return
        heading = _HEADING.match(tag.kind)
        own = Part.HEADINGS if heading else _PARTS.get(tag.kind, part)
        depth = int(heading.group(1) or 1) if heading else 1 if tag.kind == "title" else 0
        said: list[str] = []
        notes: list[Tag] = []
        for each in tag.holds:
            if isinstance(each, int) or _is_inline(each):
                said.append(self._text(each, notes))
            else:
                yield from self._said(said, own, depth)
                said = []
                yield from self._note(each) if each.kind in _NOTES else self._blocks(each, own)
        yield from self._said(said, own, depth)
        for note in notes:
            yield from self._note(note)

    def _said(self, said: list[str], part: Part, depth: int) -> Iterator[Block]:
        text = " ".join("".join(said).split())
        if text:
            yield Block(self.sections.place(text, part, depth), text)

    def _note(self, note: Tag) -> Iterator[Block]:
        inner: list[Tag] = []
        text = " ".join(self._text(Tag("span", note.holds), inner, spaced=True).split())
        if text:
            yield Block(self.sections.place(text, _NOTES[note.kind]), text)

    def _row(self, row: Tag) -> Iterator[Block]:
        notes: list[Tag] = []
        cells = [" ".join(self._text(each, notes, spaced=True).split()) for each in row.holds]
        text = " | ".join(cell for cell in cells if cell)
        if text:
            yield Block(self.sections.place(text, Part.TABLES), text)
        for note in notes:
            yield from self._note(note)

    def _text(self, held: Tag | int, notes: list[Tag], *, spaced: bool = False) -> str:
        """The text of a tag; notes are put aside. ``spaced``: what is not in one line is set apart."""
        if isinstance(held, int):
            return self.pieces.get(held, "")
        self.kinds.add(held.kind)
        if held.kind in _NOTES:
            notes.append(held)
            return " "
        if held.kind in _UNREAD:
            # The mark of a note may have been all that stood between two words at the end of a line.
            return " " if any(self._text(each, notes)[-1:].isspace() for each in _pieces_of(held)) else ""
        between = " " if spaced and not _is_inline(held) else ""
        return between + "".join(self._text(each, notes, spaced=spaced) for each in held.holds) + between


def _pieces_of(tag: Tag) -> Iterator[int]:
    for each in tag.holds:
        if isinstance(each, int):
            yield each
        else:
            yield from _pieces_of(each)


def _is_inline(tag: Tag) -> bool:
    """Whether a tag stands in a line. Browsers wrap both words and whole sections into tags that say nothing."""
    if tag.kind in _INLINE or tag.kind == "lbl":
        return True
    return tag.kind == "nonstruct" and all(isinstance(each, int) or _is_inline(each) for each in tag.holds)
