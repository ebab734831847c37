"""The text of a web page: headings and lists marked, numbered items counted, tables with their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.frameworks.rules.grids import lines_of
from goldenthread.frameworks.rules.markup import Tag, pieces

_SILENT = frozenset({"script", "style", "template", "svg", "head", "nav", "noscript", "button", "select", "iframe"})
_BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "aside",
            "blockquote",
            "pre",
            "address",
            "form",
        ),
        *("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "details", "summary", "hr", "br"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"),
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def text_of_page(markup: str) -> str:
    """The text of a web page, as far as a person sees it."""
    page = _Page()
    for piece in pieces(markup):
        page.take(piece)
    return "\n".join(page.ended())


@dataclass(slots=True)
class _Table:
    """A table while it is read. ``held`` counts for each column the rows that a cell above still covers."""

    rows: list[list[list[str]]] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    column: int = 0

    def begin_row(self) -> None:
        self.end_row()
        self.rows.append([])
        self.column = 0

    def begin_cell(self, across: int, down: int) -> None:
        if not self.rows:
            self.begin_row()
        self.pass_over()
        self.rows[-1].append([])
        for column in range(self.column, self.column + across):
            self.held[column] = down - 1
        self.column += across

    def end_row(self) -> None:
        if self.rows:
            self.pass_over()

    def pass_over(self) -> None:
        """Leave empty what cells above cover."""
        while self.held.get(self.column, 0) > 0:
            self.held[self.column] -= 1
            self.rows[-1].append([])
            self.column += 1


class _Page:
    """Gathers words into paragraphs, and paragraphs into the page or the cell they stand in."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._words: list[str] = []
        self._mark = ""
        self._silent = 0
        self._lists: list[int | None] = []
        self._tables: list[_Table] = []

    def take(self, piece: Tag | str) -> None:
        """A tag, or words, unless nobody sees them."""
        if isinstance(piece, str):
            if not self._silent:
                self._words.append(piece)
            return
        if not piece.is_end:
            self._begin(piece.name, piece.said)
        if piece.is_end or piece.is_whole:
            self._end(piece.name)

    def _begin(self, tag: str, told: Mapping[str, str]) -> None:
        """Begin a block, a list, a table or a cell."""
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCKS:
            self._end_paragraph()
        if tag in ("ul", "ol"):
            self._lists.append(_number(told.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            self._mark = self._next_mark(told.get("value"))
        elif tag in _HEADINGS:
            self._mark = "# "
        elif tag == "table":
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].begin_row()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].begin_cell(_number(told.get("colspan"), 1), _number(told.get("rowspan"), 1))

    def _end(self, tag: str) -> None:
        """End a block; a table that ends is laid out where it stands."""
        if tag in _SILENT and self._silent:
            self._silent -= 1
        if tag in _BLOCKS:
            self._end_paragraph()
            self._mark = ""
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            table.end_row()
            for line in ("", *lines_of(table.rows), ""):
                self._put(line)

    def ended(self) -> list[str]:
        """The lines of the page. Tables that were never closed are laid out as far as they go."""
        self._silent = 0
        while self._tables:
            self._end("table")
        self._end_paragraph()
        return self._lines

    def _next_mark(self, value: str | None) -> str:
        if not self._lists or self._lists[-1] is None:
            # A list in a list has another mark, as browsers show it.
            return "• " if len(self._lists) <= 1 else "◦ "
        number = _number(value, self._lists[-1])
        self._lists[-1] = number + 1
        return f"{number}. "

    def _end_paragraph(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            self._put(f"{self._mark}{text}")
            self._mark = ""

    def _put(self, line: str) -> None:
        """A line, into the innermost open cell, or the page."""
        table = next((one for one in reversed(self._tables) if one.rows and one.rows[-1]), None)
        (self._lines if table is None else table.rows[-1][-1]).append(line)


def _number(said: str | None, otherwise: int) -> int:
    return (min(int(said), 999) if said and said.isdecimal() and len(said) < 10 else 0) or otherwise
