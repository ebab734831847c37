"""Who may hand out which hats."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty, OrganisationKind

_STAFF = frozenset({OrganisationKind.LEAD_PROVIDER, OrganisationKind.DELIVERY_PARTNER})
_SCHOOL = frozenset({OrganisationKind.SCHOOL})
_PROVIDER = frozenset({OrganisationKind.LEAD_PROVIDER})

# For which kind of organisation a duty can be worn.
WORN_FOR: Mapping[Duty, frozenset[OrganisationKind]] = MappingProxyType(
    {
        Duty.ADMINISTRATOR: _PROVIDER,
        Duty.CURRICULUM_LEAD: _PROVIDER,
        Duty.PROGRAMME_MANAGER: _STAFF,
        Duty.QUALITY_LEAD: _PROVIDER,
        Duty.INSPECTOR: _PROVIDER,
        Duty.FACILITATOR: _STAFF,
        Duty.COACH: _STAFF,
        Duty.ASSESSOR: _STAFF,
        Duty.MODERATOR: _PROVIDER,
        Duty.HEADTEACHER: _SCHOOL,
        Duty.SPONSOR: _SCHOOL,
        Duty.MENTOR: _SCHOOL,
        Duty.PARTICIPANT: _SCHOOL,
    }
)
# What a delivery partner's programme manager may hand out at their own partner without asking the provider.
PARTNER_MAY_GIVE = frozenset({Duty.FACILITATOR, Duty.COACH})


def why_not_give(duty: Duty, *, at_id: int, kind: OrganisationKind, by: Actor) -> Refusal | None:
    """Why this actor may not give this duty at this organisation, or ``None``."""
    if kind not in WORN_FOR[duty]:
        kinds = " or ".join(sorted(k.value.replace("_", " ") for k in WORN_FOR[duty]))
        return Refusal(
            "wrong_place", f"A {duty.value.replace('_', ' ')} belongs to a {kinds}.", "Choose another organisation."
        )
    if by.wears_for_provider(Duty.ADMINISTRATOR):
        return None
    if kind is OrganisationKind.SCHOOL and by.wears(Duty.PROGRAMME_MANAGER):
        return None
    if duty in PARTNER_MAY_GIVE and at_id in by.places(Duty.PROGRAMME_MANAGER):
        return None
    return Refusal("not_yours_to_give", "You cannot give this duty here.", "Ask an administrator of the lead provider.")
