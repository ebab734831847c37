"""Which statements a criterion can be linked to, what a choice makes of its links, and what no criterion judges."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from itertools import groupby
from uuid import UUID

from goldenthread.frameworks.types import EditionLine, EditionState
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import StatementPlace
from goldenthread.programmes.types.linking import EditionTally, LinkLine, LinkSection


def offered(editions: Sequence[EditionLine], *, used: Collection[UUID], code: str) -> tuple[EditionLine, ...]:
    """The editions whose statements a qualification's criteria can be linked to, those in force first.

    ``used``: the editions that its programmes stand on and that criteria are linked to already. Of the same frameworks,
    the edition in force is offered too; without any, that of the framework with the qualification's ``code``.
    """
    known = {edition.code for edition in editions if edition.ref in used}
    if not known:
        known = {edition.code for edition in editions if edition.code.casefold() == code.casefold()}
    found = [edition for edition in editions if edition.ref in used or (edition.code in known and _in_force(edition))]
    return tuple(sorted(found, key=lambda edition: (not _in_force(edition), edition.code)))


def _in_force(edition: EditionLine) -> bool:
    return edition.state is EditionState.PUBLISHED


def tally(edition: EditionLine, places: Collection[StatementPlace], linked: Container[UUID]) -> EditionTally:
    """What no criterion is linked to, of the statements of an edition."""
    left = tuple(place for place in places if place.ref not in linked)
    return EditionTally(edition, len(places), left, len(left) < len(places))


def sections(places: Iterable[StatementPlace], linked: Container[UUID]) -> tuple[LinkSection, ...]:
    """The statements of an edition by area, each with whether it is linked."""
    return tuple(
        LinkSection(title, tuple(LinkLine(place, place.ref in linked) for place in group))
        for title, group in groupby(places, key=lambda place: place.section)
    )


def linked_now(
    held: Collection[UUID], chosen: Collection[UUID], *, shown: Collection[UUID]
) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """What is added to the links that are held and what is taken from them, where ``chosen`` was ticked on a page on
    which ``shown`` was: only what a person changed there counts."""
    added = frozenset(chosen) - frozenset(shown) - frozenset(held)
    return added, (frozenset(shown) - frozenset(chosen)) & frozenset(held)


def why_not_link(statements: Iterable[UUID], known: Container[UUID]) -> Refusal | None:
    """Why a criterion cannot be linked to these statements, or ``None``. ``known``: those of the editions offered."""
    if all(statement in known for statement in statements):
        return None
    return Refusal(
        "not_of_the_framework",
        "A statement was chosen that is not in a framework of this qualification.",
        "Choose from the statements listed.",
    )
