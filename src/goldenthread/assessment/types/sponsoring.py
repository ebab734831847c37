"""What a sponsor is asked, and what letters to them need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.projects import CommentLine, ProjectDetails


@dataclass(frozen=True)
class SponsorPage:
    """The page on which a sponsor comments: whose project, what it is, what they wrote last, and until when.

    ``versions``: everything they signed, the newest first.
    """

    ref: UUID
    participant: str
    programme: str
    sponsor: str
    projects: tuple[ProjectDetails, ...]
    versions: tuple[CommentLine, ...]
    closes_at: datetime

    @property
    def comment(self) -> CommentLine | None:
        """What they signed last, which is what stands."""
        return self.versions[0] if self.versions else None


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
    """Whose sponsor has signed, for the letter that says so."""

    ask: UUID
    script: UUID
    address: str
    name: str
    sponsor: str


@dataclass(frozen=True)
class ToComment:
    """A project on which somebody who is signed in was asked to comment."""

    ref: UUID
    participant: str
    has_commented: bool
    closes_at: datetime
