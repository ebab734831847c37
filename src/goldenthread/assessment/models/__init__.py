"""Briefs and windows, scripts and their versions, markings, settlements and results."""

from goldenthread.assessment.models.alike import BriefWording, PairLook, ScriptPair, ScriptPrint
from goldenthread.assessment.models.arriving import Arrival
from goldenthread.assessment.models.attempts import HelpGiven, PutOff
from goldenthread.assessment.models.briefs import Brief, BriefVersion, Window
from goldenthread.assessment.models.carrying import CarryDecision, StandingPart
from goldenthread.assessment.models.cases import Case, CaseDecision, CaseEffect, CaseEntry
from goldenthread.assessment.models.circumstances import Circumstance, CircumstanceFile
from goldenthread.assessment.models.composing import BriefMaterial, BriefQuestion
from goldenthread.assessment.models.conflicting import FoundConflict
from goldenthread.assessment.models.correcting import Correction, PlannedRelease
from goldenthread.assessment.models.counts import Recount
from goldenthread.assessment.models.declarations import DeclarationText, FileProperties, SignedDeclaration
from goldenthread.assessment.models.describing import (
    MarkerAbsence,
    MarkerConflict,
    MarkerConflictParty,
    MarkerRecord,
    MarkerTraining,
)
from goldenthread.assessment.models.estimating import Estimate, Estimating
from goldenthread.assessment.models.gating import FeesRecord, SessionSurvey
from goldenthread.assessment.models.late import LatePiece
from goldenthread.assessment.models.markings import Allocation, CriterionMark, Marking, MarkingDraft
from goldenthread.assessment.models.masking import Mask, MaskSeen, PassageReport
from goldenthread.assessment.models.own_times import Incident, OwnTime
from goldenthread.assessment.models.pinning import BankComment, OverwrittenDraft, PinnedComment
from goldenthread.assessment.models.projects import (
    FilledSheet,
    OverwrittenSheet,
    Project,
    ProjectFile,
    ProjectForm,
    ProjectWindow,
    SponsorAsk,
    SponsorComment,
    VersionPiece,
    WindowBooking,
)
from goldenthread.assessment.models.proposing import MarkingDeadline, Proposal, ProposedGap, ProposedSeat
from goldenthread.assessment.models.results import Result, SettledMark, Settlement, StruckWords
from goldenthread.assessment.models.reviewing import LetAsk, MarkedAnew, Review, ReviewFile, ReviewStep
from goldenthread.assessment.models.sampling import (
    JudgementFile,
    Look,
    LookMark,
    MarkCorrection,
    Ruling,
    Sample,
    SampledMarking,
    SampleGuest,
    Supplement,
    sampled_scripts,
)
from goldenthread.assessment.models.scripts import Script, ScriptStep, ScriptUpload, ScriptVersion
from goldenthread.assessment.models.standards import (
    AgreedMark,
    AgreedSheet,
    AgreedSignature,
    Exemplar,
    ExemplarPiece,
    MarkerStanding,
    MarkerStop,
    ReturnedMarking,
    Standard,
    StandardPiece,
    StandardRound,
    StandingStep,
)
from goldenthread.assessment.models.wanting import Want
from goldenthread.assessment.models.writing import AnswerDraft, AnswerKept, AnswerPaste, DraftLeft

__all__ = [
    "AgreedMark",
    "AgreedSheet",
    "AgreedSignature",
    "Allocation",
    "AnswerDraft",
    "AnswerKept",
    "AnswerPaste",
    "Arrival",
    "BankComment",
    "Brief",
    "BriefMaterial",
    "BriefQuestion",
    "BriefVersion",
    "BriefWording",
    "CarryDecision",
    "Case",
    "CaseDecision",
    "CaseEffect",
    "CaseEntry",
    "Circumstance",
    "CircumstanceFile",
    "Correction",
    "CriterionMark",
    "DeclarationText",
    "DraftLeft",
    "Estimate",
    "Estimating",
    "Exemplar",
    "ExemplarPiece",
    "FeesRecord",
    "FileProperties",
    "FilledSheet",
    "FoundConflict",
    "HelpGiven",
    "Incident",
    "JudgementFile",
    "LatePiece",
    "LetAsk",
    "Look",
    "LookMark",
    "MarkCorrection",
    "MarkedAnew",
    "MarkerAbsence",
    "MarkerConflict",
    "MarkerConflictParty",
    "MarkerRecord",
    "MarkerStanding",
    "MarkerStop",
    "MarkerTraining",
    "Marking",
    "MarkingDeadline",
    "MarkingDraft",
    "Mask",
    "MaskSeen",
    "OverwrittenDraft",
    "OverwrittenSheet",
    "OwnTime",
    "PairLook",
    "PassageReport",
    "PinnedComment",
    "PlannedRelease",
    "Project",
    "ProjectFile",
    "ProjectForm",
    "ProjectWindow",
    "Proposal",
    "ProposedGap",
    "ProposedSeat",
    "PutOff",
    "Recount",
    "Result",
    "ReturnedMarking",
    "Review",
    "ReviewFile",
    "ReviewStep",
    "Ruling",
    "Sample",
    "SampleGuest",
    "SampledMarking",
    "Script",
    "ScriptPair",
    "ScriptPrint",
    "ScriptStep",
    "ScriptUpload",
    "ScriptVersion",
    "SessionSurvey",
    "SettledMark",
    "Settlement",
    "SignedDeclaration",
    "SponsorAsk",
    "SponsorComment",
    "Standard",
    "StandardPiece",
    "StandardRound",
    "StandingPart",
    "StandingStep",
    "StruckWords",
    "Supplement",
    "VersionPiece",
    "Want",
    "Window",
    "WindowBooking",
    "sampled_scripts",
]
