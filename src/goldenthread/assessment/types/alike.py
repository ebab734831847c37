"""Scripts that have words in common, as those who judge it see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.words import Part, ScriptRef, WindowRef

PairRef = NewType("PairRef", UUID)
LookRef = NewType("LookRef", UUID)


class Likeness(StrEnum):
    """How a passage of one script came back in another."""

    EXACT = "exact"
    REWORDED = "reworded"


@dataclass(frozen=True)
class Span:
    """Words of a script, from the first to before the last, counted from the beginning."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Passage:
    """A passage that two scripts share. ``same``: how many of its words stand in both, whatever their order."""

    likeness: Likeness
    first: Span
    second: Span
    same: int


@dataclass(frozen=True)
class Shared:
    """What two scripts share, the longest passage first. ``words``: of each script, those that are its writer's own."""

    passages: tuple[Passage, ...]
    words: tuple[int, int]

    def turned(self) -> Shared:
        """The same, seen from the other script."""
        turned = tuple(Passage(each.likeness, each.second, each.first, each.same) for each in self.passages)
        return Shared(turned, (self.words[1], self.words[0]))

    @property
    def same(self) -> int:
        """The words that stand in both, over all passages."""
        return sum(passage.same for passage in self.passages)

    @property
    def strength(self) -> float:
        """The share of the shorter script that stands in the other as well, from 0 to 1."""
        return min(self.same / max(min(self.words), 1), 1.0)


class Verdict(StrEnum):
    """What a person made of two scripts with words in common."""

    NOTHING = "nothing"
    CASE = "case"


VERDICT_NAMES: Mapping[Verdict, str] = MappingProxyType(
    {Verdict.NOTHING: "Nothing in it", Verdict.CASE: "Opens a case"}
)


@dataclass(frozen=True)
class Look:
    """What somebody made of a pair, when, and why; ``strength``: how strong the pair was then."""

    ref: LookRef
    verdict: Verdict
    reason: str
    by: str
    at: datetime
    strength: float

    @property
    def says(self) -> str:
        """The verdict in words."""
        return VERDICT_NAMES[self.verdict]


@dataclass(frozen=True)
class PairRow:
    """A pair as a list names it, seen from one script. ``elsewhere``: where the other one was handed in, if not here.

    ``is_own``: both are one person's. ``verdict``: what stands, if anybody has looked.
    """

    ref: PairRef
    script: ScriptRef
    number: str
    other: ScriptRef
    other_number: str
    elsewhere: str
    strength: float
    sentence: str
    is_own: bool
    verdict: Verdict | None

    @property
    def says(self) -> str:
        """The verdict in words; nothing where nobody has looked."""
        return VERDICT_NAMES[self.verdict] if self.verdict else ""


@dataclass(frozen=True)
class Progress:
    """How many scripts of a window are compared, of those that are handed in."""

    compared: int
    handed_in: int

    @property
    def is_done(self) -> bool:
        """Whether none waits."""
        return self.compared >= self.handed_in


@dataclass(frozen=True)
class CommonRow:
    """A script, and how many of its words more than a crowd of people have too."""

    ref: ScriptRef
    number: str
    words: int


@dataclass(frozen=True)
class WindowAlike:
    """The pairs of a window, the strongest first. ``pool``: how many scripts each was compared with.

    ``common``: scripts with much wording that many have, most first; ``hidden``: pairs that are kept from this reader,
    because they mark one of the two.
    """

    window: WindowRef
    cohort: str
    brief: str
    progress: Progress
    pool: int
    rows: tuple[PairRow, ...]
    common: tuple[CommonRow, ...]
    hidden: int
    number: int
    pages: int

    @property
    def to_look_at(self) -> int:
        """How many pairs of this page nobody has looked at."""
        return sum(row.verdict is None and not row.is_own for row in self.rows)


@dataclass(frozen=True)
class ScriptAlike:
    """A script and the pairs it is in, the strongest first. ``compared_at``: nothing while it waits."""

    ref: ScriptRef
    number: str
    window: WindowRef
    cohort: str
    words: int
    common: int
    compared_at: datetime | None
    rows: tuple[PairRow, ...]


@dataclass(frozen=True)
class Piece:
    """Some words of a script, and the number of the passage they belong to; 0 for none. ``begins``: it begins here."""

    text: str
    passage: int = 0
    begins: bool = False


@dataclass(frozen=True)
class ShownBlock:
    """A paragraph or heading of a script, in pieces."""

    part: Part
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Side:
    """One script of a pair, with its passages marked. ``share``: the share of its own words that stand in them."""

    ref: ScriptRef
    number: str
    window: str
    words: int
    share: float
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True)
class PairPage:
    """Two scripts side by side, what they share, and what people made of it, the newest first."""

    ref: PairRef
    window: WindowRef
    shared: Shared
    sentence: str
    sides: tuple[Side, Side]
    is_own: bool
    is_standing: bool
    looks: tuple[Look, ...]


@dataclass(frozen=True)
class Suspicion:
    """A look that opens a case: which pair and scripts, who said it, and why. For whoever keeps cases."""

    look: LookRef
    pair: PairRef
    scripts: tuple[ScriptRef, ScriptRef]
    numbers: tuple[str, str]
    strength: float
    sentence: str
    reason: str
    by_id: int
    at: datetime
