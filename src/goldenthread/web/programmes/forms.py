"""What curriculum leads type: programmes, modules, components."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.frameworks.types import EditionLine
from goldenthread.ground.types import Refusal
from goldenthread.people.types import OrganisationCard
from goldenthread.programmes.types import (
    KIND_NAMES,
    ROUTE_NAMES,
    VARIANT_KIND_NAMES,
    ComponentDraft,
    ComponentFacts,
    ComponentKind,
    Decisions,
    Direction,
    ModuleOutline,
    MovingPage,
    PickerPage,
    QualificationCard,
    Question,
    Route,
    Tie,
    Use,
    VariantDraft,
    VariantKind,
    VariantLine,
)
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    ConfirmField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)
from goldenthread.web.shared.request import Request


def way_of(request: Request) -> Direction:
    """Which way a button moves something; down unless it says up."""
    return Direction.UP if request.POST.get("way") == Direction.UP.value else Direction.DOWN


def chosen_of(request: Request, page: PickerPage) -> frozenset[Tie]:
    """The boxes that were ticked among those on the page; anything else that was sent is passed over.

    A button may tick one use for everything on the page.
    """
    everything = {f"{place.ref}:{request.POST.get('all')}" for place in page.shown}
    return _among(page, everything.union(request.POST.getlist("tie")))


def shown_of(request: Request, page: PickerPage) -> frozenset[Tie]:
    """The boxes that were ticked when the page was sent, among those on it; none where the form does not say."""
    return _among(page, request.POST.getlist("was"))


def _among(page: PickerPage, said: Collection[str]) -> frozenset[Tie]:
    return frozenset(Tie(place.ref, use) for place in page.shown for use in Use if f"{place.ref}:{use}" in said)


class ProgrammeForm(forms.Form):
    """A new programme."""

    title = TextField(
        label="Title of the programme",
        hint="As cohorts and participants will see it",
        asks="Enter a title for the programme",
        max_length=200,
    )
    qualification = SelectField(label="Qualification", asks="Choose a qualification")
    edition = SelectField(
        label="Framework",
        hint="The edition in force of the framework the programme has to cover",
        asks="Choose a framework",
    )
    anyway = ConfirmField(label="Yes, build it on this framework", required=False)
    asked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, cards: Iterable[QualificationCard], editions: Iterable[EditionLine], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["edition"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(line.ref), f"{line.name}: {line.title}") for line in editions
        ]
        self.fields["qualification"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(card.ref), f"{card.facts.name}: {card.facts.title}") for card in cards
        ]

    @property
    def is_confirmed(self) -> bool:
        """Whether the person ticked the box under these very choices."""
        return bool(self.cleaned_data["anyway"]) and self.cleaned_data["asked"] == self._pair

    @property
    def _pair(self) -> str:
        return f"{self.cleaned_data['qualification']} {self.cleaned_data['edition']}"

    def ask(self, why: Refusal) -> None:
        """Ask whether these choices are meant."""
        self.data = {**self.cleaned_data, "asked": self._pair, "anyway": False}
        self.add_error("anyway", str(why))

    def programme(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        return {
            "title": self.cleaned_data["title"],
            "qualification": UUID(self.cleaned_data["qualification"]),
            "edition": UUID(self.cleaned_data["edition"]),
        }


class ModuleForm(forms.Form):
    """A module's title."""

    title = TextField(label="Title of the module", asks="Enter a title for the module", max_length=200)


class VariantForm(forms.Form):
    """What a local variant says of itself."""

    title = TextField(
        label="Title of the variant",
        hint="As staff will see it, such as Small primary schools",
        asks="Enter a title for the variant",
        max_length=200,
    )
    kind = ChoiceField(
        label="What is it for?",
        asks="Choose what the variant is for",
        choices=[(k.value, n) for k, n in VARIANT_KIND_NAMES.items()],
    )
    partner = SelectField(
        label="Delivery partner", hint="Only where it is for a delivery partner", required=False, empty="None"
    )
    about = TextAreaField(label="Why it differs", hint="One or two sentences", required=False, rows=3)

    def __init__(
        self, sent: Any = None, *, partners: Iterable[OrganisationCard], variant: VariantLine | None = None
    ) -> None:
        super().__init__(sent, initial=_said(variant) if variant else None)
        self.fields["partner"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(partner.ref), partner.name) for partner in partners
        ]

    def draft(self) -> VariantDraft:
        """What was typed, as the actions take it."""
        said = self.cleaned_data
        partner = UUID(said["partner"]) if said["partner"] else None
        return VariantDraft(said["title"], VariantKind(said["kind"]), said["about"], partner)


