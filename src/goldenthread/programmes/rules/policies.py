"""Policies: read them, write them down, and choose the one in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, time
from typing import Any, TypeVar

from goldenthread.programmes.rules.again import again_body, read_again, read_support, support_body
from goldenthread.programmes.rules.agreeing import agreement_body, read_agreement, read_second, second_body
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.gates import gate_body, read_gate
from goldenthread.programmes.rules.limits import read_words, words_body
from goldenthread.programmes.rules.parts import finer_body, read_catch_up, read_due, read_parts, read_threshold
from goldenthread.programmes.rules.releasing import read_release, read_reviews, releasing_body
from goldenthread.programmes.rules.sampling import read_sampling
from goldenthread.programmes.rules.standards import read_standard, standard_body
from goldenthread.programmes.types import (
    AccuracyRule,
    AssessmentKind,
    AssessmentPolicy,
    ComponentKind,
    EngagementKind,
    EngagementPolicy,
    ExcusedRule,
    MarkingRule,
    Measure,
    PolicyTerms,
    SecondMarking,
    WindowHours,
)
from goldenthread.programmes.types.granting import EVERY_GRANT, GrantKind

P = TypeVar("P", EngagementPolicy, AssessmentPolicy)
ENGAGEMENT_MAY_ILLUSTRATE = ("threshold", "measure", "counts", "partly", "excused", "parts", "catch_up", "due")
ASSESSMENT_MAY_ILLUSTRATE = (
    "word_limit",
    "word_count",
    "over_limit",
    "window_days",
    "attempts",
    "again",
    "gate",
    "second_marking",
    "agreement",
    "marking",
    "reminder_hours",
    "hours",
    "takes_draft_at_close",
    "accuracy",
    "release",
    "reviews",
    "sampling",
    "standard",
    "late_days",
    "support",
    "grants",
)


def read_terms(fields: Fields) -> PolicyTerms:
    """The terms of a policy as a file gives them."""
    return PolicyTerms(
        in_force_from=fields.day("in_force_from"),
        source=fields.text("source"),
        is_illustrative=fields.flag("illustrative", default=False),
    )


def read_engagement(fields: Fields, terms: PolicyTerms) -> EngagementPolicy:
    """An engagement policy out of its fields; faults are noted on them."""
    kind = fields.choice("kind", EngagementKind)
    parts = read_parts(fields, kind)
    policy = EngagementPolicy(
        terms=terms,
        kind=kind,
        threshold=read_threshold(fields, kind, parts),
        measure=fields.choice("measure", Measure, Measure.MINUTES),
        counts=fields.choices("counts", ComponentKind),
        counts_optional=fields.flag("counts_optional", default=False),
        partly=fields.whole("partly", least=0, most=100, default=50),
        excused=fields.whole("excused", least=0, most=100, default=0),
        illustrates=_illustrates(fields, ENGAGEMENT_MAY_ILLUSTRATE),
        parts=parts,
        excused_rule=fields.choice("excused_rule", ExcusedRule, ExcusedRule.CREDITS),
        catch_up=read_catch_up(fields.one("catch_up")),
        due=read_due(fields.one("due")),
    )
    fields.done()
    return policy


def read_assessment(fields: Fields, terms: PolicyTerms) -> AssessmentPolicy:
    """An assessment policy out of its fields; faults are noted on them."""
    second = fields.choice("second_marking", SecondMarking, SecondMarking.ALL)
    policy = AssessmentPolicy(
        terms=terms,
        kind=fields.choice("kind", AssessmentKind),
        words=read_words(fields.one("words")),
        window_days=fields.whole("window_days", least=1, most=365),
        attempts=fields.whole("attempts", least=1, most=9),
        gate=read_gate(fields.one("gate")),
        second_marking=second,
        agreement=read_agreement(fields.one("agreement")),
        reminder_hours=fields.whole("reminder_hours", least=0, most=24 * 28, default=48),
        hours=_hours(fields.one("hours")),
        takes_draft_at_close=fields.flag("takes_draft_at_close", default=False),
        illustrates=_illustrates(fields, ASSESSMENT_MAY_ILLUSTRATE),
        marking=_marking(fields.one("marking")),
        again=read_again(fields.one("again")),
        accuracy=_accuracy(fields.one("accuracy")),
        release=read_release(fields.one("release")),
        reviews=read_reviews(fields.one("reviews")),
        sampling=read_sampling(fields.one("sampling")),
        standard=read_standard(fields.one("standard")),
        second=read_second(fields.one("second"), second),
        late_days=fields.whole("late_days", least=0, most=365, default=0),
        support=read_support(fields.many("support")),
        grants=fields.choices("grants", GrantKind) if fields.values.get("grants") is not None else EVERY_GRANT,
    )
    fields.done()
    return policy


def engagement_body(policy: EngagementPolicy) -> dict[str, Any]:
    """What is kept of an engagement policy beside its terms; reading it back gives the same policy."""
    own = {} if policy.kind is EngagementKind.EACH_PART else {"threshold": policy.threshold}
    return {
        "kind": policy.kind.value,
        **own,
        "measure": policy.measure.value,
        "counts": sorted(kind.value for kind in policy.counts),
        "counts_optional": policy.counts_optional,
        "partly": policy.partly,
        "excused": policy.excused,
        "illustrates": list(policy.illustrates),
        **finer_body(policy),
    }


def assessment_body(policy: AssessmentPolicy) -> dict[str, Any]:
    """What is kept of an assessment policy beside its terms; reading it back gives the same policy."""
    return {
        "kind": policy.kind.value,
        "words": words_body(policy.words),
        "window_days": policy.window_days,
        "attempts": policy.attempts,
        "gate": gate_body(policy.gate),
        "second_marking": policy.second_marking.value,
        "agreement": agreement_body(policy.agreement),
        "reminder_hours": policy.reminder_hours,
        "hours": {"closes": f"{policy.hours.closes:%H:%M}"},
        "takes_draft_at_close": policy.takes_draft_at_close,
        "accuracy": asdict(policy.accuracy),
        "sampling": asdict(policy.sampling),
        "illustrates": list(policy.illustrates),
        **_marking_body(policy.marking),
        **releasing_body(policy.release, policy.reviews),
        **again_body(policy.again),
        **standard_body(policy.standard),
        **second_body(policy.second),
        **({"late_days": policy.late_days} if policy.late_days else {}),
        **support_body(policy.support),
        **({} if policy.grants == EVERY_GRANT else {"grants": sorted(policy.grants)}),
    }


def _marking_body(marking: MarkingRule) -> dict[str, Any]:
    if marking.is_ours:
        return {}
    said = {"needs_training": marking.needs_training, "capacity": marking.capacity, "days": marking.days}
    return {"marking": said if marking.markers is None else {"markers": marking.markers, **said}}


def in_force(policies: Iterable[P], *, on: date) -> P | None:
    """The policy in force on a day: the one that began last by then; of two from the same day, the later version."""
    begun = [policy for policy in policies if policy.terms.in_force_from <= on]
    return max(begun, key=lambda p: (p.terms.in_force_from, p.terms.version), default=None)


def timeline(own: Sequence[P], shared: Sequence[P]) -> tuple[tuple[date, P, bool], ...]:
    """What comes into force for a programme on which days, the newest first, and whether it is its own.

    A programme's own comes before its qualification's, so that of the latter nothing comes into force after the first
    of the former.
    """
    found: list[tuple[date, P, bool]] = []
    for day in sorted({policy.terms.in_force_from for policy in (*own, *shared)}):
        its, theirs = in_force(own, on=day), in_force(shared, on=day)
        policy = its or theirs
        if policy and (not found or found[-1][1] != policy):
            found.append((day, policy, its is not None))
    return tuple(reversed(found))


def _illustrates(fields: Fields, known: tuple[str, ...]) -> tuple[str, ...]:
    names = fields.texts("illustrates")
    for name in names:
        if name not in known:
            fields.fault("illustrates", f"“{name}” should be one of {', '.join(known)}")
    return names


def _hours(fields: Fields) -> WindowHours:
    hours = WindowHours()
    said = fields.text("closes", f"{hours.closes:%H:%M}")
    fields.done()
    try:
        return WindowHours(time.fromisoformat(said))
    except ValueError:
        fields.fault("closes", f"“{said}” should be a time of day, like 12:00")
        return hours


def _marking(fields: Fields) -> MarkingRule:
    if not fields.values:
        return MarkingRule()
    rule = MarkingRule(
        markers=fields.whole_or_none("markers", least=1, most=9),
        needs_training=fields.flag("needs_training", default=False),
        capacity=fields.whole("capacity", least=0, most=5000, default=30),
        days=fields.whole("days", least=1, most=365, default=21),
        is_ours=False,
    )
    fields.done()
    return rule


def _accuracy(fields: Fields) -> AccuracyRule:
    usual = AccuracyRule()
    rule = AccuracyRule(
        least_scripts=fields.whole("least_scripts", least=2, most=1000, default=usual.least_scripts),
        fit_low=fields.whole("fit_low", least=1, most=100, default=usual.fit_low),
        fit_high=fields.whole("fit_high", least=100, most=1000, default=usual.fit_high),
        unexpected=fields.whole("unexpected", least=2, most=9, default=usual.unexpected),
    )
    fields.done()
    return rule
