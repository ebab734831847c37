"""Change a draft: its components and their order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.actions.designing import open_draft, open_module
from goldenthread.programmes.models import Component, Module, Release
from goldenthread.programmes.rules.designing import moved, why_not_component
from goldenthread.programmes.types import ComponentDraft, ComponentRef, Direction, Route


@atomic
def add_component(module: UUID, draft: ComponentDraft, *, by: Actor, at: datetime) -> ComponentRef:
    """Add a component at the end of a module of a draft.

    :raises Refused: if this actor may not, the release is not a draft, or the component cannot be so.
    """
    home, release = open_module(module, by=by)
    row = Component(module=home, position=_after_the_last(home))
    _write(row, draft)
    audit(by=str(by), did="programmes.add_component", to=str(release.ref), at=at, component=str(row.ref))
    return ComponentRef(row.ref)


@atomic
def change_component(ref: UUID, draft: ComponentDraft, *, by: Actor, at: datetime, module: UUID | None = None) -> None:
    """Make a component of a draft as drafted, ties and all; in another module of the same release, where one is named.

    :raises Refused: if this actor may not, the release is not a draft, or the component cannot be so.
    """
    row, release = _open(ref, by=by)
    if module is not None and module != row.module.ref:
        row.module = release.modules.get(ref=module)
        row.position = _after_the_last(row.module)
    _write(row, draft)
    audit(by=str(by), did="programmes.change_component", to=str(release.ref), at=at, component=str(ref))


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
