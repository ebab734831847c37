"""Word rules: read them and write them down."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import AllowanceUnit, OverLimit, PartLimit, PenaltyBand, PenaltyWay, WordRule

LEAST, MOST, MOST_PIECES, MOST_BANDS = 100, 50_000, 6, 6


def read_words(fields: Fields) -> WordRule:
    """A word rule out of its fields; faults are noted on them."""
    counts_tables = fields.flag("counts_tables", default=True)
    over = fields.one("beyond")
    rule = WordRule(
        limit=fields.whole("limit", least=LEAST, most=MOST),
        counts_headings=fields.flag("counts_headings", default=True),
        counts_tables=counts_tables,
        counts_footnotes=fields.flag("counts_footnotes", default=True),
        counts_references=fields.flag("counts_references", default=False),
        counts_annexes=fields.flag("counts_annexes", default=False),
        counts_captions=fields.flag("counts_captions", default=counts_tables),
        limits=_limits(fields),
        over=over.choice("act", OverLimit, OverLimit.FLAG),
        allowance=over.whole("allowance", least=0, most=5_000, default=0),
        allowance_unit=over.choice("allowance_in", AllowanceUnit, AllowanceUnit.PER_CENT),
        way=over.choice("way", PenaltyWay, PenaltyWay.MARKS),
        bands=tuple(_band(each) for each in over.many("bands")),
    )
    _check(rule, fields, over)
    over.done()
    fields.done()
    return rule


def words_body(rule: WordRule) -> dict[str, Any]:
    """What is kept of a word rule; what is as usual is left out, so that older ones read and compare as they were."""
    said: dict[str, Any] = {
        "limit": rule.limit,
        "counts_headings": rule.counts_headings,
        "counts_tables": rule.counts_tables,
        "counts_footnotes": rule.counts_footnotes,
        "counts_references": rule.counts_references,
        "counts_annexes": rule.counts_annexes,
    }
    if rule.counts_captions is not rule.counts_tables:
        said["counts_captions"] = rule.counts_captions
    if rule.limits:
        said["limits"] = [{"name": each.name, "limit": each.limit} for each in rule.limits]
    beyond = _beyond(rule)
    return {**said, "beyond": beyond} if beyond else said


def _beyond(rule: WordRule) -> Mapping[str, Any]:
    usual = WordRule(rule.limit)
    said: dict[str, tuple[Any, Any]] = {
        "act": (rule.over.value, usual.over.value),
        "allowance": (rule.allowance, usual.allowance),
        "allowance_in": (rule.allowance_unit.value, usual.allowance_unit.value),
        "way": (rule.way.value, usual.way.value),
        "bands": ([{"above": band.above, "marks": band.marks} for band in rule.bands], []),
    }
    return {name: now for name, (now, before) in said.items() if now != before}


def _limits(fields: Fields) -> tuple[PartLimit, ...]:
    found = []
    for each in fields.many("limits"):
        found.append(PartLimit(each.text("name"), each.whole("limit", least=LEAST, most=MOST)))
        each.done()
    return tuple(found)


def _band(fields: Fields) -> PenaltyBand:
    band = PenaltyBand(
        fields.whole("above", least=0, most=500, default=0), fields.whole("marks", least=1, most=500, default=1)
    )
    fields.done()
    return band


def _check(rule: WordRule, fields: Fields, over: Fields) -> None:
    """What each field allows by itself but not beside the others."""
    names = [each.name.casefold() for each in rule.limits]
    if rule.limits and (len(names) == 1 or len(names) > MOST_PIECES or len(set(names)) < len(names)):
        fields.fault("limits", f"should name two to {MOST_PIECES} different pieces of the work")
    if rule.limits and sum(each.limit for each in rule.limits) != rule.limit:
        fields.fault("limit", "should be the sum of the limits of its pieces")
    if any(one.above >= two.above for one, two in pairwise(rule.bands)) or len(rule.bands) > MOST_BANDS:
        over.fault("bands", f"should be at most {MOST_BANDS}, each above a higher share than the one before")
    takes_marks = rule.over is OverLimit.PENALTY and rule.way is PenaltyWay.MARKS
    if takes_marks and not rule.bands:
        over.fault("bands", "should say how many marks are taken off")
    if rule.bands and not takes_marks:
        over.fault("bands", f"are used only where act is {OverLimit.PENALTY.value} and way is {PenaltyWay.MARKS.value}")
