"""Engagement policies of several parts, and one that a programme has of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from goldenthread.programmes.actions.policies import set_engagement_policy
from goldenthread.programmes.models import Programme
from goldenthread.programmes.types import ComponentKind, EngagementKind, EngagementPolicy, Measure, Part, PolicyTerms
from tests.makers.cast import Cast

K = ComponentKind
LIVE = frozenset({K.INDUCTION, K.EVENT, K.WEBINAR})
STUDY = frozenset({K.ONLINE_STUDY, K.STUDY_PACK, K.COMMUNITY, K.FORMATIVE_TASK, K.COACHING})


def a_policy(on: date, **changes: Any) -> EngagementPolicy:
    """Ninety per cent of minutes, with whatever is given otherwise."""
    return EngagementPolicy(
        **{
            "terms": PolicyTerms(on, "made for a test"),
            "kind": EngagementKind.OVERALL_SHARE,
            "threshold": 90,
            **changes,
        }
    )


def each_part(on: date, *, live: int = 90, study: int = 90) -> EngagementPolicy:
    """Live sessions by number and everything else by minutes, each by itself."""
    parts = (Part("Live sessions", LIVE, Measure.COMPONENTS, live), Part("Own study", STUDY, threshold=study))
    return a_policy(on, kind=EngagementKind.EACH_PART, threshold=max(live, study), parts=parts)


def weighted(on: date) -> EngagementPolicy:
    """Live sessions 60, everything else 40."""
    parts = (Part("Live sessions", LIVE, Measure.COMPONENTS, weight=60), Part("Own study", STUDY, weight=40))
    return a_policy(on, kind=EngagementKind.WEIGHTED_PARTS, parts=parts)


def adopt(cast: Cast, policy: EngagementPolicy, *, at: datetime) -> Programme:
    """Make it the only programme's own."""
    programme = Programme.objects.get()
    set_engagement_policy(programme.ref, policy, by=cast.curriculum_lead, at=at)
    return programme
