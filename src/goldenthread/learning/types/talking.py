"""What the pages and letters of communities show, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.learning.types.discussing import (
    SPACE_NAMES,
    Because,
    Level,
    Order,
    PostRef,
    PromptRef,
    PromptText,
    Somebody,
    SpaceKind,
    SpaceRef,
    ThreadRef,
)


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
    """What a thread asks, and how far whoever reads is; ``told`` is empty for those it does not count for, and
    ``least_words`` 0."""

    ref: PromptRef
    text: str
    component: str
    told: str
    is_done: bool
    least_words: int = 0


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
