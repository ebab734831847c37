"""How the parts of a figure are kept beside it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from goldenthread.cohorts.types.engagement import KeptFigure
from goldenthread.programmes.types import Measure


def part_of(kept: Mapping[str, Any]) -> KeptFigure:
    """A part of a figure as it is kept beside it."""
    told = {**kept, "credited": Decimal(kept["credited"]), "measure": Measure(kept["measure"])}
    return KeptFigure(**told)


def as_kept(part: KeptFigure) -> dict[str, Any]:
    """What is kept of a part of a figure; reading it back gives the same."""
    return {
        "name": part.name,
        "millionths": part.millionths,
        "is_met": part.is_met,
        "credited": str(part.credited),
        "due": part.due,
        "threshold": part.threshold,
        "measure": part.measure.value,
        "weight": part.weight,
    }
