"""A unit's versions, and what changed between them, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Fate(StrEnum):
    """What became of a page from one version to the next."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


FATE_NAMES: Mapping[Fate, str] = MappingProxyType(
    {Fate.ADDED: "Added", Fate.CHANGED: "Changed", Fate.MOVED: "Moved", Fate.REMOVED: "Removed"}
)


@dataclass(frozen=True)
class DiffLine:
    """One line of a page: the same in both versions, only in the later, or only in the earlier."""

    words: str
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class PageChange:
    """A page that is not what it was; ``restorable`` is its row in the version before, where it had one."""

    title: str
    fates: tuple[Fate, ...]
    lines: tuple[DiffLine, ...]
    restorable: UUID | None

    @property
    def fate_names(self) -> str:
        """What became of it, in words."""
        return ", ".join(FATE_NAMES[fate] for fate in self.fates)


@dataclass(frozen=True)
class UnitVersion:
    """One version of a unit, with what changed in it since the version before."""

    number: int
    state: str
    published_at: datetime | None
    pages: int
    changes: tuple[PageChange, ...]


@dataclass(frozen=True)
class UnitHistory:
    """All versions of a unit, the newest first."""

    unit: UUID
    title: str
    module: str
    versions: tuple[UnitVersion, ...]
    may_write: bool
