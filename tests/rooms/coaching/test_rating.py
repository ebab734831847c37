"""Answering by a link, what the clock does, and what is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.coaching.actions.rating import decline, keep_answers, send_answers
from goldenthread.coaching.actions.reviews_in_time import close_due_reviews, forget_raters, remind_raters
from goldenthread.coaching.models import (
    QuietAddress,
    Rater,
    RaterSheet,
    Review,
    ReviewResult,
    ReviewStep,
)
from goldenthread.coaching.queries.ahead import coaching_ahead
from goldenthread.coaching.queries.raters import rater_letter, rating_page, report_letter
from goldenthread.coaching.queries.reports import report
from goldenthread.coaching.queries.reviews import my_review
from goldenthread.coaching.types.reviews import RaterState
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.privacy import erase, take_away
from tests.makers.coaching import make_enrolled
from tests.makers.reviews import (
    NAMED,
    SEVEN,
    answer,
    content,
    make_closed_review,
    make_instruments,
    make_open_review,
    send_own,
    tokens,
)


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def instruments(cast, at):
    return make_instruments(cast, at=at)


def test_a_rater_answers_once_and_the_link_is_spent(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    token = tokens(ref)[NAMED[1][1]]
    asks = content(ref)
    page = rating_page(token)
    assert (page.participant, page.group.title, page.answers.ratings) == ("Parveen Begum", "Peers", {})
    first = asks.items[0].key

    assert keep_answers(token, ratings={first: "2"}, comments={"respect": " Fair. ", "none": "x"}, at=at)
    assert rating_page(token).answers.ratings == {first: 2}
    assert rating_page(token).answers.comments == {"respect": "Fair."}
    with pytest.raises(Refused, match="Questions 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and more not answered yet"):
        send_answers(token, ratings={first: "2"}, comments={}, at=at)
    assert answer(ref, NAMED[1][1], None, at=at)

    assert rating_page(token) is None
    assert not answer(ref, NAMED[1][1], 1, at=at)
    assert not keep_answers(token, ratings={}, comments={}, at=at)
    assert not decline(token, no_more=False, at=at)
    sheet = RaterSheet.objects.get()
    assert set(sheet.ratings.values()) == {None}
    assert AuditEntry.objects.get(did="coaching.send_answers").by == "a rater"
    assert rater_letter(Rater.objects.get(state="answered").ref, reminder=0) is None


def test_late_answers_are_not_taken_even_before_the_clock_comes_by(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    late = at + timedelta(days=28)

    assert not answer(ref, NAMED[0][1], 1, at=late)
    assert not keep_answers(tokens(ref)[NAMED[0][1]], ratings={}, comments={}, at=late)

    assert not RaterSheet.objects.exists()
    assert close_due_reviews(at=late - timedelta(seconds=1)) == 0
    assert close_due_reviews(at=late) == 1
    assert close_due_reviews(at=late) == 0
    assert rating_page(tokens(ref)[NAMED[0][1]]) is None
    row = Review.objects.get()
    assert (row.state, row.result.is_enough, row.result.answered) == ("closed", False, 0)
    assert ReviewStep.objects.get(event="close").by is None
    assert not report_letter(ref).is_enough


def test_whoever_declines_is_written_to_no_more_and_leaves_nothing(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    token = tokens(ref)[NAMED[5][1]]
    keep_answers(token, ratings={}, comments={}, at=at)

    assert decline(tokens(ref)[NAMED[4][1]], no_more=False, at=at)
    assert decline(token, no_more=True, at=at)

    assert Rater.objects.get(email=NAMED[5][1]).state == RaterState.DECLINED.value
    assert not RaterSheet.objects.exists()
    assert QuietAddress.objects.count() == 1
    mine = my_review(ref, by=cast.participant)
    assert (mine.named, mine.answered) == (6, 0)
    assert remind_raters(at=at + timedelta(days=20)) == 4


def under_way(who, at) -> list[str]:
    """What is left to do in reviews, as a participant's first page says it."""
    return [review.to_do for ahead in coaching_ahead(by=who, at=at) for review in ahead.reviews]


def test_people_are_reminded_as_often_as_the_instrument_says(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    answer(ref, NAMED[0][1], 1, at=at)
    assert under_way(cast.participant, at) == ["Your own part is still to be sent."]
    send_own(cast, ref, 2, at=at)
    assert under_way(cast.participant, at) == []

    told = [remind_raters(at=at + timedelta(days=day)) for day in (1, 18, 19, 25, 26, 28)]

    assert told == [0, 5, 0, 5, 0, 0]
    assert {row.facts["reminder"] for row in NoticeRow.objects.filter(kind="coaching.rater_asked")} == {"0", "1", "2"}
    letter = rater_letter(Rater.objects.filter(state="asked")[0].ref, reminder=2)
    assert (letter.participant, letter.reminder) == ("Parveen Begum", 2)


def test_names_are_forgotten_a_while_after_and_answers_stay(cast, place, instruments, at) -> None:
    ref = make_closed_review(cast, place, instruments[SEVEN], at=at)
    before = report(ref, by=cast.participant)
    closed = Review.objects.get().closed_at
    assert forget_raters(at=closed + timedelta(days=27)) == 0

    assert forget_raters(at=closed + timedelta(days=28)) == 1
    assert forget_raters(at=closed + timedelta(days=29)) == 0

    assert {(rater.name, rater.email) for rater in Rater.objects.all()} == {("", "")}
    assert RaterSheet.objects.count() == 6
    assert my_review(ref, by=cast.participant).raters == ()
    assert report(ref, by=cast.participant) == before


def test_nobody_is_handed_what_a_single_rater_said_and_erasure_takes_the_words(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    for _, email, _ in NAMED:
        answer(ref, email, 1, at=at, comments={"respect": f"Words of {email}"})
    archive = take_away(by=cast.participant, at=at)
    assert b"Words of" not in archive
    close_due_reviews(at=at + timedelta(days=28))
    assert len(report(ref, by=cast.participant).results.group("respect").comments) == 6

    erase(cast.participant.person, why="They asked.", by=cast.administrator, at=at)

    assert {str(sheet.comments) for sheet in RaterSheet.objects.all()} == {"{}"}
    assert ReviewResult.objects.get().comments == {}
    # Whom somebody named goes with them.
    assert not Rater.objects.filter(email__in=[email for _, email, _ in NAMED]).exists()


def test_a_rater_who_is_known_here_is_erased_from_reviews_too(cast, place, instruments, at) -> None:
    named = (*NAMED, ("Samir Patel", "samir@castlehill.example", "peers"))
    make_open_review(cast, place, instruments[SEVEN], at=at, named=named)

    erase(cast.sponsor.person, why="They asked.", by=cast.administrator, at=at)

    assert not Rater.objects.filter(email="samir@castlehill.example").exists()
    assert Rater.objects.filter(name="Erased").count() == 1
