"""Fields a person types into."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.web.shared.fields.asking import Asking, looks
from goldenthread.web.shared.words import count, words_in

# Marks that end a line or turn the direction of what follows, so that a line does not say what it seems to.
TURNING = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class TextField(Asking, forms.CharField):
    """One line of words.

    ``width`` is 2, 3, 4, 5, 10 or 20 characters, or one of "one-half", "two-thirds", "full"; ``autocomplete`` as the
    browser knows it; ``prefix`` and ``suffix`` stand inside the box.
    """

    takes_any = False

    def __init__(self, *, autocomplete: str = "", **rest: Any) -> None:
        look = looks(rest, "width", "prefix", "suffix")
        super().__init__(look=look, **rest)
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete

    def validate(self, value: Any) -> None:
        """:raises ValidationError: where one line holds line ends, or marks that nobody sees."""
        super().validate(value)
        if not self.takes_any and any(_is_unseen(letter) for letter in value or ""):
            raise ValidationError("This holds characters that cannot be seen. Type it again", code="hidden")


def _is_unseen(letter: str) -> bool:
    return letter in TURNING or (letter != "\t" and unicodedata.category(letter) == "Cc")


class EmailField(Asking, forms.EmailField):
    """An e-mail address; kept in lower case, as people mean it."""

    def __init__(self, *, autocomplete: str = "email", **rest: Any) -> None:
        look = {"width": "two-thirds", **looks(rest, "width")}
        messages = {"invalid": "Enter an e-mail address, like name@example.org", **rest.pop("error_messages", {})}
        super().__init__(look=look, error_messages=messages, **rest)
        self.widget.attrs |= {"autocomplete": autocomplete, "spellcheck": "false"}

    def clean(self, value: Any) -> str:
        """The address in lower case."""
        return str(super().clean(value)).lower()


class NumberField(Asking, forms.IntegerField):
    """A whole number, typed; never a spinner that changes under a scrolling finger."""

    widget = forms.TextInput

    def __init__(self, **rest: Any) -> None:
        look = {"width": 4, **looks(rest, "width", "prefix", "suffix")}
        low, high = rest.get("min_value"), rest.get("max_value")
        span = f"from {low} to {high}" if low is not None and high is not None else ""
        messages = {
            "invalid": "Enter a whole number, like 12",
            "min_value": f"Enter a number {span or f'of {low} or more'}",
            "max_value": f"Enter a number {span or f'of {high} or less'}",
            **rest.pop("error_messages", {}),
        }
        super().__init__(look=look, error_messages=messages, **rest)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        """A number as people write it: 1,480 and 1 480 are 1480."""
        return super().to_python(value.replace(",", "").replace(" ", "") if isinstance(value, str) else value)


class PasswordField(TextField):
    """A password, with a button that shows it where the browser runs scripts. Nothing is trimmed from it."""

    widget = forms.PasswordInput
    takes_any = True

    def __init__(self, *, autocomplete: str = "current-password", **rest: Any) -> None:
        super().__init__(autocomplete=autocomplete, strip=False, **{"width": "two-thirds", **rest})
        self.widget.attrs |= {"spellcheck": "false", "autocapitalize": "none"}


class SearchField(TextField):
    """A search box with its button; nothing typed means everything, and what is typed is not kept."""

    widget = forms.TextInput
    takes_any = True

    def __init__(self, *, label: str = "Search", **rest: Any) -> None:
        super().__init__(label=label, required=False, **rest)
        self.template_name = "shared/fields/search.html"
        self.look["says_optional"] = False
        self.widget.attrs |= {"type": "search", "autocomplete": "off"}


class TextAreaField(Asking, forms.CharField):
    """Several lines of words; with ``words`` no more than that many, counted on the page as they are typed."""

    widget = forms.Textarea

    def __init__(self, *, words: int | None = None, rows: int = 5, **rest: Any) -> None:
        look = {"words": words, **looks(rest)}
        super().__init__(look=look, **rest)
        self.words = words
        self.widget.attrs |= {"rows": rows, "cols": None}
        del self.widget.attrs["cols"]

    def validate(self, value: Any) -> None:
        """:raises ValidationError: saying by how many words it is too long."""
        super().validate(value)
        over = words_in(value or "") - (self.words or 0)
        if self.words and over > 0:
            raise ValidationError(
                f"Shorten this by {count(over, 'word')}: the limit is {count(self.words, 'word')}", code="too_long"
            )
