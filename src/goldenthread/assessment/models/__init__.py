"""Briefs and windows, scripts and their versions, markings, settlements and results."""

from goldenthread.assessment.models.briefs import Brief, BriefVersion, Window
from goldenthread.assessment.models.markings import Allocation, CriterionMark, Marking, MarkingDraft
from goldenthread.assessment.models.projects import (
    FilledSheet,
    Project,
    ProjectFile,
    ProjectForm,
    ProjectWindow,
    SponsorAsk,
    SponsorComment,
    VersionPiece,
    WindowBooking,
)
from goldenthread.assessment.models.results import Result, SettledMark, Settlement
from goldenthread.assessment.models.scripts import Script, ScriptStep, ScriptUpload, ScriptVersion

__all__ = [
    "Allocation",
    "Brief",
    "BriefVersion",
    "CriterionMark",
    "FilledSheet",
    "Marking",
    "MarkingDraft",
    "Project",
    "ProjectFile",
    "ProjectForm",
    "ProjectWindow",
    "Result",
    "Script",
    "ScriptStep",
    "ScriptUpload",
    "ScriptVersion",
    "SettledMark",
    "Settlement",
    "SponsorAsk",
    "SponsorComment",
    "VersionPiece",
    "Window",
    "WindowBooking",
]
