"""What a sponsor is asked, and what letters to them need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.projects import CommentLine, ProjectDetails


@dataclass(frozen=True)
class SponsorPage:
    """The page on which a sponsor comments: whose project, what it is, what they wrote last, and until when.

    ``versions``: everything they signed, the newest first. ``handed_in_at``: when the project was handed in last, if it
    was; ``went_with``: the number of their comments that went with it, 0 for none.
    """

    ref: UUID
    participant: str
    programme: str
    sponsor: str
    projects: tuple[ProjectDetails, ...]
    versions: tuple[CommentLine, ...]
    closes_at: datetime
    handed_in_at: datetime | None = None
    went_with: int = 0

    @property
    def comment(self) -> CommentLine | None:
        """What they signed last, which is what stands."""
        return self.versions[0] if self.versions else None

    @property
    def is_unread(self) -> bool:
        """Whether what they signed last did not go with the project, which was handed in without it."""
        return bool(self.handed_in_at and self.comment and self.comment.number != self.went_with)


@dataclass(frozen=True)
class SponsorAsked:
    """What the letter with the link needs."""

    ref: UUID
    letter: int
    address: str
    name: str
    participant: str
    programme: str
    closes_at: datetime
    token: str


@dataclass(frozen=True)
class CommentsSigned:
    """Whose sponsor has signed, for the letter that says so. ``number``: which of their comments is the newest;
    ``closes_at``: where the project was handed in without these, until when it can be handed in with them."""

    ask: UUID
    script: UUID
    address: str
    name: str
    sponsor: str
    number: int = 1
    closes_at: datetime | None = None


@dataclass(frozen=True)
class ToComment:
    """A project on which somebody who is signed in was asked to comment."""

    ref: UUID
    participant: str
    has_commented: bool
    closes_at: datetime
