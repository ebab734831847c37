"""Communities: spaces, threads, posts, prompts and who is told of them, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

SpaceRef = NewType("SpaceRef", UUID)
ThreadRef = NewType("ThreadRef", UUID)
PostRef = NewType("PostRef", UUID)
PromptRef = NewType("PromptRef", UUID)


class SpaceKind(StrEnum):
    """Whose community a space is."""

    PROGRAMME = "programme"
    COHORT = "cohort"
    GROUP = "group"


SPACE_NAMES: Mapping[SpaceKind, str] = MappingProxyType(
    {
        SpaceKind.PROGRAMME: "Whole programme",
        SpaceKind.COHORT: "Cohort",
        SpaceKind.GROUP: "Group",
    }
)


class StandsAs(StrEnum):
    """As what somebody is in a community; it stands beside what they write."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    COACH = "coach"
    MANAGER = "manager"


AS_NAMES: Mapping[StandsAs, str] = MappingProxyType(
    {
        StandsAs.PARTICIPANT: "Participant",
        StandsAs.FACILITATOR: "Facilitator",
        StandsAs.COACH: "Coach",
        StandsAs.MANAGER: "Programme manager",
    }
)


class Level(StrEnum):
    """How somebody follows a thread, a space, or mentions of themselves."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


LEVEL_NAMES: Mapping[Level, str] = MappingProxyType(
    {Level.AT_ONCE: "An e-mail for each post", Level.DAILY: "One e-mail a day", Level.NONE: "No e-mail"}
)


class Because(StrEnum):
    """Why somebody is told of a post, the strongest reason first."""

    MENTION = "mention"
    THREAD = "thread"
    OWN = "own"
    SPACE = "space"


class Where(StrEnum):
    """In which spaces a prompt opens a thread."""

    COHORTS = "cohorts"
    GROUPS = "groups"
    PROGRAMME = "programme"


WHERE_NAMES: Mapping[Where, str] = MappingProxyType(
    {
        Where.COHORTS: "In each cohort’s community",
        Where.GROUPS: "In each group of each cohort",
        Where.PROGRAMME: "Once, in the community of the whole programme",
    }
)


class Order(StrEnum):
    """In which order threads are listed."""

    LATEST = "latest"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Asked:
    """What a prompt asks for before it credits its component."""

    posts: int
    replies: int
    least_words: int


# Illustrative: no official number was found.
USUAL = Asked(posts=1, replies=2, least_words=50)


@dataclass(frozen=True)
class Said:
    """One post as the rule of a prompt looks at it. ``answers_other`` is whether it replies to somebody else."""

    words: int
    is_reply: bool
    answers_other: bool
    is_hidden: bool = False


@dataclass(frozen=True)
class Reached:
    """How far somebody is with what a prompt asks. ``short`` counts posts with too few words."""

    asked: Asked
    posts: int
    replies: int
    short: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether it is all there."""
        return self.posts >= self.asked.posts and self.replies >= self.asked.replies


@dataclass(frozen=True)
class PromptText:
    """A prompt as it is written. It opens on a day, or so many days after a cohort starts."""

    title: str
    text: str
    asked: Asked = USUAL
    where: Where = Where.COHORTS
    opens_on: date | None = None
    days_in: int | None = None


@dataclass(frozen=True)
class DuePrompt:
    """When and where a prompt opens."""

    where: Where
    release: int
    days_in: int | None
    cohort: int | None
    opens_on: date | None


@dataclass(frozen=True)
class DueSpace:
    """A space that a prompt may open in, with the day on which each release in it began."""

    id: int
    kind: SpaceKind
    cohort: int | None
    begun: Mapping[int, date]


@dataclass(frozen=True)
class GivenFile:
    """A file that somebody attaches."""

    content: bytes
    name: str


@dataclass(frozen=True)
class Words:
    """What somebody sends. ``key`` came with the form, so that the same post sent twice counts once.

    ``drops`` are attachments of the draft to leave out; ``mentions`` people chosen from the list.
    """

    text: str
    key: UUID
    title: str = ""
    answers: UUID | None = None
    mentions: frozenset[UUID] = frozenset()
    files: tuple[GivenFile, ...] = ()
    drops: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Posted:
    """A post that is there now. ``credited`` says that it completed what the thread's prompt asks."""

    ref: PostRef
    thread: ThreadRef
    number: int
    credited: bool


@dataclass(frozen=True)
class Somebody:
    """A person in a space: name, and their school or what they do here. Nothing more is shown of anybody."""

    ref: UUID
    name: str
    stands: str
