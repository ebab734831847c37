"""What managers type: cohorts, sessions, steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import URLValidator

from goldenthread.cohorts.types import (
    DEFERRAL_REASONS,
    WITHDRAWAL_REASONS,
    CohortDetails,
    ComponentChoice,
    NewCohort,
    Role,
    SessionDetails,
    SessionRow,
    Stage,
)
from goldenthread.people.types import OrganisationCard, OrganisationRef, PersonCard, PersonRef
from goldenthread.programmes.types import ReleaseLine, ReleaseRef, Route
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    DateField,
    EmailField,
    MomentField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)


class BoardFilter(forms.Form):
    """Which cohorts to show."""

    stage = SelectField(label="Show", required=False, empty="All cohorts")
    partner = SelectField(label="Delivery partner", required=False, empty="All partners")

    def __init__(self, sent: Any, *, partners: Iterable[OrganisationCard], stages: Mapping[Stage, str]) -> None:
        super().__init__(sent)
        _choose(self, "stage", [(stage.value, name) for stage, name in stages.items()])
        _choose(self, "partner", [(str(card.ref), card.name) for card in partners])
        if len(self.fields["partner"].choices) < 2:  # type: ignore[attr-defined]  # a choice field
            del self.fields["partner"]

    def chosen(self) -> tuple[Stage | None, UUID | None]:
        """The stage and the partner; nothing for what was not chosen or makes no sense."""
        self.is_valid()
        stage, partner = self.cleaned_data.get("stage"), self.cleaned_data.get("partner")
        return Stage(stage) if stage else None, UUID(partner) if partner else None


class DetailsForm(forms.Form):
    """A cohort's title, dates, places and venue."""

    title = TextField(
        label="Title", hint="As participants will see it, for example Autumn 2026", asks="Enter a title", max_length=120
    )
    starts_on = DateField(label="First day", hint="For example, 5 10 2026", asks="Enter the first day")
    ends_on = DateField(label="Last day", hint="For example, 31 3 2028", asks="Enter the last day")
    capacity = NumberField(
        label="Places", hint="How many participants it can take", asks="Enter the number of places",
        min_value=1, max_value=5000, width=4,
    )  # fmt: skip
    venue = TextField(
        label="Usual venue", hint="Sessions in a room start with this venue", required=False, max_length=200
    )

    only_route = ChoiceField(
        label="Which routes does it take?",
        choices=[("", "Both routes"), (Route.BLENDED.value, "Blended only"), (Route.ONLINE.value, "Online-only")],
        hint="Sessions are planned for these, and nobody is given a place on another",
        required=False,
    )

    def __init__(self, sent: Any = None, *, details: CohortDetails | None = None, **rest: Any) -> None:
        super().__init__(sent, initial=_as_typed(details) if details else {"only_route": ""}, **rest)

    def details(self) -> CohortDetails:
        """What was typed."""
        typed = {name: self.cleaned_data[name] for name in CohortDetails.__dataclass_fields__}
        return CohortDetails(**{**typed, "only_route": Route(typed["only_route"]) if typed["only_route"] else None})


class OpeningForm(DetailsForm):
    """A new cohort."""

    release = SelectField(label="Programme", asks="Choose a programme")
    partner = SelectField(label="Delivery partner", asks="Choose a delivery partner")

    field_order = ("release", "partner")

    def __init__(
        self, sent: Any = None, *, releases: Iterable[ReleaseLine], partners: Iterable[OrganisationCard]
    ) -> None:
        super().__init__(sent)
        _choose(self, "release", [(str(line.ref), f"{line.name} – {line.qualification}") for line in releases])
        _choose(self, "partner", [(str(card.ref), card.name) for card in partners])

    def new_cohort(self) -> NewCohort:
        """What was typed."""
        chosen = self.cleaned_data
        return NewCohort(ReleaseRef(UUID(chosen["release"])), OrganisationRef(UUID(chosen["partner"])), self.details())


