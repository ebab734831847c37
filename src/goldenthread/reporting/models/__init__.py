"""What this room remembers for itself: letters sent and progress updates made."""

from goldenthread.reporting.models.letters import LetterSent

__all__ = ["LetterSent"]
