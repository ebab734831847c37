"""Read and write what a policy says of further attempts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types.again import AgainRule, Resubmitted


def read_again(fields: Fields) -> AgainRule:
    """The rule out of its fields; ours where there are none."""
    if not fields.values:
        return AgainRule()
    rule = AgainRule(
        parts=fields.choice("parts", Resubmitted, Resubmitted.ALL),
        needs_help=fields.flag("needs_help", default=True),
        missed_counts=fields.flag("missed_counts", default=False),
        is_ours=False,
    )
    fields.done()
    return rule


def again_body(rule: AgainRule) -> Mapping[str, Any]:
    """What is kept of it; nothing where the policy says nothing."""
    if rule.is_ours:
        return {}
    said = {"parts": rule.parts.value, "needs_help": rule.needs_help, "missed_counts": rule.missed_counts}
    return {"again": said}
