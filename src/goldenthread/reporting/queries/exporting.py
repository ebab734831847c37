"""Tables to take away: one row for each enrolment, as far as somebody may see them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.rules.tables import as_csv
from goldenthread.people.types import Actor

ENROLMENT_COLUMNS = (
    *("Cohort", "Cohort reference", "Enrolment reference", "Participant", "Email", "TRN"),
    *("School", "School URN", "Delivery partner", "Route", "State", "Enrolled on", "Engagement (%)", "Engagement met"),
)


def enrolments_csv(*, by: Actor, cohort: UUID | None = None) -> bytes:
    """Every enrolment this actor may see, by cohort and name, in one statement; of one cohort where it is given."""
    rows = Enrolment.objects.seen_by(by)
    if cohort is not None:
        rows = rows.filter(cohort__ref=cohort)
    return as_csv(ENROLMENT_COLUMNS, _enrolments(rows))


def _enrolments(rows: QuerySet[Enrolment]) -> Iterator[tuple[object, ...]]:
    joined = rows.select_related("cohort__partner", "participant", "school", "engagement")
    for row in joined.order_by("cohort__starts_on", "cohort__title", "participant__name", "pk"):
        yield (
            *(row.cohort.title, row.cohort.ref, row.ref, row.participant.name, row.participant.email),
            *(row.participant.trn, row.school.name, row.school.urn, row.cohort.partner.name, row.route, row.state),
            row.enrolled_at.date().isoformat(),
            # Rounded down, as everywhere: nobody is shown a figure that they have not reached.
            row.engagement.millionths // 10_000,
            "yes" if row.engagement.is_met else "no",
        )
