"""Checks for understanding: whether a question can be asked, and what an answer is worth."""

from __future__ import annotations

import re
import unicodedata

from goldenthread.ground.types import Refusal
from goldenthread.learning.types import Answer, Judged, QuestionDraft, QuestionKind

RIGHT = "That is right."
WRONG = "Not quite. Read the page again, then try once more."


def why_not_ask(draft: QuestionDraft) -> Refusal | None:
    """Why a question cannot stand in a unit as it is written, or ``None``."""
    if not draft.prompt.strip():
        return Refusal("no_prompt", "The question has no words.", "Write what you ask.")
    if draft.kind is QuestionKind.SHORT:
        return None if any(_plain(a) for a in draft.accepts) else _NO_ACCEPTED
    right = sum(choice.is_right for choice in draft.choices)
    if len(draft.choices) < 2 or any(not c.words.strip() for c in draft.choices):
        return Refusal("too_few_choices", "There are fewer than two answers to choose from.", "Write at least two.")
    if draft.kind is QuestionKind.CHOICE and right != 1:
        return Refusal("not_one_right", "Exactly one answer has to be right.", "Mark one answer as right.")
    if right == 0:
        return Refusal("none_right", "No answer is marked as right.", "Mark every right answer.")
    return None


def why_not_judge(draft: QuestionDraft, answer: Answer) -> Refusal | None:
    """Why this is not an answer to this question, or ``None``."""
    if draft.kind is QuestionKind.SHORT:
        return None if _plain(answer.words) else Refusal("no_answer", "Write your answer.", "A few words are enough.")
    if not answer.chosen or not answer.chosen <= set(range(len(draft.choices))):
        return Refusal("no_answer", "Choose an answer.", "You can try again as often as you like.")
    if draft.kind is QuestionKind.CHOICE and len(answer.chosen) != 1:
        return Refusal("one_answer", "Choose one answer only.", "You can try again as often as you like.")
    return None


def judge(draft: QuestionDraft, answer: Answer) -> Judged:
    """What the answer is worth, and what to say. Case, accents and spacing of written words do not matter."""
    if draft.kind is QuestionKind.SHORT:
        is_right = _plain(answer.words) in {_plain(a) for a in draft.accepts}
        said: list[str] = []
    else:
        is_right = answer.chosen == {i for i, c in enumerate(draft.choices) if c.is_right}
        said = [draft.choices[i].feedback for i in sorted(answer.chosen) if draft.choices[i].feedback]
    closing = (draft.when_right or RIGHT) if is_right else (draft.when_wrong or WRONG)
    return Judged(is_right, " ".join([closing, *said]))


def _plain(words: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", words) if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", " ", bare).strip().casefold()


_NO_ACCEPTED = Refusal("none_accepted", "No answer is accepted.", "Write at least one wording that counts as right.")
