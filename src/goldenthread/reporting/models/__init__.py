"""What this room remembers for itself: what was told to whom, what was decided about it, and what people answered."""

from goldenthread.reporting.models.bouncing import AddressPause, LetterFailure
from goldenthread.reporting.models.consenting import HelpLine, PartDecision
from goldenthread.reporting.models.inspecting import InspectionPack
from goldenthread.reporting.models.letters import LetterSent
from goldenthread.reporting.models.offering import Offer, OfferCohort, OfferVariant
from goldenthread.reporting.models.planning import PlannedTelling, UpdatePlan
from goldenthread.reporting.models.reminders import Reminder
from goldenthread.reporting.models.subscribing import ReaderChoice
from goldenthread.reporting.models.surveying import Survey, SurveyAnswer, SurveyAsked, SurveyForm
from goldenthread.reporting.models.updates import ProgressUpdate, ToldAbout
from goldenthread.reporting.models.yearly import YearAim

__all__ = [
    "AddressPause",
    "HelpLine",
    "InspectionPack",
    "LetterFailure",
    "LetterSent",
    "Offer",
    "OfferCohort",
    "OfferVariant",
    "PartDecision",
    "PlannedTelling",
    "ProgressUpdate",
    "ReaderChoice",
    "Reminder",
    "Survey",
    "SurveyAnswer",
    "SurveyAsked",
    "SurveyForm",
    "ToldAbout",
    "UpdatePlan",
    "YearAim",
]
