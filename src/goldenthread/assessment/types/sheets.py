"""Budgets, project plans and registers of risks as they are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from goldenthread.assessment.types.projects import DocumentKind
from goldenthread.assessment.types.words import ScriptRef

Row = Mapping[str, str]
# Under which name a row says which it is, beside its columns.
KEY = "key"


@dataclass(frozen=True)
class Column:
    """A column of a sheet. ``is_number``: amounts and scores, which are reckoned with."""

    key: str
    title: str
    is_number: bool = False
    highest: int = 0


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its columns, and what is said above it."""

    title: str
    says: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Reckoned:
    """Rows as they are shown and printed, with what they come to. ``faults``: row, column and what is wrong."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...] = ()
    faults: tuple[tuple[int, str, str], ...] = ()

    @property
    def labelled(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each cell of each row beside the head of its column."""
        return tuple(tuple(zip(self.heads, row, strict=True)) for row in self.rows)


SHEETS: Mapping[DocumentKind, Sheet] = MappingProxyType(
    {
        DocumentKind.BUDGET: Sheet(
            "Budget",
            "Amounts in pounds, like 1,500 or 10.50. A cost is a number of things at a price each.",
            (
                Column("what", "What it is for"),
                Column("number", "How many", is_number=True),
                Column("each", "Price of each", is_number=True),
                Column("source", "Paid from"),
            ),
        ),
        DocumentKind.PLAN: Sheet(
            "Project plan",
            "The steps in the order in which they are taken.",
            (
                Column("step", "Step"),
                Column("who", "Who, by role"),
                Column("from", "Begins"),
                Column("until", "Done by"),
                Column("sign", "How you will know"),
            ),
        ),
        DocumentKind.RISKS: Sheet(
            "Risk register",
            "Likelihood and impact from 1, low, to 5, high. The score is one times the other.",
            (
                Column("risk", "Risk"),
                Column("likelihood", "Likelihood", is_number=True, highest=5),
                Column("impact", "Impact", is_number=True, highest=5),
                Column("action", "What makes it smaller"),
                Column("owner", "Owner, by role"),
            ),
        ),
    }
)


@dataclass(frozen=True)
class SeenSheet:
    """A sheet as a page had it: how often it had been saved by then, and the rows that stood in it."""

    number: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class KeptSheet:
    """How a sheet was kept. ``is_mixed``: something was saved elsewhere since the page was drawn, which stands beside
    what the page says, or is among what was overwritten."""

    number: int
    is_mixed: bool


@dataclass(frozen=True)
class EarlierSheet:
    """What was filled in before something in it was overwritten."""

    rows: tuple[tuple[tuple[str, str], ...], ...]
    """Of each row the cells that were filled in, beside the heads of their columns."""
    saved_at: datetime


@dataclass(frozen=True)
class FilledPage:
    """A sheet with what is filled in so far. ``number``: how often it was saved."""

    script: ScriptRef
    place: str
    label: str
    kind: DocumentKind
    sheet: Sheet
    rows: tuple[Row, ...]
    reckoned: Reckoned
    number: int
    earlier: tuple[EarlierSheet, ...]

    @property
    def is_kept(self) -> bool:
        """Whether anything was saved yet."""
        return self.number > 0
