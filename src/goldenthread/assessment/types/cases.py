"""Cases of suspected malpractice: what happened in them, by whom and when, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.briefing import GivenFile

CaseRef = NewType("CaseRef", UUID)
EntryRef = NewType("EntryRef", UUID)


class CaseState(StrEnum):
    """Where a case stands.

    ``reported``: somebody suspects something, and nobody has looked yet. ``looked_into``: evidence is gathered and the
    participant may be asked. ``dropped``: there was nothing in it. ``hearing_set`` and ``heard``: the participant is
    going to be heard, and was. ``decided``: what was found, and what follows.
    """

    REPORTED = "reported"
    LOOKED_INTO = "looked_into"
    DROPPED = "dropped"
    HEARING_SET = "hearing_set"
    HEARD = "heard"
    DECIDED = "decided"


class CaseEvent(StrEnum):
    """What can happen to a case."""

    LOOK_INTO = "look_into"
    DROP = "drop"
    SET_HEARING = "set_hearing"
    HEAR = "hear"
    DECIDE = "decide"


class EntryKind(StrEnum):
    """What an entry of a case is. ``answer`` alone is the participant's."""

    SUSPICION = "suspicion"
    BEGUN = "begun"
    EVIDENCE = "evidence"
    LETTER = "letter"
    ANSWER = "answer"
    HEARING = "hearing"
    NOTES = "notes"
    DROPPED = "dropped"
    DECISION = "decision"


class Source(StrEnum):
    """Whence a suspicion came."""

    MARKER = "marker"
    MODERATOR = "moderator"
    PAIR = "pair"
    RUNNING = "running"


class Nature(StrEnum):
    """What was found: ``malpractice`` of the participant, or ``maladministration`` by staff."""

    MALPRACTICE = "malpractice"
    MALADMINISTRATION = "maladministration"


class Effect(StrEnum):
    """What a decision does to a result. ``part``: the marks of some criteria do not count."""

    NONE = "none"
    WARNING = "warning"
    PART = "part"
    VOIDED = "voided"


OPEN_CASES = (CaseState.HEARD, CaseState.HEARING_SET, CaseState.LOOKED_INTO, CaseState.REPORTED)
CASE_STATE_NAMES: Mapping[CaseState, str] = MappingProxyType(
    {
        CaseState.REPORTED: "Reported",
        CaseState.LOOKED_INTO: "Looked into",
        CaseState.DROPPED: "Dropped",
        CaseState.HEARING_SET: "Hearing set",
        CaseState.HEARD: "Heard",
        CaseState.DECIDED: "Decided",
    }
)
ENTRY_NAMES: Mapping[EntryKind, str] = MappingProxyType(
    {
        EntryKind.SUSPICION: "Suspicion",
        EntryKind.BEGUN: "Looked into",
        EntryKind.EVIDENCE: "Evidence",
        EntryKind.LETTER: "Letter to the participant",
        EntryKind.ANSWER: "The participant’s answer",
        EntryKind.HEARING: "Hearing set",
        EntryKind.NOTES: "Hearing held",
        EntryKind.DROPPED: "Dropped",
        EntryKind.DECISION: "Decision",
    }
)
# The same as the participant reads it, where that is another.
MY_ENTRY_NAMES: Mapping[EntryKind, str] = MappingProxyType(
    {EntryKind.LETTER: "Letter to you", EntryKind.ANSWER: "Your answer", EntryKind.DROPPED: "Closed"}
)
SOURCE_NAMES: Mapping[Source, str] = MappingProxyType(
    {
        Source.MARKER: "A marker’s report",
        Source.MODERATOR: "A moderator’s report",
        Source.PAIR: "Words in common with another script",
        Source.RUNNING: "Those who run assessment",
    }
)
NATURE_NAMES: Mapping[Nature, str] = MappingProxyType(
    {Nature.MALPRACTICE: "Malpractice", Nature.MALADMINISTRATION: "Maladministration by staff"}
)
EFFECT_NAMES: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.NONE: "Nothing changes",
        Effect.WARNING: "A warning",
        Effect.PART: "The marks of some criteria do not count",
        Effect.VOIDED: "The whole result is voided",
    }
)


@dataclass(frozen=True)
class NewEvidence:
    """Something that speaks for or against a suspicion. ``is_shown``: the participant sees it on their page."""

    text: str
    is_shown: bool = True
    file: GivenFile | None = None


@dataclass(frozen=True)
class NewLetter:
    """What the participant is told, and by when they may answer."""

    text: str
    answer_by: datetime


@dataclass(frozen=True)
class NewHearing:
    """When and where a participant is heard, and who is there."""

    at: datetime
    place: str
    who: str


@dataclass(frozen=True)
class NewDecision:
    """What was found and what follows. ``parts``: the codes of the criteria whose marks do not count."""

    is_found: bool
    reasons: str
    nature: Nature | None = None
    effect: Effect = Effect.NONE
    parts: tuple[str, ...] = ()

    @property
    def nature_says(self) -> str:
        """What was found, in words."""
        return NATURE_NAMES[self.nature] if self.nature else "Nothing was found"

    @property
    def effect_says(self) -> str:
        """The effect in words."""
        return EFFECT_NAMES[self.effect]
