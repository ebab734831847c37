"""Units, tasks and what there is to catch up with, and what participants did with them."""

from goldenthread.learning.models.catching_up import CatchUp, CatchUpStep, Material, SentReflection
from goldenthread.learning.models.progress import Attempt, Finish, Progress
from goldenthread.learning.models.tasks import Exemplar, Task, TaskStatement, TaskVersion
from goldenthread.learning.models.units import Page, Question, Unit, Version
from goldenthread.learning.models.works import (
    Feedback,
    FeedbackDraft,
    FeedbackLine,
    Handin,
    HandinFile,
    Remark,
    Work,
    WorkFile,
    WorkStep,
)

__all__ = [
    "Attempt",
    "CatchUp",
    "CatchUpStep",
    "Exemplar",
    "Feedback",
    "FeedbackDraft",
    "FeedbackLine",
    "Finish",
    "Handin",
    "HandinFile",
    "Material",
    "Page",
    "Progress",
    "Question",
    "Remark",
    "SentReflection",
    "Task",
    "TaskStatement",
    "TaskVersion",
    "Unit",
    "Version",
    "Work",
    "WorkFile",
    "WorkStep",
]
