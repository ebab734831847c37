"""Saving answers so that nothing is lost, and putting them together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from goldenthread.assessment.rules.counting import count, words_of
from goldenthread.assessment.rules.reading_text import EXTRACTOR, read_text
from goldenthread.assessment.types.composing import Question
from goldenthread.assessment.types.counting import Block, Reading, WordCount
from goldenthread.assessment.types.words import Part
from goldenthread.assessment.types.writing import Answered, DraftFacts, Kept
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import WordRule

# Far more than anybody writes: a text this long is a mistake or an attack.
MOST_CHARACTERS = 200_000
EVERY_SAVE = timedelta(minutes=10)
EVERY_MINUTE = timedelta(hours=1)
# A text that is shorter than this share of the one before it lost something: the one before is kept for good.
SHRANK = 0.8


def plain(text: str) -> str:
    """A text as it is kept: line ends alike, and no character that stands for nothing."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def why_not_keep(answer: Answered) -> Refusal | None:
    """Why a text is not kept at all."""
    if len(answer.text) > MOST_CHARACTERS:
        return Refusal(
            "text_too_long",
            f"An answer has at most {MOST_CHARACTERS:,} characters.",
            "Your text is still on this page. Take out what does not belong to the answer.",
        )
    return None


def judge_save(draft: DraftFacts, answer: Answered) -> Kept:
    """Whether a text takes the place of the one that stands, or is kept beside it.

    It takes its place if its writer had seen what stands: it is based on the newest revision, or everything saved since
    came from the same sheet (its answer was lost on the way). The same words again are saved already.
    """
    own_run = answer.sheet == draft.sheet and draft.run_from <= answer.based_on <= draft.revision
    if answer.text == draft.text or answer.based_on == draft.revision or own_run:
        return Kept.SAVED
    return Kept.BESIDE


def thinned(kept: Sequence[tuple[int, datetime, int]], *, at: datetime) -> frozenset[int]:
    """Which kept revisions go: given by key, moment and length, oldest first.

    Every save of the last ten minutes stays, then the last of each minute for an hour, then the last of each hour; and
    for good whatever came before a text that lost a fifth of its length, and the newest.
    """
    going = set[int]()
    for (key, when, length), (_, next_when, next_length) in pairwise(kept):
        is_same_slot = at - when > EVERY_SAVE and _slot(when, at=at) == _slot(next_when, at=at)
        if is_same_slot and next_length >= length * SHRANK:
            going.add(key)
    return frozenset(going)


def _slot(when: datetime, *, at: datetime) -> datetime:
    if at - when <= EVERY_MINUTE:
        return when.replace(second=0, microsecond=0)
    return when.replace(minute=0, second=0, microsecond=0)


def document(answers: Sequence[tuple[Question, str]]) -> str:
    """The answers as one text in markdown, under the headings of their questions; a single one stands alone."""
    pieces = (f"# {each.heading}\n\n{text.strip()}" if each.heading else text.strip() for each, text in answers)
    return "\n\n".join(pieces).strip() + "\n"


def reading_of(answers: Sequence[tuple[Question, str]]) -> Reading:
    """The answers read as a file is read, each under its heading; what one leaves open ends with it."""
    blocks = list[Block]()
    for question, text in answers:
        if question.heading:
            blocks.append(Block(Part.HEADINGS, question.heading))
        blocks += read_text(text).blocks
    return Reading(tuple(blocks), EXTRACTOR)


def count_answers(answers: Sequence[tuple[Question, str]], rule: WordRule) -> WordCount:
    """The words of all answers, as those of a file are counted."""
    return count(reading_of(answers), rule)


def words_of_answer(text: str) -> int:
    """The words of one answer, whatever part they are in."""
    return sum(words_of(block) for block in read_text(text).blocks)


def mark_of(text: str) -> str:
    """What stands for exactly this text: whoever hands in hands in what they looked at."""
    return hashlib.sha256(text.encode()).hexdigest()


def why_not_hand_in(*, is_blank: bool, waits: bool, stale: bool = False) -> Refusal | None:
    """Why answers are not handed in as they stand. ``stale``: they changed since they were looked at."""
    if is_blank:
        return Refusal("nothing_written", "Nothing is written yet.", "Write your answers first.")
    if waits:
        return Refusal(
            "choice_waits",
            "Two texts of one answer wait for your choice.",
            "Open that answer, choose which stands, then hand in.",
        )
    if stale:
        return Refusal(
            "changed_since",
            "Your answers changed since this page was opened, perhaps in another tab.",
            "Read them below as they are now, then hand in.",
        )
    return None
