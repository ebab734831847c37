"""The rules of an assessment policy as curriculum leads set them: one at a time, each from a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.policies import AssessmentPolicy
from goldenthread.programmes.types.words import ProgrammeRef


class RuleAbout(StrEnum):
    """What a rule is about. Each is set by itself; the rest of the policy stays as it was."""

    WINDOWS = "windows"
    WORDS = "words"
    MARKERS = "markers"
    STANDARD = "standard"
    MARKING = "marking"
    SAMPLES = "samples"
    RELEASE = "release"
    ATTEMPTS = "attempts"
    ALLOWANCES = "allowances"
    REVIEWS = "reviews"


RULE_NAMES: Mapping[RuleAbout, str] = MappingProxyType(
    {
        RuleAbout.WINDOWS: "Windows and what opens them",
        RuleAbout.WORDS: "Limit of words",
        RuleAbout.MARKERS: "Markers and their figures",
        RuleAbout.STANDARD: "Standard of marking",
        RuleAbout.MARKING: "Second marking and agreement",
        RuleAbout.SAMPLES: "Samples for moderation",
        RuleAbout.RELEASE: "Release of results",
        RuleAbout.ATTEMPTS: "Further attempts",
        RuleAbout.ALLOWANCES: "Late pieces, circumstances and support",
        RuleAbout.REVIEWS: "Questions about results",
    }
)


@dataclass(frozen=True)
class RuleParts:
    """Which fields of an assessment policy a rule sets, and the names under which these are called illustrative."""

    fields: frozenset[str]
    illustrates: tuple[str, ...]


@dataclass(frozen=True)
class RuleChange:
    """Other values for the fields of one rule, by their names in :class:`AssessmentPolicy`."""

    about: RuleAbout
    values: Mapping[str, Any]


@dataclass(frozen=True)
class RuleLine:
    """What came into force for a programme on a day. ``is_own``: set for the programme, not for its qualification."""

    on: date
    policy: AssessmentPolicy
    is_own: bool


@dataclass(frozen=True)
class RulesPage:
    """The assessment policies of a programme, the newest first."""

    programme: ProgrammeRef
    title: str
    qualification: str
    lines: tuple[RuleLine, ...]
    why_not_design: Refusal | None = None

    def on(self, day: date) -> RuleLine | None:
        """What is in force on a day."""
        return next((line for line in self.lines if line.on <= day), None)
