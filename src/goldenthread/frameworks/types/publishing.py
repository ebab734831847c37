"""A reading as it is shown before it is published."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.frameworks.types.editions import EditionLine
from goldenthread.frameworks.types.reviewing import ReviewPage


@dataclass(frozen=True, slots=True)
class PublishPage:
    """What will be published, and in place of what. ``mark`` is another as soon as any of it is."""

    review: ReviewPage
    in_force: EditionLine | None
    mark: str
