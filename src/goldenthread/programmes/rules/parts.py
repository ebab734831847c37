"""The parts and finer rules of an engagement policy: read from a file or column, and written down again.

Only what differs from the usual is written, so that a policy kept before there were parts reads and compares as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import (
    CatchUpRule,
    ComponentKind,
    DueRule,
    EngagementKind,
    EngagementPolicy,
    ExcusedRule,
    Measure,
    OwnTime,
    Part,
)

FEWEST = 2


def read_parts(fields: Fields, kind: EngagementKind) -> tuple[Part, ...]:
    """The parts of a policy of this kind; faults are noted on the fields."""
    inside = fields.many("parts")
    parts = tuple(_part(one, kind) for one in inside)
    if kind is EngagementKind.OVERALL_SHARE:
        if parts:
            fields.fault("parts", "should be left out: a policy of this kind has none")
        return ()
    if len(parts) < FEWEST:
        fields.fault("parts", f"should name at least {FEWEST} parts")
    if fields.values.get("counts"):
        fields.fault("counts", "should be left out: each part names its kinds")
    _twice(fields, Counter(part.name.casefold() for part in parts), "two parts are called “{}”")
    kinds = Counter(kind.value for part in parts for kind in part.kinds)
    _twice(fields, kinds, "“{}” stands in two parts, so it would count twice")
    return parts


def read_threshold(fields: Fields, kind: EngagementKind, parts: tuple[Part, ...]) -> int:
    """The threshold of a policy: its own, or the highest of its parts where each has one."""
    if kind is not EngagementKind.EACH_PART:
        return fields.whole("threshold", least=1, most=100)
    if fields.whole_or_none("threshold", least=1, most=100) is not None:
        fields.fault("threshold", "should be left out: each part has its own")
    return max((part.threshold or 0 for part in parts), default=1)


def read_catch_up(fields: Fields) -> CatchUpRule:
    """What catching up credits."""
    rule = CatchUpRule(
        share=fields.whole("share", least=0, most=100, default=100),
        most=fields.whole_or_none("most", least=0, most=100),
    )
    fields.done()
    return rule


def read_due(fields: Fields) -> DueRule:
    """When components are due."""
    rule = DueRule(
        after_session=fields.whole("after_session", least=0, most=365, default=0),
        own_time=fields.choice("own_time", OwnTime, OwnTime.BY_THE_END),
        after_start=fields.whole("after_start", least=0, most=730, default=0),
    )
    if rule.after_start and rule.own_time is not OwnTime.AFTER_START:
        fields.fault("after_start", f"is used only where own_time is {OwnTime.AFTER_START.value}")
    fields.done()
    return rule


def finer_body(policy: EngagementPolicy) -> Mapping[str, Any]:
    """What is kept of a policy's parts and finer rules: only what is not as usual."""
    said: dict[str, Any] = {}
    if policy.parts:
        said["parts"] = [_written(part) for part in policy.parts]
    if policy.excused_rule is not ExcusedRule.CREDITS:
        said["excused_rule"] = policy.excused_rule.value
    if policy.catch_up != CatchUpRule():
        said["catch_up"] = {"share": policy.catch_up.share, "most": policy.catch_up.most}
    if policy.due != DueRule():
        due = policy.due
        said["due"] = {
            "after_session": due.after_session,
            "own_time": due.own_time.value,
            "after_start": due.after_start,
        }
    return said


def _part(fields: Fields, kind: EngagementKind) -> Part:
    is_each, is_weighted = kind is EngagementKind.EACH_PART, kind is EngagementKind.WEIGHTED_PARTS
    part = Part(
        name=fields.text("name"),
        kinds=fields.choices("kinds", ComponentKind),
        measure=fields.choice("measure", Measure, Measure.MINUTES),
        threshold=fields.whole("threshold", least=1, most=100) if is_each else None,
        weight=fields.whole("weight", least=1, most=1000) if is_weighted else None,
    )
    if not part.kinds:
        fields.fault("kinds", "should name at least one kind of component")
    fields.done()
    return part


def _written(part: Part) -> dict[str, Any]:
    own = {"threshold": part.threshold, "weight": part.weight}
    return {
        "name": part.name,
        "kinds": sorted(kind.value for kind in part.kinds),
        "measure": part.measure.value,
        **{name: number for name, number in own.items() if number is not None},
    }


def _twice(fields: Fields, found: Mapping[str, int], says: str) -> None:
    for name, number in found.items():
        if number > 1:
            fields.fault("parts", says.format(name))
