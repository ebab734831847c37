"""Surveys: what a form may ask, which answers it takes, and from when on results may be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.surveying import (
    LONG_OVER,
    LONGEST_WORDS,
    MOST_QUESTIONS,
    WAITS,
    Asks,
    Form,
    Question,
    Tally,
)

LEAST_MINIMUM = 3
LABELS = range(2, 8)


def why_not_set_form(by: Actor) -> Refusal | None:
    """Why this actor may not decide what is asked after sessions."""
    if by.wears_for_provider(Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD):
        return None
    return Refusal(
        "not_your_form",
        "You cannot change what is asked after sessions.",
        "Ask the lead provider’s programme manager or quality lead.",
    )


def why_not_ask(form: Form) -> Refusal | None:
    """Why a form cannot be asked."""
    if not form.title.strip():
        return Refusal("no_title", "The survey has no title.", "Enter one.")
    if not 1 <= len(form.questions) <= MOST_QUESTIONS:
        return Refusal(
            "wrong_length", f"A survey has one to {MOST_QUESTIONS} questions, so that it fits one screen.", ""
        )
    if form.minimum < LEAST_MINIMUM:
        return Refusal(
            "too_few", f"Below {LEAST_MINIMUM} answers people could be recognised.", "Enter a larger number."
        )
    if form.open_days < 1:
        return Refusal("too_short", "The survey would be closed before anybody could answer.", "Enter a day or more.")
    if len({q.code for q in form.questions}) < len(form.questions):
        return Refusal("same_code", "Two questions have the same name.", "Give each its own.")
    return next((refusal for q in form.questions if (refusal := _why_not_question(q))), None)


def _why_not_question(question: Question) -> Refusal | None:
    if not question.words.strip():
        return Refusal("no_words", "A question has no words.", "Write what is asked, or leave the question out.")
    if question.kind is not Asks.TEXT and len(set(question.labels)) not in LABELS:
        return Refusal(
            "wrong_labels", f"“{question.words}” needs two to seven different labels.", "Put each on a line of its own."
        )
    is_usable = question.kind is Asks.SCALE and 1 <= question.satisfied < len(question.labels)
    if question.is_satisfaction and not is_usable:
        return Refusal(
            "no_satisfaction",
            f"“{question.words}” cannot say who is satisfied.",
            "Only a scale can, and some of its labels, but not all, count as satisfied.",
        )
    return None


def why_not_answer(*, is_open: bool, is_answered: bool) -> Refusal | None:
    """Why somebody who was asked cannot answer now."""
    if is_answered:
        return Refusal("answered", "You have answered already. Thank you.", "Each person answers once.")
    if not is_open:
        return Refusal("closed", "This survey is closed.", "Tell your facilitator or programme manager instead.")
    return None


def accepted(form: Form, said: Mapping[str, str]) -> Mapping[str, str]:
    """What is kept of what somebody said: known questions, known labels, words cut at the limit.

    Nothing has to be answered, but something.
    """
    kept = {}
    for question in form.questions:
        words = said.get(question.code, "").strip()
        if question.kind is Asks.TEXT:
            words = " ".join(words.split()[:LONGEST_WORDS])
        elif words not in question.labels:
            words = ""
        if words:
            kept[question.code] = words
    return kept


def why_not_show(form: Form, *, answers: int, asked: int, is_open: bool, closes_on: str) -> str:
    """Why results may not be read yet; empty when they may.

    Only at the end, or once everybody has answered: results that grow would tell what the newest answer was.
    """
    if is_open and answers < asked:
        return (
            f"{answers} of {asked} have answered. Results are shown on {closes_on}, or once everybody has, "
            "so that no single answer can be made out."
        )
    if answers < form.minimum:
        return (
            f"{answers} of {asked} answered. Results are shown from {form.minimum} answers on, "
            "so that nobody can be recognised."
        )
    return ""


def tallies(form: Form, answers: Iterable[Mapping[str, str]]) -> tuple[Tally, ...]:
    """What was answered, question by question; words in the order of the alphabet, which tells nothing of who."""
    every = tuple(answers)
    found = []
    for question in form.questions:
        said = [answer[question.code] for answer in every if question.code in answer]
        if question.kind is Asks.TEXT:
            found.append(Tally(question, (), tuple(sorted(said, key=str.casefold))))
        else:
            many = Counter(said)
            found.append(Tally(question, tuple((label, many[label]) for label in question.labels), ()))
    return tuple(found)


def is_satisfied(form: Form, answer: Mapping[str, str]) -> bool | None:
    """Whether an answer says that somebody was satisfied; ``None`` where it says nothing about it."""
    question = form.satisfaction
    if question is None or question.code not in answer:
        return None
    ordered = question.labels if question.best_first else tuple(reversed(question.labels))
    return answer[question.code] in ordered[: question.satisfied]


def asks_now(*, ends_at: datetime, has_register: bool, at: datetime) -> bool:
    """Whether those who were at a session are asked now: once its register is taken, or a day after it ended."""
    if at - ends_at > LONG_OVER:
        return False
    return ends_at <= at and (has_register or at - ends_at >= WAITS)
