"""A question is one person's at a time, and is taken from nobody by somebody who did not see who has it."""

from __future__ import annotations

import pytest

from goldenthread.assessment.actions.reviewing import decide_review, take_review, withdraw_review
from goldenthread.assessment.models import Review
from goldenthread.assessment.queries.reviewing import review_page, why_gone
from goldenthread.assessment.types.reviewing import Decision, Effect
from goldenthread.people.models import Person
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER
from tests.makers.handing import an_assessor, train
from tests.makers.questioning import WORDS, ask, refused, stands


def test_it_is_taken_over_only_from_whom_one_saw(cast, released) -> None:
    ref = ask(cast, released)
    lead, other = cast.quality_lead, cast.administrator
    name = Person.objects.get(pk=lead.person_id).name
    drawn = review_page(ref, by=other, at=AFTER)
    take_review(ref, seen=len(drawn.steps), by=lead, at=AFTER)

    for seen in (None, len(drawn.steps)):
        assert refused(take_review, ref, seen=seen, by=other, at=AFTER) == "taken_since"
    assert Review.objects.get().taken_by_id == lead.person_id
    again = review_page(ref, by=other, at=AFTER)
    assert (drawn.holder, again.holder, review_page(ref, by=lead, at=AFTER).holder) == ("", name, "")
    take_review(ref, seen=len(again.steps), by=other, at=AFTER)
    decision = Decision(Effect.STANDS, WORDS)
    assert refused(decide_review, ref, decision, by=lead, at=AFTER, seen=stands(released)) == "taken_over"
    decide_review(ref, decision, by=other, at=AFTER, seen=stands(released))
    assert review_page(ref, by=lead, at=AFTER).holder == ""


def test_who_marks_anew_is_told_that_somebody_else_does(cast, planned, released, at) -> None:
    one, two = (an_assessor(cast, name, at=at) for name in ("Fiona Gray", "Gwen Hale"))
    for who in (one, two):
        train(cast, planned, who, at=at)
    ref = ask(cast, released, ReviewKind.ENQUIRY, "scheme")
    assert why_gone(ref, by=two) is None
    take_review(ref, by=one, at=AFTER)

    assert refused(take_review, ref, by=two, at=AFTER) == "taken_by_other"
    with pytest.raises(Review.DoesNotExist):
        take_review(ref, by=cast.outsider, at=AFTER)
    assert review_page(ref, by=cast.quality_lead, at=AFTER).holder == ""
    withdraw_review(ref, by=cast.participant, at=AFTER)
    assert refused(take_review, ref, by=one, at=AFTER) == "review_over"
