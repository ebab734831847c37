"""What is typed about a mark scheme and its criteria. What cannot be is found by the room, as in files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from goldenthread.programmes.types import Fault, MarkScheme
from goldenthread.programmes.types.writing import (
    CriterionLine,
    CriterionSaid,
    FaultyScheme,
    LevelSaid,
    PartSaid,
    SchemePage,
    TermsSaid,
)
from goldenthread.web.shared.fields import CheckboxesField, ConfirmField, NumberField, TextAreaField, TextField

# A scale has at most the marks from 0 to 100, so that no level of a file is ever left out.
MOST_ROWS = 101


def _asked(label: str, **rest: Any) -> dict[str, Any]:
    """What every field here has: nothing is required by the page, because the room says what is missing."""
    return {"label": label, "required": False, "says_optional": False, **rest}


class SchemeForm(forms.Form):
    """What a page about a mark scheme has: ``version`` is the saving that the page was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def refuse(self, faulty: FaultyScheme) -> None:
        """Say each fault beside its field."""
        for fault in faulty.faults:
            name = self.beside(fault)
            of_all = fault.field in {"levels", "parts"}
            label = fault.field.capitalize() if of_all else self.fields[name].label
            self.add_error(name, f"{label} {fault.says}")

    def beside(self, fault: Fault) -> str:
        """The field that a fault is about."""
        return fault.field


class TermsForm(SchemeForm):
    """What a scheme says of itself."""

    title = TextField(**_asked("Title"))
    source = TextField(
        **_asked("Source", hint="On whose word it stands: a document or a decision that somebody can look up")
    )
    illustrative = ConfirmField(
        label="It is illustrative: its marks and what passes are ours, and pages say so", required=False
    )
    minimum_total = NumberField(
        **_asked("Minimum in total", hint="The weighted total with which a script can pass", suffix="marks")
    )

    @staticmethod
    def start(page: SchemePage) -> dict[str, Any]:
        """What the page begins with."""
        scheme = page.scheme
        return {
            "version": page.revision,
            "title": scheme.title,
            "source": scheme.source,
            "illustrative": scheme.is_illustrative,
            "minimum_total": scheme.minimum_total,
        }

    def said(self) -> TermsSaid:
        """What was typed."""
        typed = self.cleaned_data
        return TermsSaid(typed["title"], typed["source"], typed["illustrative"], typed["minimum_total"])


class RowsForm(SchemeForm):
    """A form with rows, numbered from 1, of which it sends back how many there are.

    A row that is empty, or ticked to be taken out, is passed over.
    """

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fewest = 2
    of_a_row: tuple[str, ...] = ()
    faulty_row: re.Pattern[str] = re.compile("")

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any], rows: int) -> None:
        self.count = min(max(rows, self.fewest), MOST_ROWS)
        super().__init__(data, initial=dict(initial) | {"rows": self.count})

    @staticmethod
    def rows_sent(said: Mapping[str, Any]) -> int:
        """How many rows the page had that was sent."""
        sent = str(said.get("rows", ""))
        return int(sent) if sent.isdecimal() and len(sent) < 4 else 0

    @property
    def drawn(self) -> list[tuple[int, list[BoundField]]]:
        """The fields of each row, with its number."""
        return [(n, [self[f"{name}_{n}"] for name in (*self.of_a_row, "out")]) for n in range(1, self.count + 1)]

    def beside(self, fault: Fault) -> str:
        """The field that a fault is about: those of rows by their number."""
        found, used = self.faulty_row.fullmatch(fault.field), self.used
        if found:
            return f"{found[2]}_{used[int(found[1]) - 1]}"
        return fault.field if fault.field in self.fields else f"{self.of_a_row[0]}_{used[0] if used else 1}"

    @property
    def used(self) -> list[int]:
        """The numbers of the rows that were filled in."""
        typed = self.cleaned_data
        return [
            n
            for n in range(1, self.count + 1)
            if not typed.get(f"out_{n}")
            and any(typed.get(f"{name}_{n}") not in (None, "", []) for name in self.of_a_row)
        ]


