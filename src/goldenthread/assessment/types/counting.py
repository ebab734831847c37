"""What was read out of a script, and how many words that is."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.assessment.types.words import PART_NAMES, Part


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, row of a table or note, as it stands in the file."""

    part: Part
    text: str


@dataclass(frozen=True)
class Reading:
    """All the text of a script in order. ``extractor`` names its reader and version; ``notes`` what was missed."""

    blocks: tuple[Block, ...]
    extractor: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class WorkedThrough:
    """A file that was read, and the copy of it that assessors open."""

    reading: Reading
    clean: bytes


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
class WordCount:
    """The words of a script, part by part, against a limit. It informs people and never fails anybody by itself."""

    parts: tuple[PartCount, ...]
    limit: int
    extractor: str
    notes: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        """The words that count towards the limit."""
        return sum(each.words for each in self.parts if each.counts)

    @property
    def everything(self) -> int:
        """All words of the script."""
        return sum(each.words for each in self.parts)

    @property
    def over(self) -> int:
        """How many words over the limit; 0 if within it."""
        return max(self.counted - self.limit, 0)
