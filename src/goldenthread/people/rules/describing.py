"""Who may record facts about an organisation, and which make sense."""

from __future__ import annotations

from goldenthread.ground.rules.naming import why_not_called
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty, OrganisationDetails, OrganisationKind


def why_not_describe(by: Actor, *, organisation_id: int, kind: OrganisationKind) -> Refusal | None:
    """Why this actor may not record facts about an organisation, or ``None``."""
    if by.wears_for_provider(Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER):
        return None
    if kind is OrganisationKind.DELIVERY_PARTNER and organisation_id in by.places(Duty.PROGRAMME_MANAGER):
        return None
    return Refusal(
        "may_not_describe",
        "You cannot change what is recorded about this organisation.",
        "Ask a programme manager of the lead provider.",
    )


def why_not_so(details: OrganisationDetails, *, kind: OrganisationKind) -> Refusal | None:
    """Why these facts cannot be kept, or ``None``. A school's figure says where it is from and for which day."""
    is_school = kind is OrganisationKind.SCHOOL
    if not is_school and (details.phase or details.fsm_percent is not None):
        return Refusal("not_a_school", "Only a school has a phase and pupils.", "Leave both empty.")
    if is_school and details.specialism:
        return Refusal("not_a_partner", "Only a delivery partner has a specialism here.", "Leave it empty.")
    for what, said in (("The place", details.place), ("The specialism", details.specialism)):
        refusal = why_not_called(said, what=what) if said else None
        if refusal:
            return Refusal(refusal.code, refusal.says, "Type it in plain words.")
    if details.fsm_percent is None:
        if details.fsm_source or details.fsm_on:
            return Refusal("no_figure", "The figure itself is missing.", "Enter it, or leave all three empty.")
        return None
    if not 0 <= details.fsm_percent <= 100:
        return Refusal("no_share", "A share lies between 0 and 100 %.", "Check the figure.")
    if not details.fsm_source or details.fsm_on is None:
        return Refusal(
            "no_source", "A figure needs its source and its day.", "Say where it is from and for which day it holds."
        )
    return None
