"""Doubts as JSON: a list on every item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.frameworks.types import Doubt

Json = dict[str, Any]


def doubts(found: Sequence[Doubt]) -> list[Json]:
    """Doubts, each with its code, its words and the lines to look at."""
    return [{"code": doubt.code, "says": doubt.says, "lines": list(doubt.lines)} for doubt in found]
