"""Change a draft: its modules and their order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Module, Release
from goldenthread.programmes.rules.designing import moved, why_not_change, why_not_name
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.varying import why_not_remove_module
from goldenthread.programmes.types import Direction, ModuleRef, ReleaseState


@atomic
def add_module(release: UUID, *, title: str, by: Actor, at: datetime) -> ModuleRef:
    """Add a module at the end of a draft.

    :raises Refused: if this actor may not, the release is not a draft, or the title is missing.
    """
    row = open_draft(release, by=by)
    refusal = why_not_name(title, of="module")
    if refusal:
        raise Refused(refusal)
    last = row.modules.aggregate(last=Max("position"))["last"] or 0
    module = Module.objects.create(release=row, position=last + 1, title=title.strip())
    audit(by=str(by), did="programmes.add_module", to=str(row.ref), at=at, module=str(module.ref))
    return ModuleRef(module.ref)


@atomic
def rename_module(ref: UUID, *, title: str, by: Actor, at: datetime) -> None:
    """Give a module another title.

    :raises Refused: if this actor may not, the release is not a draft, or the title is missing.
    """
    module, release = open_module(ref, by=by)
    refusal = why_not_name(title, of="module")
    if refusal:
        raise Refused(refusal)
    module.title = title.strip()
    module.save(update_fields=["title"])
    audit(by=str(by), did="programmes.rename_module", to=str(release.ref), at=at, module=str(module.ref))


@atomic
def remove_module(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take a module with its components out of a draft.

    :raises Refused: if this actor may not, the release is not a draft, or variants have components in the module.
    """
    module, release = open_module(ref, by=by)
    inside = module.components.exclude(variant=None).order_by("variant__title", "position", "id")
    refusal = why_not_remove_module(
        f"{title} ({variant})" for title, variant in inside.values_list("title", "variant__title")
    )
    if refusal:
        raise Refused(refusal)
    module.delete()
    audit(by=str(by), did="programmes.remove_module", to=str(release.ref), at=at, module=str(ref), title=module.title)


@atomic
def move_module(ref: UUID, direction: Direction, *, by: Actor, at: datetime) -> None:
    """Move a module one place in a draft.

    :raises Refused: if this actor may not, or the release is not a draft.
    """
    module, release = open_module(ref, by=by)
    order = list(release.modules.order_by("position", "id"))
    for position, each in enumerate(moved(order, module, direction), start=1):
        each.position = position
    Module.objects.bulk_update(order, ["position"])
    audit(by=str(by), did="programmes.move_module", to=str(release.ref), at=at, module=str(ref), way=direction.value)


def open_draft(ref: UUID, *, by: Actor) -> Release:
    """The release, locked, if this actor may change it.

    :raises Refused: if they may not, or it is not a draft. :raises Release.DoesNotExist: if it is not theirs to see.
    """
    row = Release.objects.seen_by(by).select_for_update().get(ref=ref)
    refusal = why_not_design(by) or why_not_change(ReleaseState(row.state), number=row.number)
    if refusal:
        raise Refused(refusal)
    return row


def open_module(ref: UUID, *, by: Actor) -> tuple[Module, Release]:
    """A module and its locked draft, if this actor may change it. Raises as :func:`open_draft`."""
    seen = Release.objects.seen_by(by)
    release = open_draft(
        Module.objects.filter(release__in=seen).values_list("release__ref", flat=True).get(ref=ref), by=by
    )
    return Module.objects.get(ref=ref), release
