"""What all our fields have in common: a hint, and an error that says what to do next."""

from __future__ import annotations

from typing import Any

from django import forms

OWN_ARTICLE = frozenset(
    {"a", "an", "the", "your", "their", "this", "what", "which", "how", "when", "where", "who", "any", "one"}
)
# A label that begins so says what to do, so it is the sentence itself.
DOES = frozenset({"attach", "put", "search", "find", "follow", "choose", "say"})


class Asking(forms.Field):
    """A field that knows what it asks for.

    ``asks`` is the sentence shown when nothing was given ("Enter the title"); without it the label makes one.
    ``hint`` stands under the label. ``look`` holds what only the page needs: width, prefix, suffix, rows, label size.
    """

    verb = "Enter"

    def __init__(self, *, asks: str = "", hint: str = "", look: dict[str, Any] | None = None, **rest: Any) -> None:
        label = str(rest.get("label") or "")
        if hint:
            rest["help_text"] = hint
        messages = dict(rest.pop("error_messages", None) or {})
        messages.setdefault("required", asks or self.asks_for(label))
        if rest.get("max_length"):
            messages.setdefault("max_length", "Use at most %(limit_value)d characters. There are %(show_value)d now.")
        self.look: dict[str, Any] = {"label_size": "", "is_title": False, **(look or {})}
        super().__init__(error_messages=messages, **rest)

    def asks_for(self, label: str) -> str:
        """The sentence for a missing answer, made from the label: *Enter the sponsor's e-mail address*."""
        if not label:
            return "Answer this question"
        if label.endswith("?"):
            return f"Answer: {label}"
        first, _, rest = label.partition(" ")
        if first.lower() in DOES:
            return label
        if first.lower() == "why":
            return f"Say {label[0].lower()}{label[1:]}"
        said = label if first.isupper() and len(first) > 1 else label[0].lower() + label[1:]
        return f"{self.verb} {said}" if rest and first.lower() in OWN_ARTICLE else f"{self.verb} the {said}"


def looks(rest: dict[str, Any], *names: str) -> dict[str, Any]:
    """Take the arguments that only the page needs out of a field's own."""
    wanted = ("label_size", "is_title", "hidden_label", "says_optional", *names)
    return {name: rest.pop(name) for name in wanted if name in rest}
