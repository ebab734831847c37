"""Mark schemes, whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.programmes.models import MarkScheme, Release
from goldenthread.programmes.types import MarkScheme as Scheme
from goldenthread.programmes.types import SchemeState


def mark_scheme(ref: UUID) -> Scheme:
    """A mark scheme with its criteria and levels, in three statements.

    :raises MarkScheme.DoesNotExist: if there is none.
    """
    return _whole().get(ref=ref).as_scheme()


def mark_schemes(refs: Iterable[UUID]) -> Mapping[UUID, Scheme]:
    """These mark schemes by their reference, in three statements whatever their number."""
    return {row.ref: row.as_scheme() for row in _whole().filter(ref__in=set(refs))}


def mark_scheme_for(release: UUID) -> Scheme | None:
    """The newest frozen mark scheme of a release's qualification, or ``None`` where there is none yet.

    :raises Release.DoesNotExist: if there is no such release.
    """
    qualification = Release.objects.values_list("programme__qualification_id", flat=True).get(ref=release)
    row = _whole().filter(qualification_id=qualification, state=SchemeState.FROZEN.value).order_by("-version").first()
    return row.as_scheme() if row else None


def _whole() -> QuerySet[MarkScheme]:
    return MarkScheme.objects.select_related("qualification").prefetch_related("criteria__levels")
