"""What somebody was shown of a reading before they published it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from goldenthread.frameworks.types import About
from goldenthread.ground.types import Refusal

Versions = Iterable[tuple[UUID, int]]


def mark_of(
    about: About, *, sections: Iterable[tuple[int, str, str]], items: Versions, details: Versions, in_force: UUID | None
) -> str:
    """A mark that is another as soon as anything that is published is: what is said of the document, its sections
    (number, title, introduction), any version of an item or a detail, the edition whose place is taken.
    """
    said = (about, sorted(sections), sorted(items), sorted(details), in_force)
    return sha256(repr(said).encode()).hexdigest()[:32]


def why_not_publish_unseen(shown: str | None, *, now: str) -> Refusal | None:
    """Why what was shown is not published, or ``None``. ``shown``: its mark; none where nobody was shown anything."""
    if shown is None or shown == now:
        return None
    return Refusal(
        "changed_meanwhile",
        "Something about it changed after this page was opened.",
        "Look at what it says now, then publish it.",
    )
