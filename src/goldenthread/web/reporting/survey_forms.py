"""What is typed in a survey, and about what a survey asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from goldenthread.reporting.types.surveying import LONGEST_WORDS, MOST_QUESTIONS, Asks, Form, Question
from goldenthread.web.shared.fields import ChoiceField, NumberField, SelectField, TextAreaField, TextField

KINDS = [
    (Asks.SCALE.value, "A scale, from one end to the other"),
    (Asks.CHOICE.value, "One of several, without an order"),
    (Asks.TEXT.value, "Words"),
]


class AnswerForm(forms.Form):
    """The questions of one survey. None has to be answered."""

    def __init__(self, data: Any, *, asked: Form, **rest: Any) -> None:
        super().__init__(data, **rest)
        for question in asked.questions:
            self.fields[question.code] = _field(question)

    def said(self) -> Mapping[str, str]:
        """What was answered, question by question."""
        return {code: str(value) for code, value in self.cleaned_data.items()}


class SurveyDraftForm(forms.Form):
    """What is asked after sessions: a title, up to six questions, and the two numbers."""

    title = TextField(label="Title", max_length=120, width="two-thirds")
    minimum = NumberField(
        label="From how many answers on are results shown?",
        hint="3 at least, so that nobody can be recognised",
        min_value=3,
        max_value=100,
        width=3,
    )
    open_days = NumberField(label="For how many days can it be answered?", min_value=1, max_value=60, width=3)

    def __init__(self, data: Any, *, now: Form, **rest: Any) -> None:
        initial = {"title": now.title, "minimum": now.minimum, "open_days": now.open_days}
        asked = [*now.questions, *([None] * MOST_QUESTIONS)][:MOST_QUESTIONS]
        for number, question in enumerate(asked, start=1):
            initial |= _initial(number, question)
        super().__init__(data, initial=initial, **rest)
        for number in range(1, MOST_QUESTIONS + 1):
            self.fields |= _fields(number)

    def rows(self) -> Iterator[tuple[int, tuple[BoundField, ...]]]:
        """The fields of each question together."""
        for number in range(1, MOST_QUESTIONS + 1):
            yield number, tuple(self[f"q{number}_{name}"] for name in ("words", "kind", "labels", "best", "good"))

    def form(self) -> Form:
        """The form as a value; questions without words are left out. Codes follow the words."""
        said = self.cleaned_data
        found: list[Question] = []
        for number in range(1, MOST_QUESTIONS + 1):
            words = said[f"q{number}_words"].strip()
            if not words:
                continue
            kind = Asks(said[f"q{number}_kind"] or Asks.TEXT)
            labels = tuple(filter(None, map(str.strip, said[f"q{number}_labels"].splitlines())))
            good = said[f"q{number}_good"] or 0
            found.append(
                Question(
                    code=f"q{number}",
                    words=words,
                    kind=kind,
                    labels=() if kind is Asks.TEXT else labels,
                    best_first=said[f"q{number}_best"] != "last",
                    is_satisfaction=kind is Asks.SCALE and good > 0 and not any(q.is_satisfaction for q in found),
                    satisfied=good if kind is Asks.SCALE else 0,
                )
            )
        return Form(said["title"], tuple(found), said["minimum"], said["open_days"])


def _field(question: Question) -> forms.Field:
    if question.kind is Asks.TEXT:
        return TextAreaField(label=question.words, words=LONGEST_WORDS, rows=4, required=False)
    choices = [(label, label) for label in question.labels]
    return ChoiceField(label=question.words, choices=choices, required=False, says_optional=False, small=True)


def _fields(number: int) -> dict[str, forms.Field]:
    return {
        f"q{number}_words": TextField(
            label=f"Question {number}", max_length=200, width="full", required=False, says_optional=False
        ),
        f"q{number}_kind": SelectField(
            label="Kind", choices=KINDS, required=False, says_optional=False, empty="Choose one"
        ),
        f"q{number}_labels": TextAreaField(
            label="Answers to choose from", hint="One on a line; none for words", rows=3, required=False,
            says_optional=False,
        ),
        f"q{number}_best": SelectField(
            label="Which end of a scale is better?",
            choices=[("first", "The first"), ("last", "The last")],
            required=False,
            says_optional=False,
            empty="",
        ),
        f"q{number}_good": NumberField(
            label="How many answers from the better end count as satisfied?",
            hint="Only for the question that gives the yearly figure",
            min_value=0,
            max_value=6,
            width=2,
            required=False,
            says_optional=False,
        ),
    }  # fmt: skip


def _initial(number: int, question: Question | None) -> dict[str, Any]:
    if question is None:
        return {}
    return {
        f"q{number}_words": question.words,
        f"q{number}_kind": question.kind.value,
        f"q{number}_labels": "\n".join(question.labels),
        f"q{number}_best": "first" if question.best_first else "last",
        f"q{number}_good": question.satisfied or None,
    }
