"""Writing a mark scheme: what is typed, what is wrong with it, and the pages of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.types.catalogue import Fault
from goldenthread.programmes.types.schemes import Criterion, MarkScheme
from goldenthread.programmes.types.words import MarkSchemeRef, QualificationRef


class FaultyScheme(Refused):
    """Raised where what was typed cannot be kept; carries every fault, so that each is said beside its field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        says = " ".join(f"{fault.field.capitalize()} {fault.says}." for fault in faults)
        super().__init__(Refusal("faulty_scheme", says, "Mend what is named, and save it again."))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class TermsSaid:
    """What a scheme says of itself, as it was typed."""

    title: str
    source: str
    is_illustrative: bool
    minimum_total: int | None


@dataclass(frozen=True)
class LevelSaid:
    """One level, as it was typed."""

    mark: int | None
    label: str
    description: str


@dataclass(frozen=True)
class CriterionSaid:
    """One criterion with its levels, as it was typed."""

    code: str
    title: str
    asks: str
    weight: int | None
    minimum: int | None
    levels: tuple[LevelSaid, ...]


@dataclass(frozen=True)
class PartSaid:
    """Criteria that have a minimum together, as they were typed: the criteria by their codes."""

    code: str
    title: str
    criteria: tuple[str, ...]
    minimum: int | None


@dataclass(frozen=True)
class CriterionLine:
    """A criterion with its number in the database, and how often it was saved."""

    id: int
    revision: int
    criterion: Criterion


@dataclass(frozen=True)
class SchemePage:
    """A mark scheme, whose it is, and who may do what with it. ``revision``: how often its own words were saved."""

    scheme: MarkScheme
    qualification: QualificationRef
    slug: str
    name: str
    revision: int
    lines: tuple[CriterionLine, ...]
    versions: tuple[tuple[int, MarkSchemeRef], ...] = ()
    """The other versions that this actor may see, the newest first."""
    faults: tuple[Fault, ...] = ()
    """What it lacks before it can be frozen."""
    mark: str = ""
    """Stands for everything it says; sent back to say what was looked at."""
    why_not_write: Refusal | None = None
    """Why this actor writes no mark schemes at all."""
    why_not_change: Refusal | None = None
    """Why they do not change this one."""

    @property
    def before(self) -> MarkSchemeRef | None:
        """The version that came before it, where this actor may see one."""
        return next((ref for version, ref in self.versions if version < self.scheme.version), None)

    def line(self, criterion: int) -> CriterionLine | None:
        """The criterion with this number, if it is one of these."""
        return next((line for line in self.lines if line.id == criterion), None)
