"""What a policy says of second marking and of agreement: read it and write it down.

What is as it was before there was a choice is not written, so that a policy kept then says the same as one kept now.
"""

from __future__ import annotations

from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import (
    AgreementKind,
    AgreementRule,
    CloseMarks,
    OffScale,
    SecondMarking,
    SecondRule,
    ThirdPerson,
)

MOST = 500


def read_second(fields: Fields, kind: SecondMarking) -> SecondRule:
    """Which scripts are marked a second time; a policy that picks some says which."""
    rule = SecondRule(
        sample=fields.whole("sample", least=0, most=100, default=0),
        seed=fields.text("seed", ""),
        fails=fields.flag("fails", default=False),
        around_total=fields.whole_or_none("around_total", least=0, most=MOST),
        short_by=fields.whole_or_none("short_by", least=1, most=20),
    )
    if rule.sample and not rule.seed:
        fields.fault("seed", "is missing; a sample is drawn by some words")
    if kind is SecondMarking.SOME and not (rule.sample or rule.fails or rule.around_total is not None or rule.short_by):
        fields.fault("", "should say which scripts are marked a second time")
    fields.done()
    return rule


def second_body(rule: SecondRule) -> dict[str, Any]:
    """What is kept of it; nothing where it picks nothing."""
    if rule == SecondRule():
        return {}
    said = {
        "sample": rule.sample,
        "seed": rule.seed,
        "fails": rule.fails,
        "around_total": rule.around_total,
        "short_by": rule.short_by,
    }
    return {"second": {name: value for name, value in said.items() if value is not None}}


def read_agreement(fields: Fields) -> AgreementRule:
    """When markings agree, and what follows. A distance of null is none."""
    usual = AgreementRule()
    rule = AgreementRule(
        kind=fields.choice("kind", AgreementKind, usual.kind),
        each_criterion=_distance(fields, "each_criterion", usual.each_criterion, most=20),
        total=_distance(fields, "total", usual.total, most=MOST),
        same_result=fields.flag("same_result", default=True),
        close_marks=fields.choice("close_marks", CloseMarks, usual.close_marks),
        off_scale=fields.choice("off_scale", OffScale, usual.off_scale),
        boundaries=_boundaries(fields),
        third=fields.choice("third", ThirdPerson, usual.third),
    )
    fields.done()
    return rule


def agreement_body(rule: AgreementRule) -> dict[str, Any]:
    """What is kept of it."""
    usual = AgreementRule()
    own: dict[str, Any] = {}
    if rule.off_scale is not usual.off_scale:
        own["off_scale"] = rule.off_scale.value
    if rule.boundaries:
        own["boundaries"] = list(rule.boundaries)
    if rule.third is not usual.third:
        own["third"] = rule.third.value
    return {
        "kind": rule.kind.value,
        "each_criterion": rule.each_criterion,
        "total": rule.total,
        "same_result": rule.same_result,
        "close_marks": rule.close_marks.value,
        **own,
    }


def _distance(fields: Fields, name: str, usual: int | None, *, most: int) -> int | None:
    if name in fields.values:
        return fields.whole_or_none(name, least=0, most=most)
    return usual


def _boundaries(fields: Fields) -> tuple[int, ...]:
    found = fields.wholes("boundaries", least=0, most=10_000)
    if list(found) != sorted(set(found)):
        fields.fault("boundaries", "should rise")
    return found
