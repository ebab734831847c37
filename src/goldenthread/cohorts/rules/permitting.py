"""Who may do what to a cohort and to those on it. What somebody may *see* is each queryset's ``seen_by``."""

from __future__ import annotations

from collections.abc import Collection

from goldenthread.cohorts.types import Role
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

_MANAGER = "Ask the programme manager of the cohort’s delivery partner or of the lead provider."


def runs_all(actor: Actor) -> bool:
    """Whether this actor runs the cohorts of every delivery partner."""
    return actor.wears_for_provider(Duty.PROGRAMME_MANAGER) or actor.wears(Duty.ADMINISTRATOR)


def runs(actor: Actor, partner_id: int) -> bool:
    """Whether this actor runs the cohorts of a delivery partner: its programme manager, or the provider's."""
    return runs_all(actor) or partner_id in actor.places(Duty.PROGRAMME_MANAGER)


def why_not_measure(actor: Actor) -> Refusal | None:
    """Why this actor may not decide by which policy a cohort is measured: it is the lead provider's to say."""
    if runs_all(actor):
        return None
    return Refusal(
        "may_not_measure",
        "By which policy a cohort is measured is decided by the lead provider.",
        "Ask a programme manager of the lead provider.",
    )


def why_not_run(actor: Actor, partner_id: int) -> Refusal | None:
    """Why this actor may not change a cohort or an enrolment of this partner."""
    if runs(actor, partner_id):
        return None
    return Refusal("may_not_run", "You can see this cohort but not change it.", _MANAGER)


def sees_reasons(actor: Actor, partner_id: int) -> bool:
    """Whether this actor may read why somebody deferred or withdrew: those who run the cohort or answer for quality."""
    return runs(actor, partner_id) or actor.wears_for_provider(Duty.QUALITY_LEAD)


def why_not_take(
    actor: Actor, *, partner_id: int, facilitator_id: int | None, others: Collection[int] = ()
) -> Refusal | None:
    """Why this actor may not take the register of a session: it is for those who facilitate it, whether they lead it
    or stand beside who does, while they do so for the cohort's partner, and for who runs the cohort."""
    is_theirs = actor.person_id == facilitator_id or actor.person_id in others
    if runs(actor, partner_id) or (is_theirs and actor.wears_at(partner_id, Duty.FACILITATOR)):
        return None
    return Refusal("not_your_session", "The register is taken by those who facilitate the session.", _MANAGER)


def why_not_stand_beside(person: Actor, role: Role, *, by: Actor, partner_id: int) -> Refusal | None:
    """Why somebody cannot be named a participant's sponsor or mentor: these belong to the school, and read what the
    participant shares with them and not with who runs the cohort. Coaches have rules of their own."""
    if role is Role.COACH or not (person.person_id == by.person_id or runs(person, partner_id)):
        return None
    return Refusal(
        "runs_the_cohort",
        f"Somebody who runs the cohort cannot be a participant’s {role.value}: they would read what is shared only "
        "with those at the school.",
        "Name somebody at the school.",
    )


def why_not_choose(actor: Actor, *, partner_id: int, participant_id: int) -> Refusal | None:
    """Why this actor may not choose where somebody has a place: it is for them and for who runs the cohort."""
    if actor.person_id == participant_id and actor.wears(Duty.PARTICIPANT):
        return None
    return why_not_run(actor, partner_id)
