"""Briefs and windows, as those who run assessment see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.composing import MaterialKind
from goldenthread.assessment.types.submitting import Stage
from goldenthread.assessment.types.words import NOT_IN, BriefRef, BriefState, State, WindowRef
from goldenthread.ground.types import KeptFile


@dataclass(frozen=True)
class GivenFile:
    """A file as somebody gave it: its bytes and what they called it."""

    content: bytes
    name: str


@dataclass(frozen=True)
class BriefText:
    """What an author writes: a title, the text in markdown, and a file of data if there is one."""

    title: str
    text: str
    file: GivenFile | None = None


@dataclass(frozen=True)
class NewQuestion:
    """A question as its author gives it. ``place`` is where it shall stand; 0 for the end."""

    heading: str
    asks: str
    words: int = 0
    place: int = 0


@dataclass(frozen=True)
class NewMaterial:
    """A material as its author gives it. ``place`` is where it shall stand; 0 for the end."""

    kind: MaterialKind
    title: str
    text: str
    file: GivenFile | None = None
    place: int = 0


@dataclass(frozen=True)
class BriefVersionLine:
    """One wording of a brief."""

    number: int
    state: BriefState
    text: str
    file: KeptFile | None
    written_at: datetime
    published_at: datetime | None


@dataclass(frozen=True)
class BriefLine:
    """A brief as a list names it. ``published``: the newest published version's number, 0 if there is none."""

    ref: BriefRef
    title: str
    published: int
    has_draft: bool
    windows: int


@dataclass(frozen=True)
class BriefPage:
    """A brief with its versions, newest first."""

    ref: BriefRef
    title: str
    versions: tuple[BriefVersionLine, ...]

    @property
    def draft(self) -> BriefVersionLine | None:
        """The version that can still be changed."""
        return next((each for each in self.versions if each.state is BriefState.DRAFT), None)

    @property
    def current(self) -> BriefVersionLine | None:
        """The newest version that is published."""
        return next((each for each in self.versions if each.state is BriefState.PUBLISHED), None)


@dataclass(frozen=True)
class NewWindow:
    """A window as it is asked for. Without ``closes_at`` the policy's number of days says when it closes."""

    cohort: UUID
    brief: UUID
    opens_at: datetime
    closes_at: datetime | None = None


@dataclass(frozen=True)
class WindowLine:
    """A window as a list names it, with how many scripts are in each state. ``longer``: when it closes for each of
    those who have longer than others; ``open_for``: for how many of them it is open though it is over for others;
    ``replaceable``: how many scripts that are in can still be replaced then."""

    ref: WindowRef
    cohort: str
    brief: str
    brief_version: int
    opens_at: datetime
    closes_at: datetime
    stage: Stage
    states: Mapping[State, int]
    longer: tuple[datetime, ...] = ()
    open_for: int = 0
    replaceable: int = 0

    @property
    def last_close(self) -> datetime:
        """The latest close that stands for anybody."""
        return max((self.closes_at, *self.longer))

    @property
    def handed_in(self) -> int:
        """Scripts with at least one version."""
        return sum(count for state, count in self.states.items() if state.value not in NOT_IN)

    @property
    def waiting(self) -> int:
        """Scripts that need an assessor, once the window has closed for whoever wrote them."""
        return self.states.get(State.SUBMITTED, 0) - self.replaceable if self.stage is Stage.CLOSED else 0


@dataclass(frozen=True)
class WindowPerson:
    """Somebody in a window: whether they may open the brief, have opened it, and have handed in. Never their number.

    ``submitted_at``: when the version that stands came in.
    """

    name: str
    enrolment: UUID
    is_engaged: bool
    percent: str
    has_begun: bool
    submitted_at: datetime | None
    left_a_draft: bool = False
    is_put_off: bool = False
    fees_in_order: bool = True


@dataclass(frozen=True)
class WindowPage:
    """A window: its times, its rules, and who has handed in. ``know_the_brief``: how many of those opened the same one
    in an earlier window. ``nobody_is_cleared``: its policy asks that markers are, and none is yet."""

    line: WindowLine
    cohort_ref: UUID
    limit: int
    days: int
    is_illustrative: bool
    scheme_title: str
    people: tuple[WindowPerson, ...]
    may_run: bool
    left: str
    length: str
    opens_by: str
    closes_by: str
    asks_fees: bool = False
    know_the_brief: int = 0
    asks_engagement: bool = True
    takes_projects: bool = False
    planned_for: datetime | None = None
    """When its results go out, where a release is planned."""
    nobody_is_cleared: bool = False
    overtaken: int = 0
    """Its scripts for which somebody has to decide what follows from a correction, or from a case."""

    @property
    def handed_in(self) -> int:
        """How many people have handed in."""
        return sum(person.submitted_at is not None for person in self.people)


@dataclass(frozen=True)
class Choice:
    """Something to choose from a list."""

    ref: UUID
    name: str


@dataclass(frozen=True)
class Beforehand:
    """What an assessment window needs before it can be planned, and whether it is there. ``marks``: somebody marks."""

    cohort: bool
    brief: bool
    marks: bool


@dataclass(frozen=True)
class WindowChoices:
    """What a new window can be made of."""

    cohorts: tuple[Choice, ...]
    briefs: tuple[Choice, ...]