class CriterionForm(RowsForm):
    """A criterion with its levels, one row each."""

    fewest = 5
    of_a_row = ("mark", "label", "description")
    faulty_row = re.compile(r"levels\[(\d+)\]\.(\w+)")

    code = TextField(**_asked("Code", hint="Short, as assessors name it, for example A or 2.1", width=5))
    title = TextField(**_asked("Title"))
    asks = TextAreaField(label="What it asks", hint="A question that the script is to answer", rows=3, required=False)
    weight = NumberField(**_asked("Weight", hint="How often its mark counts in the total", initial=1, width=3))
    minimum = NumberField(**_asked("Minimum", hint="The least mark with which a script can still pass", width=3))

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any], rows: int) -> None:
        super().__init__(data, initial=initial, rows=rows)
        for n in range(1, self.count + 1):
            self.fields[f"mark_{n}"] = NumberField(**_asked(f"Level {n}: mark", width=3))
            self.fields[f"label_{n}"] = TextField(**_asked(f"Level {n}: name", width=20))
            self.fields[f"description_{n}"] = TextAreaField(**_asked(f"Level {n}: what it means", rows=2))
            self.fields[f"out_{n}"] = ConfirmField(label=f"Take level {n} out", required=False)

    @staticmethod
    def start(line: CriterionLine | None, scheme: MarkScheme) -> dict[str, Any]:
        """What the page begins with: the criterion, or a new one with the levels of the last there is."""
        if line is None:
            last = scheme.criteria[-1].levels if scheme.criteria else ()
            named: dict[str, Any] = {f"mark_{n}": level.mark for n, level in enumerate(last, start=1)}
            named |= {f"label_{n}": level.label for n, level in enumerate(last, start=1)}
            return {"version": 0, "weight": 1, "rows": len(last), **named}
        criterion = line.criterion
        start: dict[str, Any] = {
            "version": line.revision,
            "code": criterion.code,
            "title": criterion.title,
            "asks": criterion.asks,
            "weight": criterion.weight,
            "minimum": criterion.minimum,
            "rows": len(criterion.levels),
        }
        for n, level in enumerate(criterion.levels, start=1):
            start |= {f"mark_{n}": level.mark, f"label_{n}": level.label, f"description_{n}": level.description}
        return start

    @property
    def opening(self) -> list[BoundField]:
        """The fields before the levels."""
        return [self[name] for name in ("code", "title", "asks", "weight", "minimum")]

    def said(self) -> CriterionSaid:
        """What was typed."""
        typed = self.cleaned_data
        return CriterionSaid(
            code=typed["code"],
            title=typed["title"],
            asks=typed["asks"],
            weight=typed["weight"],
            minimum=typed["minimum"],
            levels=tuple(
                LevelSaid(typed[f"mark_{n}"], typed[f"label_{n}"], typed[f"description_{n}"]) for n in self.used
            ),
        )


class PartsForm(RowsForm):
    """The parts of a scheme, one row each."""

    of_a_row = ("code", "title", "criteria", "minimum")
    faulty_row = re.compile(r"parts\[(\d+)\]\.(\w+)")

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any], rows: int, scheme: MarkScheme) -> None:
        super().__init__(data, initial=initial, rows=rows)
        choices = [(each.code, f"{each.code} {each.title}") for each in scheme.criteria]
        for n in range(1, self.count + 1):
            self.fields[f"code_{n}"] = TextField(**_asked(f"Part {n}: code", width=5))
            self.fields[f"title_{n}"] = TextField(**_asked(f"Part {n}: title", width="two-thirds"))
            self.fields[f"criteria_{n}"] = CheckboxesField(
                **_asked(f"Part {n}: its criteria"), choices=choices, small=True
            )
            self.fields[f"minimum_{n}"] = NumberField(
                **_asked(f"Part {n}: minimum", hint="The least its criteria come to, each by its weight", width=4)
            )
            self.fields[f"out_{n}"] = ConfirmField(label=f"Take part {n} out", required=False)

    @staticmethod
    def start(page: SchemePage) -> dict[str, Any]:
        """What the page begins with."""
        start: dict[str, Any] = {"version": page.revision, "rows": len(page.scheme.parts)}
        for n, part in enumerate(page.scheme.parts, start=1):
            start |= {f"code_{n}": part.code, f"title_{n}": part.title, f"criteria_{n}": list(part.criteria)}
            start |= {f"minimum_{n}": part.minimum}
        return start

    def said(self) -> tuple[PartSaid, ...]:
        """What was typed."""
        typed = self.cleaned_data
        return tuple(
            PartSaid(typed[f"code_{n}"], typed[f"title_{n}"], tuple(typed[f"criteria_{n}"]), typed[f"minimum_{n}"])
            for n in self.used
        )
