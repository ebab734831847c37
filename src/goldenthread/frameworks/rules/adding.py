"""What may be added to a reading that the document lost, and where it comes to stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from uuid import UUID

from goldenthread.frameworks.rules.reviewing import why_not_correct
from goldenthread.frameworks.types import STANDS_UNDER, Kind
from goldenthread.frameworks.types.adding import Addition, Neighbour, Way
from goldenthread.ground.types import Refusal

LONGEST_SOURCE = 300


def why_not_add(addition: Addition, *, sections: frozenset[int]) -> Refusal | None:
    """Why an item cannot be added so, or ``None``: whoever adds words says where they have them."""
    if not addition.source.split():
        return Refusal(
            "no_source",
            "Words that the document lost are added from somewhere.",
            "Say where you have them from, as the publisher’s web page or a printed copy, with its date or page.",
        )
    if len(addition.source) > LONGEST_SOURCE:
        says = f"Where the words come from is said in {LONGEST_SOURCE} letters at most."
        return Refusal("long_source", says, "Say it in short.")
    return why_not_correct(addition.says, sections=sections)


def place_among(there: Sequence[Neighbour], addition: Addition) -> int | Refusal:
    """Before which of the section's items it comes, by index (one past the last is its end), or why it cannot be there.

    ``there`` are the items whose order decides; a *learn that* statement stands where its number says, so it is not
    among them, and one that is added goes to the end.
    """
    kind = addition.says.kind
    if addition.way is Way.END or kind is Kind.LEARN_THAT:
        return len(there)
    at = next((at for at, one in enumerate(there) if one.ref == addition.beside), None)
    if at is None:
        says = "The item that you chose as its place is not in this section any more."
        return Refusal("no_place", says, "Choose its place again.")
    if addition.way is Way.BEFORE:
        return at
    above = there[at]
    if STANDS_UNDER.get(kind) is not above.kind or _is_top(kind, addition.says.number):
        return Refusal("not_under", "What you add does not stand under an item of that kind.", "Choose another place.")
    return next(
        (next_ for next_ in range(at + 1, len(there)) if not _stands_under(there[next_], above.kind)), len(there)
    )


def taken_under(there: Sequence[Neighbour], place: int, kind: Kind) -> tuple[UUID, ...]:
    """The bullets that had no stem and come to stand under the one that is added: their doubt about it is settled."""
    if kind is not Kind.STEM or any(one.kind is Kind.STEM for one in there[:place]):
        return ()
    below = takewhile(lambda one: one.kind is not Kind.STEM, there[place:])
    return tuple(one.ref for one in below if one.kind is Kind.PRACTICE)


def why_not_join(one: int | None, other: int | None) -> Refusal | None:
    """Why two items are not joined into one, or ``None``: what was added (by its act) is never mixed.

    What was read was added by none (``None``).
    """
    if one == other:
        return None
    says = "One of the two was added, and its words are not the document’s."
    return Refusal("added_words", says, "Keep them apart, or remove what was added.")


def _stands_under(item: Neighbour, above: Kind) -> bool:
    return STANDS_UNDER.get(item.kind) is above and not _is_top(item.kind, item.number)


def _is_top(kind: Kind, number: int | None) -> bool:
    """Whether it is a standard that stands by itself under a number of its own."""
    return kind is Kind.STANDARD and number is not None
