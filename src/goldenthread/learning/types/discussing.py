"""Communities: spaces, threads, posts, prompts and who is told of them, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True)
class SpaceLine:
    """A community in somebody's list."""

    ref: SpaceRef
    kind: SpaceKind
    title: str
    programme: str
    threads: int
    unread: int

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return SPACE_NAMES[self.kind]


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list."""

    ref: ThreadRef
    title: str
    by: str
    posts: int
    unread: int
    last_at: datetime
    is_pinned: bool
    is_closed: bool
    is_prompt: bool
    is_answered: bool


@dataclass(frozen=True)
class SpacePage:
    """A community: who reads it, and one page of its threads."""

    ref: SpaceRef
    kind: SpaceKind
    title: str
    programme: str
    cohort: UUID | None
    readers: str
    lines: tuple[ThreadLine, ...]
    order: Order
    total: int
    number: int
    pages: int
    level: Level
    may_moderate: bool
    reports: int
    drafts: int

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return SPACE_NAMES[self.kind]


@dataclass(frozen=True)
class AttachmentLine:
    """A file beside a post or a draft."""

    ref: UUID
    name: str
    size: int


@dataclass(frozen=True)
class PostLine:
    """A post on its page. Of one that is hidden, only those who moderate have the text."""

    ref: PostRef
    number: int
    by: str
    stands: str
    text: str
    at: datetime
    edited_at: datetime | None
    answers: int | None
    answers_by: str
    quote: str
    is_mine: bool
    is_new: bool
    is_hidden: bool
    hidden_by: str
    hidden_why: str
    is_erased: bool
    files: tuple[AttachmentLine, ...]
    why_not_edit: str
    why_not_report: str


@dataclass(frozen=True)
class PromptInThread:
    """What a thread asks, and how far whoever reads is; ``told`` is empty for those it does not count for."""

    ref: PromptRef
    text: str
    component: str
    told: str
    is_done: bool


@dataclass(frozen=True)
class DraftFacts:
    """What somebody had written and not sent."""

    key: UUID
    title: str
    text: str
    answers: UUID | None
    saved_at: datetime
    files: tuple[AttachmentLine, ...]


@dataclass(frozen=True)
class ThreadPage:
    """A thread, one page of it, and what whoever reads can do."""

    ref: ThreadRef
    space: SpaceRef
    space_kind: SpaceKind
    space_title: str
    readers: str
    title: str
    is_pinned: bool
    closed_why: str
    prompt: PromptInThread | None
    posts: tuple[PostLine, ...]
    total: int
    number: int
    pages: int
    newest: int
    seen_to: int
    level: Level
    may_moderate: bool
    may_move: bool
    why_not_post: str
    drafts: tuple[DraftFacts, ...]
    people: tuple[Somebody, ...]
    are_all_people: bool

    @property
    def is_closed(self) -> bool:
        """Whether nobody writes any more."""
        return bool(self.closed_why)


@dataclass(frozen=True)
class NewThreadPage:
    """Where a thread is begun: the space, what was begun before, and who can be mentioned."""

    space: SpaceRef
    title: str
    readers: str
    drafts: tuple[DraftFacts, ...]
    people: tuple[Somebody, ...]
    are_all_people: bool


@dataclass(frozen=True)
class VersionLine:
    """What a post said before it was edited."""

    text: str
    until: datetime


@dataclass(frozen=True)
class OnePost:
    """A post by itself: to edit, to report, to hide, or with its history."""

    line: PostLine
    thread: ThreadRef
    thread_title: str
    versions: tuple[VersionLine, ...]
    may_moderate: bool
    page: int


@dataclass(frozen=True)
class Found:
    """A post that a search found."""

    post: PostRef
    thread: ThreadRef
    title: str
    number: int
    page: int
    by: str
    at: datetime
    space: str
    excerpt: str


@dataclass(frozen=True)
class FoundPage:
    """One page of what a search found."""

    words: str
    lines: tuple[Found, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class ReportLine:
    """A report that waits for an answer."""

    ref: UUID
    post: PostRef
    thread: ThreadRef
    title: str
    author: str
    text: str
    is_hidden: bool
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class MemberChoice:
    """Somebody of a cohort who may be in a group."""

    enrolment: UUID
    name: str
    school: str
    is_in: bool


@dataclass(frozen=True)
class GroupPage:
    """A group to make or change: its name, and everybody who could be in it."""

    cohort: UUID
    cohort_title: str
    space: SpaceRef | None
    title: str
    people: tuple[MemberChoice, ...]


@dataclass(frozen=True)
class CohortCommunity:
    """The communities of a cohort and its prompts, as those who look after it see them."""

    cohort: UUID
    title: str
    spaces: tuple[SpaceLine, ...]
    components: tuple[tuple[UUID, str], ...]
    prompts: tuple[PromptLine, ...]
    waits: int


@dataclass(frozen=True)
class PromptLine:
    """A prompt in a list."""

    ref: PromptRef
    title: str
    component: str
    text: PromptText
    cohort: str
    opened: int
    done: int
    may_change: bool


@dataclass(frozen=True)
class ComponentPrompts:
    """The prompts of one component, for its curriculum lead."""

    component: UUID
    title: str
    module: str
    prompts: tuple[PromptLine, ...]
    why_not_write: str


@dataclass(frozen=True)
class MoveChoice:
    """Where a thread can be moved, and who reads it there."""

    ref: SpaceRef
    title: str
    readers: str


@dataclass(frozen=True)
class Waiting:
    """What a community has for somebody's first page: a mention, a prompt, or a report."""

    kind: str
    title: str
    thread: ThreadRef | None
    space: SpaceRef
    why: str
    page: int = 1
    number: int = 0


@dataclass(frozen=True)
class ToTell:
    """A post that somebody is told of by e-mail."""

    ref: UUID
    address: str
    name: str
    person: UUID
    because: Because
    author: str
    title: str
    space: str
    text: str
    thread: ThreadRef
    post: PostRef


@dataclass(frozen=True)
class Digest:
    """What is told to somebody in one e-mail a day: threads by title, with how much is new."""

    address: str
    name: str
    person: UUID
    lines: tuple[tuple[ThreadRef, str, str, int], ...]
    tellings: tuple[UUID, ...]


@dataclass(frozen=True)
class ReportAnswer:
    """What somebody who reported a post is told."""

    ref: UUID
    address: str
    name: str
    title: str
    is_hidden: bool
    answer: str
