"""Where statements are taught, practised and assessed."""

from __future__ import annotations

from uuid import UUID

from goldenthread.people.types import Actor
from goldenthread.programmes.models import ComponentStatement, Release
from goldenthread.programmes.types import ComponentRef, ReleaseLine, ReleaseState, StatementUse, Use


def uses_of_statement(ref: UUID, *, by: Actor) -> tuple[StatementUse, ...]:
    """What does something with a statement in the cores of releases this actor may see, retired ones left out.

    In two statements.

    By programme, its newest release first, and within a release in the order of its components.
    """
    rows = (
        ComponentStatement.objects.filter(
            statement__ref=ref, component__variant=None, component__module__release__in=Release.objects.seen_by(by)
        )
        .exclude(component__module__release__state=ReleaseState.RETIRED.value)
        .select_related("component__module")
        .order_by("component__module__position", "component__position", "component_id")
    )
    held = list(rows)
    wanted = {row.component.module.release_id for row in held}
    releases = {row.pk: row.as_line() for row in Release.objects.named().filter(pk__in=wanted)}
    found: dict[int, StatementUse] = {}
    for row in held:
        component, before = row.component, found.get(row.component_id)
        found[row.component_id] = StatementUse(
            releases[component.module.release_id],
            ComponentRef(component.ref),
            component.title,
            component.module.title,
            (before.uses if before else frozenset()) | {Use(row.use)},
        )
    return tuple(sorted(found.values(), key=lambda use: _order(use.release)))


def _order(release: ReleaseLine) -> tuple[str, int]:
    return release.title, -release.number
