"""Reviews that are begun for somebody, by a manager or a coach, and what their pages ask."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.coaching.actions.reviewing import (
    begin_for_cohort,
    begin_review,
)
from goldenthread.coaching.models import (
    Pairing,
    Review,
)
from goldenthread.coaching.queries.reports import report
from goldenthread.coaching.queries.reviews import my_review, my_reviews, reviews_beside_me, reviews_of_cohort
from goldenthread.coaching.types.reviews import ReviewState
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from tests.makers.coaching import enrol_more, make_enrolled, make_pairing
from tests.makers.counting import statements_of
from tests.makers.reviews import (
    MEETINGS,
    NEEDS,
    SEVEN,
    make_closed_review,
    make_instruments,
)


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def instruments(cast, at):
    return make_instruments(cast, at=at)


def test_a_manager_begins_for_a_cohort_and_sees_only_that_it_is_done(cast, place, instruments, at) -> None:
    enrol_more(place, cast, many=2, at=at)
    make_closed_review(cast, place, instruments[SEVEN], at=at)

    assert begin_for_cohort(place.cohort, instruments[MEETINGS], by=cast.partner_manager, at=at) == 3

    with pytest.raises(Refused, match="nobody for whom"):
        begin_for_cohort(place.cohort, instruments[MEETINGS], by=cast.partner_manager, at=at)
    page = reviews_of_cohort(place.cohort, by=cast.partner_manager)
    assert [len(line.reviews) for line in page.lines] == [1, 1, 2]
    assert {review.says for line in page.lines for review in line.reviews} == {"Done", "Naming people"}
    assert len(page.instruments) == 3
    assert reviews_of_cohort(place.cohort, by=cast.inspector).instruments == ()
    with pytest.raises(ObjectDoesNotExist):
        reviews_of_cohort(place.cohort, by=cast.outsider)
    with pytest.raises(ObjectDoesNotExist):
        begin_review(place.enrolment, instruments[NEEDS], by=cast.outsider, at=at)
    with pytest.raises(Refused, match="cannot begin this for them"):
        begin_review(place.enrolment, instruments[NEEDS], by=cast.inspector, at=at)


def test_a_coach_begins_it_for_their_participant(cast, place, instruments, at) -> None:
    make_pairing(cast, place.enrolment, at=at)

    ref = begin_review(place.enrolment, instruments[SEVEN], by=cast.coach, at=at)

    (line,) = reviews_beside_me(by=cast.coach).lines
    assert [review.ref for review in line.reviews] == [ref]
    Pairing.objects.update(state="ended", ended_at=at)
    assert reviews_beside_me(by=cast.coach).lines == ()
    with pytest.raises(ObjectDoesNotExist):
        my_review(ref, by=cast.coach)


def test_somebody_without_an_enrolment_is_offered_nothing(cast, instruments) -> None:
    page = my_reviews(by=cast.outside_participant)

    assert (page.enrolment, page.offers, page.reviews) == (None, (), ())


def test_pages_take_as_many_statements_for_many(cast, place, instruments, at) -> None:
    def counted() -> list[int]:
        return [
            statements_of(lambda: reviews_of_cohort(place.cohort, by=cast.partner_manager)),
            statements_of(lambda: my_reviews(by=cast.participant)),
            statements_of(lambda: my_review(ref, by=cast.participant)),
            statements_of(lambda: report(ref, by=cast.participant)),
        ]

    ref = make_closed_review(cast, place, instruments[SEVEN], at=at)
    one = counted()
    enrol_more(place, cast, many=3, at=at)
    begin_for_cohort(place.cohort, instruments[MEETINGS], by=cast.partner_manager, at=at)
    begin_for_cohort(place.cohort, instruments[NEEDS], by=cast.partner_manager, at=at)

    assert counted() == one
    assert Person.objects.filter(name="Parveen Begum").exists()
    assert ReviewState(Review.objects.get(ref=ref).state) is ReviewState.CLOSED
    assert one == [5, 8, 4, 3]
