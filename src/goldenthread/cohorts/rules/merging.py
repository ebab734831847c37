"""How two sheets of one register become one, and how what they differ in is settled.

Marks that only one sheet gives stand; equal marks are one. Where a later sheet says otherwise than what stands, and
whoever filled it in had not seen that, its mark is kept as a claim: it credits nothing, the earlier mark goes on
standing, and both are shown until somebody chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from goldenthread.cohorts.types import ClaimLine, ClaimSource, EnrolmentRef, Mark, Merged
from goldenthread.ground.types import Refusal

NOTHING_TO_SETTLE = Refusal(
    "nothing_to_settle", "Nobody says anything else about this person any more.", "Open the register again."
)
SEEN = "The register was saved by somebody who had the check-in before them."


def merge(
    marks: Mapping[EnrolmentRef, Mark],
    standing: Mapping[EnrolmentRef, tuple[Mark, datetime]],
    *,
    opened_at: datetime | None,
) -> Merged | Refusal:
    """What a sheet adds to a register; a refusal if it would change a mark that whoever filled it in had seen.

    ``standing`` gives the mark that stands for each person, and since when.
    """
    differ = {ref: mark for ref, mark in marks.items() if ref in standing and standing[ref][0] is not mark}
    seen = sum(1 for ref in differ if opened_at is None or standing[ref][1] < opened_at)
    if seen:
        people = "one person" if seen == 1 else f"{seen} people"
        return Refusal(
            "marked_already",
            f"The register already has another mark for {people}.",
            "Marks are changed one at a time, with a reason: choose “Correct” beside the name.",
        )
    return Merged({ref: mark for ref, mark in marks.items() if ref not in standing}, differ)


def disputed(standing: Mark | None, claims: Iterable[ClaimLine]) -> tuple[ClaimLine, ...]:
    """The claims that say otherwise than the mark that stands and are not settled; none while nothing stands."""
    return tuple(c for c in claims if standing is not None and not c.is_settled and c.mark is not standing)


def arrived(standing: Mark | None, claims: Iterable[ClaimLine]) -> ClaimLine | None:
    """The check-in of somebody about whom the register says nothing yet."""
    if standing is not None:
        return None
    return next((c for c in claims if c.source is ClaimSource.SELF), None)


def why_not_settle(*, standing: Mark, claimed: Iterable[Mark], to: Mark, why: str) -> Refusal | None:
    """Why a difference cannot be settled like this. ``claimed``: the marks of the claims that are not settled."""
    said = frozenset(claimed) - {standing}
    if not said:
        return NOTHING_TO_SETTLE
    if to not in said | {standing}:
        return Refusal(
            "nobody_said_so",
            "Nobody gave that mark.",
            "Choose one of the marks that were given, or settle it and then correct the register.",
        )
    if not why.strip():
        return Refusal("no_reason", "A register is never changed without a reason.", "Say how you know.")
    return None
