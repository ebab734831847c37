"""A version of a mark scheme beside another."""

from __future__ import annotations

from uuid import UUID

from goldenthread.people.types import Actor
from goldenthread.programmes.models import MarkScheme
from goldenthread.programmes.queries.linking import links_among
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.queries.writing import scheme_page
from goldenthread.programmes.rules.comparing import compare_schemes
from goldenthread.programmes.types.comparing import ComparisonPage


def comparison_page(ref: UUID, *, by: Actor, other: UUID | None = None) -> ComparisonPage:
    """What differs between two versions of a qualification's mark scheme, the earlier first; in eight statements.

    Without ``other``, that which came before; where there is none, nothing is compared.

    :raises MarkScheme.DoesNotExist: if there is no such scheme or version of it, or it is not theirs to see.
    """
    page = scheme_page(ref, by=by)
    beside = other or page.before
    if beside is not None and beside not in {each for _, each in page.versions}:
        raise MarkScheme.DoesNotExist
    comparison = None
    if beside is not None:
        links = links_among([ref, beside])
        before, after = sorted((mark_scheme(beside), page.scheme), key=lambda scheme: scheme.version)
        comparison = compare_schemes(before, after, was=links.get(before.ref, {}), now=links.get(after.ref, {}))
    return ComparisonPage(page.scheme.ref, page.slug, page.name, page.scheme.title, comparison, page.versions)
