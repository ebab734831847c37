"""The values the reporting room passes around."""

from goldenthread.reporting.types.figures import CohortLine, Figures, Pack, SessionLine, StudyLine
from goldenthread.reporting.types.homes import MOST, Block, Change, Count, Home, PersonLine, Thing
from goldenthread.reporting.types.letters import Claim, LetterLine
from goldenthread.reporting.types.reminding import (
    FellBehind,
    Kind,
    Occasion,
    SessionReminder,
    WindowReminder,
    WorkReminder,
)
from goldenthread.reporting.types.updates import (
    CAUSE_NAMES,
    OPEN_FOR,
    Cause,
    Reader,
    Told,
    ToSend,
    Update,
    UpdateLine,
    UpdatePage,
)

__all__ = [
    "CAUSE_NAMES",
    "MOST",
    "OPEN_FOR",
    "Block",
    "Cause",
    "Change",
    "Claim",
    "CohortLine",
    "Count",
    "FellBehind",
    "Figures",
    "Home",
    "Kind",
    "LetterLine",
    "Occasion",
    "Pack",
    "PersonLine",
    "Reader",
    "SessionLine",
    "SessionReminder",
    "StudyLine",
    "Thing",
    "ToSend",
    "Told",
    "Update",
    "UpdateLine",
    "UpdatePage",
    "WindowReminder",
    "WorkReminder",
]
