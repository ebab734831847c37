"""What a release covers, and the statements a component may be tied to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from goldenthread.frameworks.queries.editions import statements_of
from goldenthread.frameworks.queries.searching import refs_with
from goldenthread.frameworks.types import Kind, StatementLine
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, Release
from goldenthread.programmes.queries.releases import outline_of, ties_by_component
from goldenthread.programmes.rules.coverage import coverage
from goldenthread.programmes.rules.designing import why_not_change
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.picking import picked
from goldenthread.programmes.types import (
    CoverageColumn,
    CoveragePage,
    PickerPage,
    ReleaseState,
    Route,
    StatementPlace,
    Tie,
)

_BY_NO_COMPONENT = frozenset({Kind.PRACTICE, Kind.BEHAVIOUR})
_NUMBERED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.STEM: "how {}",
        Kind.LEARN_HOW_TO: "how {}",
        Kind.LEARN_ABOUT: "about {}",
        Kind.CRITERION: "criterion {}",
        Kind.STANDARD: "standard {}",
    }
)


def coverage_page(ref: UUID, *, by: Actor, route: Route | None = None) -> CoveragePage:
    """What one route of a release covers, or both together; in five statements.

    :raises Release.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Release.objects.seen_by(by).named().get(ref=ref)
    ties = ties_by_component(row.pk)
    components = outline_of(row).components
    columns = [CoverageColumn(c.ref, c.kind, c.title, c.minutes, c.routes, c.stands_apart) for c in components]
    by_ref: dict[UUID, frozenset[Tie]] = {c.ref: ties.get(c.id, frozenset()) for c in components}
    line = row.as_line()
    statements = places(line.edition_ref)
    routes = (route,) if route else tuple(Route)
    each = tuple(coverage(statements, columns, by_ref, route=one) for one in routes)
    return CoveragePage(
        release=line,
        coverage=each[0] if route else coverage(statements, columns, by_ref, route=None),
        by_route=each,
        may_change=not (why_not_design(by) or why_not_change(line.state, number=line.number)),
    )


def picker(ref: UUID, *, by: Actor, find: str = "", section: int | None = None) -> PickerPage:
    """The statements a component may be tied to, by section, with what is chosen; in four statements.

    ``find``: words that must all stand in the statement, whatever their endings and for all but a slip in typing;
    ``section``: only that section.

    :raises Component.DoesNotExist: if there is none, or its release is not theirs to see.
    """
    row = Component.objects.select_related("module").get(ref=ref, module__release__in=Release.objects.seen_by(by))
    line = Release.objects.named().get(pk=row.module.release_id).as_line()
    offered = places(line.edition_ref)
    found = refs_with(find, [(place.ref, place.number, place.text) for place in offered]) if find.strip() else None
    return PickerPage(
        component=row.as_facts(),
        release=line,
        sections=picked(
            offered,
            ties_by_component(line.id, component=row.pk).get(row.pk, frozenset()),
            found=found,
            section=section,
        ),
        refusal=why_not_design(by) or why_not_change(ReleaseState(line.state), number=line.number),
    )


def places(edition: UUID) -> tuple[StatementPlace, ...]:
    """The statements of an edition that a programme is held to, in order; in one statement.

    These are what is learnt, the criteria that it is assessed by, and each practice's stem; the bullets under a stem
    are taught with it. Behaviours are rated over the whole qualification, by no one component.
    """
    return tuple(_place(line) for line in statements_of([edition]) if line.kind not in _BY_NO_COMPONENT)


def _place(line: StatementLine) -> StatementPlace:
    own = f"{line.section}.{line.number}"
    return StatementPlace(
        ref=line.ref,
        section=f"{line.section}. {line.section_title}",
        section_number=line.section,
        number=_NUMBERED.get(line.kind, "{}").format(line.printed if line.kind is Kind.CRITERION else own),
        text=line.text,
    )
