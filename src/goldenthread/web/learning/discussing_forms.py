"""What is typed in communities, as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms

from goldenthread.learning.types.discussing import (
    LEVEL_NAMES,
    USUAL,
    WHERE_NAMES,
    Asked,
    GivenFile,
    Level,
    PromptText,
    Somebody,
    Where,
    Words,
)
from goldenthread.learning.types.talking import DraftFacts, GroupPage, MoveChoice
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    DateField,
    FilesField,
    NumberField,
    SearchField,
    SelectField,
    TextAreaField,
    TextField,
)

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
KINDS = (".pdf", ".docx", ".odt", ".xlsx", ".csv", ".txt", ".md")
LEVELS = [(level.value, name) for level, name in LEVEL_NAMES.items()]


class PostForm(forms.Form):
    """A post. ``key`` makes a second press the same post; what was written before comes from its draft.

    No field is required here: the room says what is missing, after it has kept what is there.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = TextAreaField(
        label="Your post",
        rows=7,
        required=False,
        says_optional=False,
        hint="Write @ and a full name to mention somebody. **bold**, - for a list, > for a quote",
    )
    mentions = CheckboxesField(label="Mention", required=False, small=True, says_optional=False)
    drops = CheckboxesField(label="Leave out", required=False, small=True, says_optional=False)
    attach = FilesField(
        label="Attach files",
        kinds=KINDS,
        largest=LARGEST,
        required=False,
        hint="PDF, Word, OpenDocument, Excel or text; at most 5, each up to 10 MB",
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        drafts: Sequence[DraftFacts],
        people: Sequence[Somebody],
        draft: str = "",
        answers: str = "",
    ) -> None:
        usual = next((d for d in drafts if str(d.answers or "") == answers), None)
        begun = next((d for d in drafts if str(d.key) == draft), usual)
        initial = {"key": uuid4(), "answers": answers}
        if begun is not None:
            initial = {"key": begun.key, "text": begun.text, "title": begun.title, "answers": begun.answers}
        super().__init__(data, files, initial=initial)
        key = data.get("key", "") if data is not None else str(initial["key"])
        self.fields["mentions"].choices = [(str(w.ref), f"{w.name}, {w.stands}") for w in people]  # type: ignore[attr-defined]  # boxes
        self.attached: tuple[Any, ...] = ()
        self.others: tuple[DraftFacts, ...] = ()
        self.now_has(drafts, key)

    def now_has(self, drafts: Sequence[DraftFacts], key: str) -> None:
        """Show the files that the draft has by now, and what else is not sent."""
        mine = next((d for d in drafts if str(d.key) == key), None)
        self.attached = mine.files if mine else ()
        self.others = tuple(d for d in drafts if d is not mine)
        self.fields["drops"].choices = [(str(f.ref), f.name) for f in self.attached]  # type: ignore[attr-defined]  # boxes

    def words(self) -> Words:
        """What was written."""
        said = self.cleaned_data
        return Words(
            text=said["text"],
            key=said["key"],
            title=said.get("title", ""),
            answers=said["answers"],
            mentions=frozenset(UUID(ref) for ref in said["mentions"]),
            files=tuple(GivenFile(file.read(), str(file.name)) for file in said["attach"]),
            drops=frozenset(UUID(ref) for ref in said["drops"]),
        )


class ThreadForm(PostForm):
    """A thread with its first post."""

    title = TextField(
        label="Title",
        max_length=150,
        required=False,
        says_optional=False,
        hint="What you want to talk about, in a few words",
    )
    field_order = ("key", "answers", "title", "text")


class EditForm(forms.Form):
    """What a post says from now on."""

    text = TextAreaField(label="Your post", rows=10, asks="Write what you want to say")


