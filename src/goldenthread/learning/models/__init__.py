"""Units, what participants did with them, and the library."""

from goldenthread.learning.models.discussions import (
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
from goldenthread.learning.models.units import Page, Question, Unit, Version

__all__ = [
    "Attachment",
    "Attempt",
    "Contribution",
    "Draft",
    "Finish",
    "Follow",
    "GroupMember",
    "Item",
    "ItemVersion",
    "Media",
    "Mention",
    "Page",
    "Post",
    "PostVersion",
    "Progress",
    "Prompt",
    "Question",
    "Reflection",
    "Report",
    "Seen",
    "Sharing",
    "Space",
    "Telling",
    "Thread",
    "Unit",
    "Version",
]
