"""Units, what participants did with them, and the library."""

from goldenthread.learning.models.catching_up import CatchUp, CatchUpStep, Material, SentReflection
from goldenthread.learning.models.discussions import (
    IS_MEMBER,
    Attachment,
    Draft,
    GroupMember,
    Post,
    PostVersion,
    Prompt,
    Space,
    Thread,
)
from goldenthread.learning.models.followings import Contribution, Follow, Mention, Report, Seen, Telling
from goldenthread.learning.models.illustrating import Media
from goldenthread.learning.models.library import Item, ItemVersion
from goldenthread.learning.models.progress import Attempt, Finish, Progress
from goldenthread.learning.models.reflecting import Reflection, Sharing
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
    "IS_MEMBER",
    "Attachment",
    "Attempt",
    "CatchUp",
    "CatchUpStep",
    "Contribution",
    "Draft",
    "Exemplar",
    "Feedback",
    "FeedbackDraft",
    "FeedbackLine",
    "Finish",
    "Follow",
    "GroupMember",
    "Handin",
    "HandinFile",
    "Item",
    "ItemVersion",
    "Material",
    "Media",
    "Mention",
    "Page",
    "Post",
    "PostVersion",
    "Progress",
    "Prompt",
    "Question",
    "Reflection",
    "Remark",
    "Report",
    "Seen",
    "SentReflection",
    "Sharing",
    "Space",
    "Task",
    "TaskStatement",
    "TaskVersion",
    "Telling",
    "Thread",
    "Unit",
    "Version",
    "Work",
    "WorkFile",
    "WorkStep",
]
