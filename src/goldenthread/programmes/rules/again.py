"""Read and write what a policy says of further attempts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types.again import AgainRule, Resubmitted, Support, SupportKind


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


def read_support(fields: Sequence[Fields]) -> tuple[Support, ...]:
    """The kinds of support that are guaranteed, each once, in their order."""
    found: list[Support] = []
    for each in fields:
        support = Support(
            kind=each.choice("kind", SupportKind),
            required=each.flag("required", default=False),
            who=each.text("who", ""),
        )
        each.done()
        if any(support.kind is other.kind for other in found):
            each.fault("kind", "is there twice")
        found.append(support)
    return tuple(found)


def support_body(support: Sequence[Support]) -> Mapping[str, Any]:
    """What is kept of them; nothing where the policy names none."""
    kept = [{"kind": each.kind.value, "required": each.required, "who": each.who} for each in support]
    return {"support": kept} if kept else {}
