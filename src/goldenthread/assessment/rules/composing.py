"""What the questions and materials of a brief need, and the brief as one text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from goldenthread.assessment.types.briefing import NewMaterial, NewQuestion
from goldenthread.assessment.types.composing import Composed
from goldenthread.ground.types import Refusal

MOST_QUESTIONS = 20
MOST_MATERIALS = 40
MOST_WORDS = 20_000
T = TypeVar("T")


def why_not_question(new: NewQuestion, *, others: int) -> Refusal | None:
    """Why a question cannot be kept as it is. ``others``: how many the brief has beside it."""
    if not new.heading.strip():
        return Refusal("no_heading", "The question has no heading.", "Give it a short heading, such as “Diagnosis”.")
    if not new.asks.strip():
        return Refusal("asks_nothing", "The question does not say what it asks.", "Write what is to be answered.")
    if not 0 <= new.words <= MOST_WORDS:
        return Refusal("words_unlikely", "That number of words cannot be.", f"Give a number up to {MOST_WORDS:,}.")
    if others >= MOST_QUESTIONS:
        return Refusal("too_many", f"A brief has at most {MOST_QUESTIONS} questions.", "Put two of them together.")
    return None


def why_not_material(new: NewMaterial, *, has_file: bool, others: int) -> Refusal | None:
    """Why a material cannot be kept as it is. ``others``: how many the brief has beside it."""
    if not new.title.strip():
        return Refusal("no_title", "The material has no title.", "Give it a title that says what it is.")
    if not new.text.strip() and not has_file:
        return Refusal("no_text", "There is nothing in the material.", "Write its text, or choose a file.")
    if others >= MOST_MATERIALS:
        return Refusal("too_many", f"A brief has at most {MOST_MATERIALS} materials.", "Put two of them together.")
    return None


def placed(others: Sequence[T], one: T, *, at: int) -> tuple[T, ...]:
    """All of them in order, with one at a place that counts from 1; at the end for 0 or a place beyond it."""
    behind = at - 1 if 0 < at <= len(others) else len(others)
    return (*others[:behind], one, *others[behind:])


def as_one_text(brief: Composed) -> str:
    """The whole brief in markdown: its text, the materials, and what is asked."""
    pieces = [brief.text.strip()]
    pieces += [f"## {each.title}\n\n{each.text.strip()}" for each in brief.materials]
    pieces += [
        f"## {n}. {each.heading}\n\n{each.asks.strip()}{_about(each.words)}"
        for n, each in enumerate(brief.questions, 1)
    ]
    return "\n\n".join(pieces)


def _about(words: int) -> str:
    return f"\n\nAbout {words:,} words." if words else ""
