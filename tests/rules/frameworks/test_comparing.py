"""A new edition beside the last: what became of every statement, and nothing lost on the way."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.frameworks.rules.comparing import (
    change_of,
    compare,
    followed,
    line_of,
    score_of,
    why_not_join,
    why_not_part,
)
from goldenthread.frameworks.rules.wording import alike, shared_at_most, words_of
from goldenthread.frameworks.types import Change, Fate, Kind, Run, Said
from goldenthread.ground.rules.wording import runs
from tests.makers.frameworks import CLAIMS, DEEDS, STEMS, SUBJECTS, a_framework

SENTENCES = [f"{subject} {claim}." for subject in SUBJECTS for claim in CLAIMS]


def said(*texts: str, kind: Kind = Kind.LEARN_THAT, start: int = 1, first: int = 1) -> list[Said]:
    """Statements of one section in order, numbered from ``first``."""
    return [Said(start + at, kind, f"1.LT.{first + at}", text) for at, text in enumerate(texts)]


def edition(seed: int, *, start: int = 0) -> list[Said]:
    """The statements of a made framework, all kinds of them."""
    found: list[Said] = []
    for section in a_framework(sections=3, seed=seed).sections:
        pairs = [(Kind.LEARN_THAT, f"{section.number}.LT.{n}", t) for n, t in enumerate(section.learn_that, 1)]
        for n, (stem, bullets) in enumerate(section.stems, 1):
            pairs.append((Kind.STEM, f"{section.number}.HT.{n}", stem))
            pairs += [(Kind.PRACTICE, f"{section.number}.HT.{n}.{m}", b) for m, b in enumerate(bullets, 1)]
        found += [Said(start + len(found) + at, *each) for at, each in enumerate(pairs)]
    return found


lists = st.lists(st.sampled_from(SENTENCES), max_size=14)


@given(lists)
def test_an_edition_beside_itself_has_only_the_same(texts: list[str]) -> None:
    pairs = compare(said(*texts), said(*texts, start=100))

    assert [pair.change for pair in pairs] == [Change.SAME] * len(texts)


@given(st.lists(st.sampled_from(SENTENCES), max_size=14, unique=True), st.randoms(use_true_random=False))
def test_statements_in_another_order_have_only_moved(texts: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(texts, len(texts))

    pairs = compare(said(*texts), said(*shuffled, start=100))

    changed = [pair for pair in pairs if pair.change is not Change.SAME]
    assert {pair.change for pair in changed} <= {Change.MOVED}
    assert len(changed) == sum(a != b for a, b in zip(texts, shuffled, strict=True))


@given(lists, lists)
def test_nothing_is_lost_and_nothing_is_used_twice(old_texts: list[str], new_texts: list[str]) -> None:
    old, new = said(*old_texts), said(*new_texts, start=100)

    pairs = compare(old, new)

    assert Counter(pair.old for pair in pairs if pair.old) == Counter(old)
    assert [pair.new for pair in pairs if pair.new] == new
    for pair in pairs:
        assert (pair.old is None) == (pair.change is Change.ADDED)
        assert (pair.new is None) == (pair.change is Change.REMOVED)
        assert pair.old is None or pair.new is None or change_of(pair.old, pair.new) is pair.change


@pytest.mark.parametrize("seed", range(6))
def test_a_framework_with_one_statement_taken_out_loses_that_one_and_moves_those_after(seed: int) -> None:
    old = edition(seed)
    gone = random.Random(seed).choice([one for one in old if one.kind is Kind.LEARN_THAT])
    head, _, number = gone.place.rpartition(".")
    new = []
    for one in edition(seed, start=1000):
        where, _, own = one.place.rpartition(".")
        if where == head and one.kind is Kind.LEARN_THAT and int(own) >= int(number):
            if int(own) > int(number):
                new.append(replace(one, place=f"{head}.{int(own) - 1}"))
        else:
            new.append(one)

    pairs = compare(old, new)

    assert [pair.old for pair in pairs if pair.change is Change.REMOVED] == [gone]
    assert {pair.change for pair in pairs} <= {Change.SAME, Change.MOVED, Change.REMOVED}


def test_a_wording_changed_by_a_few_words_is_the_same_statement_reworded() -> None:
    old = said(
        "Short and frequent checks are worth keeping only as long as they lighten the work of teachers.",
        "Patient coaching will take longer to settle than leaders expect.",
    )
    new = said(
        "Patient coaching will take longer to settle than most leaders expect.",
        "Short checks are worth keeping only as long as they lighten the work of every teacher.",
        "Money that is spent should be accounted for in the open.",
        start=100,
    )

    pairs = compare(old, new)

    assert [(pair.change, pair.old and pair.old.id) for pair in pairs] == [
        (Change.REWORDED, 2),
        (Change.REWORDED, 1),
        (Change.ADDED, None),
    ]
    assert 0.9 < pairs[0].score < 1


def test_less_likeness_will_do_where_the_old_one_stood() -> None:
    old = said("Early contact with families can help pupils to settle in a new school.")
    worded = "Early contact with families should be judged by what pupils can do in a new class."

    in_place = compare(old, said(worded, start=100))
    elsewhere = compare(old, said(worded, start=100, first=2))

    assert 0.5 <= in_place[0].score < 0.6
    assert [pair.change for pair in in_place] == [Change.REWORDED]
    assert [pair.change for pair in elsewhere] == [Change.ADDED, Change.REMOVED]


def test_stems_of_one_build_are_told_apart_and_kinds_are_never_mixed() -> None:
    old = said("Begin changes by:", "Keep money safe, including by:", kind=Kind.STEM)
    new = said("Finish changes by:", kind=Kind.STEM, start=100, first=3) + said(
        "Keep money safe, including by:", start=200, first=4
    )

    pairs = compare(old, new)

    assert Counter(pair.change for pair in pairs) == {Change.ADDED: 2, Change.REMOVED: 2}


def test_a_sentence_that_stands_twice_keeps_both_its_places() -> None:
    twice = "Early contact with families can help pupils to settle in a new school."
    old = [Said(1, Kind.LEARN_THAT, "4.LT.15", twice), Said(2, Kind.LEARN_THAT, "9.LT.2", twice)]
    new = [Said(3, Kind.LEARN_THAT, "4.LT.1", twice), Said(4, Kind.LEARN_THAT, "9.LT.2", twice)]

    pairs = compare(old, new)

    assert [(pair.change, pair.old.id, pair.new.id) for pair in pairs if pair.old and pair.new] == [
        (Change.MOVED, 1, 3),
        (Change.SAME, 2, 4),
    ]


def test_what_typesetters_choose_is_no_change_but_an_eaten_hyphen_is_seen() -> None:
    assert score_of("Pupils’ work – “as it is”", 'Pupils\' work  -\n"as it is"') == 1.0
    assert score_of("Expert-led support", "Expertled support") == 0.999
    assert change_of(*said("Expert-led support", "Expertled support")) is Change.REWORDED


def test_the_words_that_differ_are_marked() -> None:
    assert runs("Shared planning is often of use.", "Shared planning time is of great use.") == (
        Run(Fate.KEPT, "Shared planning"),
        Run(Fate.COME, "time"),
        Run(Fate.KEPT, "is"),
        Run(Fate.GONE, "often"),
        Run(Fate.KEPT, "of"),
        Run(Fate.COME, "great"),
        Run(Fate.KEPT, "use."),
    )


@given(st.sampled_from([*SENTENCES, *STEMS, *DEEDS, ""]), st.sampled_from([*SENTENCES, *STEMS, *DEEDS, ""]))
def test_the_quick_measure_is_never_below_the_true_one(one: str, other: str) -> None:
    first, second = words_of(one), words_of(other)

    assert shared_at_most(Counter(first), Counter(second)) >= alike(first, second) - 1e-9
    assert alike(first, first) == 1
    kept = [run.words for run in runs(one, other) if run.fate is not Fate.GONE]
    assert " ".join(kept).split() == other.split()


def test_what_became_of_a_statement_is_followed_through_every_edition() -> None:
    steps = [
        {
            1: (11, Change.SAME, 1.0),
            2: (12, Change.REWORDED, 0.8),
            3: (13, Change.MOVED, 1.0),
            4: (None, Change.REMOVED, 0),
        },
        {11: (21, Change.SAME, 1.0), 12: (22, Change.REWORDED, 0.7), 13: (23, Change.SAME, 1.0)},
    ]

    found = {start: followed(start, steps) for start in (1, 2, 3, 4, 5)}

    assert found == {
        1: (21, Change.SAME, 1.0),
        2: (22, Change.REWORDED, 0.7),
        3: (23, Change.MOVED, 1.0),
        4: (None, Change.REMOVED, 0.0),
        5: (None, Change.REMOVED, 0.0),
    }


@pytest.mark.parametrize("start", [1, 11, 21])
def test_a_statement_has_one_line_of_editions_wherever_one_begins(start: int) -> None:
    rows = [
        (1, 11, Change.SAME),
        (2, None, Change.REMOVED),
        (11, 21, Change.REWORDED),
        (21, None, Change.REMOVED),
        (None, 22, Change.ADDED),
    ]

    assert line_of(start, rows) == (
        (1, None),
        (11, Change.SAME),
        (21, Change.REWORDED),
        (None, Change.REMOVED),
    )


def test_only_two_sides_are_parted_and_only_one_of_each_are_joined() -> None:
    assert why_not_part(Change.REWORDED) is why_not_part(Change.MOVED) is None
    assert [getattr(why_not_part(change), "code", "") for change in (Change.SAME, Change.ADDED, Change.REMOVED)] == [
        "same_words",
        "one_side",
        "one_side",
    ]
    removed, added = (1, Change.REMOVED, "stem"), (1, Change.ADDED, "stem")
    assert why_not_join(removed, added) is None
    wrong = [(added, removed), (removed, (2, Change.ADDED, "stem")), (removed, (1, Change.ADDED, "practice"))]
    assert [getattr(why_not_join(*each), "code", "") for each in wrong] == [
        "not_two_sides",
        "not_of_a_kind",
        "not_of_a_kind",
    ]