def _said(variant: VariantLine) -> dict[str, Any]:
    return {
        "title": variant.title,
        "kind": variant.kind.value,
        "partner": str(variant.partner_ref or ""),
        "about": variant.about,
    }


class RetiringForm(forms.Form):
    """Why a release takes no more cohorts."""

    why = TextAreaField(
        label="Why is it retired?", hint="Kept in the record", asks="Say why the release is retired", rows=3
    )


class ComponentForm(forms.Form):
    """What a component says of itself. Its statements are chosen on a page of their own."""

    kind = SelectField(
        label="Kind", asks="Choose what kind of component it is", choices=[(k.value, n) for k, n in KIND_NAMES.items()]
    )
    title = TextField(label="Title", asks="Enter a title for the component", max_length=200)
    about = TextAreaField(
        label="What participants do", hint="One or two sentences, as they will see them", required=False, rows=3
    )
    minutes = NumberField(
        label="Time it takes",
        hint="In minutes, for one participant",
        asks="Enter the time in minutes",
        min_value=1,
        max_value=6000,
        width=5,
        suffix="minutes",
    )
    routes = CheckboxesField(
        label="Routes", asks="Choose at least one route", choices=[(r.value, n) for r, n in ROUTE_NAMES.items()]
    )
    is_required = ConfirmField(
        label="Required: it counts towards engagement unless the policy says otherwise", required=False, initial=True
    )
    weight = NumberField(
        label="Weight",
        hint="Used only where the engagement policy goes by weight",
        asks="Enter a weight, or 1",
        min_value=1,
        max_value=1000,
        width=4,
        initial=1,
    )
    stands_apart = ConfirmField(
        label="It serves no statement by design, such as an induction or a needs analysis", required=False
    )
    module_ref = SelectField(label="Module", asks="Choose a module", empty="", required=False)

    def __init__(
        self, sent: Any = None, *, component: ComponentFacts | None = None, modules: Iterable[ModuleOutline] = ()
    ) -> None:
        super().__init__(sent, initial=_initial(component) if component else None)
        choices = [(str(module.ref), module.title) for module in modules]
        self.fields["module_ref"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if not choices:
            del self.fields["module_ref"]

    def draft(self) -> ComponentDraft:
        """What was typed, as the actions take it."""
        said = self.cleaned_data
        return ComponentDraft(
            kind=ComponentKind(said["kind"]),
            title=said["title"],
            minutes=said["minutes"],
            routes=frozenset(Route(route) for route in said["routes"]),
            weight=said["weight"],
            is_required=said["is_required"],
            stands_apart=said["stands_apart"],
            about=said["about"],
        )

    def module(self) -> UUID | None:
        """The module it should stand in, where that was asked."""
        chosen = self.cleaned_data.get("module_ref")
        return UUID(chosen) if chosen else None


def _initial(component: ComponentFacts) -> dict[str, Any]:
    return {
        "kind": component.kind.value,
        "title": component.title,
        "about": component.about,
        "minutes": component.minutes,
        "routes": [route.value for route in component.routes],
        "is_required": component.is_required,
        "weight": component.weight,
        "stands_apart": component.stands_apart,
        "module_ref": str(component.module_ref),
    }


LET_GO = "let go"


class MovingForm(forms.Form):
    """What becomes of the ties to each statement that was reworded or removed."""

    edition = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, sent: Any, *, page: MovingPage) -> None:
        super().__init__(sent, initial={"edition": page.edition_ref})
        self.questions = page.questions
        for question in page.questions:
            kept = f"Carry over to {question.new.place}, as reworded" if question.new else ""
            own = {str(line.ref): f"{line.place}: {line.text[:80]}" for line in question.choices}
            if question.new:
                own[str(question.new.ref)] = kept
            self.fields[_name(question)] = SelectField(
                label=f"What becomes of the ties to {question.old.place}?",
                asks=f"Decide what becomes of the ties to {question.old.place}",
                choices=[*own.items(), (LET_GO, "Let the ties go")],
                empty="" if question.new else "Choose one",
                initial=str(question.new.ref) if question.new else "",
            )

    @property
    def asked(self) -> list[tuple[Question, BoundField]]:
        """Each question beside its field."""
        return [(question, self[_name(question)]) for question in self.questions]

    def decisions(self) -> Decisions:
        """What was decided, by the statement that it is about."""
        said = {question.old.ref: self.cleaned_data[_name(question)] for question in self.questions}
        return {ref: None if answer == LET_GO else UUID(answer) for ref, answer in said.items()}


def _name(question: Question) -> str:
    return f"ties_{question.old.ref.hex}"
