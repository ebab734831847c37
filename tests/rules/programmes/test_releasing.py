"""What a policy says of release and of questions about results."""

from __future__ import annotations

import pytest

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.releasing import read_release, read_reviews, releasing_body
from goldenthread.programmes.types import FeedbackWay, ReleaseRule, ReviewKind, ReviewRule, SponsorTold

SCORED = {"kind": "appeal", "days": 5, "grounds": [{"code": "rules", "says": "Rules were broken"}]}


def fields(values) -> Fields:
    return Fields(values, file="a policy")


def test_what_is_as_usual_is_left_out_and_what_is_not_is_read_back() -> None:
    assert releasing_body(ReleaseRule(), ReviewRule()) == {}
    rule = ReleaseRule(whole_window=True, feedback=FeedbackWay.STOPS, sponsor=SponsorTold.COMMENT, look_from=40)
    reviews = ReviewRule(ReviewRule().terms[2:], 12)

    body = releasing_body(rule, reviews)

    assert read_release(fields(body["release"])) == rule
    assert read_reviews(fields(body["reviews"])) == reviews
    assert read_reviews(fields({})) == ReviewRule()


@pytest.mark.parametrize(
    "terms",
    [[SCORED, SCORED], [{**SCORED, "kind": "re_mark"}], [{**SCORED, "grounds": []}]],
    ids=["twice", "a re-mark", "no ground"],
)
def test_terms_that_do_not_do_are_said(terms) -> None:
    read = fields({"terms": terms})

    assert read_reviews(read).terms[0].kind in ReviewKind
    assert len(read.faults) == 1
