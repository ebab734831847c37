"""Editions as other people's software exchanges them, in the words of 1EdTech's CASE 1.1 (decision 0052)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID, uuid5

from goldenthread.frameworks.types.details import DetailKind, Saying
from goldenthread.frameworks.types.editions import EditionState
from goldenthread.frameworks.types.kinds import Kind

# What has no row of its own is named from this and from what it says, so that it has the same name everywhere.
NAMESPACE = UUID("3b0d5c0a-6a55-4d0e-9f63-0c8f5f0a7e21")


class Relation(StrEnum):
    """How one thing stands to another."""

    CHILD = "isChildOf"
    SAME = "exactMatchOf"
    RELATED = "isRelatedTo"
    REPLACED = "replacedBy"


@dataclass(frozen=True, slots=True)
class ItemType:
    """What an item is: a section, or one of the kinds of statement. ``place`` says what it stands under in general."""

    code: str
    title: str
    description: str
    place: str

    @property
    def identifier(self) -> UUID:
        """The same in every installation: from the type's code."""
        return uuid5(NAMESPACE, f"item-type:{self.code}")


SECTION_TYPE = ItemType("section", "Section", "A part of a framework, under which its statements stand.", "1")
KIND_TYPES: Mapping[Kind, ItemType] = MappingProxyType(
    {
        Kind.LEARN_THAT: ItemType(
            Kind.LEARN_THAT, "Learn that", "Something to know, drawn from the evidence.", "1.1"
        ),
        Kind.STEM: ItemType(
            Kind.STEM, "Learn how to (stem)", "What to be able to do; the practices under it say by which means.", "1.2"
        ),
        Kind.PRACTICE: ItemType(Kind.PRACTICE, "Practice", "One means to what its stem says.", "1.2.1"),
        Kind.LEARN_HOW_TO: ItemType(Kind.LEARN_HOW_TO, "Learn how to", "Something to be able to do.", "1.3"),
        Kind.LEARN_ABOUT: ItemType(Kind.LEARN_ABOUT, "Learn about", "Something to know of, so as to do it.", "1.3.1"),
        Kind.CRITERION: ItemType(Kind.CRITERION, "Criterion", "Something that is assessed.", "1.4"),
        Kind.BEHAVIOUR: ItemType(Kind.BEHAVIOUR, "Behaviour", "A way of going about things.", "1.5"),
        Kind.STANDARD: ItemType(Kind.STANDARD, "Standard", "Something that is expected.", "1.6"),
    }
)  # fmt: skip
ITEM_TYPES: tuple[ItemType, ...] = (SECTION_TYPE, *KIND_TYPES.values())


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What a package says of itself. Empty where it says nothing."""

    identifier: UUID | None
    publisher: str
    licence: str
    attribution: str


def rubric_of(edition: UUID) -> UUID:
    """What the rating scale of the edition with this identifier is called."""
    return uuid5(NAMESPACE, f"rubric:{edition}")


@dataclass(frozen=True, slots=True)
class SharedEdition:
    """An edition as a document to exchange. Only its standing ever changes: ``changed_at`` says when that was told."""

    identifier: UUID
    code: str
    label: str
    title: str
    publisher: str
    licence: str
    attribution: str
    state: EditionState
    published_at: datetime
    superseded_at: datetime | None
    changed_at: datetime

    @property
    def starts_on(self) -> date:
        """Since when it has stood as it stands."""
        return self.published_at.date()

    @property
    def ends_on(self) -> date | None:
        """When another edition took its place, if one did."""
        return self.superseded_at.date() if self.superseded_at is not None else None

    @property
    def rubric_identifier(self) -> UUID:
        """What its rating scale is called, if it has one: from its own identifier."""
        return rubric_of(self.identifier)

    @property
    def licence_identifier(self) -> UUID:
        """The same wherever the same is said: from the licence's name and the attribution."""
        return uuid5(NAMESPACE, f"licence:{self.licence}:{self.attribution}")


@dataclass(frozen=True, slots=True)
class Node:
    """One end of an association."""

    identifier: UUID
    title: str
    is_document: bool = False


@dataclass(frozen=True, slots=True)
class SharedItem:
    """A section or a statement.

    ``printed`` is the numeral or code that the document gives it; ``notes`` what stands before a section's statements,
    that a person added a statement, or in words which ``part`` tests a criterion and what ``documents`` are handed in
    with it.
    """

    identifier: UUID
    what: ItemType
    code: str
    text: str
    printed: str = ""
    title: str = ""
    notes: str = ""
    part: str = ""
    documents: tuple[str, ...] = ()

    @property
    def node(self) -> Node:
        """The item as an end of an association."""
        return Node(self.identifier, self.text)


@dataclass(frozen=True, slots=True)
class SharedAssociation:
    """How one thing stands to another, and since when."""

    identifier: UUID
    relation: Relation
    origin: Node
    destination: Node
    changed_at: datetime
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class SharedDetail:
    """What stands beside the statements. ``section`` is the item that a reference is the evidence of."""

    says: Saying
    section: UUID | None = None


@dataclass(frozen=True, slots=True)
class SharedPackage:
    """An edition with everything in it, and what it has to do with others that may be seen."""

    edition: SharedEdition
    items: tuple[SharedItem, ...]
    associations: tuple[SharedAssociation, ...]
    details: tuple[SharedDetail, ...] = ()

    @property
    def behaviours(self) -> tuple[SharedItem, ...]:
        """What is rated on a scale."""
        return tuple(item for item in self.items if item.what is KIND_TYPES[Kind.BEHAVIOUR])

    @property
    def scale(self) -> tuple[tuple[int, str], ...]:
        """The points of the rating scale that have a meaning, by figure."""
        points = (detail.says for detail in self.details if detail.says.kind is DetailKind.POINT)
        return tuple(sorted((says.figure or 0, says.text) for says in points))

    @property
    def has_rubric(self) -> bool:
        """Whether there are both a scale and something to rate."""
        return bool(self.scale and self.behaviours)

    def item(self, identifier: UUID) -> SharedItem:
        """The item with this identifier, which is one of them."""
        return next(item for item in self.items if item.identifier == identifier)

    def associations_of(self, identifier: UUID) -> tuple[SharedAssociation, ...]:
        """Those that begin or end at this item."""
        return tuple(a for a in self.associations if identifier in (a.origin.identifier, a.destination.identifier))
