"""Units, what participants did with them, and the library."""

from goldenthread.learning.models.illustrating import Media
from goldenthread.learning.models.library import Item, ItemVersion
from goldenthread.learning.models.progress import Attempt, Finish, Progress
from goldenthread.learning.models.reflecting import Reflection, Sharing
from goldenthread.learning.models.units import Page, Question, Unit, Version

__all__ = [
    "Attempt",
    "Finish",
    "Item",
    "ItemVersion",
    "Media",
    "Page",
    "Progress",
    "Question",
    "Reflection",
    "Sharing",
    "Unit",
    "Version",
]
