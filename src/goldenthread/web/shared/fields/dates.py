"""Dates and moments, typed as people say them: a day, a month, a year, and a time in the United Kingdom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.ground.types.days import LONDON
from goldenthread.web.shared.fields.asking import Asking, looks

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NOON = 12
# A year beyond these is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 1900, 2100


class DateParts(forms.MultiWidget):
    """Three boxes: day, month, year; a fourth for the time where ``with_time``.

    Sent as ``name_day``, ``name_month``, ``name_year`` and ``name_time``; a whole ISO value under the plain name is
    understood too, so that a link or a client can send one.
    """

    template_name = "shared/fields/date_parts.html"
    use_fieldset = True

    def __init__(self, *, with_time: bool = False, attrs: dict[str, Any] | None = None) -> None:
        self.with_time = with_time
        names = (*PARTS, "time") if with_time else PARTS
        super().__init__({name: forms.TextInput() for name in names}, attrs)

    def decompress(self, value: Any) -> list[str]:
        """A value as the boxes show it."""
        if not value:
            return [""] * len(self.widgets)
        if isinstance(value, datetime):
            value = value.astimezone(LONDON) if value.tzinfo else value
        parts = [str(value.day), str(value.month), str(value.year)]
        return [*parts, spoken_time(value)] if self.with_time else parts

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """What was typed, box by box."""
        whole = data.get(name)
        if whole and not any(f"{name}_{part}" in data for part in PARTS):
            return _from_iso(str(whole), with_time=self.with_time)
        return [str(part or "").strip() for part in super().value_from_datadict(data, files, name)]

    def id_for_label(self, id_: str) -> str:
        """The first box, which an error leads to."""
        return f"{id_}_0" if id_ else ""


class HiddenParts(DateParts):
    """The same boxes, hidden: for a page that asks whether what was typed is right, and sends it again."""

    template_name = "django/forms/widgets/multiwidget.html"
    use_fieldset = False
    timed = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(with_time=self.timed, attrs=attrs)
        self.widgets = [forms.HiddenInput() for _ in self.widgets]


class HiddenMoment(HiddenParts):
    """With the time of day."""

    timed = True


class DateField(Asking, forms.Field):
    """A day. Gives a ``date``."""

    verb = "Enter"
    with_time = False
    hidden_widget = HiddenParts

    def __init__(self, **rest: Any) -> None:
        look = looks(rest)
        super().__init__(look=look, widget=DateParts(with_time=self.with_time), **rest)

    def to_python(self, value: Any) -> Any:
        """:raises ValidationError: naming the part that is missing or cannot be read."""
        if value is None or isinstance(value, (date, datetime)):
            return value
        parts = [str(part) for part in value]
        return self.read(parts) if any(parts) else None

    def read(self, parts: list[str]) -> date | datetime:
        """The day that three boxes name."""
        missing = [name for name, part in zip(PARTS, parts, strict=False) if not part]
        if missing:
            raise ValidationError(f"Add the {' and '.join(missing)} to this date", code="incomplete")
        try:
            day = date(_number(parts[2]), _month(parts[1]), _number(parts[0]))
        except (ValueError, OverflowError):
            raise ValidationError("Enter a real date, like 24 11 2026", code="invalid") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(f"Enter a year between {FIRST_YEAR} and {LAST_YEAR}", code="far")
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes say something else than they did at first."""
        return isinstance(self.widget, DateParts) and list(data or []) != self.widget.decompress(initial)


class MomentField(DateField):
    """A day and a time in the United Kingdom. Gives an aware ``datetime`` in UTC.

    An hour that the clocks skip in spring is refused; of an hour that comes twice in autumn, the first is meant.
    """

    with_time = True
    hidden_widget = HiddenMoment

    def read(self, parts: list[str]) -> datetime:
        """The moment that four boxes name."""
        on = super().read(parts[:3])
        if not parts[3]:
            raise ValidationError("Add the time, like 6:30pm", code="incomplete")
        local = datetime.combine(on, read_time(parts[3]), tzinfo=LONDON)
        moment = local.astimezone(UTC)
        if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
            raise ValidationError("The clocks go forward over this time. Enter a time an hour later", code="skipped")
        return moment


def read_time(words: str) -> time:
    """*6:30pm*, *6.30 pm*, *18:30*, *9am*, *midday*, *midnight*.

    :raises ValidationError: with an example, where it is none of these.
    """
    said = words.strip().lower().replace(" ", "").replace(".", ":")
    if said in {"midday", "noon", "midnight"}:
        return time(0 if said == "midnight" else NOON)
    found = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?(?::\d{2})?(am|pm)?", said)
    try:
        if not found or not (found[2] or found[3]):
            raise ValueError
        hour = int(found[1])
        if found[3]:
            if not 1 <= hour <= NOON:
                raise ValueError
            hour = hour % NOON + (NOON if found[3] == "pm" else 0)
        return time(hour, int(found[2] or 0))
    except ValueError:
        raise ValidationError("Enter a time, like 6:30pm", code="invalid") from None


def spoken_time(value: Any) -> str:
    """A time as it is typed: *6:30pm*, *9am*."""
    if not isinstance(value, datetime):
        return ""
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % NOON or NOON}{minutes}{'am' if value.hour < NOON else 'pm'}"


def _from_iso(whole: str, *, with_time: bool) -> list[str]:
    try:
        value = datetime.fromisoformat(whole)
    except ValueError:
        return [whole, "", "", ""][: 4 if with_time else 3]
    if value.tzinfo:
        value = value.astimezone(LONDON)
    parts = [str(value.day), str(value.month), str(value.year)]
    return [*parts, f"{value:%H:%M}"] if with_time else parts


def _number(words: str) -> int:
    if not words.isdecimal():
        raise ValueError
    return int(words)


def _month(words: str) -> int:
    name = words.lower()[:3]
    return MONTHS.index(name) + 1 if name in MONTHS else _number(words)
