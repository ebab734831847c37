"""The values of the frameworks room: what a document says once it has been read."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from goldenthread.frameworks.types.content import Content
from goldenthread.frameworks.types.details import ReadDetail
from goldenthread.frameworks.types.doubts import Doubt
from goldenthread.frameworks.types.exchanging import PackageFacts
from goldenthread.frameworks.types.kinds import Kind
from goldenthread.frameworks.types.pages import ProviderPage
from goldenthread.frameworks.types.suggesting import Suggestion


class Stage(StrEnum):
    """How far the reading of a document has come. It waits until a worker takes it up."""

    WAITING = "waiting"
    EXTRACTING = "extracting"
    FINDING = "finding"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the reader is: page (or section) ``done`` of ``of``; 0 of 0 where it cannot be counted."""

    stage: Stage = Stage.WAITING
    done: int = 0
    of: int = 0


class Use(StrEnum):
    """What became of a word of the document. Every word has exactly one use."""

    STATEMENT = "statement"
    LABEL = "label"
    HEADING = "heading"
    INTRO = "intro"
    FRONT = "front"
    REFERENCES = "references"
    BACK = "back"
    FURNITURE = "furniture"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words on one line of the source, and its one use.

    ``item`` is the position of the item that uses the words, where they are a statement's or its mark.
    """

    line: int
    text: str
    use: Use
    item: int | None = None


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One statement as read. ``stem`` is the position of what it stands under, as a practice's stem.

    ``printed`` is the code that the document gives it besides its number; ``title`` the name it goes by.
    ``part`` of the task tests a criterion; ``documents`` must be handed in with it. ``case_id`` is what a CASE package
    calls it.
    """

    position: int
    kind: Kind
    section: int
    number: int | None
    text: str
    lines: tuple[int, ...]
    stem: int | None = None
    doubts: tuple[Doubt, ...] = ()
    printed: str = ""
    title: str = ""
    part: str = ""
    documents: tuple[str, ...] = ()
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section: its number as the document counts it, its title, what it says before its statements."""

    number: int
    title: str
    intro: str
    line: int
    items: tuple[ReadItem, ...]
    doubts: tuple[Doubt, ...] = ()
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReadReference:
    """An entry of the references, under the section whose evidence it is, where one is named above it.

    ``group`` is that heading as printed.
    """

    section: int | None
    group: str
    text: str
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document as read, with the account of every word of it.

    ``is_reliable`` is false when the words do not hang together well enough for anybody to build on them. ``code`` and
    ``year`` are empty where the document does not say them. ``content`` is what a content and assessment framework
    says, which has areas in place of sections; ``page`` what a provider's page says, which is no framework;
    ``package`` what a CASE package says of itself, and ``details`` what it brings along beside its statements.
    """

    title: str
    sections: tuple[ReadSection, ...]
    account: tuple[Piece, ...]
    doubts: tuple[Doubt, ...]
    is_reliable: bool
    code: str = ""
    year: int | None = None
    references: tuple[ReadReference, ...] = ()
    content: Content | None = None
    page: ProviderPage | None = None
    suggestions: tuple[Suggestion, ...] = ()
    package: PackageFacts | None = None
    details: tuple[ReadDetail, ...] = ()

    @property
    def items(self) -> tuple[ReadItem, ...]:
        """Every item of every section, in the order of the framework."""
        return tuple(item for section in self.sections for item in section.items)

    def of_kind(self, kind: Kind) -> tuple[ReadItem, ...]:
        """The items of one kind, in the order of the framework."""
        return tuple(item for item in self.items if item.kind is kind)


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A document's text as it was taken out of the file, and what was read in it."""

    source: str
    reading: Reading
