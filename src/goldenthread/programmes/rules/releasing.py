"""When results go out and how they are questioned: read it and write it down."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import (
    FeedbackWay,
    Ground,
    ReleaseRule,
    ReviewKind,
    ReviewRule,
    ReviewTerms,
    SponsorTold,
)


def read_release(fields: Fields) -> ReleaseRule:
    """A rule of release out of its fields; faults are noted on them."""
    usual = ReleaseRule()
    rule = ReleaseRule(
        whole_window=fields.flag("whole_window", default=usual.whole_window),
        look_from=fields.whole_or_none("look_from", least=1, most=100),
        feedback=fields.choice("feedback", FeedbackWay, usual.feedback),
        least_words=fields.whole("least_words", least=0, most=200, default=usual.least_words),
        sponsor=fields.choice("sponsor", SponsorTold, usual.sponsor),
    )
    fields.done()
    return rule


def read_reviews(fields: Fields) -> ReviewRule:
    """How results are questioned, out of its fields; faults are noted on them."""
    usual = ReviewRule()
    terms = tuple(_terms(each) for each in fields.many("terms"))
    answer = fields.whole("answer_days", least=1, most=365, default=usual.answer_days)
    kinds = [each.kind for each in terms]
    if len(set(kinds)) != len(kinds) or ReviewKind.RE_MARK in kinds:
        fields.fault("terms", "name each kind once, and no re-mark, which follows from a decision")
    fields.done()
    return ReviewRule(terms or usual.terms, answer)


def _terms(fields: Fields) -> ReviewTerms:
    terms = ReviewTerms(
        kind=fields.choice("kind", ReviewKind),
        days=fields.whole("days", least=1, most=365),
        grounds=tuple(_ground(each) for each in fields.many("grounds")),
        after=fields.choice_or_none("after", ReviewKind),
    )
    if not terms.grounds:
        fields.fault("grounds", "say at least one ground")
    fields.done()
    return terms


def _ground(fields: Fields) -> Ground:
    ground = Ground(fields.text("code"), fields.text("says"))
    fields.done()
    return ground


def releasing_body(release: ReleaseRule, reviews: ReviewRule) -> dict[str, Any]:
    """What is kept of both; what is as usual is left out, so that older policies read and compare as they were."""
    found: dict[str, Any] = {}
    if release != ReleaseRule():
        said = {**asdict(release), "feedback": release.feedback.value, "sponsor": release.sponsor.value}
        found["release"] = {name: value for name, value in said.items() if value is not None}
    if reviews != ReviewRule():
        found["reviews"] = {"terms": [_kept(each) for each in reviews.terms], "answer_days": reviews.answer_days}
    return found


def _kept(terms: ReviewTerms) -> dict[str, Any]:
    said = {"kind": terms.kind.value, "days": terms.days, "grounds": [asdict(each) for each in terms.grounds]}
    return {**said, "after": terms.after.value} if terms.after else said
