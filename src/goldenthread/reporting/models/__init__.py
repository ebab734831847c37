"""What this room remembers for itself: letters sent and progress updates made."""

from goldenthread.reporting.models.inspecting import InspectionPack
from goldenthread.reporting.models.letters import LetterSent
from goldenthread.reporting.models.reminders import Reminder
from goldenthread.reporting.models.updates import ProgressUpdate
from goldenthread.reporting.models.yearly import YearAim

__all__ = ["InspectionPack", "LetterSent", "ProgressUpdate", "Reminder", "YearAim"]
