"""Qualifications with their policies and mark schemes; programmes with their releases."""

from goldenthread.programmes.models.drafting import EngagementDraft
from goldenthread.programmes.models.policies import AssessmentPolicy, EngagementPolicy
from goldenthread.programmes.models.qualifications import Qualification
from goldenthread.programmes.models.releases import (
    Component,
    ComponentStatement,
    Module,
    Programme,
    Release,
    ReleaseStep,
)
from goldenthread.programmes.models.schemes import Criterion, CriterionStatement, LevelDescriptor, MarkScheme
from goldenthread.programmes.models.variants import Variant

__all__ = [
    "AssessmentPolicy",
    "Component",
    "ComponentStatement",
    "Criterion",
    "CriterionStatement",
    "EngagementDraft",
    "EngagementPolicy",
    "LevelDescriptor",
    "MarkScheme",
    "Module",
    "Programme",
    "Qualification",
    "Release",
    "ReleaseStep",
    "Variant",
]
