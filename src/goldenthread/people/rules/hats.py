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
# What a delivery partner's programme manager may hand out without asking the provider. A headteacher sees everybody at
# their school, also those who came with another partner, so that hat is the provider's to give.
PARTNER_MAY_GIVE = frozenset({Duty.FACILITATOR, Duty.COACH})
PARTNER_MAY_GIVE_AT_SCHOOLS = frozenset({Duty.PARTICIPANT, Duty.SPONSOR, Duty.MENTOR})


def why_not_give(duty: Duty, *, at_id: int, kind: OrganisationKind, by: Actor) -> Refusal | None:
    """Why this actor may not give this duty at this organisation, or ``None``."""
    if kind not in WORN_FOR[duty]:
        kinds = " or ".join(sorted(k.value.replace("_", " ") for k in WORN_FOR[duty]))
        return Refusal(
            "wrong_place", f"A {duty.value.replace('_', ' ')} belongs to a {kinds}.", "Choose another organisation."
        )
    if _is_the_providers_affair(kind, by) or (duty in PARTNER_MAY_GIVE and at_id in by.places(Duty.PROGRAMME_MANAGER)):
        return None
    if kind is OrganisationKind.SCHOOL and duty in PARTNER_MAY_GIVE_AT_SCHOOLS and by.wears(Duty.PROGRAMME_MANAGER):
        return None
    return Refusal("not_yours_to_give", "You cannot give this duty here.", "Ask an administrator of the lead provider.")


def why_not_end(duty: Duty, *, at_id: int, kind: OrganisationKind, by: Actor) -> Refusal | None:
    """Why this actor may not take this duty off somebody, or ``None``.

    A partner's manager ends what is worn for their own partner only: a hat at a school may be needed by another.
    """
    if _is_the_providers_affair(kind, by) or (duty in PARTNER_MAY_GIVE and at_id in by.places(Duty.PROGRAMME_MANAGER)):
        return None
    return Refusal("not_yours_to_end", "You cannot end this duty.", "Ask an administrator of the lead provider.")


def why_not_known_here(*, is_seen: bool, is_here: bool, by: Actor) -> Refusal | None:
    """Why this actor may not take somebody on who is known here already, or ``None``.

    Whoever wears a hat at a partner is seen by its managers; so they cannot make somebody else's people theirs by
    knowing an address, nor learn whose address it is by naming them at a school where they do nothing (``is_here``).
    """
    if is_seen or is_here or by.wears_for_provider(Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER):
        return None
    return Refusal(
        "known_elsewhere",
        "Somebody with this e-mail address is known here already, but not with you.",
        "Ask the lead provider to give them this duty.",
    )


def _is_the_providers_affair(kind: OrganisationKind, by: Actor) -> bool:
    return by.wears_for_provider(Duty.ADMINISTRATOR) or (
        kind is OrganisationKind.SCHOOL and by.wears_for_provider(Duty.PROGRAMME_MANAGER)
    )
