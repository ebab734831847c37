"""Who may design and publish, who may write mark schemes, and who may load the catalogue."""

from __future__ import annotations

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty


def why_not_design(actor: Actor) -> Refusal | None:
    """Why this actor may not build, change or publish programmes, or ``None``."""
    if actor.wears_for_provider(Duty.CURRICULUM_LEAD):
        return None
    return Refusal(
        "not_a_designer", "Programmes are built by the lead provider's curriculum leads.", "Ask a curriculum lead."
    )


def why_not_write_schemes(actor: Actor) -> Refusal | None:
    """Why this actor may not write, freeze or link mark schemes, or ``None``."""
    if actor.wears_for_provider(Duty.CURRICULUM_LEAD, Duty.QUALITY_LEAD):
        return None
    return Refusal(
        "not_a_scheme_writer",
        "Mark schemes are written by the lead provider’s curriculum leads and quality leads.",
        "Ask one of them.",
    )


def why_not_load_catalogue(actor: Actor) -> Refusal | None:
    """Why this actor may not load the catalogue of qualifications, or ``None``."""
    if actor.wears_for_provider(Duty.CURRICULUM_LEAD, Duty.ADMINISTRATOR):
        return None
    return Refusal(
        "not_a_cataloguer",
        "The catalogue is loaded by the lead provider's administrators and curriculum leads.",
        "Ask one of them.",
    )
