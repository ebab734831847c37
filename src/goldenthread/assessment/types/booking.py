"""Windows that take projects, and who has booked which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.projects import TaskForm
from goldenthread.assessment.types.submitting import Stage
from goldenthread.assessment.types.words import ScriptRef, State, WindowRef
from goldenthread.ground.types import Refusal


@dataclass(frozen=True)
class NewTerms:
    """On which form a window takes projects. Without ``books_until`` it need not be booked."""

    form: UUID
    books_until: datetime | None = None
    places: int | None = None
    fee: str = ""


@dataclass(frozen=True)
class BookedWindow:
    """A window with its places, as rules need it. ``places`` is ``None`` where there is no limit."""

    ref: WindowRef
    opens_at: datetime
    closes_at: datetime
    books_until: datetime | None
    places: int | None
    booked: int
    fee: str = ""

    @property
    def left(self) -> int | None:
        """Places that are left, or ``None`` where there is no limit."""
        return None if self.places is None else max(self.places - self.booked, 0)


@dataclass(frozen=True)
class MyProjectWindow:
    """A window for projects as a participant meets it. ``takes_bookings``: it can still be booked, changed and given
    back. ``late_until``: where they missed it, until when a project can still be offered late.
    ``late_stands``: where what they offered late stands, in words."""

    window: BookedWindow
    programme: str
    title: str
    stage: Stage
    is_booked: bool
    was_missed: bool
    script: ScriptRef | None
    state: State | None
    why_not_book: Refusal | None
    why_not_begin: Refusal | None
    closes_in: str
    takes_bookings: bool = False
    late_until: datetime | None = None
    late_stands: str = ""
    told_at: datetime | None = None
    """When its result was told, or corrected last."""
    has_passed: bool = False
    """Whether they have passed by another window, so that nothing is asked of them in this."""
    gives_back: datetime | None = None
    """When the window opens that is given back by booking this one."""

    @property
    def is_theirs(self) -> bool:
        """Whether they can work for it: they have booked it, or it need not be booked."""
        return self.is_booked or self.window.books_until is None


@dataclass(frozen=True)
class BookingLine:
    """Somebody of a cohort and this window: whether it is theirs, and whether they came. ``other``: what they booked
    instead; ``put_off``: in words, that they are not assessed in it."""

    enrolment: UUID
    name: str
    booked_at: datetime | None
    other: datetime | None
    has_handed_in: bool
    missed_at: datetime | None
    put_off: str = ""

    @property
    def may_have_missed(self) -> bool:
        """Whether it can be written down that they did not come, once the window has closed."""
        return bool(self.booked_at) and not (self.has_handed_in or self.missed_at or self.put_off)


@dataclass(frozen=True)
class FormChoice:
    """A form in a list."""

    ref: UUID
    form: TaskForm
    windows: int


@dataclass(frozen=True)
class TermsPage:
    """The terms of a window for projects, for those who run it. ``differs``: in words, how the criteria of its form are
    others than those of its mark scheme, ``scheme``."""

    window: WindowRef
    cohort: str
    brief: str
    stage: Stage
    terms: BookedWindow | None
    form: FormChoice | None
    forms: tuple[FormChoice, ...]
    people: tuple[BookingLine, ...]
    why_not_set: Refusal | None
    scheme: str = ""
    differs: str = ""

    @property
    def unbooked(self) -> tuple[BookingLine, ...]:
        """Those who have booked neither this window nor another, and are to be assessed in it."""
        return tuple(line for line in self.people if not (line.booked_at or line.other or line.put_off))
