"""A questionnaire as a form: one's own part, a rater's answers, a reflection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.coaching.types.instruments import Instrument, ItemGroup
from goldenthread.coaching.types.reviews import Answers, GroupCount
from goldenthread.web.shared.fields import ChoiceField, ConfirmField, DateField, EmailField, SelectField, TextAreaField
from goldenthread.web.shared.fields import TextField as Line

CANNOT_SAY = ("cannot_say", "I cannot say")
LONGEST = 2000


def choices_of(instrument: Instrument) -> list[tuple[str, str]]:
    """The answers of a scale in the order of their values."""
    return [(str(point.value), str(point)) for point in instrument.scale.points]


class AnswerForm(forms.Form):
    """Every question of an instrument. What is unanswered is a fault only when it is being sent."""

    def __init__(
        self, data: Any = None, *, instrument: Instrument, answers: Answers, of_rater: bool, is_sent: bool = False
    ) -> None:
        super().__init__(data)
        self.instrument = instrument
        choices = [*choices_of(instrument), CANNOT_SAY] if of_rater else choices_of(instrument)
        number = 0
        for group in instrument.groups:
            for item in group.items:
                number += 1
                self.fields[f"i-{item.key}"] = ChoiceField(
                    label=f"{number}. {item.prompt}",
                    choices=choices,
                    inline=True,
                    small=True,
                    required=is_sent,
                    says_optional=False,
                    initial=_initial(answers, item.key),
                    asks=f"Choose an answer to question {number}",
                )
            if instrument.asks_comments:
                self.fields[f"c-{group.key}"] = TextAreaField(
                    label=f"Comment on {group.title.lower()}",
                    rows=2,
                    required=False,
                    max_length=LONGEST,
                    initial=answers.comments.get(group.key, ""),
                )

    @property
    def sections(self) -> list[tuple[ItemGroup, list[BoundField], BoundField | None]]:
        """The questions under their headings."""
        return [
            (
                group,
                [self[f"i-{item.key}"] for item in group.items],
                self[f"c-{group.key}"] if f"c-{group.key}" in self.fields else None,
            )
            for group in self.instrument.groups
        ]

    def ratings(self) -> Mapping[str, str]:
        """What was chosen so far, by question."""
        return _under("i-", self.data)

    def comments(self) -> Mapping[str, str]:
        """What was written so far, by group of questions."""
        return _under("c-", self.data)


class ReflectionForm(forms.Form):
    """Name, date, and for each behaviour a rating of one's own and a comment."""

    def __init__(
        self, data: Any = None, *, instrument: Instrument, answers: Answers, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.instrument = instrument
        self.fields["name"] = Line(label="Name", max_length=200)
        self.fields["on"] = DateField(label="Date", hint="For example, 24 11 2026")
        for group in instrument.groups:
            self.fields[f"i-{group.key}"] = ChoiceField(
                label="Your rating",
                choices=choices_of(instrument),
                inline=True,
                small=True,
                required=False,
                says_optional=False,
                initial=_initial(answers, group.key),
            )
            self.fields[f"c-{group.key}"] = TextAreaField(
                label="Comment",
                rows=3,
                required=False,
                says_optional=False,
                max_length=LONGEST,
                initial=answers.comments.get(group.key, ""),
            )

    @property
    def sections(self) -> list[tuple[ItemGroup, BoundField, BoundField]]:
        """Each behaviour with its two fields."""
        return [(group, self[f"i-{group.key}"], self[f"c-{group.key}"]) for group in self.instrument.groups]

    def said(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return {
            "name": self.cleaned_data["name"],
            "on": self.cleaned_data["on"],
            "ratings": _under("i-", self.data),
            "comments": _under("c-", self.data),
        }


class RaterForm(forms.Form):
    """Somebody who is to answer."""

    name = Line(label="Their name", max_length=120, autocomplete="off")
    email = EmailField(
        label="Their e-mail address", hint="At work, where they expect to hear from you", autocomplete="off"
    )

    def __init__(self, data: Any = None, *, counts: tuple[GroupCount, ...]) -> None:
        super().__init__(data)
        self.fields["group"] = SelectField(
            label="How they know you",
            choices=[(count.group.key, count.group.title) for count in counts],
            empty="Choose a group",
            asks="Choose how they know you",
        )


class DeclineForm(forms.Form):
    """That somebody will not answer, and whether they want to hear of reviews again."""

    no_more = ConfirmField(label="Send me no more letters about reviews, whoever names me", required=False)


def _initial(answers: Answers, key: str) -> str | None:
    if key not in answers.ratings:
        return None
    value = answers.ratings[key]
    return CANNOT_SAY[0] if value is None else str(value)


def _under(prefix: str, data: Mapping[str, Any]) -> Mapping[str, str]:
    return {name.removeprefix(prefix): str(data[name]) for name in data if name.startswith(prefix)}
