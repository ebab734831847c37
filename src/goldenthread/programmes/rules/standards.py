"""How markers are held to one standard: read a policy's part on it, and write it down."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import StandardRule


def read_standard(fields: Fields) -> StandardRule:
    """The rule out of its fields; one that says nothing asks nobody. Faults are noted on the fields."""
    usual = StandardRule()
    rule = StandardRule(
        needs_clearance=fields.flag("needs_clearance", default=usual.needs_clearance),
        each_criterion=fields.whole("each_criterion", least=0, most=20, default=usual.each_criterion),
        total=fields.whole("total", least=0, most=500, default=usual.total),
        same_result=fields.flag("same_result", default=usual.same_result),
        test=fields.whole("test", least=1, most=20, default=usual.test),
        agree=fields.whole("agree", least=1, most=20, default=usual.agree),
        tries=fields.whole("tries", least=1, most=9, default=usual.tries),
        every=fields.whole("every", least=0, most=200, default=usual.every),
        in_a_row=fields.whole("in_a_row", least=1, most=20, default=usual.in_a_row),
        off=fields.whole("off", least=1, most=20, default=usual.off),
        among=fields.whole("among", least=1, most=50, default=usual.among),
    )
    if rule.agree > rule.test:
        fields.fault("agree", f"{rule.agree} of {rule.test} cannot be close")
    if rule.off > rule.among:
        fields.fault("off", f"{rule.off} of {rule.among} cannot be off")
    fields.done()
    return rule


def standard_body(rule: StandardRule) -> dict[str, Any]:
    """What is kept of it; nothing where it is the usual one, so that policies written before say what they said."""
    return {} if rule == StandardRule() else {"standard": asdict(rule)}
