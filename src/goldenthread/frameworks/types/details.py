"""What a framework says besides its statements: its references, whom it is for, its task with its rules, its scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.frameworks.types.doubts import Doubt

DetailRef = NewType("DetailRef", UUID)


class DetailKind(StrEnum):
    """What a detail is. Their order is the order in which an edition shows them."""

    LEVEL = "level"
    TASK = "task"
    WORD_LIMIT = "word_limit"
    LEAST_TERMS = "least_terms"
    PART = "part"
    PARTICIPANTS_MUST = "participants_must"
    PROVIDERS_MUST = "providers_must"
    FOOTNOTE = "footnote"
    POINT = "point"
    COMMENT = "comment"
    REFERENCE = "reference"


DETAIL_NAMES: Mapping[DetailKind, str] = MappingProxyType(
    {
        DetailKind.LEVEL: "Qualification",
        DetailKind.TASK: "Assessment task",
        DetailKind.WORD_LIMIT: "Word limit",
        DetailKind.LEAST_TERMS: "Least length",
        DetailKind.PART: "Part of the task",
        DetailKind.PARTICIPANTS_MUST: "Participants must",
        DetailKind.PROVIDERS_MUST: "Providers must",
        DetailKind.FOOTNOTE: "Footnote",
        DetailKind.POINT: "Point of the rating scale",
        DetailKind.COMMENT: "Comment beside the rating",
        DetailKind.REFERENCE: "Reference",
    }
)

# What each kind says, by the column that keeps it and the name a person knows it by.
DETAIL_FIELDS: Mapping[DetailKind, Mapping[str, str]] = MappingProxyType(
    {
        DetailKind.LEVEL: {
            "label": "Code",
            "title": "Qualification",
            "subtitle": "Level",
            "text": "Who it is for",
            "more": "Who that includes",
        },
        DetailKind.TASK: {"title": "Heading", "text": "Task"},
        DetailKind.WORD_LIMIT: {"figure": "Words", "text": "What it covers", "more": "What it leaves out"},
        DetailKind.LEAST_TERMS: {"figure": "Terms"},
        DetailKind.PART: {"label": "Part", "text": "What it is to improve", "more": "Content areas"},
        DetailKind.PARTICIPANTS_MUST: {"text": "What participants must do"},
        DetailKind.PROVIDERS_MUST: {"text": "What providers must do"},
        DetailKind.FOOTNOTE: {"text": "Footnote"},
        DetailKind.POINT: {"figure": "Figure", "text": "What it means"},
        DetailKind.COMMENT: {"text": "What stands beside the rating"},
        DetailKind.REFERENCE: {"text": "Entry", "title": "Heading above it"},
    }
)

# What a kind cannot be without.
DETAIL_NEEDS: Mapping[DetailKind, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(DetailKind, ("text",))
    | {
        DetailKind.LEVEL: ("label", "text"),
        DetailKind.WORD_LIMIT: (),
        DetailKind.LEAST_TERMS: (),
        DetailKind.PART: ("label",),
        DetailKind.POINT: ("figure", "text"),
    }
)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a detail says. Each kind uses some of the fields; the others are empty. ``section`` is a reference's."""

    kind: DetailKind
    text: str = ""
    label: str = ""
    title: str = ""
    subtitle: str = ""
    more: str = ""
    figure: int | None = None
    section: int | None = None

    @property
    def name(self) -> str:
        """What a person calls it, as "Part A of the task"."""
        if self.kind is DetailKind.PART and self.label:
            return f"Part {self.label} of the task"
        return f"{DETAIL_NAMES[self.kind]} {self.label}".strip()

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """What it says, each under its name, as far as it says anything."""
        found = ((name, getattr(self, field)) for field, name in DETAIL_FIELDS[self.kind].items())
        return tuple((name, f"{value:,}" if isinstance(value, int) else value) for name, value in found if value)

    @property
    def areas(self) -> tuple[str, ...]:
        """The content areas that a part of the task tests."""
        return tuple(self.more.splitlines()) if self.kind is DetailKind.PART else ()


@dataclass(frozen=True, slots=True)
class ReadDetail:
    """A detail as read."""

    says: Saying
    lines: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of an entry. ``address`` is where they lead, where they are a whole web address."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class DetailLine:
    """A detail of a published edition.

    ``runs`` are its words with their web addresses; ``is_address_uncertain`` where one may have lost letters.
    """

    ref: DetailRef
    says: Saying
    runs: tuple[Stretch, ...] = ()
    is_address_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """Everything an edition says besides its statements, in order."""

    lines: tuple[DetailLine, ...] = ()

    def of_kind(self, kind: DetailKind) -> tuple[DetailLine, ...]:
        """Those of one kind."""
        return tuple(line for line in self.lines if line.says.kind is kind)

    @property
    def levels(self) -> tuple[DetailLine, ...]:
        """The qualifications that the document speaks of, and whom each is for."""
        return self.of_kind(DetailKind.LEVEL)

    @property
    def task(self) -> DetailLine | None:
        """The assessment task, where there is one."""
        return next(iter(self.of_kind(DetailKind.TASK)), None)

    @property
    def rules(self) -> tuple[DetailLine, ...]:
        """The task's figures and rules, in order."""
        kinds = (DetailKind.WORD_LIMIT, DetailKind.LEAST_TERMS, DetailKind.PART)
        return tuple(line for line in self.lines if line.says.kind in kinds)

    @property
    def participants_must(self) -> tuple[DetailLine, ...]:
        """What participants must do."""
        return self.of_kind(DetailKind.PARTICIPANTS_MUST)

    @property
    def providers_must(self) -> tuple[DetailLine, ...]:
        """What providers must do."""
        return self.of_kind(DetailKind.PROVIDERS_MUST)

    @property
    def footnotes(self) -> tuple[DetailLine, ...]:
        """The task's footnotes."""
        return self.of_kind(DetailKind.FOOTNOTE)

    @property
    def scale(self) -> tuple[DetailLine, ...]:
        """The points of the rating scale that have a meaning, by figure: its direction is the document's own."""
        return tuple(sorted(self.of_kind(DetailKind.POINT), key=lambda line: line.says.figure or 0))

    @property
    def comment(self) -> DetailLine | None:
        """What stands beside the rating, where anything does."""
        return next(iter(self.of_kind(DetailKind.COMMENT)), None)

    @property
    def references(self) -> tuple[DetailLine, ...]:
        """The references, as printed."""
        return self.of_kind(DetailKind.REFERENCE)

    @property
    def references_by_group(self) -> tuple[tuple[str, tuple[DetailLine, ...]], ...]:
        """The references under the headings that the document prints above them."""
        groups: dict[str, list[DetailLine]] = {}
        for line in self.references:
            groups.setdefault(line.says.title, []).append(line)
        return tuple((group, tuple(lines)) for group, lines in groups.items())