class SessionForm(forms.Form):
    """When and where a session is, and who leads it."""

    starts_at = MomentField(label="Starts", asks="Enter when it starts")
    minutes = NumberField(
        label="Lasts", asks="Enter how long it lasts", min_value=5, max_value=4320, width=4, suffix="minutes"
    )
    facilitator = SelectField(label="Facilitator", hint="Who leads it", required=False, empty="Nobody yet")
    others = CheckboxesField(
        label="Others who facilitate", hint="They see the session and may take its register", required=False, small=True
    )
    venue = TextField(label="Venue", hint="Leave empty if it is online", required=False, max_length=200)
    room = TextField(label="Room", required=False, max_length=120, width="one-half")
    online_link = TextField(
        label="Link to join online",
        hint="Participants see it on the session’s page",
        required=False,
        max_length=400,
        validators=[URLValidator(schemes=["https", "http"], message="Enter a link that begins with https://")],
    )

    capacity = NumberField(
        label="Places", required=False, min_value=1, max_value=5000, width=4,
        hint="Leave empty if there is room for everybody. With a number, participants have a place, or wait for one",
    )  # fmt: skip
    anyway = TextField(
        label="Anyway, because",
        hint="Only for a session before 7am, after 10pm, on a bank holiday or in a closure: why it has to be then",
        required=False,
        max_length=200,
    )

    def __init__(
        self, sent: Any = None, *, facilitators: Iterable[PersonCard], session: SessionRow | None = None
    ) -> None:
        super().__init__(sent, initial=_initial(session) if session else None)
        people = [(str(card.ref), card.name) for card in facilitators]
        _choose(self, "facilitator", people)
        _choose(self, "others", people)
        if len(people) < 2:
            del self.fields["others"]

    def details(self) -> SessionDetails:
        """What was typed."""
        typed = self.cleaned_data
        return SessionDetails(
            starts_at=typed["starts_at"],
            ends_at=typed["starts_at"] + timedelta(minutes=typed["minutes"]),
            venue=typed["venue"],
            room=typed["room"],
            online_link=typed["online_link"],
            facilitator=PersonRef(UUID(typed["facilitator"])) if typed["facilitator"] else None,
            others=tuple(PersonRef(UUID(ref)) for ref in typed.get("others", ())),
            capacity=typed["capacity"],
            anyway=typed["anyway"],
        )


class AddingForm(SessionForm):
    """One more session of a live component."""

    which = SelectField(label="Component", asks="Choose a component")
    field_order = ("which",)

    def __init__(
        self, sent: Any = None, *, facilitators: Iterable[PersonCard], components: Iterable[ComponentChoice]
    ) -> None:
        super().__init__(sent, facilitators=facilitators)
        _choose(self, "which", [(str(c.ref), c.title) for c in components])

    def component(self) -> UUID:
        """Which component was chosen."""
        return UUID(self.cleaned_data["which"])


class StepForm(forms.Form):
    """From which day a step counts."""

    since = DateField(
        label="From which day?",
        hint="Leave empty for today. An earlier day, if you enter it afterwards",
        required=False,
    )


class DeferringForm(StepForm):
    """Why somebody pauses, from which day, and until when."""

    field_order = ("code", "why", "since", "returns_on")

    code = ChoiceField(label="Reason", choices=list(DEFERRAL_REASONS.items()), asks="Choose a reason")
    why = TextAreaField(
        label="In a few words", required=False, rows=3,
        hint="Needed for another reason. Seen by the participant and by those who run the cohort",
    )  # fmt: skip
    returns_on = DateField(label="Expected back", hint="If it is known, for example 1 9 2027", required=False)

    def clean(self) -> dict[str, Any]:
        """Another reason is said in words before anything is worked out."""
        typed = dict(self.cleaned_data)
        if typed.get("code") == "other" and not typed.get("why"):
            self.add_error("why", "“Another reason” needs a few words: say what it is")
        return typed

    def reason(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        days = {"returns_on": typed["returns_on"], "since": typed["since"]}
        return {"reason": typed["code"], "why": typed["why"] or "", **days}


class WithdrawingForm(StepForm):
    """Why somebody leaves, and from which day."""

    field_order = ("code", "why", "since")

    code = SelectField(label="Reason", choices=list(WITHDRAWAL_REASONS.items()), asks="Choose a reason")
    why = TextAreaField(
        label="In a few words", required=False, rows=3,
        hint="Needed for another reason. Seen by the participant and by those who run the cohort",
    )  # fmt: skip

    def reason(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return {"reason": typed["code"], "why": typed["why"] or "", "since": typed["since"]}


class CompanionForm(forms.Form):
    """A sponsor or a mentor at the participant's school."""

    role = ChoiceField(
        label="What are they?", asks="Choose sponsor or mentor", inline=True,
        choices=[(Role.SPONSOR.value, "Sponsor"), (Role.MENTOR.value, "Mentor")],
    )  # fmt: skip
    name = TextField(label="Name", asks="Enter their name", max_length=200)
    email = EmailField(label="E-mail address", asks="Enter their e-mail address", max_length=254)

    def companion(self) -> dict[str, Any]:
        """Whom, as the action takes it."""
        typed = self.cleaned_data
        return {"role": Role(typed["role"]), "name": typed["name"], "email": typed["email"]}


class EndingForm(forms.Form):
    """Why somebody no longer walks beside a participant."""

    why = TextAreaField(label="Why does it end?", hint="Kept in the record", asks="Say why", rows=3)


def _as_typed(details: CohortDetails) -> dict[str, Any]:
    return {**vars(details), "only_route": details.only_route.value if details.only_route else ""}


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


def _initial(session: SessionRow) -> dict[str, Any]:
    return {
        "starts_at": session.starts_at,
        "minutes": int((session.ends_at - session.starts_at).total_seconds() // 60),
        "facilitator": str(session.facilitator_ref or ""),
        "others": [str(ref) for ref in session.other_refs],
        "capacity": session.capacity,
        "anyway": session.anyway,
        "venue": session.venue,
        "room": session.room,
        "online_link": session.online_link,
    }
