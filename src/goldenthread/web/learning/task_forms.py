"""What is typed about tasks and catch-up, as values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField

from goldenthread.learning.actions.practising import MOST_BYTES
from goldenthread.learning.types.catching_up import (
    MATERIAL_NAMES,
    CatchUpTerms,
    MaterialDraft,
    MaterialKind,
    Reflection,
)
from goldenthread.learning.types.practising import (
    VERDICT_NAMES,
    GivenFile,
    Judgement,
    Person,
    ReviewSheet,
    Verdict,
)
from goldenthread.learning.types.tasking import (
    ATTACHING_NAMES,
    Attaching,
    ExemplarDraft,
    StatementLabel,
    TaskDraft,
    TaskVersionView,
)
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    ConfirmField,
    FileField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)

MARKDOWN = "Markdown: # for a heading, - for a list, **bold**, [words](address) for a link"


class TaskForm(forms.Form):
    """A formative task."""

    asks = TextAreaField(label="What to do", rows=12, required=False, hint=MARKDOWN, says_optional=False)
    is_written = ConfirmField(label="It is answered in words, on the page", required=False)
    least_words = NumberField(
        label="At least", asks="Enter the fewest words", suffix="words", min_value=0, max_value=20_000,
        hint="0 for no limit",
    )  # fmt: skip
    most_words = NumberField(
        label="At most", asks="Enter the most words", suffix="words", min_value=0, max_value=20_000,
        hint="0 for no limit",
    )  # fmt: skip
    attaching = ChoiceField(label="Files", choices=[(a.value, name) for a, name in ATTACHING_NAMES.items()])
    attach_what = TextField(label="What to attach", max_length=300, required=False)
    statements = CheckboxesField(
        label="Statements that feedback is given against",
        required=False,
        says_optional=False,
        hint="Two to four make useful feedback.",
    )
    labels = TextAreaField(
        label="What each statement may be judged as",
        rows=4,
        hint="One a line, the best first. The labels that stand here at first are illustrative.",
    )

    def __init__(self, data: Any = None, *, draft: TaskDraft, choices: Sequence[StatementLabel]) -> None:
        super().__init__(
            data,
            initial={
                "asks": draft.asks,
                "is_written": draft.is_written,
                "least_words": draft.least_words,
                "most_words": draft.most_words,
                "attaching": draft.attaching.value,
                "attach_what": draft.attach_what,
                "statements": [str(ref) for ref in draft.statements],
                "labels": "\n".join(draft.labels),
            },
        )
        field = self.fields["statements"]
        assert isinstance(field, CheckboxesField)
        field.choices = [(str(one.ref), f"{one.label}: {one.text}") for one in choices]

    def draft(self) -> TaskDraft:
        """The task as its author means it."""
        given = self.cleaned_data
        return TaskDraft(
            asks=given["asks"],
            is_written=given["is_written"],
            least_words=given["least_words"],
            most_words=given["most_words"],
            attaching=Attaching(given["attaching"]),
            attach_what=given["attach_what"],
            labels=tuple(line.strip() for line in given["labels"].splitlines() if line.strip()),
            statements=frozenset(UUID(ref) for ref in given["statements"]),
        )


class ExemplarForm(forms.Form):
    """An example answer."""

    title = TextField(label="Title", max_length=200, hint="Such as: An answer that is secure in both statements")
    body = TextAreaField(label="The answer", rows=10, hint=MARKDOWN)
    notes = TextAreaField(label="What to notice in it", rows=5, required=False, hint="Shown beside the answer")
    is_before = ConfirmField(
        label="Show it before they hand in. Otherwise it is shown with their feedback", required=False
    )

    def __init__(
        self, data: Any = None, *, statements: tuple[StatementLabel, ...], draft: ExemplarDraft | None = None
    ) -> None:
        begin: dict[str, Any] = {}
        if draft is not None:
            begin = {"title": draft.title, "body": draft.body, "notes": draft.notes, "is_before": draft.is_before}
            begin |= {f"against_{ref}": words for ref, words in draft.against.items()}
        super().__init__(data, initial=begin)
        self.statements = statements
        for statement in statements:
            self.fields[f"against_{statement.ref}"] = TextAreaField(
                label=f"What it shows of {statement.label}", hint=statement.text, rows=2, required=False
            )

    def draft(self) -> ExemplarDraft:
        """The exemplar as its author means it."""
        given = self.cleaned_data
        against = {one.ref: given[f"against_{one.ref}"] for one in self.statements}
        said = {ref: words for ref, words in against.items() if words.strip()}
        return ExemplarDraft(given["title"], given["body"], given["notes"], given["is_before"], said)


class KeptForm(forms.Form):
    """Words that are saved as they are written: from which save the page was made, and which page it is."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    tab = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, revision: int, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={**initial, "revision": revision, "tab": uuid4()})

    def kept_from(self) -> dict[str, Any]:
        """What the action asks for."""
        return {"revision": self.cleaned_data["revision"] or 0, "tab": self.cleaned_data["tab"]}

    def after(self, revision: int) -> None:
        """Go on from what is kept now, which its writer has been shown."""
        self.data = {**dict(self.data.items()), "revision": str(revision)}


