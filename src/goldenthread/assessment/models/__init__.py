"""Briefs and windows, scripts and their versions, markings, settlements and results."""

from goldenthread.assessment.models.briefs import Brief, BriefVersion, Window
from goldenthread.assessment.models.composing import BriefMaterial, BriefQuestion
from goldenthread.assessment.models.markings import Allocation, CriterionMark, Marking, MarkingDraft
from goldenthread.assessment.models.results import Result, SettledMark, Settlement
from goldenthread.assessment.models.scripts import Script, ScriptStep, ScriptUpload, ScriptVersion
from goldenthread.assessment.models.writing import AnswerDraft, AnswerKept, AnswerPaste, DraftLeft

__all__ = [
    "Allocation",
    "AnswerDraft",
    "AnswerKept",
    "AnswerPaste",
    "Brief",
    "BriefMaterial",
    "BriefQuestion",
    "BriefVersion",
    "CriterionMark",
    "DraftLeft",
    "Marking",
    "MarkingDraft",
    "Result",
    "Script",
    "ScriptStep",
    "ScriptUpload",
    "ScriptVersion",
    "SettledMark",
    "Settlement",
    "Window",
]
