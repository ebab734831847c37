"""Comments pinned to passages of a script, and the bank that comments are taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.words import Part

PinRef = NewType("PinRef", UUID)
BankRef = NewType("BankRef", UUID)


class Audience(StrEnum):
    """Who reads a pinned comment once the result is out: the participant, or nobody but those who settle it."""

    PARTICIPANT = "participant"
    MODERATOR = "moderator"


AUDIENCE_NAMES: Mapping[Audience, str] = MappingProxyType(
    {Audience.PARTICIPANT: "Goes to the participant", Audience.MODERATOR: "For the moderator only"}
)


@dataclass(frozen=True)
class NewPin:
    """A comment as it is asked for. ``paragraph`` counts from 1; without ``quote`` it is about the whole paragraph.

    ``start``: where in the paragraph the quoted words were chosen; only looked at where they stand there more often.
    """

    paragraph: int
    words: str
    quote: str = ""
    start: int = 0
    code: str = ""
    audience: Audience = Audience.PARTICIPANT
    banked: UUID | None = None


@dataclass(frozen=True)
class Unpinned:
    """A comment as it stands in its fields while it is not pinned: each part as it was typed, whether it could be
    pinned like this or not."""

    words: str = ""
    paragraph: str = ""
    quote: str = ""
    start: str = ""
    code: str = ""
    audience: str = ""
    banked: str = ""
    instead_of: str = ""


@dataclass(frozen=True)
class Passage:
    """Words of a script: in which block, from which letter to which."""

    block: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Pin:
    """A comment at its passage. ``number`` counts them in the order of the text. ``seat``: whose it is."""

    ref: PinRef
    number: int
    passage: Passage
    code: str
    words: str
    audience: Audience
    seat: int

    @property
    def paragraph(self) -> int:
        """The paragraph as people count them."""
        return self.passage.block + 1

    @property
    def goes_out(self) -> bool:
        """Whether the participant reads it."""
        return self.audience is Audience.PARTICIPANT

    @property
    def reader(self) -> str:
        """Who reads it, in words."""
        return AUDIENCE_NAMES[self.audience]


@dataclass(frozen=True)
class Stretch:
    """Letters of a block that the same comments are about. ``begins``: the numbers of those that begin here;
    ``is_beyond``: from here on the words are more than are allowed.
    """

    text: str
    is_marked: bool = False
    begins: tuple[int, ...] = ()
    is_beyond: bool = False


@dataclass(frozen=True)
class DrawnBlock:
    """A block of a script as it is drawn: its number as people count them, and its stretches."""

    number: int
    part: Part
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class BankLine:
    """A comment to take from the bank. ``used``: how many comments were pinned from it; ``is_own``: the asker's."""

    ref: BankRef
    code: str
    words: str
    is_shared: bool
    is_own: bool
    used: int


@dataclass(frozen=True)
class BankScheme:
    """A mark scheme's part of the bank. ``codes`` are of its criteria, each with its title."""

    ref: UUID
    name: str
    codes: tuple[tuple[str, str], ...]
    lines: tuple[BankLine, ...]


@dataclass(frozen=True)
class BankPage:
    """The bank as one person has it, by scheme. ``may_share``: whether they keep what everybody uses."""

    schemes: tuple[BankScheme, ...]
    may_share: bool


@dataclass(frozen=True)
class NewBankComment:
    """A comment to keep in the bank, for one scheme and, where ``code`` says so, one of its criteria."""

    scheme: UUID
    words: str
    code: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class EarlierDraft:
    """What a marker had put down before it was overwritten."""

    number: int
    marks: tuple[tuple[str, str, str], ...]
    """Code, mark and reason of each criterion that had any."""
    comment: str
    saved_at: datetime
    unpinned: Unpinned = Unpinned()