class AnswerForm(KeptForm):
    """An answer to a task."""

    words = TextAreaField(label="Your answer", rows=16, required=False, says_optional=False)

    def __init__(self, data: Any = None, *, revision: int, words: str) -> None:
        super().__init__(data, revision=revision, initial={"words": words})


class ReflectionForm(KeptForm):
    """What somebody writes to catch up."""

    words = TextAreaField(label="Your reflection", rows=12, required=False, says_optional=False)
    references = TextAreaField(
        label="Research it rests on",
        rows=4,
        required=False,
        says_optional=False,
        hint="One reference a line: author, year, title",
    )

    def __init__(self, data: Any = None, *, revision: int, reflection: Reflection, terms: CatchUpTerms) -> None:
        initial = {"words": reflection.words, "references": reflection.references}
        super().__init__(data, revision=revision, initial=initial)
        self.fields[
            "words"
        ].help_text = f"At least {terms.least_words} words: what you take from it, and what you will do in your school"

    def reflection(self) -> Reflection:
        """What was written."""
        return Reflection(self.cleaned_data["words"], self.cleaned_data["references"])


class AttachForm(forms.Form):
    """A file beside an answer."""

    file = FileField(
        label="Attach a file",
        asks="Choose a file to attach",
        kinds=(".docx", ".pdf", ".odt", ".xlsx", ".txt", ".csv", ".md"),
        largest=MOST_BYTES,
        hint="Word, PDF, OpenDocument, Excel or text, up to 20 MB",
    )

    def value(self) -> GivenFile:
        """The file as it arrived."""
        return given_file(self.cleaned_data["file"])


class MaterialForm(forms.Form):
    """A link or a file to catch up with."""

    kind = ChoiceField(label="What is it?", choices=[(k.value, name) for k, name in MATERIAL_NAMES.items()])
    title = TextField(label="Title", max_length=200)
    link = TextField(label="Link", max_length=600, required=False, hint="The whole address, beginning with https://")
    file = FileField(
        label="File",
        kinds=(".docx", ".pdf", ".odt", ".txt", ".md", ".mp4", ".m4a", ".webm", ".mp3"),
        largest=MOST_BYTES,
        required=False,
        hint="Instead of a link: PDF, Word, OpenDocument, text, or a recording as MP4, WebM or MP3, up to 20 MB. "
        "Give the link for a longer recording.",
    )
    transcript = TextAreaField(
        label="Transcript of a recording",
        rows=6,
        required=False,
        hint="Paste what is said, for those who cannot hear it or would rather read. A transcript that is a file is "
        "added by itself.",
    )

    def draft(self) -> MaterialDraft:
        """What it is."""
        given = self.cleaned_data
        return MaterialDraft(MaterialKind(given["kind"]), given["title"], given["link"].strip(), given["transcript"])

    def given(self) -> GivenFile | None:
        """The file, if there is one."""
        file = self.cleaned_data["file"]
        return given_file(file) if file else None


