"""Pairings, meetings and agreed actions; instruments, reviews, reflections and portfolios."""

from goldenthread.coaching.models.describing import CoachRecord, Conflict, ConflictParty
from goldenthread.coaching.models.handing_over import HandOverNote
from goldenthread.coaching.models.instruments import Instrument, InstrumentTie, InstrumentVersion
from goldenthread.coaching.models.meetings import (
    Meeting,
    MeetingAction,
    MeetingActionStep,
    MeetingFocus,
    MeetingStep,
    MeetingVersion,
)
from goldenthread.coaching.models.pairings import Pairing, PairingStep
from goldenthread.coaching.models.portfolios import (
    Entry,
    EntryComment,
    EntryFile,
    EntryReader,
    EntryStatement,
    EntryVersion,
)
from goldenthread.coaching.models.preparing import HelpCall, Preparation, PreparationVersion
from goldenthread.coaching.models.raters import QuietAddress, Rater, RaterSheet
from goldenthread.coaching.models.reflections import Reflection
from goldenthread.coaching.models.reviews import OwnSheet, Review, ReviewResult, ReviewStep

__all__ = [
    "CoachRecord",
    "Conflict",
    "ConflictParty",
    "Entry",
    "EntryComment",
    "EntryFile",
    "EntryReader",
    "EntryStatement",
    "EntryVersion",
    "HandOverNote",
    "HelpCall",
    "Instrument",
    "InstrumentTie",
    "InstrumentVersion",
    "Meeting",
    "MeetingAction",
    "MeetingActionStep",
    "MeetingFocus",
    "MeetingStep",
    "MeetingVersion",
    "OwnSheet",
    "Pairing",
    "PairingStep",
    "Preparation",
    "PreparationVersion",
    "QuietAddress",
    "Rater",
    "RaterSheet",
    "Reflection",
    "Review",
    "ReviewResult",
    "ReviewStep",
]
