"""What a release covers."""

from __future__ import annotations

from uuid import UUID

from goldenthread.people.types import Actor
from goldenthread.programmes.models import Release
from goldenthread.programmes.queries.releases import outline_of, ties_by_component
from goldenthread.programmes.rules.coverage import coverage
from goldenthread.programmes.rules.designing import why_not_change
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.types import CoverageColumn, CoveragePage, ReleaseState, Route, StatementPlace, Tie


def coverage_page(ref: UUID, *, by: Actor, route: Route | None = None) -> CoveragePage:
    """What one route of a release covers, or both together.

    :raises Release.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Release.objects.seen_by(by).named().get(ref=ref)
    ties = ties_by_component(row)
    components = outline_of(row).components
    columns = [CoverageColumn(c.ref, c.kind, c.title, c.minutes, c.routes, c.stands_apart) for c in components]
    by_ref: dict[UUID, frozenset[Tie]] = {c.ref: ties.get(c.id, frozenset()) for c in components}
    statements: tuple[StatementPlace, ...] = ()
    return CoveragePage(
        release=row.as_line(),
        edition="",
        coverage=coverage(statements, columns, by_ref, route=route),
        may_change=not (why_not_design(by) or why_not_change(ReleaseState(row.state), number=row.number)),
    )
