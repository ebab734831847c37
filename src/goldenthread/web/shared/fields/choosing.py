"""Fields a person chooses from.

``choices`` are pairs of a value and its words. ``hints`` gives single choices a line of their own by value.
"""

from __future__ import annotations

from collections.abc import Mapping
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


class _List(forms.Select):
    """A list that begins with words instead of the first choice, unless it has an empty choice of its own."""

    def __init__(self, empty: str = "") -> None:
        super().__init__()
        self.empty = empty

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The choices as groups, the empty one first."""
        groups = list(super().optgroups(name, value, attrs))
        options = [option for _, group, _ in groups for option in group]
        if self.empty and all(option["value"] != "" for option in options):
            chosen = any(option["selected"] for option in options)
            groups.insert(0, (None, [self.create_option(name, "", self.empty, not chosen, 0)], 0))
        return groups


class SelectField(_Choosing, forms.ChoiceField):
    """One of a list, at most about a hundred; people are found with a search, never with a list of thousands.

    ``empty`` is what the list says before anything is chosen; pass an empty string to start on the first choice.
    """

    def __init__(self, *, empty: str = "Choose one", **rest: Any) -> None:
        super().__init__(widget=_List(empty), **rest)


class ConfirmField(Asking, forms.BooleanField):
    """One checkbox that has to be ticked (or, with ``required=False``, may be)."""

    def asks_for(self, label: str) -> str:
        """The sentence for a box left empty."""
        return f"Tick the box to confirm: {label}" if label else "Tick the box to confirm"

    def __init__(self, **rest: Any) -> None:
        super().__init__(look=looks(rest), **rest)
