"""Schools by their numbers, for rooms that are told both and must not mix them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.people.models import Organisation


def names_by_urn(urns: Iterable[str] | None = None) -> Mapping[str, str]:
    """The names of organisations by URN, in one statement: those asked for (a few hundred at most), or all.

    Open to other rooms: the names of schools are no secret, and whoever brings people in may see them all.
    """
    rows = Organisation.objects.exclude(urn="")
    if urns is not None:
        rows = rows.filter(urn__in=list(urns))
    return dict(rows.values_list("urn", "name"))
