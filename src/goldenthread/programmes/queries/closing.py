"""Closing a gap: the components that may be chosen for a statement."""

from __future__ import annotations

from uuid import UUID

from goldenthread.people.types import Actor
from goldenthread.programmes.models import ComponentStatement
from goldenthread.programmes.queries.coverage import coverage_page
from goldenthread.programmes.rules.designing import why_not_change
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.types import ClosingLine, ClosingPage, Route


def closing_page(
    ref: UUID, statement: UUID, *, by: Actor, route: Route | None = None, variant: UUID | None = None
) -> ClosingPage:
    """The components of a release, or of a route or variant of it, for one statement; in six statements.

    :raises ObjectDoesNotExist: if there is no such release, variant of it or statement of its edition that a component
        may serve, or one is not theirs to see.
    """
    page = coverage_page(ref, by=by, route=route, variant=variant)
    row = next((row for row in page.coverage.rows if row.statement.ref == statement), None)
    if row is None:
        raise ComponentStatement.DoesNotExist
    served = [sum(1 for each in page.coverage.rows if each.uses[at]) for at in range(len(page.coverage.columns))]
    return ClosingPage(
        release=page.release,
        statement=row.statement,
        variant=page.variant,
        lines=tuple(
            ClosingLine(column, uses, number)
            for column, uses, number in zip(page.coverage.columns, row.uses, served, strict=True)
        ),
        refusal=why_not_design(by) or why_not_change(page.release.state, number=page.release.number),
    )
