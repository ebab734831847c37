"""What somebody else changed while a form was open: shown beside what was typed, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the form asks: what it says now, and what was typed."""

    name: str
    now: str
    typed: str


def meanwhile(form: forms.Form, now: Mapping[str, Any]) -> tuple[Difference, ...] | None:
    """What was typed otherwise than it says now, where the form is of an earlier version; ``None`` where it is not.

    The form is given the version that stands now: whoever sends it again has both before them.
    """
    if not form.is_bound or str(form.data.get("version")) == str(now["version"]):
        return None
    form.data = dict(form.data.items()) | {"version": now["version"]}
    both = [
        (str(field.label), _told(field, now.get(name)), _told(field, form.data.get(name)))
        for name, field in form.fields.items()
        if not field.widget.is_hidden
    ]
    return tuple(Difference(*said) for said in both if said[1].split() != said[2].split())


def _told(field: forms.Field, value: object) -> str:
    """A value in the words that the page has for it."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    said = "" if value is None else str(value)
    names = {str(key): str(name) for key, name in getattr(field, "choices", ())}
    return names.get(said, said)
