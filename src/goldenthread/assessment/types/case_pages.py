"""Cases as pages and letters show them, each reader's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.cases import (
    CASE_STATE_NAMES,
    EFFECT_NAMES,
    ENTRY_NAMES,
    MY_ENTRY_NAMES,
    NATURE_NAMES,
    OPEN_CASES,
    SOURCE_NAMES,
    CaseEvent,
    CaseRef,
    CaseState,
    Effect,
    EntryKind,
    EntryRef,
    Nature,
    Source,
)
from goldenthread.assessment.types.pinning import DrawnBlock
from goldenthread.assessment.types.words import Outcome, ScriptRef
from goldenthread.ground.types import KeptFile, Refusal


@dataclass(frozen=True)
class CaseEntryLine:
    """One entry. ``by``: the name of whoever it is by, empty where the reader is not told."""

    ref: EntryRef
    kind: EntryKind
    text: str
    by: str
    at: datetime
    is_shown: bool
    file: KeptFile | None = None
    answer_by: datetime | None = None
    hearing_at: datetime | None = None
    place: str = ""

    @property
    def says(self) -> str:
        """The kind in words."""
        return ENTRY_NAMES[self.kind]

    @property
    def says_mine(self) -> str:
        """The kind in words for the participant."""
        return MY_ENTRY_NAMES.get(self.kind, self.says)


@dataclass(frozen=True)
class Decided:
    """A decision as it stands. ``says``: the effect as a sentence that a participant reads; ``told_staff``: that those
    who judge read."""

    is_found: bool
    nature: Nature | None
    effect: Effect
    parts: tuple[str, ...]
    reasons: str
    at: datetime
    says: str
    told_staff: str
    is_set_aside: bool = False

    @property
    def title(self) -> str:
        """What it came to in a few words, for those who judge."""
        if self.is_set_aside:
            return "Set aside after an appeal"
        return f"{self.nature_says}: {self.effect_says.lower()}" if self.is_found else "Nothing was found"

    @property
    def told_title(self) -> str:
        """The same, for the participant."""
        if self.is_set_aside:
            return "This decision was set aside after your appeal"
        return f"{self.nature_says} was found" if self.is_found else "Nothing was found"

    @property
    def nature_says(self) -> str:
        """What was found, in words; nothing where nothing was."""
        return NATURE_NAMES[self.nature] if self.nature else ""

    @property
    def effect_says(self) -> str:
        """The effect in words."""
        return EFFECT_NAMES[self.effect]


@dataclass(frozen=True)
class CaseRow:
    """A case as a list names it: by the script's number."""

    ref: CaseRef
    number: str
    cohort: str
    state: CaseState
    source: Source
    opened_at: datetime
    last_at: datetime
    answer_by: datetime | None
    hearing_at: datetime | None
    is_out: bool = False
    """Whether the result is out, so that nothing is kept in."""

    @property
    def says(self) -> str:
        """Where it stands, in words."""
        return CASE_STATE_NAMES[self.state]

    @property
    def source_says(self) -> str:
        """Whence it came, in words."""
        return SOURCE_NAMES[self.source]

    @property
    def is_open(self) -> bool:
        """Whether it keeps a result in."""
        return self.state in OPEN_CASES


@dataclass(frozen=True)
class CaseList:
    """The cases that somebody may see, open ones first."""

    rows: tuple[CaseRow, ...]
    number: int
    pages: int

    @property
    def open(self) -> tuple[CaseRow, ...]:
        """Those that keep a result in, of this page."""
        return tuple(row for row in self.rows if row.is_open)

    @property
    def closed(self) -> tuple[CaseRow, ...]:
        """Those that were decided or dropped, of this page."""
        return tuple(row for row in self.rows if not row.is_open)


@dataclass(frozen=True)
class PasteLine:
    """Something pasted into an answer: how much and when. Never what."""

    question: int
    characters: int
    at: datetime


@dataclass(frozen=True)
class HandedIn:
    """One thing that was handed in: its name and hash as they were kept, and whether the kept bytes still have it."""

    what: str
    file: KeptFile
    is_as_kept: bool
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SignedLine:
    """What a participant signed with one version."""

    version: int
    at: datetime
    name: str
    text: str
    asked: str = ""
    used: str = ""
    used_for: str = ""


@dataclass(frozen=True)
class CaseContext:
    """What is known of how a script came about, for those who judge its case and nobody else."""

    files: tuple[HandedIn, ...] = ()
    signed: tuple[SignedLine, ...] = ()
    pastes: tuple[PasteLine, ...] = ()
    lines: tuple[DrawnBlock, ...] = ()
    """The text of the version that stands."""


@dataclass(frozen=True)
class CorrectedLine:
    """One criterion with the mark that stands and the one that would."""

    name: str
    before: int
    after: int

    @property
    def is_changed(self) -> bool:
        """Whether it would be another."""
        return self.before != self.after


