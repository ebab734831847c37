"""What an answer to a check is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.learning.rules.judging import RIGHT, WRONG, judge, why_not_ask, why_not_judge
from goldenthread.learning.types import Answer, Choice, QuestionDraft, QuestionKind

ONE = QuestionDraft(
    QuestionKind.CHOICE,
    "Which comes first?",
    (Choice("A plan", False, "A plan needs a question."), Choice("A question", True)),
)
SEVERAL = QuestionDraft(
    QuestionKind.SEVERAL,
    "Which help?",
    (Choice("Time", True), Choice("Noise", False, "Noise tires people."), Choice("Practice", True)),
    when_right="Both help.",
    when_wrong="Look again.",
)
SHORT = QuestionDraft(QuestionKind.SHORT, "One word for it?", accepts=("Cohérence", "consistency"))


def chosen(*positions: int) -> Answer:
    return Answer(frozenset(positions))


@pytest.mark.parametrize(
    ("draft", "answer", "is_right", "feedback"),
    [
        pytest.param(ONE, chosen(1), True, RIGHT, id="the one right choice"),
        pytest.param(ONE, chosen(0), False, f"{WRONG} A plan needs a question.", id="the other one, and why"),
        pytest.param(SEVERAL, chosen(0, 2), True, "Both help.", id="every right choice"),
        pytest.param(SEVERAL, chosen(0), False, "Look again.", id="only some of them"),
        pytest.param(SEVERAL, chosen(0, 1, 2), False, "Look again. Noise tires people.", id="one too many"),
        pytest.param(SHORT, Answer(words="  COHERENCE! "), True, RIGHT, id="case, accents and marks do not matter"),
        pytest.param(SHORT, Answer(words="noise"), False, WRONG, id="another word"),
    ],
)
def test_an_answer_is_judged_and_told_why(draft, answer, is_right, feedback) -> None:
    judged = judge(draft, answer)

    assert (judged.is_right, judged.feedback) == (is_right, feedback)


@pytest.mark.parametrize(
    ("draft", "answer", "code"),
    [
        pytest.param(ONE, chosen(), "no_answer", id="nothing chosen"),
        pytest.param(ONE, chosen(7), "no_answer", id="a choice that is not there"),
        pytest.param(ONE, chosen(0, 1), "one_answer", id="two where one is asked"),
        pytest.param(SHORT, Answer(words=" ?! "), "no_answer", id="no word"),
    ],
)
def test_what_is_no_answer_is_refused(draft, answer, code) -> None:
    refusal = why_not_judge(draft, answer)

    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize("case", [(ONE, chosen(0)), (SEVERAL, chosen(0, 1)), (SHORT, Answer(words="x"))])
def test_an_answer_is_taken_right_or_wrong(case) -> None:
    assert why_not_judge(*case) is None


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        pytest.param(QuestionDraft(QuestionKind.CHOICE, " "), "no_prompt", id="no words"),
        pytest.param(QuestionDraft(QuestionKind.CHOICE, "Q", (Choice("a", True),)), "too_few_choices", id="one choice"),
        pytest.param(
            QuestionDraft(QuestionKind.SEVERAL, "Q", (Choice("a", True), Choice(" ", False))),
            "too_few_choices",
            id="an empty choice",
        ),
        pytest.param(
            QuestionDraft(QuestionKind.CHOICE, "Q", (Choice("a", True), Choice("b", True))), "not_one_right", id="two"
        ),
        pytest.param(
            QuestionDraft(QuestionKind.SEVERAL, "Q", (Choice("a", False), Choice("b", False))), "none_right", id="none"
        ),
        pytest.param(QuestionDraft(QuestionKind.SHORT, "Q", accepts=(" ", "!")), "none_accepted", id="no wording"),
    ],
)
def test_a_question_that_cannot_be_answered_is_not_asked(draft, code) -> None:
    refusal = why_not_ask(draft)

    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize("draft", [ONE, SEVERAL, SHORT])
def test_a_whole_question_can_be_asked(draft) -> None:
    assert why_not_ask(draft) is None


@given(st.sets(st.integers(0, 2), min_size=1))
def test_several_is_right_only_for_exactly_the_right_ones(positions: set[int]) -> None:
    assert judge(SEVERAL, Answer(frozenset(positions))).is_right == (positions == {0, 2})


def test_words_in_another_script_are_compared_as_they_are() -> None:
    draft = QuestionDraft(QuestionKind.SHORT, "Q", accepts=("一致",))

    assert judge(draft, Answer(words=" 一致 ")).is_right
