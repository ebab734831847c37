"""What waits for a curriculum lead: reviews and pairs, counted, the oldest review named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.frameworks.actions.aligning import propose_alignments
from goldenthread.frameworks.queries.waiting import waiting_work
from goldenthread.frameworks.types.waiting import WaitingWork
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_framework, a_reading, an_about, publish_whole, read_pasted
from tests.makers.pages import as_page
from tests.makers.programmes import make_edition

pytestmark = pytest.mark.django_db


def test_reviews_and_pairs_are_counted_and_the_oldest_is_named(cast, at) -> None:
    lead, framework = cast.curriculum_lead, a_framework(sections=1)
    assert waiting_work(by=lead) == WaitingWork()
    later = a_reading(cast, at=at, framework=framework, code="LATER")
    read_pasted(as_page(framework), about=an_about("PAGE"), by=lead, at=at - timedelta(days=2))
    first = a_reading(cast, at=at - timedelta(days=1), framework=framework, code="FIRST")
    one = statements_of(lambda: waiting_work(by=lead))
    propose_alignments(make_edition(cast, at=at, code="AAA").ref, at=at)
    propose_alignments(make_edition(cast, at=at, code="BBB").ref, at=at)

    found = waiting_work(by=lead)

    assert (found.reviews, found.oldest.ref, found.pairs) == (2, first, 12)
    assert statements_of(lambda: waiting_work(by=lead)) == one == 3
    publish_whole(first, by=lead, at=at)
    assert waiting_work(by=lead).oldest.ref == later
    for actor in (cast.programme_manager, cast.participant, cast.outsider):
        assert waiting_work(by=actor) == WaitingWork()
