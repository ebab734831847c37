"""What follows from a count under a rule: a stop, a penalty or a flag, and where the limit is reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.counting import count, count_of, count_pieces, words_of
from goldenthread.assessment.rules.keeping import as_kept, from_kept
from goldenthread.assessment.rules.limits import penalty_for, where_reached, why_too_long, with_penalty
from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.reading_text import read_text
from goldenthread.assessment.rules.recounting import why_not_count_again, why_not_recount
from goldenthread.assessment.types.counting import Block, Penalty, PersonCount, Reading, WordCount
from goldenthread.assessment.types.marking import Judged, Marker
from goldenthread.assessment.types.words import Outcome, Part, State
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef
from goldenthread.programmes.types import AllowanceUnit, OverLimit, PartLimit, PenaltyBand, PenaltyWay, WordRule
from tests.makers.assessment import INSIDE as NOON
from tests.makers.assessment import a_criterion, a_scheme, a_script, a_sheet

BANDS = (PenaltyBand(0, 1), PenaltyBand(10, 3))
STOP = WordRule(100, over=OverLimit.STOP)
MARKS = WordRule(100, over=OverLimit.PENALTY, bands=BANDS)
UNMARKED = WordRule(100, over=OverLimit.PENALTY, way=PenaltyWay.NOT_MARKED)
TASKS = WordRule(200, limits=(PartLimit("Task 1", 120), PartLimit("Task 2", 80)), allowance=10)


def counted(words: int, rule: WordRule, **more: object) -> WordCount:
    return count_of({Part.BODY: words, Part.ANNEXES: 7}, rule, **more)  # type: ignore[arg-type]


def body(words: int) -> Block:
    return Block(Part.BODY, " ".join(f"word{n}" for n in range(words)))


@pytest.mark.parametrize(
    ("rule", "words", "beyond"),
    [
        (STOP, 100, 0),
        (STOP, 101, 1),
        (WordRule(100, over=OverLimit.STOP, allowance=10), 110, 0),
        (WordRule(100, over=OverLimit.STOP, allowance=10), 111, 1),
        (WordRule(105, over=OverLimit.STOP, allowance=10), 116, 1),
        (WordRule(100, over=OverLimit.STOP, allowance=25, allowance_unit=AllowanceUnit.WORDS), 126, 1),
    ],
    ids=["at the limit", "one over", "at the allowance", "one over it", "allowances are rounded down", "in words"],
)
def test_a_stop_begins_with_the_first_word_beyond_what_is_allowed(rule: WordRule, words: int, beyond: int) -> None:
    refusal = why_too_long(counted(words, rule), rule)

    assert counted(words, rule).beyond == beyond
    assert (refusal is not None) == bool(beyond)


def test_a_stop_says_how_many_words_are_too_many_and_what_counts() -> None:
    refusal = why_too_long(counted(143, STOP), STOP)

    assert refusal is not None
    assert refusal.says == (
        "143 words count, and at most 100 are allowed: 43 too many. What counts: body. What does not: annexes."
    )
    assert refusal.mend == "Shorten it by 43 words, then choose the new version."


def test_a_stop_of_one_word_says_one_word() -> None:
    refusal = why_too_long(count_of({Part.BODY: 101}, STOP), STOP)

    assert refusal is not None
    assert (refusal.mend.split(",")[0], "What does not" in refusal.says) == ("Shorten it by 1 word", False)


@pytest.mark.parametrize("rule", [WordRule(100), MARKS, UNMARKED], ids=["flag", "marks", "not marked"])
def test_nothing_but_a_stop_turns_anybody_away(rule: WordRule) -> None:
    assert why_too_long(counted(500, rule), rule) is None


def test_what_a_reader_could_not_tell_apart_turns_nobody_away() -> None:
    rule = WordRule(100, counts_tables=False, counts_captions=False, over=OverLimit.STOP)
    untold = frozenset({Part.TABLES, Part.FOOTNOTES})

    unsure = counted(143, rule, untold=untold)
    sure = counted(143, STOP, untold=untold)

    assert (unsure.is_sure, why_too_long(unsure, rule)) == (False, None)
    assert unsure.doubts[0].startswith("This kind of file does not tell tables apart from the rest.")
    assert why_too_long(sure, STOP) is not None
    assert count_of({Part.ANNEXES: 9}, rule, untold=untold).is_sure


@pytest.mark.parametrize(
    ("words", "marks"), [(100, 0), (101, 1), (110, 1), (111, 3), (500, 3)], ids=["in", "over", "at ten", "above", "far"]
)
def test_marks_are_taken_off_by_the_step_that_is_passed(words: int, marks: int) -> None:
    penalty = penalty_for(counted(words, MARKS), MARKS)

    assert (penalty.marks if penalty else 0) == marks


def test_a_penalty_says_what_it_is() -> None:
    one, three = (penalty_for(counted(words, MARKS), MARKS) for words in (101, 120))
    unmarked = penalty_for(counted(120, UNMARKED), UNMARKED)

    assert one == Penalty("101 words count, and at most 100 are allowed: 1 too many. 1 mark is taken off.", 1)
    assert three is not None
    assert three.says.endswith("3 marks are taken off.")
    assert unmarked is not None
    assert (unmarked.marks, unmarked.stops_marking) == (0, True)
    assert penalty_for(counted(120, STOP), STOP) is None


def test_a_step_that_is_not_reached_yet_takes_nothing_off() -> None:
    rule = WordRule(100, over=OverLimit.PENALTY, bands=(PenaltyBand(10, 3),))

    assert penalty_for(counted(105, rule), rule) is None


def test_a_penalty_shows_what_was_given_and_may_fail_a_script() -> None:
    scheme = a_scheme()
    judged = reckon(a_sheet(), scheme)

    after = with_penalty(judged, Penalty("", 1), scheme)

    assert judged == Judged(6, Outcome.PASSED)
    assert after == Judged(5, Outcome.FAILED, penalty=1)
    assert after.given == 6
    assert with_penalty(judged, None, scheme) == judged


def test_a_penalty_never_takes_more_than_there_is_and_never_passes_what_is_short() -> None:
    scheme = a_scheme(a_criterion("A"), minimum_total=0)

    nothing_left = with_penalty(reckon(a_sheet({"A": 2}), scheme), Penalty("", 9), scheme)
    short = with_penalty(reckon(a_sheet({"A": 0}), scheme), Penalty("", 9), scheme)

    assert (nothing_left.total, nothing_left.penalty, nothing_left.outcome) == (0, 2, Outcome.PASSED)
    assert (short.total, short.outcome) == (0, Outcome.FAILED)


def test_the_place_where_the_limit_is_reached_is_in_the_text() -> None:
    blocks = (
        body(60),
        Block(Part.ANNEXES, "does not count " * 50),
        body(30),
        Block(Part.BODY, "1. one two  three"),
        body(9),
    )
    rule = WordRule(91)
    found = where_reached(blocks, count(Reading(blocks, "x"), rule), rule)
    exact = WordRule(90)
    at_once = where_reached(blocks, count(Reading(blocks, "x"), exact), exact)

    assert found is not None
    assert (found.block, found.before, found.behind) == (3, "1. one", "two  three")
    assert at_once is not None
    assert (at_once.block, at_once.before) == (3, "")


def test_a_text_that_is_no_longer_there_has_no_place_in_it() -> None:
    assert where_reached((), counted(143, STOP), STOP) is None


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.integers(100, 150))
def test_what_stands_before_the_place_is_exactly_what_is_allowed(sizes: list[int], limit: int) -> None:
    blocks = tuple(body(size) for size in sizes)
    rule = WordRule(limit)

    found = where_reached(blocks, count(Reading(blocks, "x"), rule), rule)

    if found is None:
        assert sum(sizes) <= limit
    else:
        before = sum(map(words_of, blocks[: found.block])) + words_of(Block(Part.BODY, found.before))
        assert before == limit


def test_pieces_are_held_to_their_own_limits() -> None:
    text = f"My work\n\n# Task 1\n\n{'word ' * 133}\n\n# Task 2: a project\n\n{'word ' * 20}"

    found = count(read_text(text), TASKS)

    assert [(each.name, each.counted, each.most, each.beyond) for each in found.pieces] == [
        ("Task 1", 137, 132, 5),
        ("Task 2", 24, 88, 0),
    ]
    assert (found.beyond, found.is_sure) == (5, True)
    assert where_reached(read_text(text).blocks, found, TASKS) is None


def test_a_penalty_over_pieces_goes_by_the_one_furthest_over() -> None:
    rule = WordRule(200, limits=TASKS.limits, over=OverLimit.PENALTY, bands=BANDS)
    text = f"# Task 1\n\n{'word ' * 10}\n\n# Task 2\n\n{'word ' * 95}"

    penalty = penalty_for(count(read_text(text), rule), rule)

    assert penalty is not None
    assert penalty.says == "Task 2 has 97 words that count, and at most 80 are allowed. 3 marks are taken off."


def test_pieces_that_are_not_found_are_said_and_stop_nobody() -> None:
    rule = WordRule(200, limits=TASKS.limits, over=OverLimit.STOP)

    found = count(read_text("# Task 1\n\n" + "word " * 300), rule)

    assert (found.pieces, found.is_sure, why_too_long(found, rule)) == ((), False, None)
    assert found.doubts == (
        "No headings “Task 1” and “Task 2” were found, so the pieces could not be counted one by one.",
    )


def test_a_piece_ends_the_references_of_the_one_before_even_where_nothing_says_so() -> None:
    page = (
        Block(Part.BODY, "Task 1\nanswer one"),
        Block(Part.REFERENCES, "References\nSmith J\nTask 2\nanswer two\nReferences\nJones K"),
        Block(Part.REFERENCES, "More L"),
        Block(Part.TABLES, "a row"),
    )

    found = count(Reading(page, "x"), TASKS)

    assert [(each.name, each.counted) for each in found.pieces] == [("Task 1", 4), ("Task 2", 6)]


def test_several_files_are_counted_as_the_pieces_they_are_named_for() -> None:
    one, two = read_text("word " * 30), Reading((body(5),), "another reader", ("a note",), frozenset({Part.TABLES}))

    found = count_pieces([("Task 1", one), ("Task 2", two)], TASKS)

    assert [(each.name, each.counted) for each in found.pieces] == [("Task 1", 30), ("Task 2", 5)]
    assert (found.read, found.notes, found.extractor) == (35, ("a note",), f"{one.extractor}; another reader")


def test_much_text_where_contents_stand_is_said() -> None:
    assert count_of({Part.CONTENTS: 200, Part.BODY: 300}, STOP).notes[0].startswith("200 words stand where contents")
    assert count_of({Part.CONTENTS: 151, Part.BODY: 3000}, STOP).notes == ()


def test_a_person_s_count_stands_beside_the_reader_s() -> None:
    said = PersonCount(90, "A table was read as text.", NOON)
    reader = count_of({Part.BODY: 143}, WordRule(100, counts_tables=False), untold=frozenset({Part.TABLES}))

    both = WordCount(reader.parts, 100, "x", most=100, doubts=reader.doubts, by_person=said)

    assert (both.read, both.counted, both.beyond, both.over, both.is_sure) == (143, 90, 0, 0, True)
    assert penalty_for(WordCount(reader.parts, 100, "x", by_person=PersonCount(101, "", NOON)), MARKS) is not None


def test_a_kept_count_reads_back_as_it_was() -> None:
    text = read_text(f"# Task 1\n\n{'word ' * 133}\n\n# Task 2\n\n{'word ' * 20}\n\n# References\n\nSmith")

    found = count(text, TASKS)

    assert from_kept(as_kept(found)) == found


@pytest.mark.parametrize(
    ("words", "reason", "seen", "code"),
    [
        (5, "A table was read as text.", 1, "replaced_meanwhile"),
        (-1, "A table was read as text.", 2, "words_out_of_range"),
        (200_001, "A table was read as text.", 2, "words_out_of_range"),
        (5, "wrong", 2, "reason_missing"),
        (5, "A table was read as text.", 2, None),
    ],
)
def test_a_person_s_count_needs_a_reason_and_what_stands(words: int, reason: str, seen: int, code: str | None) -> None:
    refusal = why_not_recount(words, reason, seen=seen, standing=2)

    assert (refusal.code if refusal else None) == code


def someone(duty: Duty) -> Actor:
    hat = Hat(duty, 1, OrganisationKind.LEAD_PROVIDER)
    return Actor(PersonRef(a_script().ref), 99, "Q", frozenset({hat}))


@pytest.mark.parametrize(
    ("duty", "state", "places", "code"),
    [
        (Duty.MODERATOR, State.MARKED, frozenset(), "not_a_quality_lead"),
        (Duty.QUALITY_LEAD, State.RELEASED, frozenset(), "released"),
        (Duty.QUALITY_LEAD, State.MARKED, frozenset({21}), "conflict_of_interest"),
        (Duty.QUALITY_LEAD, State.MARKED, frozenset(), None),
    ],
)
def test_only_a_quality_lead_without_a_conflict_counts_again_before_release(duty, state, places, code) -> None:
    refusal = why_not_count_again(a_script(state), someone(duty), Marker(99, places))

    assert (refusal.code if refusal else None) == code
