"""Make local variants of a programme, and exchange components in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, OrganisationKind, OrganisationRef
from goldenthread.programmes.actions.components import keep_ties, open_component, write_component
from goldenthread.programmes.actions.designing import open_draft
from goldenthread.programmes.models import Component, Variant
from goldenthread.programmes.queries.releases import ties_by_component
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.varying import why_not_exchange, why_not_settle, why_not_vary
from goldenthread.programmes.types import ComponentDraft, ComponentRef, Tie, VariantDraft, VariantRef


@atomic
def make_variant(release: UUID, draft: VariantDraft, *, by: Actor, at: datetime) -> VariantRef:
    """Begin a variant of a programme, in its draft.

    :raises Refused: if this actor may not, the release is not a draft, or the variant cannot be so.
    """
    row = open_draft(release, by=by)
    variant = Variant(programme_id=row.programme_id, made_at=at)
    _fill(variant, draft, by=by)
    audit(by=str(by), did="programmes.make_variant", to=str(release), at=at, variant=str(variant.ref))
    return VariantRef(variant.ref)


@atomic
def change_variant(ref: UUID, draft: VariantDraft, *, by: Actor, at: datetime) -> None:
    """Change what a variant says of itself. Its components stay.

    :raises Refused: if this actor may not, or the variant cannot be so.
    """
    row = Variant.objects.seen_by(by).select_for_update(of=("self",)).select_related("programme").get(ref=ref)
    refusal = why_not_design(by)
    if refusal:
        raise Refused(refusal)
    before = row.title
    _fill(row, draft, by=by)
    audit(
        by=str(by),
        did="programmes.change_variant",
        to=str(row.programme.ref),
        at=at,
        variant=str(ref),
        was=before,
        title=row.title,
    )


@atomic
def remove_variant(release: UUID, ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take a variant with its components out of a draft. Where no other release has it, it is gone for good.

    :raises Refused: if this actor may not, or the release is not a draft.
    :raises Variant.DoesNotExist: if the programme has no such variant.
    """
    row = open_draft(release, by=by)
    variant = Variant.objects.select_for_update().get(ref=ref, programme_id=row.programme_id)
    taken = Component.objects.filter(module__release=row, variant=variant)
    count = taken.count()
    taken.delete()
    if not variant.components.exists():
        variant.delete()
    audit(
        by=str(by),
        did="programmes.remove_variant",
        to=str(release),
        at=at,
        variant=str(ref),
        title=variant.title,
        components=str(count),
    )


@atomic
def exchange_component(core: UUID, variant: UUID, draft: ComponentDraft, *, by: Actor, at: datetime) -> ComponentRef:
    """Let something stand for a component of the core in one variant. It begins with the statements of that.

    :raises Refused: if this actor may not, the release is not a draft, the component cannot be exchanged, or what
        would stand for it cannot be so.
    :raises Variant.DoesNotExist: if the programme has no such variant.
    """
    old, release = open_component(core, by=by)
    own = Variant.objects.get(ref=variant, programme_id=release.programme_id)
    stand_in = old.stand_ins.filter(variant=own).values_list("title", flat=True).first() or ""
    refusal = why_not_exchange(Component.objects.told().get(pk=old.pk).as_facts(), stand_in=stand_in)
    if refusal:
        raise Refused(refusal)
    row = Component(module=old.module, position=old.position, variant=own, instead_of=old)
    held = ties_by_component(release.pk, component=old.pk).get(old.pk, frozenset())
    ties = frozenset[Tie]() if draft.stands_apart else held
    write_component(row, replace(draft, ties=ties))
    keep_ties(row, release, ties)
    audit(
        by=str(by),
        did="programmes.exchange_component",
        to=str(release.ref),
        at=at,
        component=str(row.ref),
        core=str(core),
        variant=str(variant),
    )
    return ComponentRef(row.ref)


@atomic
def settle_clash(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Keep a component of a variant as it is, whatever became of what it stands for in the core.

    :raises Refused: if this actor may not, the release is not a draft, or nothing clashes.
    """
    row, release = open_component(ref, by=by)
    refusal = why_not_settle(row.clash)
    if refusal:
        raise Refused(refusal)
    clash, row.clash, row.stood_for = row.clash, "", ""
    row.save(update_fields=["clash", "stood_for"])
    audit(by=str(by), did="programmes.settle_clash", to=str(release.ref), at=at, component=str(ref), clash=clash)


def _fill(row: Variant, draft: VariantDraft, *, by: Actor) -> None:
    refusal = why_not_vary(draft)
    if refusal:
        raise Refused(refusal)
    title = draft.title.strip()
    if Variant.objects.filter(programme_id=row.programme_id, title=title).exclude(pk=row.pk).exists():
        raise Refused(
            Refusal(
                "variant_title_taken",
                "Another variant of this programme has this title.",
                "Choose a title that tells them apart.",
            )
        )
    partners = {one.ref: one.id for one in organisations(by=by, kind=OrganisationKind.DELIVERY_PARTNER)}
    if draft.partner is not None and draft.partner not in partners:
        raise Refused(Refusal("no_such_partner", "There is no such delivery partner.", "Choose one of those listed."))
    row.title, row.kind, row.about = title, draft.kind.value, draft.about.strip()
    row.partner_id = partners[OrganisationRef(draft.partner)] if draft.partner is not None else None
    row.save()
