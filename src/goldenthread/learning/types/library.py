"""What is in the library, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

ItemRef = NewType("ItemRef", UUID)


class ItemKind(StrEnum):
    """What an item of the library is."""

    RESEARCH = "research"
    MEDIA = "media"
    PRACTICE = "practice"


ITEM_KIND_NAMES: Mapping[ItemKind, str] = MappingProxyType(
    {ItemKind.RESEARCH: "Research", ItemKind.MEDIA: "Media", ItemKind.PRACTICE: "School practice"}
)
ITEM_STATE_NAMES: Mapping[str, str] = MappingProxyType(
    {"proposed": "Proposed", "shared": "In the library", "declined": "Declined", "withdrawn": "Withdrawn"}
)


@dataclass(frozen=True)
class ItemDraft:
    """What somebody says of an item. The summary is in their own words, never the source's."""

    kind: ItemKind
    title: str
    summary: str
    authors: str = ""
    year: int | None = None
    address: str = ""
    licence: str = ""
    minutes: int = 0
    statements: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class LibraryItem:
    """An item as pages show it."""

    ref: ItemRef
    state: str
    draft: ItemDraft
    codes: tuple[str, ...]
    file_name: str
    file_size: int
    added_by: str
    added_at: datetime

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return ITEM_KIND_NAMES[self.draft.kind]

    @property
    def state_name(self) -> str:
        """Where it stands, in words."""
        return ITEM_STATE_NAMES[self.state]


@dataclass(frozen=True)
class ItemVersionLine:
    """One version of an item: who wrote it, when, and which of its parts changed."""

    number: int
    by: str
    at: datetime
    changed: tuple[str, ...]


@dataclass(frozen=True)
class StatementTie:
    """A statement that an item is tied to."""

    ref: UUID
    code: str
    text: str


@dataclass(frozen=True)
class ItemPage:
    """One item with its statements, its history, and what whoever asks may do with it."""

    item: LibraryItem
    statements: tuple[StatementTie, ...]
    versions: tuple[ItemVersionLine, ...]
    may_change: bool
    steps: tuple[str, ...]


@dataclass(frozen=True)
class LibraryAsked:
    """What somebody looks for in the library."""

    words: str = ""
    kind: ItemKind | None = None
    section: str = ""
    statement: str = ""
    state: str = "shared"


@dataclass(frozen=True)
class LibraryPage:
    """What the library has for somebody, one page of it."""

    items: tuple[LibraryItem, ...]
    total: int
    number: int
    pages: int
    sections: tuple[tuple[str, str], ...]
    may_add: bool
    may_keep: bool
    waiting: int
