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
from goldenthread.programmes.models import Component, ComponentStatement, Module, Release, Variant
from goldenthread.programmes.queries.releases import ties_by_component
from goldenthread.programmes.rules.designing import moved, why_not_component, why_not_tie
from goldenthread.programmes.rules.picking import chosen
from goldenthread.programmes.rules.varying import why_not_place
from goldenthread.programmes.types import Clash, ComponentDraft, ComponentRef, Direction, Route, Tie

# What a component says of itself: where any of it changes, what stands for it is looked at again.
SAID = (
    "kind",
    "title",
    "about",
    "minutes",
    "weight",
    "is_blended",
    "is_online",
    "is_required",
    "stands_apart",
)


@atomic
def add_component(
    module: UUID, draft: ComponentDraft, *, by: Actor, at: datetime, variant: UUID | None = None
) -> ComponentRef:
    """Add a component at the end of a module of a draft: to the core, or to one of its variants.

    :raises Refused: if this actor may not, the release is not a draft, or the component cannot be so.
    :raises Variant.DoesNotExist: if the programme has no such variant.
    """
    home, release = open_module(module, by=by)
    row = Component(module=home, position=_after_the_last(home))
    if variant is not None:
        row.variant = Variant.objects.get(ref=variant, programme_id=release.programme_id)
    write_component(row, draft)
    keep_ties(row, release, draft.ties)
    audit(by=str(by), did="programmes.add_component", to=str(release.ref), at=at, component=str(row.ref))
    return ComponentRef(row.ref)


@atomic
def change_component(ref: UUID, draft: ComponentDraft, *, by: Actor, at: datetime, module: UUID | None = None) -> None:
    """Make a component of a draft as drafted; in another module of the same release, where one is named.

    Its statements stay as they are: ``draft.ties`` is not read.

    :raises Refused: if this actor may not, the release is not a draft, or the component cannot be so.
    """
    row, release = open_component(ref, by=by)
    if module is not None and module != row.module.ref:
        refusal = why_not_place(row.instead_of_id is not None)
        if refusal:
            raise Refused(refusal)
        row.module = release.modules.get(ref=module)
        row.position = _after_the_last(row.module)
        row.stand_ins.update(module=row.module)
    held = ties_by_component(release.pk, component=row.pk).get(row.pk, frozenset())
    before = _said(row)
    write_component(row, replace(draft, ties=held))
    if _said(row) != before:
        _clash(row)
    audit(by=str(by), did="programmes.change_component", to=str(release.ref), at=at, component=str(ref))


@atomic
def tie_statements(
    ref: UUID, ties: Collection[Tie], *, by: Actor, at: datetime, shown: Collection[Tie] | None = None
) -> frozenset[Tie]:
    """Choose what a component does with which statements; what it does now is given back.

    ``shown``: what was chosen when the choice was put before the person. What they added to it and took from it is
    done to what is held by now, so that nothing is lost which was not on offer, or was saved from another page in the
    meantime. Without it, ``ties`` are all there are. Choosing a statement takes away the mark that the component
    serves none.

    :raises Refused: if this actor may not, the release is not a draft, or a statement is not of its edition.
    """
    row, release = open_component(ref, by=by)
    before = ties_by_component(release.pk, component=row.pk).get(row.pk, frozenset())
    after = chosen(before, ties, shown=shown)
    ComponentStatement.objects.filter(component=row).delete()
    keep_ties(row, release, after)
    if after and row.stands_apart:
        row.stands_apart = False
        row.save(update_fields=["stands_apart"])
    if after != before:
        _clash(row)
    audit(
        by=str(by),
        did="programmes.tie_statements",
        to=str(release.ref),
        at=at,
        component=str(ref),
        ties=str(len(after)),
    )
    return after


@atomic
def remove_component(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take a component out of a draft. What stands for it in variants stays, and is to be decided.

    :raises Refused: if this actor may not, or the release is not a draft.
    """
    row, release = open_component(ref, by=by)
    row.stand_ins.update(instead_of=None, clash=Clash.REMOVED.value, stood_for=row.title)
    row.delete()
    audit(
        by=str(by), did="programmes.remove_component", to=str(release.ref), at=at, component=str(ref), title=row.title
    )


@atomic
def move_component(ref: UUID, direction: Direction, *, by: Actor, at: datetime) -> None:
    """Move a component one place within its module: among the core's, or among what its variant adds there.

    :raises Refused: if this actor may not, the release is not a draft, or it stands for one of the core's.
    """
    row, release = open_component(ref, by=by)
    refusal = why_not_place(row.instead_of_id is not None)
    if refusal:
        raise Refused(refusal)
    inside = row.module.components.filter(instead_of=None)
    alike = inside.filter(variant_id=row.variant_id) if row.variant_id else inside.core()
    order = list(alike.order_by("position", "id"))
    for position, each in enumerate(moved(order, row, direction), start=1):
        each.position = position
    Component.objects.bulk_update(order, ["position"])
    audit(
        by=str(by), did="programmes.move_component", to=str(release.ref), at=at, component=str(ref), way=direction.value
    )


def open_component(ref: UUID, *, by: Actor) -> tuple[Component, Release]:
    """A component and its locked draft, if this actor may change it. Raises as :func:`open_draft`."""
    seen = Release.objects.seen_by(by)
    found = Component.objects.filter(module__release__in=seen).values_list("module__release__ref", flat=True)
    release = open_draft(found.get(ref=ref), by=by)
    return Component.objects.select_related("module").get(ref=ref), release


def _said(row: Component) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in SAID)


def _clash(row: Component) -> None:
    """What stands for this component in variants is to be looked at again."""
    row.stand_ins.update(clash=Clash.CHANGED.value)


def keep_ties(row: Component, release: Release, ties: Collection[Tie]) -> None:
    """Tie a component to statements. :raises Refused: if one is not of the release's edition."""
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


def write_component(row: Component, draft: ComponentDraft) -> None:
    """Keep a component as drafted. :raises Refused: if it cannot be so."""
    refusal = why_not_component(draft)
    if refusal:
        raise Refused(refusal)
    row.kind, row.title, row.about = draft.kind.value, draft.title.strip(), draft.about.strip()
    row.minutes, row.weight = draft.minutes, draft.weight
    row.is_blended, row.is_online = Route.BLENDED in draft.routes, Route.ONLINE in draft.routes
    row.is_required, row.stands_apart = draft.is_required, draft.stands_apart
    row.save()
