"""The demonstration, as its own command loads it; loaded once in a run of tests, and laid down again from then on."""

from __future__ import annotations

from datetime import datetime

from goldenthread.cli.demonstration.loading import load
from tests.makers.remembering import remembered


def make_demonstration(*, at: datetime) -> None:
    """Everything that a visitor finds on the day ``at``. Its files stay where they were kept."""
    remembered(("demonstration", at), lambda: load(at=at))
