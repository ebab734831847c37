"""Load the demonstration, chapter by chapter."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from goldenthread.cli.demonstration.people import bring_in_everybody
from goldenthread.programmes.actions.catalogue import load_catalogue

STORY = Path(__file__).resolve().parents[4] / "demo" / "small.yml"


def load(*, at: datetime) -> None:
    """Bring everything in. Days in the story count from ``at``."""
    story: dict[str, Any] = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    admin = bring_in_everybody(story, at=at)
    load_catalogue(by=admin, at=at)
