"""References, under review and published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from goldenthread.frameworks.types.reviewing import DoubtLine


@dataclass(frozen=True, slots=True)
class Cited:
    """A run of an entry's words, and the web address that it is; none where it is not one."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A published entry. ``group`` is the heading that it stands under in the document, ``runs`` its words."""

    ref: UUID
    section: int | None
    group: str
    text: str
    runs: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """An entry of a reading under review."""

    ref: UUID
    section: int | None
    group: str
    text: str
    lines: tuple[int, ...]
    version: int
    is_out: bool
    original: str
    was_changed: bool
    changed_by: str
    doubts: tuple[DoubtLine, ...] = ()

    @property
    def open_doubts(self) -> tuple[DoubtLine, ...]:
        """The doubts that nobody has settled."""
        return tuple(doubt for doubt in self.doubts if doubt.is_open)
