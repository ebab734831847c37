"""A review from its beginning to its report."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from goldenthread.coaching.actions.rating import decline, keep_own_part, send_own_part
from goldenthread.coaching.actions.reviewing import (
    ask_raters,
    begin_review,
    call_off_review,
    close_review,
    name_rater,
    share_report,
    take_name_back,
)
from goldenthread.coaching.actions.reviews_in_time import close_due_reviews
from goldenthread.coaching.models import (
    InstrumentVersion,
    OwnSheet,
    Rater,
    Review,
    ReviewResult,
    ReviewStep,
)
from goldenthread.coaching.queries.raters import rater_letter
from goldenthread.coaching.queries.reports import report
from goldenthread.coaching.queries.reviews import my_review, my_reviews
from goldenthread.coaching.types.instruments import MOST_RATERS
from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.models import Credit
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.coaching import make_enrolled, make_pairing
from tests.makers.reviews import (
    NAMED,
    NEEDS,
    SEVEN,
    answer,
    chosen,
    content,
    make_closed_review,
    make_instruments,
    make_open_review,
    make_tie,
    send_own,
    tokens,
)


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def instruments(cast, at):
    return make_instruments(cast, at=at)


def test_a_participant_begins_names_and_asks(cast, place, instruments, at) -> None:
    me = cast.participant
    ref = begin_review(place.enrolment, instruments[SEVEN], by=me, at=at)
    for name, email, group in NAMED:
        name_rater(ref, name=name, email=email.upper(), group=group, by=me, at=at)
    assert Rater.objects.exclude(token_hash="").count() == NoticeRow.objects.filter(kind="coaching.rater_asked").count()

    assert ask_raters(ref, by=me, at=at) == 6

    row = Review.objects.get()
    assert (row.state, row.number, row.component_id) == ("open", 1, None)
    assert row.closes_at == at + timedelta(days=28)
    assert {rater.state for rater in Rater.objects.all()} == {"asked"}
    assert NoticeRow.objects.filter(kind="coaching.rater_asked").count() == 6
    assert [step.event for step in ReviewStep.objects.all()] == ["open"]
    assert {entry.did for entry in AuditEntry.objects.filter(to=str(ref))} == {
        "coaching.begin_review", "coaching.name_rater", "coaching.ask_raters",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "PARVEEN@castlehill.example"}, "yourself"),
        ({"email": "parveen+1@castlehill.example"}, "yourself"),
        ({"email": NAMED[0][1]}, "named_already"),
        ({"email": NAMED[0][1].replace("@", "+x@")}, "named_already"),
        ({"group": "pupils"}, "no_such_group"),
    ],
)
def test_a_name_is_checked(cast, place, instruments, at, changes: dict[str, str], code: str) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)

    with pytest.raises(Refused) as refused:
        name_rater(
            ref,
            **{"name": "X", "email": "x@castlehill.example", "group": "peers", **changes},
            by=cast.participant,
            at=at,
        )

    assert refused.value.refusal.code == code
    assert Review.objects.get(ref=ref).raters.count() == 6


def test_who_wants_no_letters_is_named_like_anybody_and_never_written_to(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    decline(tokens(ref)[NAMED[0][1]], no_more=True, at=at)
    call_off_review(ref, by=cast.participant, at=at)

    again = make_open_review(cast, place, instruments[SEVEN], at=at)

    quiet, asked = (Rater.objects.get(review__ref=again, email=NAMED[n][1]) for n in (0, 1))
    assert (quiet.state, asked.state) == ("asked", "asked")
    assert rater_letter(quiet.ref, reminder=0) is None
    assert rater_letter(asked.ref, reminder=0) is not None


def test_no_more_than_a_handful_are_named_and_nobody_once_it_is_over(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)

    def name(n: int) -> None:
        name_rater(ref, name="X", email=f"x{n}@x.example", group="peers", by=cast.participant, at=at)

    for n in range(MOST_RATERS - 6):
        name(n)
    with pytest.raises(Refused, match="as many as can be asked"):
        name(99)
    call_off_review(ref, by=cast.participant, at=at)
    with pytest.raises(Refused, match="This review is over"):
        name(99)


def test_too_few_names_are_not_asked(cast, place, instruments, at) -> None:
    me = cast.participant
    ref = begin_review(place.enrolment, instruments[SEVEN], by=me, at=at)
    with pytest.raises(Refused, match="at least 1 is wanted"):
        ask_raters(ref, by=me, at=at)
    for name, email, group in NAMED[:4]:
        name_rater(ref, name=name, email=email, group=group, by=me, at=at)

    with pytest.raises(Refused, match="4 of at least 5 people are named"):
        ask_raters(ref, by=me, at=at)

    assert Review.objects.get().state == "nominating"
    assert not NoticeRow.objects.filter(kind="coaching.rater_asked").exists()


def test_a_name_is_taken_back_before_the_letters_and_not_after(cast, place, instruments, at) -> None:
    me = cast.participant
    ref = begin_review(place.enrolment, instruments[SEVEN], by=me, at=at)
    rater = name_rater(ref, name="Wrong", email="wrong@x.example", group="peers", by=me, at=at)

    assert take_name_back(rater, by=me, at=at) == ref

    assert not Rater.objects.exists()
    call_off_review(ref, by=me, at=at)
    asked = make_open_review(cast, place, instruments[SEVEN], at=at)
    with pytest.raises(Refused, match="They have been asked"):
        take_name_back(Rater.objects.filter(review__ref=asked)[0].ref, by=me, at=at)
    with pytest.raises(Refused, match="letters have gone out"):
        ask_raters(asked, by=me, at=at)
    with pytest.raises(ObjectDoesNotExist):
        take_name_back(Rater.objects.all()[0].ref, by=cast.outside_participant, at=at)


def test_a_review_credits_its_component_once_there_are_enough_answers(cast, place, instruments, at) -> None:
    make_tie(cast, place, instruments[SEVEN], "Coaching 1", at=at)
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    for _, email, _ in NAMED[:4]:
        answer(ref, email, 1, at=at)
    send_own(cast, ref, 2, at=at)
    assert not Credit.objects.exists()

    answer(ref, NAMED[4][1], 1, at=at)

    entry = Credit.objects.get()
    assert (entry.source, entry.source_ref, entry.component.title) == ("review", ref, "Coaching 1")
    assert my_review(ref, by=cast.participant).credited
    close_review(ref, by=cast.participant, at=at)
    assert Credit.objects.count() == 1
    assert my_reviews(by=cast.participant).offers[0].component == ""


def test_what_no_longer_counts_is_done_all_the_same(cast, place, instruments, at) -> None:
    make_tie(cast, place, instruments[SEVEN], "Coaching 1", at=at)
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    send_own(cast, ref, 2, at=at)
    withdraw(place.enrolment, reason="change-in-career", by=cast.partner_manager, at=at)

    assert close_due_reviews(at=at + timedelta(days=30)) == 1

    assert not Credit.objects.exists()
    assert Review.objects.get().state == "closed"
    with pytest.raises(Refused, match="The enrolment is withdrawn"):
        begin_review(place.enrolment, instruments[NEEDS], by=cast.participant, at=at)


def test_a_needs_analysis_closes_with_ones_own_part_and_points_to_components(cast, place, instruments, at) -> None:
    make_tie(cast, place, instruments[NEEDS], "Welcome", at=at)
    me = cast.participant
    ref = begin_review(place.enrolment, instruments[NEEDS], by=me, at=at)
    asks = content(ref)
    keep_own_part(ref, ratings={asks.items[0].key: "5"}, comments={}, by=me, at=at)
    with pytest.raises(Refused, match="not answered yet"):
        send_own_part(ref, ratings={asks.items[0].key: "5"}, comments={}, by=me, at=at)
    low = asks.groups[3].items[0].key

    send_own_part(ref, ratings={**chosen(asks, 5), low: "2"}, comments={}, by=me, at=at)

    told = report(ref, by=me)
    assert [(s.answer, len(s.components)) for s in told.suggestions] == [("2 A little sure", 7)]
    assert ("Event 4: sustaining change", "Change that lasts") in told.suggestions[0].components
    assert Credit.objects.get().source_ref == ref
    with pytest.raises(Refused, match="This review is over"):
        keep_own_part(ref, ratings={}, comments={}, by=me, at=at)
    with pytest.raises(Refused, match="done once"):
        begin_review(place.enrolment, instruments[NEEDS], by=me, at=at)


def test_ones_own_part_is_sent_once(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)
    send_own(cast, ref, 2, at=at)

    with pytest.raises(Refused, match="Your part is sent"):
        send_own(cast, ref, 1, at=at)

    assert set(OwnSheet.objects.get().ratings.values()) == {2}


def test_it_is_closed_before_its_day_only_once_there_is_enough(cast, place, instruments, at) -> None:
    me = cast.participant
    ref = begin_review(place.enrolment, instruments[SEVEN], by=me, at=at)
    for says in ("not open", "own part is not sent", "0 of at least 5"):
        with pytest.raises(Refused, match=says):
            close_review(ref, by=me, at=at)
        if says == "not open":
            for name, email, group in NAMED:
                name_rater(ref, name=name, email=email, group=group, by=me, at=at)
            ask_raters(ref, by=me, at=at)
        else:
            send_own(cast, ref, 2, at=at) if says.startswith("own") else None
    assert not ReviewResult.objects.exists()


def test_a_report_is_the_participants_and_their_coachs_only_while_shared(cast, place, instruments, at) -> None:
    ref = make_closed_review(cast, place, instruments[SEVEN], at=at)
    with pytest.raises(Refused, match="no coach"):
        share_report(ref, is_shared=True, by=cast.participant, at=at)
    make_pairing(cast, place.enrolment, at=at)
    others = (cast.coach, cast.headteacher, cast.programme_manager, cast.partner_manager, cast.sponsor, cast.mentor,
              cast.administrator, cast.inspector, cast.outsider, cast.outside_participant)  # fmt: skip
    for stranger in others:
        with pytest.raises(ObjectDoesNotExist):
            report(ref, by=stranger)

    share_report(ref, is_shared=True, by=cast.participant, at=at)
    share_report(ref, is_shared=True, by=cast.participant, at=at)

    told = report(ref, by=cast.coach)
    assert (told.is_own, told.participant, told.coach) == (False, "Parveen Begum", "")
    for stranger in others[1:]:
        with pytest.raises(ObjectDoesNotExist):
            report(ref, by=stranger)
        with pytest.raises(ObjectDoesNotExist):
            share_report(ref, is_shared=False, by=stranger, at=at)
    share_report(ref, is_shared=False, by=cast.participant, at=at)
    with pytest.raises(ObjectDoesNotExist):
        report(ref, by=cast.coach)
    assert [s.event for s in ReviewStep.objects.all()] == ["open", "close", "share", "stop_sharing"]


def test_an_open_review_has_no_report_for_anybody(cast, place, instruments, at) -> None:
    ref = make_open_review(cast, place, instruments[SEVEN], at=at)

    with pytest.raises(ObjectDoesNotExist):
        report(ref, by=cast.participant)


def test_the_second_review_is_set_beside_the_first(cast, place, instruments, at) -> None:
    first = make_closed_review(cast, place, instruments[SEVEN], at=at, own=1, others=3)
    assert report(first, by=cast.participant).changes == ()
    later = at + timedelta(days=200)

    second = make_closed_review(cast, place, instruments[SEVEN], at=later, own=2, others=2)

    told = report(second, by=cast.participant)
    assert (told.number, len(told.changes)) == (2, 7)
    assert (told.changes[0].others_before, told.changes[0].others_after) == (3.0, 2.0)
    assert "Others see more commitment than in the first review: 3 then, 2 now." in told.changed
    assert "You see less commitment than in the first review: 1 then, 2 now." in told.changed
    with pytest.raises(Refused, match="twice, at the start and at the end"):
        begin_review(place.enrolment, instruments[SEVEN], by=cast.participant, at=later)
    make_pairing(cast, place.enrolment, at=at)
    share_report(second, is_shared=True, by=cast.participant, at=later)
    assert report(second, by=cast.coach).changes == ()


def test_versions_with_another_scale_are_not_set_side_by_side(cast, place, instruments, at) -> None:
    make_closed_review(cast, place, instruments[SEVEN], at=at)
    old = InstrumentVersion.objects.get(instrument__slug=SEVEN)
    turned = {**old.content, "scale": {**old.content["scale"], "best": 4}}
    InstrumentVersion.objects.create(
        instrument=old.instrument, number=2, state="frozen", content=turned, made_at=at, frozen_at=at
    )

    second = make_closed_review(cast, place, instruments[SEVEN], at=at + timedelta(days=200))

    assert report(second, by=cast.participant).changes == ()


def test_a_review_that_came_to_too_little_may_be_done_again(cast, place, instruments, at) -> None:
    for n in range(3):
        day = at + timedelta(days=40 * n)
        make_open_review(cast, place, instruments[SEVEN], at=day)
        close_due_reviews(at=day + timedelta(days=29))

    offers = {offer.title: offer for offer in my_reviews(by=cast.participant).offers}
    assert all(offer.why_not is None for offer in offers.values())


def test_one_is_under_way_at_a_time_also_in_the_database(cast, place, instruments, at) -> None:
    make_open_review(cast, place, instruments[SEVEN], at=at)

    with pytest.raises(Refused, match="under way"):
        begin_review(place.enrolment, instruments[SEVEN], by=cast.participant, at=at)
    row = Review.objects.get()
    row.pk, row.ref = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_results_stay_as_they_were_written(cast, place, instruments, at) -> None:
    make_closed_review(cast, place, instruments[SEVEN], at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewResult.objects.update(figures={})