class WhyForm(forms.Form):
    """Why something is done."""

    why = TextAreaField(label="Why?", rows=3, asks="Say why", max_length=1000)

    def __init__(self, data: Any = None, *, hint: str = "", places: Sequence[MoveChoice] = ()) -> None:
        super().__init__(data)
        self.fields["why"].help_text = hint
        if places:
            self.fields["to"] = ChoiceField(
                label="Where does it belong?",
                choices=[(str(p.ref), p.title) for p in places],
                hints={str(p.ref): p.readers for p in places},
            )
            self.order_fields(["to", "why"])


class LevelForm(forms.Form):
    """How to hear of something."""

    level = SelectField(label="E-mail", choices=LEVELS, empty="")

    def __init__(self, data: Any = None, *, level: Level, label: str = "E-mail") -> None:
        super().__init__(data, initial={"level": level.value})
        self.fields["level"].label = label


class SearchForm(forms.Form):
    """Words to look for."""

    words = SearchField(label="Search what was written")


class GroupForm(forms.Form):
    """A group and its members."""

    title = TextField(label="Name of the group", max_length=150)
    members = CheckboxesField(label="Who is in it?", small=True, asks="Choose who is in the group")

    def __init__(self, data: Any = None, *, page: GroupPage) -> None:
        inside = [str(who.enrolment) for who in page.people if who.is_in]
        super().__init__(data, initial={"title": page.title, "members": inside})
        self.fields["members"].choices = [(str(w.enrolment), f"{w.name}, {w.school}") for w in page.people]  # type: ignore[attr-defined]  # boxes

    def members_chosen(self) -> list[UUID]:
        """The enrolments that were chosen."""
        return [UUID(ref) for ref in self.cleaned_data["members"]]


class PromptForm(forms.Form):
    """A prompt: what is asked, when it opens, and how many posts credit the component."""

    title = TextField(label="Title", max_length=150, hint="It becomes the title of the thread")
    text = TextAreaField(
        label="What do you ask?", rows=8, hint="Markdown: **bold**, - for a list", asks="Write what you ask"
    )
    posts = NumberField(label="Posts that each person writes", min_value=0, max_value=20, initial=USUAL.posts)
    replies = NumberField(
        label="Replies that each person writes to others", min_value=0, max_value=20, initial=USUAL.replies
    )
    least_words = NumberField(label="Fewest words that count", min_value=0, max_value=1000, initial=USUAL.least_words)

    def __init__(
        self,
        data: Any = None,
        *,
        told: PromptText | None = None,
        components: Sequence[tuple[UUID, str]] = (),
        is_of_cohort: bool,
    ) -> None:
        initial = {}
        if told is not None:
            asked = told.asked
            initial = {
                "title": told.title,
                "text": told.text,
                "posts": asked.posts,
                "replies": asked.replies,
                "least_words": asked.least_words,
                "where": told.where.value,
                "opens_on": told.opens_on,
                "days_in": told.days_in,
            }
        super().__init__(data, initial=initial)
        places = [(w.value, name) for w, name in WHERE_NAMES.items()]
        first = ["title", "text"]
        if is_of_cohort:
            places = [(Where.COHORTS.value, "In the cohort’s community"), (Where.GROUPS.value, "In each of its groups")]
            self.fields["opens_on"] = DateField(label="On which day does it open?", hint="For example, 24 11 2026")
        else:
            self.fields["days_in"] = NumberField(
                label="How long after a cohort starts does it open?", suffix="days", min_value=0, max_value=800
            )
        if components:
            self.fields["component"] = SelectField(
                label="For which component?", choices=[(str(ref), title) for ref, title in components]
            )
            first = ["component", *first]
        self.fields["where"] = ChoiceField(label="Where does it open?", choices=places, initial=Where.COHORTS.value)
        self.order_fields([*first, "where", "opens_on", "days_in", "posts", "replies", "least_words"])

    def told(self) -> PromptText:
        """The prompt."""
        said = self.cleaned_data
        asked = Asked(said["posts"], said["replies"], said["least_words"])
        return PromptText(
            said["title"], said["text"], asked, Where(said["where"]), said.get("opens_on"), said.get("days_in")
        )
