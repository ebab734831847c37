"""Units, and what participants did with them."""

from goldenthread.learning.models.progress import Attempt, Finish, Progress
from goldenthread.learning.models.units import Page, Question, Unit, Version

__all__ = ["Attempt", "Finish", "Page", "Progress", "Question", "Unit", "Version"]
