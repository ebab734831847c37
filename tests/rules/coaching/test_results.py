"""What a review shows, and that nobody can be made out from it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.coaching.rules.results import cells, results
from goldenthread.coaching.types.instruments import FEWEST
from goldenthread.coaching.types.reports import GroupResult, Spread
from goldenthread.coaching.types.reviews import Answers, RaterAnswers
from tests.makers.instruments import GROUPS, RATERS, make_instrument

INSTRUMENT = make_instrument()
ITEMS = [item.key for item in INSTRUMENT.items]
MINIMUM = {group.key: group.minimum for group in RATERS}

one_rater = st.builds(
    lambda group, values, comments: RaterAnswers(
        group, Answers(dict(zip(ITEMS, values, strict=True)), {k: v for k, v in comments.items() if v})
    ),
    st.sampled_from(list(MINIMUM)),
    st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=len(ITEMS), max_size=len(ITEMS)),
    st.dictionaries(st.sampled_from([g.key for g in GROUPS]), st.text("abc", max_size=4)),
)
some_raters = st.lists(one_rater, max_size=14)


def said(group: str, *values: int | None, comment: str = "") -> RaterAnswers:
    """A rater who answers each group of questions with one value."""
    by_group = dict(zip([g.key for g in GROUPS], values, strict=True))
    ratings = {item.key: by_group[g.key] for g in GROUPS for item in g.items}
    return RaterAnswers(group, Answers(ratings, {"drive": comment} if comment else {}))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, ()),
        ({"peers": 2}, ()),
        ({"peers": 3}, (("peers",),)),
        ({"boss": 1, "peers": 3}, (("peers",),)),
        ({"boss": 1, "peers": 2}, (("boss", "peers"),)),
        ({"boss": 1, "peers": 3, "led": 3}, (("peers",), ("boss", "led"))),
        ({"boss": 1, "peers": 3, "led": 2}, (("peers",),)),
        ({"peers": 5, "led": 4}, (("peers",), ("led",))),
    ],
    ids=str,
)
def test_groups_are_shown_alone_joined_or_not_at_all(counts, shown) -> None:
    assert cells(counts, RATERS) == shown


def test_means_are_over_people_and_spread_is_said_in_words() -> None:
    raters = [said("peers", 1, 1, 2), said("peers", 1, 2, 2), said("peers", 2, 4, 2), said("boss", 4, 4, 4)]

    came_to = results(INSTRUMENT, said("", 2, 3, 1).answers, raters)

    drive, respect, honesty = came_to.groups
    assert (drive.own, drive.others, drive.held_back) == (2.0, 1.3, True)
    assert [(s.groups, s.mean, s.answers, s.spread) for s in drive.shown] == [(("peers",), 1.3, 3, Spread.MIXED)]
    assert (respect.shown[0].spread, honesty.shown[0].spread) == (Spread.FAR, Spread.CLOSE)
    assert (came_to.answered, came_to.is_enough) == (4, True)
    assert came_to.own_items == {"drive-1": 2, "drive-2": 2, "respect-1": 3, "honesty-1": 1}


def test_who_cannot_say_does_not_count_towards_the_minimum() -> None:
    raters = [said("peers", 1, None, 1), said("peers", 1, 1, 1), said("peers", 1, 1, 1)]

    drive, respect, _ = results(INSTRUMENT, None, raters).groups

    assert (drive.others, drive.own) == (1.0, None)
    assert (respect.shown, respect.others, respect.held_back) == ((), None, True)


def test_nothing_is_shown_below_the_minimum_in_all_and_of_instruments_for_oneself() -> None:
    few = results(replace(INSTRUMENT, minimum_in_all=4), None, [said("peers", 1, 1, 1, comment="x")] * 3)
    alone = results(replace(INSTRUMENT, raters=(), minimum_in_all=0), said("", 1, 1, 1).answers, [])

    for came_to in (few, alone):
        assert not came_to.is_enough
        assert all((g.shown, g.others, g.comments) == ((), None, ()) for g in came_to.groups)
    assert few.group("drive") == GroupResult("drive", None, (), None, False, ())
    assert few.group("nothing") is None


@given(some_raters, st.randoms(use_true_random=False))
def test_the_order_of_answers_says_nothing(raters: list[RaterAnswers], chance: Random) -> None:
    mixed = list(raters)
    chance.shuffle(mixed)

    assert results(INSTRUMENT, None, mixed, salt="s") == results(INSTRUMENT, None, raters, salt="s")


@given(some_raters, st.sampled_from(GROUPS), st.randoms(use_true_random=False))
def test_who_of_a_group_said_what_says_nothing(raters, group, chance: Random) -> None:
    # Hand the answers to one behaviour round among the people of each group: nothing that is shown changes, so
    # nothing that is shown tells whose they are, nor ties one behaviour's answers to another's.
    handed = list(raters)
    for key in MINIMUM:
        places = [n for n, rater in enumerate(raters) if rater.group == key]
        others = list(places)
        chance.shuffle(others)
        for here, there in zip(places, others, strict=True):
            mine, theirs = raters[here].answers, raters[there].answers
            ratings = {**mine.ratings, **{item.key: theirs.ratings[item.key] for item in group.items}}
            comments = {k: v for k, v in mine.comments.items() if k != group.key}
            if group.key in theirs.comments:
                comments[group.key] = theirs.comments[group.key]
            handed[here] = RaterAnswers(key, Answers(ratings, comments))

    assert results(INSTRUMENT, None, handed, salt="s") == results(INSTRUMENT, None, raters, salt="s")


@given(some_raters)
def test_every_figure_and_every_difference_of_figures_is_about_enough_people(raters) -> None:
    for group in results(INSTRUMENT, None, raters).groups:
        shown = [key for cell in group.shown for key in cell.groups]
        assert len(shown) == len(set(shown))
        for cell in group.shown:
            # Any difference of the whole and some cells is the sum of the other cells.
            assert cell.answers >= max(FEWEST, *(MINIMUM[key] for key in cell.groups))
        assert (group.others is None) == (not group.shown)
        assert not group.comments or len(group.comments) >= FEWEST


@given(some_raters, st.integers(1, 4))
def test_whoever_is_held_back_changes_no_figure(raters, value: int) -> None:
    before = results(INSTRUMENT, None, raters)
    for group in before.groups:
        shown = {key for cell in group.shown for key in cell.groups}
        changed = [
            rater if rater.group in shown else RaterAnswers(rater.group, _with(rater.answers, value))
            for rater in raters
        ]
        after = results(INSTRUMENT, None, changed).group(group.key)
        answered = {r.group: 0 for r in raters}
        for rater in changed:
            answered[rater.group] += 1
        if cells(answered, RATERS) == tuple(cell.groups for cell in group.shown):
            assert _figures(after) == _figures(group)


@given(some_raters, one_rater)
def test_one_more_answer_below_the_minimum_moves_nothing(raters, late) -> None:
    before, after = (results(INSTRUMENT, None, some) for some in (raters, [*raters, late]))
    if not before.is_enough:
        return
    for was, now in zip(before.groups, after.groups, strict=True):
        if late.group not in {key for cell in now.shown for key in cell.groups}:
            assert _figures(now) == _figures(was)


def _with(answers: Answers, value: int) -> Answers:
    return Answers(dict.fromkeys(answers.ratings, value), answers.comments)


def _figures(group: GroupResult) -> object:
    return group.shown, group.others


def test_comments_come_in_an_order_of_their_own_and_only_from_three() -> None:
    words = ["Zeal", "Apt", "Mild", "Brave"]
    raters = [said("peers", 1, 1, 1, comment=w) for w in words]

    orders = {results(INSTRUMENT, None, raters, salt=str(n)).groups[0].comments for n in range(9)}

    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(words))}
    assert len(orders) > 1
    assert results(INSTRUMENT, None, [*raters[:2], said("peers", 1, 1, 1)]).groups[0].comments == ()