@dataclass(frozen=True)
class CaseCorrection:
    """A result that is out beside what decided cases make of it. ``says``: their effects, as a participant reads them.
    Without ``lines`` all of it is voided."""

    case: CaseRef
    number: str
    settlement: UUID
    outcome: Outcome
    total: int
    becomes: Outcome
    becomes_total: int
    says: tuple[str, ...]
    lines: tuple[CorrectedLine, ...]
    why_not: Refusal | None
    others: tuple[str, ...] = ()
    """Who may let the result take it up, where this reader is barred from it."""


@dataclass(frozen=True)
class CasePage:
    """A case for those who judge it. With ``why_not`` set nothing of it is shown but that it is there.

    ``can``: the events that are possible from here. ``one_person``: says so where whoever reported it decides it, or
    is about to. ``knows``: this reader has looked into it, and is told whose script it is.
    """

    ref: CaseRef
    script: ScriptRef
    number: str
    cohort: str
    window: UUID
    is_project: bool
    state: CaseState
    source: Source
    opened_at: datetime
    why_not: Refusal | None
    participant: str = ""
    entries: tuple[CaseEntryLine, ...] = ()
    context: CaseContext = CaseContext()
    decided: Decided | None = None
    can: frozenset[CaseEvent] = frozenset()
    criteria: tuple[tuple[str, str], ...] = ()
    pair: UUID | None = None
    answer_by: datetime | None = None
    is_left: bool = False
    one_person: str = ""
    knows: bool = False
    outcome: Outcome | None = None
    """What came of the script, where its result is out, since ``out_since``: then nothing is kept in by this case."""
    out_since: datetime | None = None

    @property
    def says(self) -> str:
        """Where it stands, in words."""
        return CASE_STATE_NAMES[self.state]

    @property
    def source_says(self) -> str:
        """Whence it came, in words."""
        return SOURCE_NAMES[self.source]

    @property
    def is_open(self) -> bool:
        """Whether it is neither decided nor dropped, and so keeps a result in that is not out yet."""
        return self.state in OPEN_CASES

    @property
    def hearing_at(self) -> datetime | None:
        """When the participant is heard, as it was set last."""
        return next((each.hearing_at for each in reversed(self.entries) if each.hearing_at), None)

    @property
    def is_to_look_into(self) -> bool:
        """Whether others have looked into it, and this reader, who may, has not."""
        return not self.knows and self.why_not is None and self.state is not CaseState.REPORTED

    @property
    def why_no_hearing(self) -> str:
        """Why no hearing can be set yet although the case is at a point where one could be; nothing where it can."""
        if CaseEvent.SET_HEARING in self.can and self.answer_by is None:
            return "A hearing can be set once you have written to the participant and given them time to answer."
        return ""

    @property
    def may(self) -> frozenset[str]:
        """The names of the events that are possible from here, for pages."""
        return frozenset(event.value for event in self.can)


@dataclass(frozen=True)
class MyCase:
    """A case as its participant meets it: what they were told, what they answered, and what was decided."""

    ref: CaseRef
    script: ScriptRef
    number: str
    title: str
    state: CaseState
    entries: tuple[CaseEntryLine, ...]
    decided: Decided | None
    answer_by: datetime | None
    why_not_answer: Refusal | None
    is_out: bool = False
    """Whether the result of the script is out, so that they can appeal."""
    outcome: Outcome | None = None
    """What it is, where it is out."""


@dataclass(frozen=True)
class MyCaseRow:
    """A case among a participant's own."""

    ref: CaseRef
    title: str
    is_open: bool
    answer_by: datetime | None


@dataclass(frozen=True)
class CaseToTell:
    """Whom to write to of something new in a case. What it is stands on the page alone."""

    case: CaseRef
    entry: EntryRef
    name: str
    address: str
    programme: str
    answer_by: datetime | None
    hearing_at: datetime | None
    is_decided: bool = False


@dataclass(frozen=True)
class StandingRuling:
    """What the decided cases of a script do to its result, together. ``says``: as its participant reads it;
    ``told_staff``: as those do who release it."""

    is_voided: bool
    parts: frozenset[str]
    says: tuple[str, ...]
    case: UUID
    told_staff: tuple[str, ...] = ()


@dataclass(frozen=True)
class AppealedCase:
    """A decided case as whoever decides an appeal reads it: without the names of whom it is about, and without its
    ``files``, of which it says how many there are. Whoever opens the case learns whose it is, and decides no appeal."""

    decided: Decided
    entries: tuple[CaseEntryLine, ...]
    files: int


@dataclass(frozen=True)
class ReportPage:
    """A script that something is reported of, by its number. ``ref``: of the seat or the script it is reported from."""

    ref: UUID
    number: str
