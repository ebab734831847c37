"""What opens the brief to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Asked(StrEnum):
    """What the gate asks after that is recorded by people."""

    FEES = "fees"
    EVALUATIONS = "evaluations"


ASKED_NAMES: Mapping[Asked, str] = MappingProxyType(
    {Asked.FEES: "Fees in order", Asked.EVALUATIONS: "Evaluations done"}
)


@dataclass(frozen=True)
class GateFacts:
    """What is recorded of somebody. Fees are in order until it is said that they are not.

    ``asked`` is how many evaluations were asked for and ``answered`` how many were; a programme manager may say that
    they are done all the same.
    """

    fees: bool = True
    why_fees: str = ""
    evaluations: bool | None = None
    why_evaluations: str = ""


@dataclass(frozen=True)
class Condition:
    """One condition of the gate, and whether it holds for somebody. ``mend``: what they can do if it does not."""

    name: str
    holds: bool
    says: str
    mend: str = ""
