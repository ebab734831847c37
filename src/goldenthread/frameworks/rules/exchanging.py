"""How an edition's tree is said in associations, and what they are called for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from goldenthread.frameworks.types import Kind, StatementLine
from goldenthread.frameworks.types.exchanging import (
    KIND_TYPES,
    NAMESPACE,
    SECTION_TYPE,
    Node,
    Relation,
    SharedAssociation,
    SharedEdition,
    SharedItem,
)


def child_identifier(child: UUID, parent: UUID) -> UUID:
    """What it is called that one stands under the other: the same wherever both are."""
    return uuid5(NAMESPACE, f"{Relation.CHILD}:{child}:{parent}")


def replaced_identifier(old: UUID, new: UUID) -> UUID:
    """What it is called that one edition took the place of the other."""
    return uuid5(NAMESPACE, f"{Relation.REPLACED}:{old}:{new}")


def notes_on(part: str, documents: Collection[str]) -> str:
    """In words, which part of the task tests a criterion, and what is handed in with it; nothing where nothing is."""
    tested = f"Tested in part {part} of the assessment task." if part else ""
    handed_in = f"To hand in with it: {'; '.join(documents)}." if documents else ""
    return f"{tested} {handed_in}".strip()


def section_item(ref: UUID, *, code: str, number: int, title: str, intro: str) -> SharedItem:
    """A section as an item. Section 0 stands before those that have a number, and has none."""
    return SharedItem(ref, SECTION_TYPE, f"{code}.{number}", title, printed=str(number or ""), notes=intro)


def statement_item(line: StatementLine) -> SharedItem:
    """A statement as an item. Only a *learn that* statement has its own numeral; others may have a printed code.

    What the document lost and a person added says so in its notes.
    """
    numeral = str(line.number) if line.kind is Kind.LEARN_THAT else ""
    printed = line.printed or numeral
    notes = "\n\n".join(filter(None, (notes_on(line.part, line.documents), line.added.note if line.added else "")))
    return SharedItem(
        line.ref, KIND_TYPES[line.kind], line.code, line.text, printed, line.title, notes, line.part, line.documents
    )  # fmt: skip


def tree(
    edition: SharedEdition, sections: Iterable[SharedItem], statements: Iterable[tuple[SharedItem, SharedItem]]
) -> Iterator[SharedAssociation]:
    """What stands under what: sections under the edition, each statement (first) under what it stands under (second).

    Those under one and the same are counted from 1, in order.
    """
    whole = Node(edition.identifier, edition.title, is_document=True)
    counts: Counter[UUID] = Counter()
    for origin, destination in [
        *((section.node, whole) for section in sections),
        *((item.node, above.node) for item, above in statements),
    ]:
        counts[destination.identifier] += 1
        yield SharedAssociation(
            child_identifier(origin.identifier, destination.identifier),
            Relation.CHILD,
            origin,
            destination,
            edition.published_at,
            counts[destination.identifier],
        )


def aligned(ref: UUID, one: Node, other: Node, *, score: float, at: datetime) -> SharedAssociation:
    """Two statements of different frameworks that were confirmed to belong together: word for word, or nearly."""
    return SharedAssociation(ref, Relation.SAME if score >= 1 else Relation.RELATED, one, other, at)


def replaced(ref: UUID, old: Node, new: Node, *, at: datetime) -> SharedAssociation:
    """A statement, or a whole edition, and what took its place."""
    return SharedAssociation(ref, Relation.REPLACED, old, new, at)


def name_for(brought: UUID | None, taken: Collection[UUID]) -> UUID | None:
    """The name that something brought along, unless it is in use here: nothing is ever called by another's name."""
    return brought if brought is not None and brought not in taken else None


def levels(count: int, under: Mapping[int, int]) -> Iterator[list[int]]:
    """So many things by level: first those under nothing, then those under these. ``under`` has no circles."""
    waiting = set(range(count))
    while waiting:
        level = [at for at in sorted(waiting) if under.get(at) not in waiting]
        waiting -= set(level)
        yield level
