"""Tables to take away: a row for each enrolment or each outcome, as far as somebody may see them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from goldenthread.awards.models import Certificate, Outcome
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.rules.tables import as_csv
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor

ENROLMENT_COLUMNS = (
    *("Cohort", "Cohort reference", "Enrolment reference", "Participant", "Email", "TRN"),
    *("School", "School URN", "Delivery partner", "Route", "State", "Enrolled on", "Engagement (%)", "Engagement met"),
)
OUTCOME_COLUMNS = (
    *("Cohort", "Cohort reference", "Enrolment reference", "Participant", "Email", "TRN"),
    *("School", "School URN", "Delivery partner", "Qualification", "Outcome", "Awarded on"),
    *("Certificate", "Certificate state", "Replaced on"),
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


def outcomes_csv(*, by: Actor, cohort: UUID | None = None) -> bytes:
    """Every outcome this actor may see, oldest first, in two statements; of one cohort where it is given.

    The provider's staff see all, a partner's manager those of the partner's cohorts, anybody else their own. A
    certificate's code is left out: whoever has it can prove it.
    """
    rows = Outcome.objects.seen_by(by)
    if cohort is not None:
        rows = rows.filter(enrolment__cohort__ref=cohort)
    return as_csv(OUTCOME_COLUMNS, _outcomes(rows))


def _outcomes(rows: QuerySet[Outcome]) -> Iterator[tuple[object, ...]]:
    joined = rows.select_related(
        "enrolment__cohort__partner", "enrolment__participant", "enrolment__school"
    ).prefetch_related(Prefetch("certificates", Certificate.objects.order_by("-pk")))
    for row in joined.order_by("awarded_at", "pk"):
        enrolment, certificate = row.enrolment, _certificate(row)
        cohort, participant, school = enrolment.cohort, enrolment.participant, enrolment.school
        yield (
            *(cohort.title, cohort.ref, enrolment.ref, participant.name, participant.email, participant.trn),
            *(school.name, school.urn, cohort.partner.name, row.qualification, row.outcome),
            row.awarded_at.astimezone(LONDON).date().isoformat(),
            *((certificate.number, certificate.state) if certificate else ("", "")),
            row.ended_at.astimezone(LONDON).date().isoformat() if row.ended_at else "",
        )


def _certificate(row: Outcome) -> Certificate | None:
    """The newest one: those before it were revoked."""
    return next(iter(row.certificates.all()), None)
