"""Read text that was written here, in markdown, into the same parts as a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from goldenthread.assessment.rules.sectioning import Sections
from goldenthread.assessment.types.counting import Block, Reading
from goldenthread.assessment.types.words import Part

EXTRACTOR = "Golden Thread’s text reader, version 1"
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?: {4}|\t).*)*)\n?", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_CAPTION = re.compile(r"^(table|figure|chart|diagram) \d{1,3}\s*[:.–—-]", re.IGNORECASE)
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_WRITTEN = frozenset({"inline", "fence", "code_block"})
_SHOWN = frozenset({"text", "code_inline", "fence", "code_block"})


def read_text(markdown: str) -> Reading:
    """All text in order: a note behind the paragraph that refers to it, a table row by row.

    A paragraph that begins with “Table 1:” or “Figure 1:” is a caption. What is struck through counts; it is shown.
    """
    notes = {mark: " ".join(text.split()) for mark, text in _NOTE.findall(markdown)}
    reader, blocks = _Reader(notes), list[Block]()
    for token in _PARSER.parse(_NOTE.sub("", markdown)):
        blocks += reader.take(token)
    return Reading(tuple(blocks), EXTRACTOR)


class _Reader:
    """One walk through the tokens of a text."""

    def __init__(self, notes: Mapping[str, str]) -> None:
        self.notes = dict(notes)
        self.sections = Sections()
        self.depth = 0
        self.row: list[str] | None = None
        self.marks: list[str] = []

    def take(self, token: Token) -> Iterator[Block]:
        if token.type == "heading_open":
            self.depth = int(token.tag[1])
        elif token.type == "tr_open":
            self.row = []
        elif token.type == "tr_close":
            yield from self._told(" | ".join(cell for cell in self.row or () if cell), Part.TABLES)
            self.row = None
        elif token.type in _WRITTEN:
            said = self._said(token)
            if self.row is not None:
                self.row.append(said)
                return
            part = Part.HEADINGS if self.depth else Part.CAPTIONS if _CAPTION.match(said) else Part.BODY
            yield from self._told(said, part)
            self.depth = 0

    def _told(self, text: str, part: Part) -> Iterator[Block]:
        """A block with the notes to which it refers, each told once."""
        if text:
            yield Block(self.sections.place(text, part, self.depth), text)
        for mark in self.marks:
            note = self.notes.pop(mark, "")
            if note:
                yield Block(self.sections.place(note, Part.FOOTNOTES), note)
        self.marks = []

    def _said(self, token: Token) -> str:
        """What a line of text shows; the notes to which it refers are noted."""
        pieces = (
            " " if each.type in {"softbreak", "hardbreak"} else each.content if each.type in _SHOWN else ""
            for each in token.children or [token]
        )
        said = "".join(pieces)
        self.marks += _NOTE_MARK.findall(said)
        return " ".join(_NOTE_MARK.sub("", said).split())
