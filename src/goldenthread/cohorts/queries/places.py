"""A cohort as admissions needs it: who runs it, which routes it offers, and whose places are taken."""

from __future__ import annotations

from uuid import UUID

from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.queries.reckoning import variant_of
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.types import CohortRef, CohortToFill
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import release_outline


def cohort_to_fill(ref: UUID, *, by: Actor) -> CohortToFill:
    """A cohort with its places, in five statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("release", "variant").get(ref=ref)
    outline = release_outline(row.release.ref, variant=variant_of(row))
    placed = row.enrolments.with_a_place().values_list("participant__email", flat=True)
    emails = [email.lower() for email in placed]
    return CohortToFill(
        id=row.pk,
        ref=CohortRef(row.ref),
        title=row.title,
        programme=outline.release.title,
        starts_on=row.starts_on,
        capacity=row.capacity,
        routes=frozenset(route for component in outline.components for route in component.routes) & row.routes,
        placed=frozenset(emails),
        why_not_run=why_not_run(by, row.partner_id),
    )
