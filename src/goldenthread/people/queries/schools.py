"""Schools by their numbers, for rooms that are told both and must not mix them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from goldenthread.people.models import Organisation
from goldenthread.people.types import OrganisationKind


def names_by_urn(urns: Iterable[str] | None = None) -> Mapping[str, str]:
    """The names of organisations by URN, in one statement: those asked for (a few hundred at most), or all.

    Open to other rooms: the names of schools are no secret, and whoever brings people in may see them all.
    """
    rows = Organisation.objects.exclude(urn="")
    if urns is not None:
        rows = rows.filter(urn__in=list(urns))
    return dict(rows.values_list("urn", "name"))


def ids_by_urn(urns: Iterable[str]) -> Mapping[str, int]:
    """The primary keys of organisations by URN, for joins, in one statement.

    Open to other rooms, which keep people from judging where they should not.
    """
    return dict(Organisation.objects.filter(urn__in=set(urns)).exclude(urn="").values_list("urn", "pk"))


def delivery_partners() -> tuple[tuple[UUID, int, str], ...]:
    """Every delivery partner by name: reference, primary key and name; in one statement.

    Open to other rooms: who delivers is no secret, and whoever marks says with which of them they have a conflict.
    """
    rows = Organisation.objects.filter(kind=OrganisationKind.DELIVERY_PARTNER.value).order_by("name", "pk")
    return tuple(rows.values_list("ref", "pk", "name"))
