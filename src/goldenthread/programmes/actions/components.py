"""Change a draft: its components and their order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.frameworks.queries.editions import statements_of
from goldenthread.frameworks.types import StatementRef
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.actions.designing import open_draft, open_module
from goldenthread.programmes.models import Component, ComponentStatement, Module, Release
from goldenthread.programmes.queries.releases import ties_by_component
from goldenthread.programmes.rules.designing import moved, why_not_component, why_not_tie
from goldenthread.programmes.types import ComponentDraft, ComponentRef, Direction, Route, Tie


@atomic
def add_component(module: UUID, draft: ComponentDraft, *, by: Actor, at: datetime) -> ComponentRef:
    """Add a component at the end of a module of a draft.

    :raises Refused: if this actor may not, the release is not a draft, or the component cannot be so.
    """
    home, release = open_module(module, by=by)
    row = Component(module=home, position=_after_the_last(home))
    _write(row, draft)
    _tie(row, release, draft.ties)
    audit(by=str(by), did="programmes.add_component", to=str(release.ref), at=at, component=str(row.ref))
    return ComponentRef(row.ref)


@atomic
def change_component(ref: UUID, draft: ComponentDraft, *, by: Actor, at: datetime, module: UUID | None = None) -> None:
    """Make a component of a draft as drafted; in another module of the same release, where one is named.

    Its statements stay as they are: ``draft.ties`` is not read.

    :raises Refused: if this actor may not, the release is not a draft, or the component cannot be so.
    """
    row, release = _open(ref, by=by)
    if module is not None and module != row.module.ref:
        row.module = release.modules.get(ref=module)
        row.position = _after_the_last(row.module)
    held = ties_by_component(release.pk, component=row.pk).get(row.pk, frozenset())
    _write(row, replace(draft, ties=held))
    audit(by=str(by), did="programmes.change_component", to=str(release.ref), at=at, component=str(ref))


@atomic
def tie_statements(
    ref: UUID, ties: Collection[Tie], *, by: Actor, at: datetime, among: Collection[UUID] | None = None
) -> None:
    """Choose what a component does with which statements.

    ``among``: the statements that were on offer; what is chosen for others stays. Without it, ``ties`` are all there
    are. Choosing a statement takes away the mark that the component serves none.

    :raises Refused: if this actor may not, the release is not a draft, or a statement is not of its edition.
    """
    row, release = _open(ref, by=by)
    held = ComponentStatement.objects.filter(component=row)
    if among is not None:
        held = held.filter(statement__ref__in=among)
    held.delete()
    _tie(row, release, [tie for tie in ties if among is None or tie.statement in among])
    if ties and row.stands_apart:
        row.stands_apart = False
        row.save(update_fields=["stands_apart"])
    audit(
        by=str(by),
        did="programmes.tie_statements",
        to=str(release.ref),
        at=at,
        component=str(ref),
        ties=str(row.ties.count()),
    )


@atomic
def remove_component(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take a component out of a draft.

    :raises Refused: if this actor may not, or the release is not a draft.
    """
    row, release = _open(ref, by=by)
    row.delete()
    audit(
        by=str(by), did="programmes.remove_component", to=str(release.ref), at=at, component=str(ref), title=row.title
    )


@atomic
def move_component(ref: UUID, direction: Direction, *, by: Actor, at: datetime) -> None:
    """Move a component one place within its module.

    :raises Refused: if this actor may not, or the release is not a draft.
    """
    row, release = _open(ref, by=by)
    order = list(row.module.components.order_by("position", "id"))
    for position, each in enumerate(moved(order, row, direction), start=1):
        each.position = position
    Component.objects.bulk_update(order, ["position"])
    audit(
        by=str(by), did="programmes.move_component", to=str(release.ref), at=at, component=str(ref), way=direction.value
    )


def _open(ref: UUID, *, by: Actor) -> tuple[Component, Release]:
    seen = Release.objects.seen_by(by)
    found = Component.objects.filter(module__release__in=seen).values_list("module__release__ref", flat=True)
    release = open_draft(found.get(ref=ref), by=by)
    return Component.objects.select_related("module").get(ref=ref), release


def _tie(row: Component, release: Release, ties: Collection[Tie]) -> None:
    if not ties:
        return
    edition = Release.objects.named().get(pk=release.pk).as_line().edition_ref
    known = {line.ref: line.id for line in statements_of([edition])}
    refusal = why_not_tie(ties, known)
    if refusal:
        raise Refused(refusal)
    ComponentStatement.objects.bulk_create(
        ComponentStatement(component=row, statement_id=known[StatementRef(tie.statement)], use=tie.use.value)
        for tie in set(ties)
    )


def _after_the_last(module: Module) -> int:
    last: int | None = module.components.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _write(row: Component, draft: ComponentDraft) -> None:
    refusal = why_not_component(draft)
    if refusal:
        raise Refused(refusal)
    row.kind, row.title, row.about = draft.kind.value, draft.title.strip(), draft.about.strip()
    row.minutes, row.weight = draft.minutes, draft.weight
    row.is_blended, row.is_online = Route.BLENDED in draft.routes, Route.ONLINE in draft.routes
    row.is_required, row.stands_apart = draft.is_required, draft.stands_apart
    row.save()
