"""An instrument as forms: its settings, its scale, who answers, and one group of questions at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import slugify

from goldenthread.coaching.types.instruments import FEWEST, MOST_RATERS, Instrument, ItemGroup, TiedComponent, Used
from goldenthread.web.shared.fields import CheckboxesField, ChoiceField, ConfirmField, NumberField, TextAreaField
from goldenthread.web.shared.fields import TextField as Line

USES = [(Used.REVIEW.value, "A review of how somebody leads"), (Used.NEEDS.value, "A needs analysis")]
RATER_ROWS, ITEM_ROWS = 5, 6
POINT = re.compile(r"^\s*(-?\d{1,3})\s*(.*?)\s*$")


class NewForm(forms.Form):
    """What an instrument is called."""

    title = Line(label="Title", max_length=120)

    def content(self) -> dict[str, Any]:
        """A draft to begin with."""
        title = self.cleaned_data["title"]
        return {
            "slug": _key(title),
            "title": title,
            "used": Used.REVIEW.value,
            "scale": {"best": 5, "points": [{"value": n, "label": ""} for n in range(1, 6)]},
        }


class SettingsForm(forms.Form):
    """Everything about an instrument but its questions."""

    title = Line(label="Title", max_length=120)
    about = TextAreaField(label="What it is, in a sentence or two", rows=3, max_length=1000, required=False)
    used = ChoiceField(label="What it is for", choices=USES, small=True)
    points = TextAreaField(
        label="Answers that can be given, one a line",
        hint="A number, then what it is called: 1 High. The numbers go up.",
        rows=5,
        asks="Write at least two answers",
    )
    best = ChoiceField(
        label="Which end is the better one?",
        choices=[("low", "The lowest number"), ("high", "The highest number")],
        hint="The direction belongs to this instrument: every drawing and sentence follows it",
        small=True,
        inline=True,
    )
    asks_comments = ConfirmField(label="Ask for a comment on each group of questions", required=False)
    minimum_in_all = NumberField(
        label="Answers in all before anything is shown",
        hint="Leave empty where nobody else answers",
        min_value=FEWEST,
        max_value=MOST_RATERS,
        required=False,
    )
    days_open = NumberField(label="How long it is open", suffix="days", min_value=1, max_value=120)
    rounds = NumberField(label="How often it is done", min_value=1, max_value=2, width=2)
    remind = Line(label="Reminders, in days before it closes", hint="For example, 10, 3", required=False)
    form = Line(label="Title of a reflection form made from it", max_length=80, required=False)
    source = Line(label="Where it comes from", max_length=300, required=False)

    def __init__(self, data: Any = None, *, instrument: Instrument) -> None:
        scale = instrument.scale
        begin = {
            "title": instrument.title, "about": instrument.about, "used": instrument.used.value,
            "points": "\n".join(str(point) for point in scale.points),
            "best": "low" if scale.best == scale.points[0].value else "high",
            "asks_comments": instrument.asks_comments, "minimum_in_all": instrument.minimum_in_all or None,
            "days_open": instrument.days_open, "rounds": instrument.rounds,
            "remind": ", ".join(map(str, instrument.remind_days_before)), "form": instrument.form,
            "source": instrument.source,
        }  # fmt: skip
        super().__init__(data, initial=begin)
        self.keys = [group.key for group in instrument.raters]
        for n in range(RATER_ROWS):
            known = instrument.raters[n] if n < len(instrument.raters) else None
            self.fields[f"group_{n}"] = Line(
                label=f"Group of raters {n + 1}", max_length=60, required=False, initial=known.title if known else ""
            )
            self.fields[f"wanted_{n}"] = NumberField(
                label="To name at least",
                min_value=0,
                max_value=MOST_RATERS,
                required=False,
                says_optional=False,
                initial=known.wanted if known else None,
            )
            self.fields[f"minimum_{n}"] = NumberField(
                label="Answers before they are shown",
                min_value=FEWEST,
                max_value=MOST_RATERS,
                required=False,
                says_optional=False,
                initial=known.minimum if known else None,
            )

    @property
    def rater_rows(self) -> list[tuple[BoundField, ...]]:
        """The fields of each group of raters, side by side."""
        return [(self[f"group_{n}"], self[f"wanted_{n}"], self[f"minimum_{n}"]) for n in range(RATER_ROWS)]

    def clean_points(self) -> list[dict[str, Any]]:
        """The answers, read line by line."""
        lines = [line for line in self.cleaned_data["points"].splitlines() if line.strip()]
        found = [POINT.match(line) for line in lines]
        if None in found:
            raise ValidationError("Begin each line with a number, like: 1 High")
        return [{"value": int(each[1]), "label": each[2]} for each in found if each]

    def clean_remind(self) -> list[int]:
        """The days, as numbers."""
        words = self.cleaned_data["remind"].replace(",", " ").split()
        if not all(word.isdecimal() for word in words):
            raise ValidationError("Enter days as whole numbers, like: 10, 3")
        return [int(word) for word in words]

    def changes(self) -> dict[str, Any]:
        """What changes in the draft."""
        said = self.cleaned_data
        values = [point["value"] for point in said["points"]]
        plain = {name: said[name] for name in ("title", "about", "used", "asks_comments", "days_open", "rounds")}
        return {
            **plain,
            "form": said["form"],
            "source": said["source"],
            "minimum_in_all": said["minimum_in_all"] or 0,
            "remind_days_before": said["remind"],
            "scale": {"points": said["points"], "best": min(values) if said["best"] == "low" else max(values)},
            "raters": self._raters(),
        }

    def _raters(self) -> list[dict[str, Any]]:
        said, keys = self.cleaned_data, list(self.keys)
        made: list[dict[str, Any]] = []
        for n in range(RATER_ROWS):
            title = said[f"group_{n}"]
            if title:
                key = keys[n] if n < len(keys) else _free(_key(title), (each["key"] for each in made))
                wanted, least = said[f"wanted_{n}"] or 0, said[f"minimum_{n}"] or FEWEST
                made.append({"key": key, "title": title, "wanted": wanted, "minimum": least})
        return made


class GroupForm(forms.Form):
    """One group of questions, such as a behaviour."""

    title = Line(label="Title", max_length=80)
    about = TextAreaField(label="What it means, in a sentence", rows=2, max_length=300, required=False)

    def __init__(self, data: Any = None, *, group: ItemGroup | None) -> None:
        super().__init__(data, initial={"title": group.title, "about": group.about} if group else {})
        self.group = group
        for n in range(ITEM_ROWS):
            item = group.items[n] if group and n < len(group.items) else None
            self.fields[f"prompt_{n}"] = Line(
                label=f"Question {n + 1}",
                max_length=300,
                required=n == 0,
                says_optional=False,
                initial=item.prompt if item else "",
            )
            self.fields[f"statements_{n}"] = Line(
                label="Statements it is about",
                hint="Codes, with commas between" if n == 0 else "",
                required=False,
                says_optional=False,
                initial=", ".join(item.statements) if item else "",
            )
            self.fields[f"modules_{n}"] = Line(
                label="Or modules that help",
                hint="Titles as in the programme, with semicolons between" if n == 0 else "",
                required=False,
                says_optional=False,
                initial="; ".join(item.modules) if item else "",
            )

    @property
    def rows(self) -> list[tuple[BoundField, ...]]:
        """The fields of each question, side by side."""
        return [(self[f"prompt_{n}"], self[f"statements_{n}"], self[f"modules_{n}"]) for n in range(ITEM_ROWS)]

    def value(self, others: Iterable[str]) -> dict[str, Any]:
        """The group as it is kept; ``others``: keys that other questions and groups have."""
        said, taken = self.cleaned_data, list(others)
        key = self.group.key if self.group else _free(_key(said["title"]), taken)
        items = []
        for n in range(ITEM_ROWS):
            if said[f"prompt_{n}"]:
                known = self.group.items[n].key if self.group and n < len(self.group.items) else ""
                made = known or _free(f"{key}-{n + 1}", taken)
                taken.append(made)
                items.append(
                    {
                        "key": made,
                        "prompt": said[f"prompt_{n}"],
                        "statements": _listed(said[f"statements_{n}"], ","),
                        "modules": _listed(said[f"modules_{n}"], ";"),
                    }
                )
        return {"key": key, "title": said["title"], "about": said["about"], "items": items}


class TiesForm(forms.Form):
    """Which components of a release ask for an instrument."""

    def __init__(self, data: Any = None, *, components: Iterable[TiedComponent]) -> None:
        listed = list(components)
        super().__init__(data, initial={"components": [str(each.ref) for each in listed if each.is_tied]})
        self.fields["components"] = CheckboxesField(
            label="Components that ask for it",
            choices=[(str(each.ref), f"{each.title} ({each.kind}, {each.module})") for each in listed],
            hints={str(each.ref): f"Asks for “{each.other}” now" for each in listed if each.other},
            required=False,
            says_optional=False,
            small=True,
        )


def _key(title: str) -> str:
    made = slugify(title)[:50].strip("-")
    return made if made[:1].isalpha() else f"q-{made}".strip("-")


def _free(key: str, taken: Iterable[str]) -> str:
    """This key, or with a number where somebody has it."""
    known = set(taken)
    return next(each for n in range(1, len(known) + 2) if (each := key if n == 1 else f"{key}-n{n}") not in known)


def _listed(words: str, between: str) -> list[str]:
    return [word.strip() for word in words.split(between) if word.strip()]
