"""Checks that are ordered, matched, counted, or true and false."""

from __future__ import annotations

import pytest

from goldenthread.learning.rules.judging import judge, partners, shown, why_not_ask, why_not_judge
from goldenthread.learning.types import Answer, Choice, QuestionDraft, QuestionKind

K = QuestionKind
ORDER = QuestionDraft(
    K.ORDERING, "Order?", tuple(Choice(words, False, f"Not {words}.") for words in ("one", "two", "three", "four"))
)
MATCH = QuestionDraft(
    K.MATCHING,
    "Match?",
    (
        Choice("wall", False, pair="hoped"),
        Choice("Friday", False, "Look.", pair="Done"),
        Choice("book", False, pair="hoped"),
    ),
)
TRUTH = QuestionDraft(K.TRUE_FALSE, "So?", (Choice("True", False, "No."), Choice("False", True)))


def number(*accepts: str) -> QuestionDraft:
    return QuestionDraft(K.NUMERIC, "How many?", accepts=accepts)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (ORDER, None),
        (MATCH, None),
        (TRUTH, None),
        (number("12.5", "1,480", "£3 +- 1"), None),
        (number(), "no_number"),
        (number("many"), "no_number"),
        (number("5 ± some"), "no_number"),
        (QuestionDraft(K.TRUE_FALSE, "So?", (Choice("Yes", True), Choice("No", False))), "not_true_or_false"),
        (QuestionDraft(K.ORDERING, "Order?", (Choice("a", False), Choice("a", False))), "said_twice"),
        (QuestionDraft(K.MATCHING, "M?", (Choice("a", False, pair="x"), Choice("b", False))), "no_partner"),
        (QuestionDraft(K.MATCHING, "M?", (Choice("a", False, pair="x"), Choice("b", False, pair="x"))), "one_partner"),
        (QuestionDraft(K.REFLECTION, "Think.", least_words=2000), None),
        (QuestionDraft(K.REFLECTION, "Think.", least_words=2001), "odd_words"),
    ],
)
def test_a_question_can_be_asked_or_says_why_not(draft, code) -> None:
    refusal = why_not_ask(draft)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("draft", "answer", "code"),
    [
        (ORDER, Answer(placed=(3, 2, 1, 0)), None),
        (ORDER, Answer(placed=(0, 0, 1, 2)), "same_place"),
        (ORDER, Answer(placed=(0, 1)), "no_answer"),
        (ORDER, Answer(placed=(0, 1, 2, 9)), "no_answer"),
        (MATCH, Answer(placed=(0, 0, 1)), None),
        (MATCH, Answer(placed=(0, 0, 2)), "no_answer"),
        (TRUTH, Answer(frozenset({0, 1})), "one_answer"),
        (number("3"), Answer(words="three"), "no_answer"),
        (number("3"), Answer(words="3"), None),
        (QuestionDraft(K.REFLECTION, "Think."), Answer(words="x"), "not_judged"),
    ],
)
def test_an_answer_is_one_or_says_why_not(draft, answer, code) -> None:
    refusal = why_not_judge(draft, answer)

    assert (refusal.code if refusal else None) == code


def test_what_is_to_be_ordered_is_mixed_and_judged_by_its_place() -> None:
    seen = shown(ORDER)
    right = tuple(ORDER.choices.index(choice) for choice in seen)
    swapped = tuple({right[0]: right[1], right[1]: right[0]}.get(place, place) for place in right)

    assert sorted(c.words for c in seen) == ["four", "one", "three", "two"]
    assert seen == shown(ORDER)
    assert seen != ORDER.choices
    assert judge(ORDER, Answer(placed=right)).is_right
    told = judge(ORDER, Answer(placed=swapped))
    assert not told.is_right
    assert "2 of 4 are where they belong." in told.feedback
    assert f"Not {seen[0].words}." in told.feedback


def test_partners_are_offered_by_the_alphabet_and_matched() -> None:
    assert partners(MATCH) == ("Done", "hoped")
    assert partners(ORDER) == ()
    assert shown(MATCH) == MATCH.choices
    assert judge(MATCH, Answer(placed=(1, 0, 1))).is_right
    assert "Look." in judge(MATCH, Answer(placed=(1, 1, 1))).feedback


def test_true_and_false_are_judged_like_a_choice() -> None:
    assert judge(TRUTH, Answer(frozenset({1}))).is_right
    assert judge(TRUTH, Answer(frozenset({0}))).feedback.endswith("No.")


@pytest.mark.parametrize(
    ("accepts", "words", "is_right"),
    [
        ("12.5 ± 0.5", "12", True),
        ("12.5 ± 0.5", "13.01", False),
        ("12.5+-0.5", "13.0", True),
        ("40", "40 %", True),
        ("1480", "1,480", True),
        ("-3", "−3", True),
        ("3", "3" * 40, False),
    ],
)
def test_numbers_are_read_as_people_write_them(accepts, words, is_right) -> None:
    assert judge(number(accepts), Answer(words=words)).is_right is is_right
