"""What is typed on the learning pages, as values."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.learning.types import (
    KIND_NAMES,
    Answer,
    Choice,
    EditedPage,
    QuestionDraft,
    QuestionKind,
    QuestionView,
)
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    NumberField,
    TextAreaField,
    TextField,
)

RIGHT = "*"
SAYS = "|"


class PageForm(forms.Form):
    """One page of a unit."""

    title = TextField(label="Title", max_length=200, hint="What this page is about, in a few words")
    body = TextAreaField(
        label="Text",
        rows=18,
        required=False,
        hint="Markdown: # for a heading, - for a list, **bold**, [words](address) for a link",
    )
    minutes = NumberField(label="Estimated time", suffix="minutes", min_value=0, max_value=600, initial=5)

    @classmethod
    def of(cls, page: EditedPage) -> PageForm:
        """The form as the page stands."""
        return cls(initial={"title": page.title, "body": page.body, "minutes": page.minutes})

    def page(self) -> dict[str, Any]:
        """What the action asks for."""
        return {name: self.cleaned_data[name] for name in ("title", "body", "minutes")}


class QuestionForm(forms.Form):
    """One check for understanding. Answers are written one a line, so that they are quick to write and to reorder."""

    kind = ChoiceField(label="How is it answered?", choices=[(k.value, name) for k, name in KIND_NAMES.items()])
    prompt = TextAreaField(label="Question", rows=3, asks="Write what you ask")
    answers = TextAreaField(
        label="Answers, one a line",
        rows=6,
        asks="Write the answers, one a line",
        hint="Put * before each right answer. After | you can add what is said to whoever chooses it. "
        "For a short answer, write each wording that counts as right.",
    )
    when_right = TextAreaField(label="What to say to a right answer", rows=2, required=False)
    when_wrong = TextAreaField(label="What to say to a wrong answer", rows=2, required=False)

    @classmethod
    def of(cls, draft: QuestionDraft) -> QuestionForm:
        """The form as the question stands."""
        lines = [
            f"{RIGHT + ' ' if c.is_right else ''}{c.words}{f' {SAYS} {c.feedback}' if c.feedback else ''}"
            for c in draft.choices
        ]
        return cls(
            initial={
                "kind": draft.kind.value,
                "prompt": draft.prompt,
                "answers": "\n".join(lines or draft.accepts),
                "when_right": draft.when_right,
                "when_wrong": draft.when_wrong,
            }
        )

    def draft(self) -> QuestionDraft:
        """The question as its author means it."""
        kind = QuestionKind(self.cleaned_data["kind"])
        lines = [line.strip() for line in self.cleaned_data["answers"].splitlines() if line.strip()]
        is_short = kind is QuestionKind.SHORT
        return QuestionDraft(
            kind,
            self.cleaned_data["prompt"],
            () if is_short else tuple(_choice(line) for line in lines),
            tuple(line.lstrip(RIGHT).strip() for line in lines) if is_short else (),
            self.cleaned_data["when_right"],
            self.cleaned_data["when_wrong"],
        )


class CheckForm(forms.Form):
    """A check as it is put to its reader: radios, boxes or a line to write on."""

    def __init__(self, data: Any = None, *, question: QuestionView) -> None:
        super().__init__(data, prefix=f"q{question.ref.hex[:8]}")
        self.kind = question.kind
        self.fields["answer"] = self._field(question)

    def _field(self, question: QuestionView) -> forms.Field:
        choices = [(str(n), words) for n, words in enumerate(question.choices)]
        last = question.last.answer if question.last else Answer()
        if question.kind is QuestionKind.SHORT:
            return TextField(label=question.prompt, label_size="s", initial=last.words, max_length=300)
        chosen = [str(n) for n in sorted(last.chosen)]
        if question.kind is QuestionKind.SEVERAL:
            asks = "Choose every answer that is right"
            return CheckboxesField(label=question.prompt, label_size="s", choices=choices, initial=chosen, asks=asks)
        first = chosen[0] if chosen else None
        return ChoiceField(
            label=question.prompt, label_size="s", choices=choices, initial=first, asks="Choose an answer"
        )

    def answer(self) -> Answer:
        """What was answered."""
        given = self.cleaned_data["answer"]
        if self.kind is QuestionKind.SHORT:
            return Answer(words=given)
        return Answer(frozenset(int(n) for n in ([given] if isinstance(given, str) else given)))


def _choice(line: str) -> Choice:
    words, _, feedback = line.removeprefix(RIGHT).partition(SAYS)
    return Choice(words.strip(), line.startswith(RIGHT), feedback.strip())
