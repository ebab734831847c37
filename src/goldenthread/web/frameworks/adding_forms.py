"""What is asked of somebody who adds what a document lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.text import Truncator

from goldenthread.frameworks.types import STANDS_UNDER, ItemView, Kind, ReviewPage, SectionView, kinds_beside
from goldenthread.frameworks.types.adding import Addition, Way
from goldenthread.web.frameworks.reviewing_forms import WordsForm
from goldenthread.web.shared.fields import SelectField, TextAreaField

END = (Way.END.value, "At the end of the section")


class AddingForm(WordsForm):
    """What is added, where, and where its words come from."""

    place = SelectField(
        label="Where does it stand?",
        hint="A Learn that statement stands where its number says",
        choices=[END],
        empty="",
    )
    source = TextAreaField(
        label="Where do these words come from?",
        hint="For example the publisher’s web page and the day, or the page of a printed copy. It is shown with these "
        "words for good",
        rows=2,
        max_length=300,
        asks="Say where these words come from",
    )

    def __init__(self, *args: Any, page: ReviewPage, section: SectionView, **kwargs: Any) -> None:
        super().__init__(*args, kinds=kinds_beside(item.kind for item in page.items) or tuple(Kind), **kwargs)
        self.section = section.number
        there = _ordered(section)
        before = [(_value(Way.BEFORE, item), f"Before {_told(item)}") for item in there]
        under = [(_value(Way.UNDER, item), f"Last under {_told(item)}") for item in there if item.holds]
        places = [("Before another", before), ("Under another", under)]
        self.fields["place"].choices = [*((name, those) for name, those in places if those), END]  # type: ignore[attr-defined]  # a choice field

    @staticmethod
    def start(section: SectionView, asked: Mapping[str, str]) -> dict[str, Any]:
        """The form's first values: beside the item that was named, else before what has lost its stem, else the end."""
        there = _ordered(section)
        ways = ("before", "after", "under")
        named = {way: item for way in ways for item in section.items if str(item.ref) == asked.get(way)}
        if not named:
            loose = section.loose
            return {"kind": Kind.STEM, "place": _value(Way.BEFORE, loose[0])} if loose else {"place": Way.END.value}
        way, item = next(iter(named.items()))
        if way == "under":
            below = next((kind for kind, above in STANDS_UNDER.items() if above is item.kind), item.kind)
            return {"kind": below, "place": _value(Way.UNDER, item)}
        if item not in there:
            return {"kind": item.kind, "place": Way.END.value}
        at = there.index(item) + (way == "after")
        return {"kind": item.kind, "place": _value(Way.BEFORE, there[at]) if at < len(there) else Way.END.value}

    def addition(self) -> Addition:
        """What was said, as a value."""
        way, _, beside = self.cleaned_data["place"].partition(":")
        source = self.cleaned_data["source"]
        return Addition(self.says(section=self.section), source, Way(way), UUID(beside) if beside else None)


def _ordered(section: SectionView) -> tuple[ItemView, ...]:
    """The items whose order decides."""
    return tuple(item for item in section.items if item.kind is not Kind.LEARN_THAT)


def _value(way: Way, item: ItemView) -> str:
    return f"{way.value}:{item.ref}"


def _told(item: ItemView) -> str:
    return f"“{Truncator(item.text).words(8, truncate=' …')}” ({item.label})"
