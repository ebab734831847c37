"""The library: who keeps it, who may propose to it, and what an item has to say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from goldenthread.ground.types import Refusal
from goldenthread.learning.types.library import ItemDraft, ItemKind
from goldenthread.people.types import Actor, Duty


class State(StrEnum):
    """Where an item of the library stands."""

    PROPOSED = "proposed"
    SHARED = "shared"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What can happen to an item."""

    SHARE = "share"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


LIBRARY_STEPS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.PROPOSED, Event.SHARE): State.SHARED,
        (State.PROPOSED, Event.DECLINE): State.DECLINED,
        (State.SHARED, Event.WITHDRAW): State.WITHDRAWN,
        (State.WITHDRAWN, Event.SHARE): State.SHARED,
        (State.DECLINED, Event.SHARE): State.SHARED,
    }
)
EARLIEST = 1800


def keeps(actor: Actor) -> bool:
    """Whether this actor keeps the library: the lead provider's curriculum leads do."""
    return actor.wears_for_provider(Duty.CURRICULUM_LEAD)


def sees_everything(actor: Actor) -> bool:
    """Whether this actor also sees what is proposed, declined and withdrawn."""
    return keeps(actor) or actor.wears_for_provider(Duty.QUALITY_LEAD, Duty.INSPECTOR)


def proposes(actor: Actor) -> bool:
    """Whether this actor may propose school practice: whoever leads at a delivery partner, or teaches there."""
    return actor.wears(Duty.CURRICULUM_LEAD, Duty.PROGRAMME_MANAGER, Duty.FACILITATOR)


def why_not_add(draft: ItemDraft, actor: Actor) -> Refusal | None:
    """Why this actor may not add an item as described, or ``None``."""
    if not keeps(actor) and not proposes(actor):
        return Refusal("not_a_keeper", "You cannot add to the library.", "Ask a curriculum lead of the lead provider.")
    if not keeps(actor) and draft.kind is not ItemKind.PRACTICE:
        return Refusal("practice_only", "You can propose school practice only.", "Choose school practice.")
    return None


def why_not_change(actor: Actor, *, is_own_proposal: bool) -> Refusal | None:
    """Why this actor may not change an item, or ``None``. Whoever proposed one may, until it is decided."""
    if keeps(actor) or is_own_proposal:
        return None
    return Refusal("not_a_keeper", "You cannot change this item.", "Ask a curriculum lead of the lead provider.")


def why_not_decide(actor: Actor) -> Refusal | None:
    """Why this actor does not decide what is in the library, or ``None``."""
    return None if keeps(actor) else why_not_change(actor, is_own_proposal=False)


def why_not_describe(draft: ItemDraft, *, has_file: bool, this_year: int) -> Refusal | None:
    """Why an item cannot be kept as it is described, or ``None``."""
    if not draft.title.strip() or not draft.summary.strip():
        return Refusal("says_nothing", "An item needs a title and a summary.", "Say in your own words what it shows.")
    if not draft.statements:
        return Refusal("no_statement", "It is tied to no statement.", "Choose at least one that it helps with.")
    if draft.year is not None and not EARLIEST <= draft.year <= this_year + 1:
        return Refusal("odd_year", "The year cannot be right.", f"Give one from {EARLIEST} to {this_year + 1}.")
    if draft.address and not _is_web(draft.address):
        return Refusal("odd_address", "The address does not begin with https:// or http://.", "Copy it whole.")
    if not draft.address and not has_file:
        return Refusal("nowhere", "Nobody could find it.", "Give an address on the web, or a file.")
    return None


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
