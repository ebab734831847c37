"""How far the reading of a document has come, in words."""

from __future__ import annotations

from goldenthread.frameworks.types import Progress, Stage


def told(progress: Progress) -> str:
    """The progress as a command tells it."""
    words = {
        Stage.WAITING: "waiting",
        Stage.EXTRACTING: f"taking out the words, page {progress.done} of {progress.of}"
        if progress.of
        else "taking out the words",
        Stage.FINDING: f"finding statements, section {progress.done} of {progress.of}"
        if progress.of
        else "finding statements",
        Stage.WRITING: "laying out for review",
    }
    return words[progress.stage]
