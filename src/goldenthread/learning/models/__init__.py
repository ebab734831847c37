"""Units, and what participants did with them."""

from goldenthread.learning.models.units import Page, Question, Unit, Version

__all__ = ["Page", "Question", "Unit", "Version"]
