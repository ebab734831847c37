"""Tables of any columns as a template draws them: each cell knows its column."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.reporting.types.inspecting import ReadTable


@dataclass(frozen=True)
class ShownCell:
    """One cell with the name of its column, which a phone shows beside it."""

    label: str
    value: str | int
    is_number: bool

    @property
    def is_link(self) -> bool:
        """Whether it is an address of the web."""
        return isinstance(self.value, str) and self.value.startswith(("https://", "http://"))


@dataclass(frozen=True)
class ShownTable:
    """One table, ready to be drawn."""

    key: str
    title: str
    says: str
    columns: tuple[str | tuple[str, str], ...]
    rows: tuple[tuple[ShownCell, ...], ...]


def shown(table: ReadTable) -> ShownTable:
    """A table as a template draws it."""
    return ShownTable(
        table.key,
        table.title,
        table.says,
        tuple((head, "number") if n in table.numbers else head for n, head in enumerate(table.heads)),
        tuple(
            tuple(
                ShownCell(head, cell, n in table.numbers)
                for n, (head, cell) in enumerate(zip(table.heads, row, strict=True))
            )
            for row in table.rows
        ),
    )
