"""What is typed where circumstances are decided, as values."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from goldenthread.assessment.types.attempts import REASON_NAMES, PutOffReason
from goldenthread.assessment.types.circumstances import DecideCircumstancePage, NewGrant
from goldenthread.programmes.types.granting import GRANT_NAMES, GrantKind
from goldenthread.web.shared.fields import ChoiceField, MomentField, NumberField, SelectField, TextAreaField
from goldenthread.web.shared.words import count, moment

NOTHING = "nothing"
_FIELDS = {
    GrantKind.MINUTES: ("minutes",),
    GrantKind.LATER_CLOSE: ("closes_at",),
    GrantKind.LATER_WINDOW: ("to_window", "reason"),
    GrantKind.NOT_COUNTED: ("reason",),
    GrantKind.WITHDRAWAL: ("reason",),
}
_ASKS = {
    "minutes": "Enter how many minutes",
    "closes_at": "Enter the moment",
    "to_window": "Choose the window",
    "reason": "Choose the reason",
}


class DecideForm(forms.Form):
    """What was decided, and what follows from granting it, in one act."""

    decision = ChoiceField(
        label="What is decided?", choices=[("grant", "Grant it"), ("refuse", "Do not grant it")], asks="Choose one"
    )

    def __init__(self, data: Any = None, *, page: DecideCircumstancePage) -> None:
        super().__init__(data)
        wanted = [name for kind in page.offers for name in _FIELDS[kind]]
        choices = [*((kind.value, GRANT_NAMES[kind]) for kind in page.offers), (NOTHING, "Nothing further")]
        self.fields["follows"] = ChoiceField(
            label="If you grant it: what follows?",
            choices=choices,
            hints={kind.value: said for kind, said in _hints(page).items()} | {NOTHING: "Your answer says it all"},
            required=False,
            says_optional=False,
        )
        fields: dict[str, forms.Field] = {
            "minutes": NumberField(
                label="Extra minutes", required=False, says_optional=False, min_value=1, max_value=40_320, width=5
            ),
            "closes_at": MomentField(label="Does not close before", required=False, says_optional=False),
            "to_window": SelectField(
                label="To which window?",
                choices=[(str(ref), f"The window that opens on {moment(at)}") for ref, at in page.later],
                required=False,
                says_optional=False,
                empty="Choose a window",
            ),
            "reason": ChoiceField(
                label="For which reason are they not assessed in this window?",
                choices=[(each.value, name) for each, name in REASON_NAMES.items()],
                required=False,
                says_optional=False,
            ),
        }
        self.fields |= {name: field for name, field in fields.items() if name in wanted}
        self.fields["answer"] = TextAreaField(
            label="Your answer",
            rows=4,
            hint="They read it, and it is kept as the reason of what follows. Another format: say exactly what was "
            "agreed",
            asks="Write your answer",
            max_length=2000,
        )

    def clean(self) -> dict[str, Any]:
        """What follows is said wherever it is granted, with its figures."""
        said = super().clean() or {}
        if said.get("decision") != "grant":
            return said
        follows = said.get("follows")
        if not follows:
            self.add_error("follows", "Choose what follows, or nothing further")
        elif follows != NOTHING:
            for name in _FIELDS[GrantKind(follows)]:
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _ASKS[name])
        return said

    def values(self) -> dict[str, Any]:
        """What was decided."""
        said = self.cleaned_data
        grants = said["decision"] == "grant"
        return {"grants": grants, "answer": said["answer"], "gives": self._gives() if grants else None}

    def _gives(self) -> NewGrant:
        said = self.cleaned_data
        if said["follows"] == NOTHING:
            return NewGrant(None)
        kind = GrantKind(said["follows"])
        given = {name: said[name] for name in _FIELDS[kind]}
        if "to_window" in given:
            given["to_window"] = UUID(given["to_window"])
        if "reason" in given:
            given["reason"] = PutOffReason(given["reason"])
        return NewGrant(kind, **given)


def _hints(page: DecideCircumstancePage) -> dict[GrantKind, str]:
    """The figures beside each choice."""
    closes = f"Their window closes on {moment(page.closes_at)}"
    left = f"{page.used} of {count(page.attempts, 'attempt')} used. They are not assessed in this window"
    first = f"The next one opens on {moment(page.later[0][1])}" if page.later else "No later window is planned yet"
    return {
        GrantKind.MINUTES: f"On top of what they have. {closes}",
        GrantKind.LATER_CLOSE: closes,
        GrantKind.LATER_WINDOW: f"{left}, and it is no attempt. {first}",
        GrantKind.NOT_COUNTED: f"{left}, and no later window is named",
        GrantKind.WITHDRAWAL: "They stay on the programme",
    }
