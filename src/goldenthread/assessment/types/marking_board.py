"""Every script by its number and where it stands, for those who run assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.assessment.types.words import WANT_NAMES, ScriptRef, State, WantReason, WindowRef
from goldenthread.people.types import PersonRef


@dataclass(frozen=True)
class BoardFilter:
    """What the board shows: of one window, in one state, at one marker; empty parts narrow nothing."""

    window: str = ""
    state: str = ""
    marker: str = ""


@dataclass(frozen=True)
class SeatState:
    """Who has a seat, and how far they are: ``finished``, ``begun`` or neither."""

    seat: int
    name: str
    is_finished: bool
    is_begun: bool


@dataclass(frozen=True)
class BoardRow:
    """A script by its number. ``empty``: seats that nobody has, where somebody should. ``wants``: why it is marked
    more often than the policy's number says."""

    ref: ScriptRef
    number: str
    state: State
    window: WindowRef
    title: str
    due_on: date
    is_overdue: bool
    seats: tuple[SeatState, ...]
    empty: int
    wants: tuple[WantReason, ...] = ()

    @property
    def wanted(self) -> str:
        """Why, in words; empty where it is not."""
        return ", ".join(WANT_NAMES[reason].lower() for reason in self.wants)


@dataclass(frozen=True)
class WindowProgress:
    """How far the marking of a window is: scripts that came in, of those marked by all, and by which day."""

    ref: WindowRef
    title: str
    due_on: date
    scripts: int
    marked: int
    is_overdue: bool


@dataclass(frozen=True)
class MarkerProgress:
    """How far a marker is with what they hold."""

    ref: PersonRef
    name: str
    held: int
    finished: int


@dataclass(frozen=True)
class MarkingBoard:
    """The board. ``states``: how many scripts there are in each state, of what the window leaves; ``given_up``: seats
    that somebody gave up and nobody has yet."""

    narrowed: BoardFilter
    states: Mapping[State, int]
    windows: tuple[WindowProgress, ...]
    markers: tuple[MarkerProgress, ...]
    rows: tuple[BoardRow, ...]
    total: int
    page: int
    pages: int

    @property
    def scripts(self) -> int:
        """How many scripts came in."""
        return sum(self.states.values())
