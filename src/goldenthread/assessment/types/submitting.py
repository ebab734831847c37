"""Windows and scripts as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from goldenthread.assessment.types.composing import Composed
from goldenthread.assessment.types.counting import Penalty, WordCount
from goldenthread.assessment.types.gating import Condition
from goldenthread.assessment.types.standing import Clearance
from goldenthread.assessment.types.words import ScriptRef, State, UploadRef, VersionRef, WindowRef
from goldenthread.ground.types import KeptFile, Refusal
from goldenthread.programmes.types import WordRule


class Stage(StrEnum):
    """Where a window stands at a moment."""

    TO_COME = "to_come"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class WindowFacts:
    """From when until when work is taken. ``opens_at`` is the first moment inside, ``closes_at`` the first outside."""

    ref: WindowRef
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class ScriptFacts:
    """What rules need to know of a script. Person and organisation ids never leave the house.

    ``trained_for``: the qualification that its markers must be trained for; none where the policy does not ask it.
    ``barred_ids``: who gave it up for a conflict of interest. ``aside_ids``: whose finished marking of it was set
    aside. ``phase``: of the participant's school, if recorded.
    ``clearance``: who is cleared for its standard; none where the policy does not ask it. ``has_passed``: whether its
    writer has passed by another script.
    """

    ref: ScriptRef
    number: str
    state: State
    window: WindowFacts
    participant_id: int
    school_id: int
    partner_id: int
    companion_ids: frozenset[int] = frozenset()
    trained_for: UUID | None = None
    barred_ids: frozenset[int] = frozenset()
    aside_ids: frozenset[int] = frozenset()
    knowing_ids: frozenset[int] = frozenset()
    phase: str = ""
    clearance: Clearance | None = None
    has_passed: bool = False


@dataclass(frozen=True)
class Declaration:
    """The text that a participant signs. ``ai_asks``: what it asks about tools, nothing where it asks nothing;
    ``asks_name``: they type their name below it. ``kept``: what is kept of their work, and why, told beforehand.
    """

    version: int
    text: str
    ai_asks: str = ""
    asks_name: bool = False
    kept: str = ""


@dataclass(frozen=True)
class Signature:
    """What a participant put below a declaration. ``used_ai`` is ``None`` where nothing was asked, or answered."""

    name: str = ""
    used_ai: bool | None = None
    used_for: str = ""


@dataclass(frozen=True)
class DeclarationLine:
    """A text among all that were ever signed; ``by`` and ``at`` are empty for the one that came with the software."""

    text: Declaration
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """What a participant is given for what they handed in. ``is_new`` is false when it was in already."""

    number: str
    script: ScriptRef
    version: int
    submitted_at: datetime
    file_name: str
    sha256: str
    size: int
    count: WordCount
    is_new: bool = True

    @property
    def counted(self) -> int:
        """The words that counted when it was handed in."""
        return self.count.read

    @property
    def limit(self) -> int:
        """The limit when it was handed in."""
        return self.count.limit


@dataclass(frozen=True)
class VersionLine:
    """A version of a script as its participant sees it."""

    number: int
    ref: VersionRef
    receipt: str
    submitted_at: datetime
    file: KeptFile
    counted: int
    is_current: bool


@dataclass(frozen=True)
class MyWindow:
    """A window as a participant meets it: what it is, whether they can open the brief, and where their script stands.

    ``why_not``: why the brief cannot be opened yet; ``conditions``: all that is asked before. ``closes_in``: the time
    left, in words, while it is open. ``is_coming``: a file that is to be handed in is here and still to be read.
    ``is_active``: they are on the programme now, neither through nor paused. ``late_until``: where they missed it,
    until when a piece can still be offered late. ``late_stands``: where what they offered late stands, in words.
    ``is_put_off``: they are not assessed in it.
    """

    ref: WindowRef
    title: str
    programme: str
    opens_at: datetime
    closes_at: datetime
    stage: Stage
    script: ScriptRef | None
    state: State | None
    why_not: Refusal | None
    opens_in: str = ""
    closes_in: str = ""
    left_a_draft: bool = False
    is_coming: bool = False
    conditions: tuple[Condition, ...] = ()
    is_active: bool = False
    late_until: datetime | None = None
    late_stands: str = ""
    told_at: datetime | None = None
    """When its result was told, or corrected last."""
    has_passed: bool = False
    """Whether they have passed by what they handed in for another window, so that nothing is asked of them in this."""
    is_put_off: bool = False


@dataclass(frozen=True)
class BriefCopy:
    """A brief as participants read it, with its questions and materials."""

    title: str
    version: int
    whole: Composed


@dataclass(frozen=True)
class ScriptPage:
    """A participant's own script: brief, time, what they handed in, and why they cannot hand in more, if so."""

    ref: ScriptRef
    number: str
    brief: BriefCopy
    opens_at: datetime
    closes_at: datetime
    closes_in: str
    rule: WordRule
    is_illustrative: bool
    counts: tuple[str, ...]
    left_out: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    why_not_take: Refusal | None
    is_released: bool
    has_answers: bool = False
    is_project: bool = False
    kept: str = ""
    """What is kept of their work and why, told before anything is handed over."""
    late_until: datetime | None = None
    """Until when a piece can be offered late, where nothing was handed in and the policy takes something late."""

    @property
    def current(self) -> VersionLine | None:
        """The version that stands."""
        return self.versions[0] if self.versions else None

    @property
    def limit(self) -> int:
        """The limit in words over all of the work."""
        return self.rule.limit


@dataclass(frozen=True)
class UploadPage:
    """An upload before it is handed in: the file, its words and how they were counted, and what is to be signed."""

    ref: UploadRef
    script: ScriptRef
    file: KeptFile
    count: WordCount
    declaration: Declaration | None
    closes_at: datetime
    closes_in: str
    receipt: str
    why_not_take: Refusal | None
    replaces: int
    rule: WordRule
    penalty: Penalty | None
    why_too_long: Refusal | None


@dataclass(frozen=True)
class FileCopy:
    """A file to be sent to somebody who may have it."""

    content: bytes
    name: str
    media_type: str
