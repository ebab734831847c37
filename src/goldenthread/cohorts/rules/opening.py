"""Where a cohort can be opened, and how far its details can change afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from goldenthread.cohorts.types import CohortDetails
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import OrganisationKind
from goldenthread.programmes.types import ReleaseState, Route

_TITLE_TAKEN = Refusal(
    "title_taken", "This delivery partner has a cohort with that title already.", "Choose another title."
)


def why_not_host(state: ReleaseState, kind: OrganisationKind, *, is_title_taken: bool) -> Refusal | None:
    """Why a cohort of this release cannot be opened at this organisation, or ``None``."""
    if state is not ReleaseState.PUBLISHED:
        return Refusal(
            "release_not_published",
            f"This release is {state.value}, and cohorts run on published releases.",
            "Choose a published release, or ask the curriculum lead to publish this one.",
        )
    if kind is OrganisationKind.SCHOOL:
        return Refusal("not_a_partner", "A school does not run cohorts.", "Choose a delivery partner.")
    return _TITLE_TAKEN if is_title_taken else None


def why_not_take_variant(partner: UUID | None, *, host: UUID, planned: int, credited: int) -> Refusal | None:
    """Why a cohort cannot take a variant, or go back to the core, or ``None``.

    :param partner: whose variant it is, where it is a delivery partner's; ``host`` is the cohort's partner.
    :param planned: how many sessions, and ``credited`` how many credits, stand on components that would be left.
    """
    if partner is not None and partner != host:
        return Refusal("anothers_variant", "This variant is another delivery partner’s.", "Choose another variant.")
    if credited:
        credits_ = "One credit stands" if credited == 1 else f"{credited} credits stand"
        return Refusal(
            "credited_already",
            f"{credits_} on components that this cohort would leave.",
            "Open another cohort for the variant, and move people there: what they did carries over.",
        )
    if planned:
        sessions = "One session is" if planned == 1 else f"{planned} sessions are"
        return Refusal(
            "planned_already",
            f"{sessions} planned for components that this cohort would leave.",
            "Remove them from the timetable first.",
        )
    return None


def why_not_reshape(
    details: CohortDetails,
    *,
    planned: Iterable[datetime],
    is_title_taken: bool,
    routes: Mapping[Route, int] | None = None,
) -> Refusal | None:
    """Why a cohort cannot have these details now that something is planned, or ``None``.

    ``routes``: how many people and sessions it has that are on one route alone, by that route.
    """
    if is_title_taken:
        return _TITLE_TAKEN
    left = sum(n for route, n in (routes or {}).items() if details.only_route not in {None, route})
    if left:
        what = "One person or session is" if left == 1 else f"{left} people and sessions are"
        return Refusal(
            "other_route_in_use",
            f"{what} on the other route.",
            "Move the people to another cohort and take the sessions out first, or go on taking both routes.",
        )
    days = [moment.astimezone(LONDON).date() for moment in planned]
    if days and (min(days) < details.starts_on or max(days) > details.ends_on):
        return Refusal(
            "sessions_outside",
            f"Sessions are planned from {min(days):%-d %B %Y} to {max(days):%-d %B %Y}.",
            "Keep the cohort’s dates around them, or move the sessions first.",
        )
    return None
