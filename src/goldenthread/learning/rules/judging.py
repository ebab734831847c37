"""Checks for understanding: whether a question can be asked, and what an answer is worth."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from goldenthread.ground.types import Refusal
from goldenthread.learning.types import Answer, Choice, Judged, QuestionDraft, QuestionKind

RIGHT = "That is right."
WRONG = "Not quite. Read the page again, then try once more."
TRUTHS = ("True", "False")
MOST_WORDS = 2_000
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_WRITTEN = (QuestionKind.SHORT, QuestionKind.NUMERIC)
_PLACED = (QuestionKind.ORDERING, QuestionKind.MATCHING)


def why_not_ask(draft: QuestionDraft) -> Refusal | None:
    """Why a question cannot stand in a unit as it is written, or ``None``."""
    if not draft.prompt.strip():
        return Refusal("no_prompt", "The question has no words.", "Write what you ask.")
    if draft.kind is QuestionKind.REFLECTION:
        return None if 0 <= draft.least_words <= MOST_WORDS else _ODD_WORDS
    if draft.kind is QuestionKind.SHORT:
        return None if any(_plain(a) for a in draft.accepts) else _NO_ACCEPTED
    if draft.kind is QuestionKind.NUMERIC:
        return None if draft.accepts and all(_span(a) for a in draft.accepts) else _NO_NUMBER
    if len(draft.choices) < 2 or any(not c.words.strip() for c in draft.choices):
        return Refusal("too_few_choices", "There are fewer than two answers to choose from.", "Write at least two.")
    if draft.kind in _PLACED:
        return _why_not_place(draft)
    return _why_not_choose(draft)


def _why_not_choose(draft: QuestionDraft) -> Refusal | None:
    right = sum(choice.is_right for choice in draft.choices)
    if draft.kind is QuestionKind.TRUE_FALSE and {c.words for c in draft.choices} != set(TRUTHS):
        return Refusal("not_true_or_false", "The two answers have to be True and False.", "Write one on each line.")
    if draft.kind is not QuestionKind.SEVERAL and right != 1:
        return Refusal("not_one_right", "Exactly one answer has to be right.", "Mark one answer as right.")
    if right == 0:
        return Refusal("none_right", "No answer is marked as right.", "Mark every right answer.")
    return None


def _why_not_place(draft: QuestionDraft) -> Refusal | None:
    if len({choice.words for choice in draft.choices}) < len(draft.choices):
        return Refusal("said_twice", "Two lines say the same.", "Word each differently.")
    if draft.kind is QuestionKind.MATCHING:
        if any(not choice.pair.strip() for choice in draft.choices):
            return Refusal("no_partner", "Something has no partner.", "Write each line as: this = its partner.")
        if len(partners(draft)) < 2:
            return Refusal("one_partner", "All have the same partner.", "Give at least two different partners.")
    return None


def why_not_judge(draft: QuestionDraft, answer: Answer) -> Refusal | None:
    """Why this is not an answer to this question, or ``None``."""
    if draft.kind is QuestionKind.REFLECTION:
        return Refusal("not_judged", "A reflection is not judged.", "Write it in its own box, and save it.")
    if draft.kind is QuestionKind.SHORT:
        return None if _plain(answer.words) else Refusal("no_answer", "Write your answer.", "A few words are enough.")
    if draft.kind is QuestionKind.NUMERIC:
        return None if _number(answer.words) is not None else _GIVE_A_NUMBER
    if draft.kind in _PLACED:
        return _why_not_placed(draft, answer.placed)
    if not answer.chosen or not answer.chosen <= set(range(len(draft.choices))):
        return Refusal("no_answer", "Choose an answer.", "You can try again as often as you like.")
    if draft.kind is not QuestionKind.SEVERAL and len(answer.chosen) != 1:
        return Refusal("one_answer", "Choose one answer only.", "You can try again as often as you like.")
    return None


def _why_not_placed(draft: QuestionDraft, placed: Sequence[int]) -> Refusal | None:
    most = len(draft.choices if draft.kind is QuestionKind.ORDERING else partners(draft))
    if len(placed) != len(draft.choices) or not set(placed) <= set(range(most)):
        return Refusal("no_answer", "Something is not placed yet.", "Choose for each; you can try again.")
    if draft.kind is QuestionKind.ORDERING and len(set(placed)) < len(placed):
        return Refusal("same_place", "Two things have the same place.", "Give each a place of its own.")
    return None


def shown(draft: QuestionDraft) -> tuple[Choice, ...]:
    """The choices as readers see them. What is to be put in order is mixed, alike for everybody and every time."""
    if draft.kind is not QuestionKind.ORDERING:
        return draft.choices
    return tuple(sorted(draft.choices, key=lambda c: hashlib.sha256((draft.prompt + c.words).encode()).digest()))


def partners(draft: QuestionDraft) -> tuple[str, ...]:
    """What things are matched with, each once, by the alphabet."""
    if draft.kind is not QuestionKind.MATCHING:
        return ()
    return tuple(sorted({choice.pair for choice in draft.choices}, key=str.casefold))


def judge(draft: QuestionDraft, answer: Answer) -> Judged:
    """What the answer is worth, and what to say. Case, accents and spacing of written words do not matter."""
    said: list[str] = []
    if draft.kind in _WRITTEN:
        is_right = _is_accepted(draft, answer.words)
    elif draft.kind in _PLACED:
        choices, others = shown(draft), partners(draft)
        missed = [
            choice
            for choice, place in zip(choices, answer.placed, strict=True)
            if (others[place] != choice.pair if others else draft.choices[place] != choice)
        ]
        is_right = not missed
        if missed:
            said = [f"{len(choices) - len(missed)} of {len(choices)} are where they belong."]
        said += [choice.feedback for choice in missed if choice.feedback]
    else:
        is_right = answer.chosen == {i for i, c in enumerate(draft.choices) if c.is_right}
        said = [draft.choices[i].feedback for i in sorted(answer.chosen) if draft.choices[i].feedback]
    closing = (draft.when_right or RIGHT) if is_right else (draft.when_wrong or WRONG)
    return Judged(is_right, " ".join([closing, *said]))


def _is_accepted(draft: QuestionDraft, words: str) -> bool:
    if draft.kind is QuestionKind.SHORT:
        return _plain(words) in {_plain(a) for a in draft.accepts}
    given = _number(words)
    spans = [span for span in map(_span, draft.accepts) if span]
    return given is not None and any(low <= given <= high for low, high in spans)


def _plain(words: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", words) if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", " ", bare).strip().casefold()


def _number(words: str) -> Decimal | None:
    """A number as people write it: 1,480, £12.50 and 40 % are numbers."""
    bare = re.sub(r"[\s,£%]", "", words.replace("−", "-"))
    return Decimal(bare) if _NUMBER.fullmatch(bare) and len(bare) < 30 else None


def _span(words: str) -> tuple[Decimal, Decimal] | None:
    """The numbers that count as right: *12.5*, or *12.5 ± 0.5* for those from 12 to 13."""
    middle, _, give = words.replace("+-", "±").replace("+/-", "±").partition("±")
    number, tolerance = _number(middle), _number(give or "0")
    if number is None or tolerance is None:
        return None
    return number - abs(tolerance), number + abs(tolerance)


_NO_ACCEPTED = Refusal("none_accepted", "No answer is accepted.", "Write at least one wording that counts as right.")
_NO_NUMBER = Refusal("no_number", "The right answer is not a number.", "Write it like 12.5, or 12.5 ± 0.5.")
_GIVE_A_NUMBER = Refusal("no_answer", "Give a number, like 12 or 3.5.", "You can try again as often as you like.")
_ODD_WORDS = Refusal("odd_words", "A reflection asks for between 0 and 2,000 words.", "Choose another number.")
