"""The lead provider, whose name stands on what leaves the house."""

from __future__ import annotations

from goldenthread.people.models import Organisation
from goldenthread.people.types import OrganisationKind


def lead_provider_name() -> str:
    """Its name. :raises Organisation.DoesNotExist: in an installation that is not founded yet."""
    return Organisation.objects.get(kind=OrganisationKind.LEAD_PROVIDER.value).name
