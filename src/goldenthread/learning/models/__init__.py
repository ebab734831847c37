"""Units, communities, and what participants did with them."""

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
from goldenthread.learning.models.progress import Attempt, Finish, Progress
from goldenthread.learning.models.units import Page, Question, Unit, Version

__all__ = [
    "Attachment",
    "Attempt",
    "Contribution",
    "Draft",
    "Finish",
    "Follow",
    "GroupMember",
    "Mention",
    "Page",
    "Post",
    "PostVersion",
    "Progress",
    "Prompt",
    "Question",
    "Report",
    "Seen",
    "Space",
    "Telling",
    "Thread",
    "Unit",
    "Version",
]
