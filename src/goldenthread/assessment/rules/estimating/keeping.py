"""Figures as they are kept: plain, and rounded so that the same markings give the same figures on every machine."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from goldenthread.assessment.types.estimating import Estimates

# Raised when figures come out otherwise for the same markings, so that kept ones are worked out anew.
WAY = "1"
DECIMALS = 6
_SHAPE = TypeAdapter(Estimates)


def kept(figures: Estimates) -> Any:
    """What is kept of figures; reading it back gives the same."""
    return _rounded(_SHAPE.dump_python(figures, mode="json"))


def read(body: Any) -> Estimates:
    """Figures out of what was kept."""
    return _SHAPE.validate_python(body)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value
