"""Briefs and windows, scripts and their versions, markings, settlements and results."""

from goldenthread.assessment.models.briefs import Brief, BriefVersion, Window
from goldenthread.assessment.models.estimating import Estimate, Estimating
from goldenthread.assessment.models.markings import Allocation, CriterionMark, Marking, MarkingDraft
from goldenthread.assessment.models.results import Result, SettledMark, Settlement
from goldenthread.assessment.models.scripts import Script, ScriptStep, ScriptUpload, ScriptVersion

__all__ = [
    "Allocation",
    "Brief",
    "BriefVersion",
    "CriterionMark",
    "Estimate",
    "Estimating",
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
