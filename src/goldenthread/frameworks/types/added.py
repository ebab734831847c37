"""That a person added what a document lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Added:
    """That words were added in review, when and from where. ``by`` is empty for those who are not told names."""

    at: datetime
    source: str
    by: str = ""

    @property
    def note(self) -> str:
        """The same for whoever takes the words away."""
        return f"Not in the document. Added in review, from: {self.source}"
