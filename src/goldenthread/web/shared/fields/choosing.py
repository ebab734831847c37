"""Fields a person chooses from.

``choices`` are pairs of a value and its words. ``hints`` gives single choices a line of their own by value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from goldenthread.web.shared.fields.asking import Asking, looks


class _Choosing(Asking):
    verb = "Choose"

    def __init__(self, *, hints: Mapping[str, str] | None = None, **rest: Any) -> None:
        look = {"hints": dict(hints or {}), **looks(rest, "inline", "small")}
        messages = {"invalid_choice": "Choose one of the answers listed", **rest.pop("error_messages", {})}
        super().__init__(look=look, error_messages=messages, **rest)


class ChoiceField(_Choosing, forms.ChoiceField):
    """One of a few, as radios; ``inline`` side by side where there are two or three short ones."""

    widget = forms.RadioSelect


class CheckboxesField(_Choosing, forms.MultipleChoiceField):
    """Any number of a few, as checkboxes."""

    widget = forms.CheckboxSelectMultiple


class SelectField(_Choosing, forms.ChoiceField):
    """One of a list, at most about a hundred; people are found with a search, never with a list of thousands.

    ``empty`` is what the list says before anything is chosen; pass an empty string to start on the first choice.
    """

    def __init__(self, *, choices: Iterable[Any] = (), empty: str = "Choose one", **rest: Any) -> None:
        self.empty = empty
        super().__init__(choices=choices, **rest)

    def _set_choices(self, value: Any) -> None:
        given = list(value() if callable(value) else value)
        if self.empty and not any(isinstance(one, (list, tuple)) and one[0] == "" for one in given):
            given = [("", self.empty), *given]
        forms.ChoiceField.choices.fset(self, given)  # type: ignore[attr-defined]

    choices = property(forms.ChoiceField.choices.fget, _set_choices)  # type: ignore[attr-defined,assignment]


class ConfirmField(Asking, forms.BooleanField):
    """One checkbox that has to be ticked (or, with ``required=False``, may be)."""

    def asks_for(self, label: str) -> str:
        """The sentence for a box left empty."""
        return f"Tick the box to confirm: {label}" if label else "Tick the box to confirm"

    def __init__(self, **rest: Any) -> None:
        super().__init__(look=looks(rest), **rest)
