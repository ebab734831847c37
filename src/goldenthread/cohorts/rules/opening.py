"""Where a cohort can be opened, and how far its details can change afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.cohorts.rules.timetabling import LONDON
from goldenthread.cohorts.types import CohortDetails
from goldenthread.ground.types import Refusal
from goldenthread.people.types import OrganisationKind
from goldenthread.programmes.types import ReleaseState

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


def why_not_reshape(details: CohortDetails, *, planned: Iterable[datetime], is_title_taken: bool) -> Refusal | None:
    """Why a cohort cannot have these details now that something is planned, or ``None``."""
    if is_title_taken:
        return _TITLE_TAKEN
    days = [moment.astimezone(LONDON).date() for moment in planned]
    if days and (min(days) < details.starts_on or max(days) > details.ends_on):
        return Refusal(
            "sessions_outside",
            f"Sessions are planned from {min(days):%-d %B %Y} to {max(days):%-d %B %Y}.",
            "Keep the cohort’s dates around them, or move the sessions first.",
        )
    return None
