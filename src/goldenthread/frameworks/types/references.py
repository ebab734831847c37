"""References as they were published."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


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
