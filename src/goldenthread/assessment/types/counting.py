"""What was read out of a script, and how many words that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from goldenthread.assessment.types.words import PART_NAMES, Part
from goldenthread.ground.types import Refusal

# The rules by which words are counted. A count that is kept says by which it was made.
COUNTING = 2


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, row of a table or note, as it stands in the file."""

    part: Part
    text: str


@dataclass(frozen=True)
class Reading:
    """All the text of a script in order. ``extractor`` names its reader and version; ``notes`` what was missed.

    ``untold``: parts that its reader cannot tell from body text in this kind of file.
    """

    blocks: tuple[Block, ...]
    extractor: str
    notes: tuple[str, ...] = ()
    untold: frozenset[Part] = frozenset()


@dataclass(frozen=True)
class WorkedThrough:
    """A file that was read, and the copy of it that assessors open. ``properties``: what it says about itself."""

    reading: Reading
    clean: bytes
    properties: Mapping[str, str] = field(default_factory=dict)


# Reads an examined file by its bytes and media type. Whoever takes a file in is told which, for the readers are
# other people's, and what a file does to them has to be bounded: nothing is a default that a door could forget.
Work = Callable[[bytes, str], WorkedThrough | Refusal]


@dataclass(frozen=True)
class PartCount:
    """The words of one part, and whether they count towards the limit."""

    part: Part
    words: int
    counts: bool

    @property
    def name(self) -> str:
        """The part as people call it."""
        return PART_NAMES[self.part]


@dataclass(frozen=True)
class PieceCount:
    """The words that count of one named piece of the work, its limit, and the most that is allowed."""

    name: str
    counted: int
    limit: int
    most: int

    @property
    def beyond(self) -> int:
        """How many words more than are allowed."""
        return max(self.counted - self.most, 0)


@dataclass(frozen=True)
class PersonCount:
    """How many words a person says count, where the reader was wrong, and why."""

    words: int
    reason: str
    at: datetime


@dataclass(frozen=True)
class WordCount:
    """The words of a script, part by part, against a limit.

    ``most`` is the limit with its allowance. ``pieces`` are held to limits of their own. ``doubts`` say why
    fewer words may count than were counted. ``by_person`` stands instead of the reader's count where it is there.
    """

    parts: tuple[PartCount, ...]
    limit: int
    extractor: str
    notes: tuple[str, ...] = ()
    most: int = 0
    pieces: tuple[PieceCount, ...] = ()
    doubts: tuple[str, ...] = ()
    counting: int = COUNTING
    by_person: PersonCount | None = None

    @property
    def read(self) -> int:
        """The words that count towards the limit, as the reader counted them."""
        return sum(each.words for each in self.parts if each.counts)

    @property
    def counted(self) -> int:
        """The words that count towards the limit: a person's number where there is one, else the reader's."""
        return self.by_person.words if self.by_person else self.read

    @property
    def everything(self) -> int:
        """All words of the script."""
        return sum(each.words for each in self.parts)

    @property
    def over(self) -> int:
        """How many words over the limit; 0 if within it."""
        return max(self.counted - self.limit, 0)

    @property
    def beyond(self) -> int:
        """How many words more than are allowed; of several pieces, in each that has more."""
        if self.pieces and not self.by_person:
            return sum(piece.beyond for piece in self.pieces)
        return max(self.counted - max(self.most, self.limit), 0)

    @property
    def is_sure(self) -> bool:
        """Whether nothing says that fewer words may count."""
        return not self.doubts or self.by_person is not None

    @property
    def counting_parts(self) -> tuple[PartCount, ...]:
        """The parts that count towards the limit and have words."""
        return tuple(each for each in self.parts if each.counts)

    @property
    def left_out(self) -> tuple[PartCount, ...]:
        """The parts that have words and do not count."""
        return tuple(each for each in self.parts if not each.counts)


@dataclass(frozen=True)
class Penalty:
    """What follows for a script with more words than are allowed. ``marks``: taken off what the markings come to.

    ``says`` is the sentence that everybody reads, the participant before handing in.
    """

    says: str
    marks: int = 0
    stops_marking: bool = False


@dataclass(frozen=True)
class Reached:
    """Where the words that are allowed are used up: in which block, and its text before and behind that place."""

    block: int
    before: str
    behind: str