@dataclass(frozen=True)
class StatementFields:
    """One statement with its fields, for the page."""

    statement: StatementLabel
    label: BoundField
    comment: BoundField


class SheetForm(forms.Form):
    """Feedback. Nothing is required while it is a draft; sending asks for all of it."""

    overall = TextAreaField(label="Over all", rows=5, required=False, says_optional=False)
    verdict = ChoiceField(
        label="Your decision",
        choices=[(v.value, name) for v, name in VERDICT_NAMES.items()],
        hints={"good_enough": "It is credited", "do_again": "They improve it and hand it in again"},
        required=False,
        says_optional=False,
    )
    next_step = TextAreaField(
        label="What to do next, if it is to be done again", rows=3, required=False, says_optional=False
    )

    def __init__(self, data: Any = None, *, task: TaskVersionView, sheet: ReviewSheet) -> None:
        initial = {
            "overall": sheet.overall,
            "verdict": sheet.verdict.value if sheet.verdict else "",
            "next_step": sheet.next_step,
        }
        super().__init__(data, initial=initial)
        self.task = task
        for statement in task.statements:
            given = sheet.judgements.get(statement.ref, Judgement())
            self.fields[f"label_{statement.ref}"] = ChoiceField(
                label=f"Where it stands on {statement.label}",
                label_size="s",
                choices=[(str(n), name) for n, name in enumerate(task.draft.labels)],
                required=False,
                says_optional=False,
                small=True,
                initial="" if given.label is None else str(given.label),
            )
            self.fields[f"comment_{statement.ref}"] = TextAreaField(
                label=f"Comment on {statement.label}",
                rows=3,
                required=False,
                says_optional=False,
                initial=given.comment,
            )

    @property
    def statements(self) -> Iterator[StatementFields]:
        """Each statement with its fields."""
        for one in self.task.statements:
            yield StatementFields(one, self[f"label_{one.ref}"], self[f"comment_{one.ref}"])

    def sheet(self) -> ReviewSheet:
        """The feedback as it stands."""
        given = self.cleaned_data
        judgements = {
            one.ref: Judgement(
                int(given[f"label_{one.ref}"]) if given[f"label_{one.ref}"] else None, given[f"comment_{one.ref}"]
            )
            for one in self.task.statements
        }
        verdict = Verdict(given["verdict"]) if given["verdict"] else None
        return ReviewSheet(judgements, given["overall"], verdict, given["next_step"])


class WhyForm(forms.Form):
    """A reason that others read."""

    why = TextAreaField(label="Why?", rows=3, hint="It is shown with your name", asks="Say why")


class PassOnForm(WhyForm):
    """To whom work is given, and why."""

    person = SelectField(label="Who reviews it instead?")

    field_order = ("person", "why")

    def __init__(self, data: Any = None, *, others: Sequence[Person]) -> None:
        super().__init__(data)
        field = self.fields["person"]
        assert isinstance(field, SelectField)
        field.choices = [(str(one.ref), one.name) for one in others]


class RemarkForm(forms.Form):
    """A question about feedback, or its answer."""

    words = TextAreaField(label="Your words", rows=3, asks="Write what you would like to say")


class CatchUpAnswerForm(forms.Form):
    """What a reviewer decides about a reflection."""

    answer = ChoiceField(
        label="Your decision",
        choices=[("accept", "Accept it"), ("again", "Ask for more")],
        hints={"accept": "The session is credited", "again": "It comes back to them with what you write"},
    )
    why = TextAreaField(
        label="Your words to them", rows=4, required=False, says_optional=False, hint="Needed where you ask for more"
    )

    def value(self) -> dict[str, Any]:
        """What the action asks for."""
        return {"is_accepted": self.cleaned_data["answer"] == "accept", "why": self.cleaned_data["why"]}


def given_file(file: UploadedFile[Any]) -> GivenFile:
    """A file as the room takes it."""
    return GivenFile(str(file.name), file.read())
