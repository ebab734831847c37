"""Who may write a unit, and when it may be published."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.ground.types import Refusal
from goldenthread.learning.types import EditedPage
from goldenthread.people.types import Actor, Duty

STUDIED = frozenset({"online_study", "study_pack", "diagnostic", "reflection"})
LONGEST_BODY = 60_000


def may_write(actor: Actor) -> bool:
    """Whether this actor writes units: the lead provider's curriculum leads do."""
    return actor.wears_for_provider(Duty.CURRICULUM_LEAD)


def may_read_drafts(actor: Actor) -> bool:
    """Whether this actor sees units as a whole: those who write them, and the provider's staff who check them."""
    return may_write(actor) or actor.wears_for_provider(Duty.QUALITY_LEAD, Duty.INSPECTOR, Duty.PROGRAMME_MANAGER)


def why_not_write(actor: Actor) -> Refusal | None:
    """Why this actor may not change a unit, or ``None``."""
    if may_write(actor):
        return None
    return Refusal("not_an_author", "You cannot change this unit.", "Ask a curriculum lead of the lead provider.")


def why_not_open(kind: str) -> Refusal | None:
    """Why a component of this kind has no unit, or ``None``."""
    if kind in STUDIED:
        return None
    return Refusal(
        "not_studied",
        "This component is not studied online, so it has no unit.",
        "Choose online study, a study pack, a diagnostic or a reflection.",
    )


def why_not_keep(title: str, body: str, minutes: int) -> Refusal | None:
    """Why a page cannot be kept as it is written, or ``None``."""
    if not title.strip():
        return Refusal("no_title", "The page has no title.", "Say in a few words what it is about.")
    if len(body) > LONGEST_BODY:
        return Refusal("too_long", "The page is longer than 60,000 characters.", "Split it into several pages.")
    if not 0 <= minutes <= 600:
        return Refusal("odd_minutes", "A page takes between 0 and 600 minutes.", "Estimate again.")
    return None


def why_not_publish(pages: Sequence[EditedPage], *, is_draft: bool) -> Refusal | None:
    """Why the unit cannot be published as it stands, or ``None``."""
    if not is_draft:
        return Refusal("nothing_new", "Nothing has changed since it was published.", "Change a page first.")
    if not pages:
        return Refusal("no_pages", "The unit has no page.", "Add its first page.")
    empty = next((page for page in pages if not page.body.strip() and not page.questions), None)
    if empty is not None:
        return Refusal("empty_page", f"Page {empty.position}, “{empty.title}”, is empty.", "Write it or remove it.")
    return None
