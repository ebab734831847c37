"""What the people pages ask for."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from goldenthread.people.types import DUTY_NAMES, Duty, OrganisationCard, OrganisationKind, RecordSearch
from goldenthread.web.people.deeds import ROOMS
from goldenthread.web.shared.fields import (
    ChoiceField,
    ConfirmField,
    DateField,
    EmailField,
    SelectField,
    TextAreaField,
    TextField,
)

# A whole room, or one deed of it.
KINDS_OF_DEED = [
    (room, [(prefix, f"Anything: {room[0].lower()}{room[1:]}"), *((did, deed.says) for did, deed in table.items())])
    for prefix, (room, table) in ROOMS.items()
]
DUTIES = [(duty.value, name) for duty, name in DUTY_NAMES.items()]


class DirectoryForm(forms.Form):
    """What narrows the directory."""

    words = TextField(label="Name, e-mail or teacher reference number", required=False, max_length=100)
    duty = SelectField(label="Duty", choices=DUTIES, empty="Any duty", required=False)
    place = SelectField(label="Organisation", choices=[], empty="Any organisation", required=False)

    def __init__(self, *args: Any, places: tuple[OrganisationCard, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = choices_of(places, empty="Any organisation")  # type: ignore[attr-defined]  # a choice field

    def asked(self) -> dict[str, Any]:
        """What was asked for; parts that make no sense ask for nothing."""
        self.is_valid()
        given = self.cleaned_data
        duty = Duty(given["duty"]) if given.get("duty") else None
        return {"words": given.get("words", "").strip(), "duty": duty, "place": given.get("place", "")}


class PlaceForm(forms.Form):
    """One of the organisations that run things, or a school by its number."""

    place = SelectField(label="Lead provider or delivery partner", choices=[], required=False)
    urn = TextField(
        label="Or a school, by its URN", hint="Six digits, as on the school’s register entry", width=10, required=False
    )

    def __init__(self, *args: Any, places: tuple[OrganisationCard, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = choices_of(places, empty="Choose one")  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Exactly one place."""
        given = super().clean() or {}
        if bool(given.get("place")) == bool(given.get("urn", "").strip()):
            self.add_error("place", "Choose an organisation, or enter the URN of a school, but not both")
        return given


class HatForm(PlaceForm):
    """A duty, and where."""

    duty = SelectField(label="Duty", choices=DUTIES)
    field_order: tuple[str, ...] = ("duty", "place", "urn")


class ClientForm(PlaceForm):
    """A system, and the organisation it reads for."""

    name = TextField(
        label="Name of the system", hint="For example: data warehouse", asks="Enter its name", max_length=100
    )
    field_order: tuple[str, ...] = ("name", "place", "urn")


class BringInForm(HatForm):
    """Who, and their first duty."""

    name = TextField(label="Name", hint="As it should stand on a certificate", asks="Enter their name", max_length=200)
    email = EmailField(label="E-mail address", hint="They sign in with it", autocomplete="off")
    field_order: tuple[str, ...] = ("name", "email", "duty", "place", "urn")


class WhyForm(forms.Form):
    """A reason, for the record."""

    why = TextAreaField(label="Why", hint="Kept in the record with your name", rows=3, max_length=2000)


class EraseForm(WhyForm):
    """A reason, and being sure."""

    sure = ConfirmField(label="I have read what is erased and what is kept")


class OrganisationForm(forms.Form):
    """A delivery partner or a school."""

    kind = ChoiceField(
        label="What is it?",
        choices=[
            (OrganisationKind.DELIVERY_PARTNER.value, "Delivery partner"),
            (OrganisationKind.SCHOOL.value, "School"),
        ],
    )
    name = TextField(label="Name", asks="Enter its name", max_length=200)
    urn = TextField(label="URN", hint="Schools only: six digits", width=10, required=False, max_length=8)

    def clean(self) -> dict[str, Any]:
        """A school has a number; nobody else does."""
        given = super().clean() or {}
        if given.get("kind") == OrganisationKind.SCHOOL.value and not re.fullmatch("[0-9]{6}", given.get("urn", "")):
            self.add_error("urn", "Enter the school’s URN: six digits")
        if given.get("kind") == OrganisationKind.DELIVERY_PARTNER.value and given.get("urn"):
            self.add_error("urn", "Only a school has a URN")
        return given


class NameForm(forms.Form):
    """A person's own name."""

    name = TextField(
        label="Your name", hint="As it should stand on a certificate", autocomplete="name", max_length=200,
        asks="Enter your name",
    )  # fmt: skip


class AddressForm(forms.Form):
    """A new address to sign in with."""

    email = EmailField(label="New e-mail address", hint="We send a link there", asks="Enter your new e-mail address")


class ErasureForm(forms.Form):
    """Why somebody asks to be erased; they need not say."""

    why = TextAreaField(label="Anything we should know", required=False, rows=3, max_length=2000)


class RecordForm(forms.Form):
    """What narrows the record."""

    who = TextField(
        label="Somebody", hint="A name or an e-mail: what they did, and what was done to them", required=False,
        max_length=100,
    )  # fmt: skip
    did = SelectField(label="What was done", choices=KINDS_OF_DEED, empty="Anything", required=False)
    to = TextField(label="One thing", hint="Paste the address of its page", required=False, max_length=300)
    since = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)

    def clean_to(self) -> str:
        """The reference in what was pasted; without one, what was typed."""
        pasted = str(self.cleaned_data["to"]).strip()
        found = re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", pasted)
        return found[-1] if found else pasted

    def search(self) -> RecordSearch:
        """What was asked for; parts that make no sense ask for nothing."""
        self.is_valid()
        return RecordSearch(**{name: value for name, value in self.cleaned_data.items() if value})


def choices_of(places: tuple[OrganisationCard, ...], *, empty: str) -> list[tuple[str, str]]:
    """Organisations to choose from."""
    return [("", empty), *((str(place.ref), place.name) for place in places)]
