"""What became of all that an edition says besides its statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from goldenthread.frameworks.types.changes import CHANGE_NAMES, Change
from goldenthread.frameworks.types.details import Saying
from goldenthread.frameworks.types.editions import SectionOutline, StatementRef
from goldenthread.ground.types.wording import Run


class Beside(StrEnum):
    """What stands beside statements, in the order in which a comparison shows it."""

    SECTION = "section"
    LEVEL = "level"
    TASK = "task"
    MARK = "mark"
    SCALE = "scale"
    REFERENCE = "reference"


BESIDE_NAMES: Mapping[Beside, str] = MappingProxyType(
    {
        Beside.SECTION: "Sections",
        Beside.LEVEL: "Qualifications",
        Beside.TASK: "Assessment task",
        Beside.MARK: "Codes, names, parts and documents of statements",
        Beside.SCALE: "Rating scale",
        Beside.REFERENCE: "References",
    }
)


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands beside the statements of one edition. The sections come without their statements."""

    sections: tuple[SectionOutline, ...] = ()
    details: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class BesideLine:
    """One thing beside the statements and what became of it.

    ``name`` is what a person calls it; ``was`` and ``stands`` where it stood and stands, empty on the side where it is
    missing or where it has no place. ``said`` is what it says, each under its name, with the words that differ.
    ``statement`` is whose it is, where it is one statement's.
    """

    beside: Beside
    change: Change
    name: str
    said: tuple[tuple[str, tuple[Run, ...]], ...] = ()
    was: str = ""
    stands: str = ""
    statement: StatementRef | None = None


@dataclass(frozen=True, slots=True)
class BesideGroup:
    """Everything of one sort, the same included."""

    beside: Beside
    lines: tuple[BesideLine, ...]

    @property
    def name(self) -> str:
        """What they are called together."""
        return BESIDE_NAMES[self.beside]

    @property
    def changed(self) -> tuple[BesideLine, ...]:
        """Those that are not the same."""
        return tuple(line for line in self.lines if line.change is not Change.SAME)

    @property
    def has_places(self) -> bool:
        """Whether it says of any that changed where that stood or stands."""
        return any(line.was or line.stands for line in self.changed)

    @property
    def tally(self) -> str:
        """How many became what, in words: "1 reworded, 2 added, 22 same"."""
        counts = counted(self.lines)
        return ", ".join(f"{counts[change]} {name.lower()}" for change, name in CHANGE_NAMES.items() if counts[change])


@dataclass(frozen=True, slots=True)
class BesideChanges:
    """What became of everything beside the statements. ``turned`` says, in words, that the scale was turned round."""

    groups: tuple[BesideGroup, ...] = ()
    turned: str = ""
    counts: Mapping[Change, int] = field(default_factory=lambda: MappingProxyType(dict.fromkeys(Change, 0)))

    @property
    def unchanged(self) -> tuple[BesideGroup, ...]:
        """The sorts of which nothing changed."""
        return tuple(group for group in self.groups if not group.changed)

    @property
    def total(self) -> int:
        """How many things stand beside the statements of either edition."""
        return sum(self.counts.values())

    @property
    def changed(self) -> int:
        """How many of them are not the same."""
        return self.total - self.counts[Change.SAME]


def counted(lines: Iterable[BesideLine]) -> Mapping[Change, int]:
    """How many became what."""
    return MappingProxyType(dict.fromkeys(Change, 0) | Counter(line.change for line in lines))
