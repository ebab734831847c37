"""Published editions of frameworks, as everybody else knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from goldenthread.frameworks.types.added import Added
from goldenthread.frameworks.types.details import DetailLine, Details
from goldenthread.frameworks.types.kinds import KIND_NAMES, Kind, tally

EditionRef = NewType("EditionRef", UUID)
StatementRef = NewType("StatementRef", UUID)


class EditionState(StrEnum):
    """Where a published edition stands. One edition of a framework is in force; earlier ones stay readable."""

    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in a list: whose words it has, under which licence, and how much there is of it.

    ``is_open``: anybody may read it, without signing in.
    """

    id: int
    ref: EditionRef
    code: str
    title: str
    label: str
    publisher: str
    licence: str
    attribution: str
    state: EditionState
    published_at: datetime
    sections: int = 0
    counts: tuple[tuple[Kind, int], ...] = ()
    has_before: bool = False
    is_open: bool = False

    @property
    def name(self) -> str:
        """The edition's short name, as "NPQSL (2020)"."""
        return f"{self.code} ({self.label})"

    @property
    def tally(self) -> str:
        """How many statements of each kind it has, in words."""
        return tally(self.counts)

    @property
    def learn_that(self) -> int:
        """How many *learn that* statements it has."""
        return dict(self.counts).get(Kind.LEARN_THAT, 0)

    @property
    def stems(self) -> int:
        """How many stems it has."""
        return dict(self.counts).get(Kind.STEM, 0)

    @property
    def practices(self) -> int:
        """How many practice bullets it has."""
        return dict(self.counts).get(Kind.PRACTICE, 0)


@dataclass(frozen=True, slots=True)
class FrameworkLine:
    """A framework in the index, its editions newest first."""

    code: str
    title: str
    publisher: str
    editions: tuple[EditionLine, ...]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement of an edition. ``number`` counts within its section (bullets: within their stem).

    ``printed`` is the code that the document itself gives it, as "1.1.2"; ``title`` the name it goes by, as a behaviour
    has one. Both are empty where the document has none. ``part`` is the part of the assessment task that tests a
    criterion, ``documents`` what must be handed in with it. ``added`` where the document lost it and a person added it.
    """

    id: int
    ref: StatementRef
    code: str
    kind: Kind
    number: int
    text: str
    section: int
    section_title: str
    edition: str
    edition_ref: EditionRef
    stem: StatementRef | None = None
    stem_text: str = ""
    printed: str = ""
    title: str = ""
    part: str = ""
    documents: tuple[str, ...] = ()
    added: Added | None = None

    @property
    def label(self) -> str:
        """What a person calls it: "Learn that 3.11", "Practice 3.2.4", "Criterion 1.1.2", "Behaviour: Commitment"."""
        name = KIND_NAMES[self.kind]
        if self.title:
            return f"{name}: {self.title}"
        if self.kind is Kind.CRITERION and self.printed:
            return f"{name} {self.printed}"
        parts = self.code.rsplit(".")
        return f"{name} {'.'.join(part for part in parts[1:] if part.isdigit())}"

    @property
    def place(self) -> str:
        """Where it stands in its edition, as "3.LT.11", "3.HT.2" or "3.HT.2.4": its code less the framework's."""
        return self.code.partition(".")[2]

    @property
    def cite(self) -> str:
        """What to cite it by, of this edition and no other, as "NPQSL (2020) 3.LT.11"."""
        return f"{self.edition} {self.place}"


@dataclass(frozen=True, slots=True)
class Branch:
    """A statement with those shown under it."""

    line: StatementLine
    under: tuple[Branch, ...]


DEEPEST = 4
"""How many lists stand in one another on a page; what stands deeper is shown in the last, where it is read."""


def branches(lines: Sequence[StatementLine]) -> tuple[Branch, ...]:
    """Statements in their order as a tree, each once. What stands under none of them stands at the top."""
    depth: dict[UUID, int] = {}
    home: dict[UUID | None, UUID | None] = {}
    for line in lines:
        above: UUID | None = line.stem if line.stem in depth else None
        if above is not None and depth[above] == DEEPEST:
            above = home[above]
        home[line.ref] = above
        depth[line.ref] = 0 if above is None else depth[above] + 1
    under: dict[UUID | None, list[Branch]] = {}
    for line in reversed(lines):
        held = Branch(line, tuple(reversed(under.get(line.ref, ()))))
        under.setdefault(home[line.ref], []).append(held)
    return tuple(reversed(under.get(None, ())))


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """A section with its statements in the framework's order."""

    number: int
    title: str
    intro: str
    statements: tuple[StatementLine, ...]

    def of_kind(self, kind: Kind) -> tuple[StatementLine, ...]:
        """The section's statements of one kind."""
        return tuple(line for line in self.statements if line.kind is kind)

    @property
    def learn_that(self) -> tuple[StatementLine, ...]:
        """The section's *learn that* statements."""
        return self.of_kind(Kind.LEARN_THAT)

    @property
    def learn_how_to(self) -> tuple[tuple[StatementLine, tuple[StatementLine, ...]], ...]:
        """Each stem with its practice bullets."""
        bullets = self.of_kind(Kind.PRACTICE)
        return tuple((stem, tuple(b for b in bullets if b.stem == stem.ref)) for stem in self.of_kind(Kind.STEM))

    @property
    def standards(self) -> tuple[Branch, ...]:
        """Each standard that stands by itself, with those under it, however deep they stand."""
        return branches(self.of_kind(Kind.STANDARD))

    @property
    def deeds(self) -> tuple[tuple[StatementLine, tuple[StatementLine, ...]], ...]:
        """Each *learn how to* of the 2017 suite with what is learnt about beside it."""
        topics = self.of_kind(Kind.LEARN_ABOUT)
        return tuple((one, tuple(t for t in topics if t.stem == one.ref)) for one in self.of_kind(Kind.LEARN_HOW_TO))

    @property
    def loose_topics(self) -> tuple[StatementLine, ...]:
        """What is learnt about beside no *learn how to*."""
        return tuple(line for line in self.of_kind(Kind.LEARN_ABOUT) if line.stem is None)

    @property
    def criteria(self) -> tuple[StatementLine, ...]:
        """The section's assessment criteria."""
        return self.of_kind(Kind.CRITERION)

    @property
    def behaviours(self) -> tuple[StatementLine, ...]:
        """The section's behaviours."""
        return self.of_kind(Kind.BEHAVIOUR)


@dataclass(frozen=True, slots=True)
class EditionOutline:
    """An edition with everything in it."""

    edition: EditionLine
    sections: tuple[SectionOutline, ...]
    details: Details = field(default_factory=Details)

    @property
    def statements(self) -> tuple[StatementLine, ...]:
        """Every statement, in the framework's order."""
        return tuple(line for section in self.sections for line in section.statements)

    @property
    def standards(self) -> int:
        """How many of its statements are standards."""
        return sum(line.kind is Kind.STANDARD for line in self.statements)


@dataclass(frozen=True, slots=True)
class TakenAway:
    """An edition as tables, as a CSV file and as JSON; ``about``, whose words they are, goes wherever they go."""

    edition: EditionLine
    about: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    reference_columns: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    csv: bytes
    data: str


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement with its neighbours and its edition.

    ``added_by`` is who added what the document lost, for those who are signed in.
    """

    statement: StatementLine
    edition: EditionLine
    bullets: tuple[StatementLine, ...]
    before: StatementLine | None
    after: StatementLine | None
    references: tuple[DetailLine, ...] = ()
    scale: tuple[DetailLine, ...] = ()
    added_by: str = ""
