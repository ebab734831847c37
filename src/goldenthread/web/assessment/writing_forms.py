"""What is written into answers, as values. Words are taken as they come: nothing is cut off their ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict

from goldenthread.assessment.types.writing import AnswerDraftLine, Answered, Paste, WritingPage
from goldenthread.web.shared.fields import TextAreaField

MOST_PASTES = 200


class WritingForm(forms.Form):
    """One box for each answer. ``sheet`` is what this page writes on, where no script keeps one for the device."""

    def __init__(self, page: WritingPage, data: Any = None) -> None:
        super().__init__(data)
        self.page, self.sheet = page, uuid4()
        for each in page.answers:
            label = each.question.heading or "Your answer"
            words = f"About {each.question.words:,} words" if each.question.words else ""
            box = TextAreaField(
                label=label,
                hint=words,
                rows=14,
                required=False,
                says_optional=False,
                initial=each.text,
                hidden_label=True,
            )
            box.widget.attrs |= {"spellcheck": "true", "autocomplete": "off"}
            self.fields[f"text-{each.question.place}"] = box

    @property
    def answers(self) -> Iterator[tuple[AnswerDraftLine, Any]]:
        """Each answer with its box."""
        return ((each, self[f"text-{each.question.place}"]) for each in self.page.answers)


def answered(sent: QueryDict, at: str = "") -> Answered:
    """An answer as a page sent it. What cannot be read counts as seen before anything was saved."""
    return Answered(
        text=sent.get(f"text{at}", "").replace("\r\n", "\n"),
        based_on=_number(sent.get(f"base{at}", "")),
        sheet=_sheet(sent.get("sheet", "")),
        pastes=tuple(_pastes(sent.getlist("paste"))),
    )


def _pastes(said: list[str]) -> Iterator[Paste]:
    """Each as its number and its length, joined by a colon."""
    for each in said[:MOST_PASTES]:
        number, _, characters = each.partition(":")
        if _number(number) and _number(characters):
            yield Paste(_number(number), _number(characters))


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _sheet(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return uuid4()
