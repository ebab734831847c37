"""Looking for statements by their words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.frameworks.types.editions import StatementLine
from goldenthread.frameworks.types.kinds import Kind


@dataclass(frozen=True, slots=True)
class Searchable:
    """A statement as a search needs it. ``labels``: what it is called by, such as "3.11" and "NPQSL.3.LT.11".

    ``names``: what its framework and its edition are called by, such as "NPQSL" and "2020".
    """

    ref: UUID
    text: str
    labels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, the best first. ``has_all``: whether these have all the words, or only some of them."""

    refs: tuple[UUID, ...]
    has_all: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, and where. ``section`` is a number; ``older``: in superseded editions too."""

    words: str = ""
    framework: str = ""
    section: int | None = None
    kind: Kind | None = None
    older: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, its text in pieces, each with whether it is one of the words looked for."""

    statement: StatementLine
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what a search found, with the frameworks and the sections there are to choose from."""

    hits: tuple[Hit, ...]
    total: int
    has_all: bool
    frameworks: tuple[tuple[str, str], ...]
    sections: tuple[tuple[int, str], ...]
