"""What is known of an organisation beside its name."""

from __future__ import annotations

from uuid import UUID

from goldenthread.people.models import Organisation
from goldenthread.people.rules.describing import why_not_describe
from goldenthread.people.types import Actor, DescribingPage, OrganisationCard, OrganisationKind, OrganisationRef


def describing_page(ref: UUID, *, by: Actor) -> DescribingPage:
    """An organisation with what is known of it, in one statement.

    :raises Organisation.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Organisation.objects.seen_by(by).get(ref=ref)
    kind = OrganisationKind(row.kind)
    return DescribingPage(
        OrganisationCard(OrganisationRef(row.ref), row.pk, row.name, kind, row.urn),
        row.as_details(),
        why_not_describe(by, organisation_id=row.pk, kind=kind),
    )
