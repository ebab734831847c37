"""Releases, their outlines and their components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.frameworks.types import StatementLine
from goldenthread.ground.queries.once import read_once
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, ComponentStatement, Module, Release
from goldenthread.programmes.rules.varying import composed, composed_modules
from goldenthread.programmes.types import (
    ComponentFacts,
    ModuleOutline,
    ModuleRef,
    ReleaseLine,
    ReleaseOutline,
    ReleaseState,
    Tie,
    Use,
)


def releases_open_for_cohorts(*, by: Actor) -> tuple[ReleaseLine, ...]:
    """The published releases this actor may see, by title, the newest release of each first; in one statement."""
    rows = Release.objects.seen_by(by).named().filter(state=ReleaseState.PUBLISHED.value)
    return tuple(row.as_line() for row in rows.order_by("programme__title", "-number"))


def release_line(ref: UUID, *, by: Actor) -> ReleaseLine:
    """One release by name. :raises Release.DoesNotExist: if there is none, or it is not theirs to see."""
    return Release.objects.seen_by(by).named().get(ref=ref).as_line()


def release_outline(ref: UUID, *, variant: UUID | None = None) -> ReleaseOutline:
    """A release with everything in its core, or what somebody in one of its variants does; in three statements.

    Open to other rooms: whoever asks has already found out that the release may be seen.

    :raises Release.DoesNotExist: if there is no such release.
    """
    return outline_of(Release.objects.named().get(ref=ref), variant=variant)


@read_once
def components_of(release: UUID, *, variant: UUID | None = None) -> tuple[ComponentFacts, ...]:
    """The components of a release's core, or of what somebody in one of its variants does, in order; in one statement.

    Open to other rooms: whoever asks has already found out that the release may be seen.
    """
    rows = Component.objects.told().filter(module__release__ref=release)
    by_module = groupby(rows.order_by("module__position", "module_id", "position", "id"), key=lambda row: row.module)
    modules = (
        ModuleOutline(m.pk, ModuleRef(m.ref), m.position, m.title, tuple(row.as_facts() for row in inside))
        for m, inside in by_module
    )
    return tuple(component for module in composed_modules(modules, variant) for component in module.components)


def outline_of(row: Release, *, variant: UUID | None = None) -> ReleaseOutline:
    """The outline of a release already fetched, in two further statements: its core, or one of its variants."""
    return composed(everything_in(row), variant)


def everything_in(row: Release) -> ReleaseOutline:
    """A release already fetched with its core and every variant's components side by side, in two statements."""
    return ReleaseOutline(row.as_line(), modules_of(Module.objects.filter(release=row)))


def outlines_of(releases: Iterable[int]) -> Mapping[int, ReleaseOutline]:
    """Releases by id with their core and every variant's components side by side, by title; in four statements.

    Open to other rooms: whoever asks has already found out that the releases may be seen.
    """
    rows = list(Release.objects.named().filter(pk__in=list(releases)).order_by("programme__title", "number"))
    found: dict[int, list[ModuleOutline]] = {row.pk: [] for row in rows}
    modules = Module.objects.filter(release__in=rows)
    of_release = dict(modules.values_list("pk", "release_id"))
    for module in modules_of(modules):
        found[of_release[module.id]].append(module)
    return {row.pk: ReleaseOutline(row.as_line(), tuple(found[row.pk])) for row in rows}


def modules_of(rows: QuerySet[Module]) -> tuple[ModuleOutline, ...]:
    """Modules with their components in order, the core's and the variants', in two statements."""
    inside = Component.objects.told().order_by("position", "id")
    return tuple(
        ModuleOutline(
            id=module.pk,
            ref=ModuleRef(module.ref),
            position=module.position,
            title=module.title,
            components=tuple(component.as_facts() for component in module.components.all()),
        )
        for module in rows.order_by("position", "id").prefetch_related(Prefetch("components", queryset=inside))
    )


def component_facts(ids: Iterable[int] = (), *, refs: Iterable[UUID] = ()) -> Mapping[int, ComponentFacts]:
    """Components of a core or of a variant by id, asked for by id or by reference, in one statement.

    One that is not there is left out.
    """
    rows = Component.objects.filter(Q(pk__in=list(ids)) | Q(ref__in=list(refs))).told()
    return {row.pk: row.as_facts() for row in rows}


def component_by_ref(ref: UUID) -> ComponentFacts:
    """One component, of a core or of a variant. :raises Component.DoesNotExist: if there is none."""
    return Component.objects.told().get(ref=ref).as_facts()


def ties_by_component(release: int, *, component: int | None = None) -> Mapping[int, frozenset[Tie]]:
    """What each component of a release (or one of them) does with which statements, by component id; one statement."""
    rows = ComponentStatement.objects.filter(component__module__release_id=release)
    if component is not None:
        rows = rows.filter(component_id=component)
    return _ties(rows)


def ties_of_releases(releases: Iterable[int]) -> Mapping[int, frozenset[Tie]]:
    """What each component of some releases does with which statements, by component id; in one statement."""
    return _ties(ComponentStatement.objects.filter(component__module__release_id__in=list(releases)))


def _ties(rows: QuerySet[ComponentStatement]) -> Mapping[int, frozenset[Tie]]:
    ties: dict[int, set[Tie]] = {}
    for pk, statement, use in rows.values_list("component_id", "statement__ref", "use"):
        ties.setdefault(pk, set()).add(Tie(statement, Use(use)))
    return {pk: frozenset(each) for pk, each in ties.items()}


def component_statements(ref: UUID) -> tuple[tuple[StatementLine, frozenset[Use]], ...]:
    """The statements a component serves, with what it does with each, by code; in two statements.

    Open to other rooms: whoever asks has already found out that the component may be seen.
    """
    uses: dict[UUID, set[Use]] = {}
    rows = ComponentStatement.objects.filter(component__ref=ref)
    for statement, use in rows.values_list("statement__ref", "use"):
        uses.setdefault(statement, set()).add(Use(use))
    lines = statements_by_ref(uses)
    ordered = sorted(lines.values(), key=lambda line: line.id)
    return tuple((line, frozenset(uses[line.ref])) for line in ordered)
