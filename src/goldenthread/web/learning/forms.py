"""What is typed on the learning pages, as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

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
from goldenthread.learning.types.reflecting import WrittenOn
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)

RIGHT = "*"
SAYS = "|"
PAIRS = "="


class PageForm(forms.Form):
    """One page of a unit."""

    title = TextField(label="Title", max_length=200, hint="What this page is about, in a few words")
    body = TextAreaField(
        label="Text",
        rows=18,
        required=False,
        hint="Markdown: # for a heading, - for a list, **bold**, [words](address) for a link. "
        "A picture, video or file stands on a line of its own, like [[1 The plan]].",
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

    kind = ChoiceField(
        label="How is it answered?",
        choices=[(k.value, name) for k, name in KIND_NAMES.items() if k is not QuestionKind.REFLECTION],
        hints={
            "true_false": "Two lines, True and False, with * before the right one",
            "numeric": "Each line a right number, like 12.5, or 12.5 ± 0.5 for those near it",
            "ordering": "The lines in their right order; readers see them mixed",
            "matching": "Each line as: this = its partner",
        },
    )
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
            f"{RIGHT + ' ' if c.is_right else ''}{c.words}{f' {PAIRS} {c.pair}' if c.pair else ''}"
            f"{f' {SAYS} {c.feedback}' if c.feedback else ''}"
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
        is_written = kind in (QuestionKind.SHORT, QuestionKind.NUMERIC)
        return QuestionDraft(
            kind,
            self.cleaned_data["prompt"],
            () if is_written else tuple(_choice(line, kind) for line in lines),
            tuple(line.lstrip(RIGHT).strip() for line in lines) if is_written else (),
            self.cleaned_data["when_right"],
            self.cleaned_data["when_wrong"],
        )


class PromptForm(forms.Form):
    """What a reflection is asked for."""

    prompt = TextAreaField(label="Prompt", rows=4, asks="Write what you ask people to think about")
    least_words = NumberField(
        label="Fewest words that count",
        suffix="words",
        min_value=0,
        max_value=2000,
        initial=50,
        hint="A reflection counts once it has this many. It is private to its writer until they share it.",
    )

    @classmethod
    def of(cls, draft: QuestionDraft) -> PromptForm:
        """The form as the prompt stands."""
        return cls(initial={"prompt": draft.prompt, "least_words": draft.least_words})

    def draft(self) -> QuestionDraft:
        """The prompt as its author means it."""
        words = self.cleaned_data["least_words"]
        return QuestionDraft(QuestionKind.REFLECTION, self.cleaned_data["prompt"], least_words=words)


class ReflectForm(forms.Form):
    """A reflection as its writer writes it."""

    words = TextAreaField(label="Your reflection", rows=8, label_size="s", asks="Write a sentence first")
    tab = forms.UUIDField(widget=forms.HiddenInput, required=False)
    since = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: Any = None, *, question: QuestionView) -> None:
        started: dict[str, Any] = {"tab": uuid4()}
        if question.written:
            started |= {"words": question.written.words, "since": question.written.at.isoformat()}
        super().__init__(data, initial=started, auto_id=f"reflection-{question.ref.hex[:8]}-%s")
        self.fields["words"].label = question.prompt

    @staticmethod
    def page(sent: Mapping[str, Any]) -> WrittenOn:
        """The page that words were sent from; what it says of itself may be missing or odd, and is then left out."""
        try:
            tab, said = UUID(str(sent.get("tab", ""))), str(sent.get("since", ""))
            since = datetime.fromisoformat(said) if said else None
        except ValueError:
            return WrittenOn()
        return WrittenOn(tab, since if since is not None and since.tzinfo is not None else None)


class CheckForm(forms.Form):
    """A check as it is put to its reader: radios, boxes, lists to choose from or a line to write on."""

    def __init__(self, data: Any = None, *, question: QuestionView) -> None:
        super().__init__(data, prefix=f"q{question.ref.hex[:8]}")
        self.kind = question.kind
        self.is_placed = question.kind in (QuestionKind.ORDERING, QuestionKind.MATCHING)
        if self.is_placed:
            self._place(question)
        else:
            self.fields["answer"] = self._field(question)

    def _place(self, question: QuestionView) -> None:
        places = question.partners or tuple(str(n) for n in range(1, len(question.choices) + 1))
        given = question.last.answer.placed if question.last else ()
        for n, words in enumerate(question.choices):
            self.fields[f"place{n}"] = SelectField(
                label=words,
                choices=[(str(m), place) for m, place in enumerate(places)],
                initial=str(given[n]) if n < len(given) else None,
                asks=f"Choose for “{words}”",
            )

    def _field(self, question: QuestionView) -> forms.Field:
        choices = [(str(n), words) for n, words in enumerate(question.choices)]
        last = question.last.answer if question.last else Answer()
        if question.kind in (QuestionKind.SHORT, QuestionKind.NUMERIC):
            width = "full" if question.kind is QuestionKind.SHORT else 10
            return TextField(label=question.prompt, label_size="s", initial=last.words, max_length=300, width=width)
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
        if self.is_placed:
            return Answer(placed=tuple(int(self.cleaned_data[name]) for name in self.fields))
        given = self.cleaned_data["answer"]
        if self.kind in (QuestionKind.SHORT, QuestionKind.NUMERIC):
            return Answer(words=given)
        return Answer(frozenset(int(n) for n in ([given] if isinstance(given, str) else given)))


def _choice(line: str, kind: QuestionKind) -> Choice:
    said, _, feedback = line.removeprefix(RIGHT).partition(SAYS)
    words, _, pair = said.partition(PAIRS) if kind is QuestionKind.MATCHING else (said, "", "")
    if kind is QuestionKind.TRUE_FALSE:
        words = words.strip().capitalize()
    is_right = line.startswith(RIGHT) and kind not in (QuestionKind.MATCHING, QuestionKind.ORDERING)
    return Choice(words.strip(), is_right, feedback.strip(), pair.strip())
