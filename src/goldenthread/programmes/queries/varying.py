"""Local variants of a programme, as its pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, Release, Variant
from goldenthread.programmes.queries.releases import everything_in, ties_by_component
from goldenthread.programmes.rules.designing import why_not_change
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.publishing import all_shortcomings
from goldenthread.programmes.rules.varying import cards, composed, differences, why_not_exchange
from goldenthread.programmes.types import (
    ComponentFacts,
    ReleaseLine,
    ReleaseOutline,
    ReleaseState,
    VariantCard,
    VariantLine,
    VariantPage,
)


def variants_of(programme: int, *, by: Actor) -> tuple[VariantLine, ...]:
    """The variants of a programme that this actor may see, by title; in one statement."""
    rows = Variant.objects.seen_by(by).filter(programme_id=programme).select_related("partner")
    return tuple(row.as_line() for row in rows.order_by("title", "id"))


def variants_in(row: Release, everything: ReleaseOutline, *, by: Actor) -> tuple[VariantCard, ...]:
    """The variants that stand in a release already fetched, as far as this actor may see them; in one statement.

    In a draft those are all of its programme; elsewhere those that differ from the core in this release.
    """
    is_draft = row.state == ReleaseState.DRAFT.value
    return cards(everything, variants_of(row.programme_id, by=by), and_empty=is_draft)


def variant_among(held: Iterable[VariantCard], ref: UUID) -> VariantLine:
    """One variant out of those that stand in a release. :raises Variant.DoesNotExist: if it is not among them."""
    found = next((card.variant for card in held if card.variant.ref == ref), None)
    if found is None:
        raise Variant.DoesNotExist
    return found


def variants_to_take(release: UUID, *, by: Actor) -> tuple[VariantCard, ...]:
    """The variants that stand in a release, as far as this actor may see them, for a cohort to choose; 4 statements.

    :raises Release.DoesNotExist: if there is no such release, or it is not theirs to see.
    """
    row = Release.objects.seen_by(by).named().get(ref=release)
    return variants_in(row, everything_in(row), by=by)


def variant_line(ref: UUID, *, by: Actor) -> VariantLine:
    """One variant by name. :raises Variant.DoesNotExist: if there is none, or it is not theirs to see."""
    return Variant.objects.seen_by(by).select_related("partner").get(ref=ref).as_line()


def variant_page(release: UUID, ref: UUID, *, by: Actor) -> VariantPage:
    """A variant as it stands in a release, in five statements.

    :raises ObjectDoesNotExist: if there is no such release or variant in it, or one is not theirs to see.
    """
    row = Release.objects.seen_by(by).named().get(ref=release)
    everything, ties = everything_in(row), ties_by_component(row.pk)
    variant = variant_among(variants_in(row, everything, by=by), ref)
    is_draft = row.state == ReleaseState.DRAFT.value
    offers = row.programme.qualification.as_facts().routes
    core = {lack.says for lack in all_shortcomings(everything, (), ties=ties, offers=offers)}
    lacks = all_shortcomings(everything, [variant], ties=ties, offers=offers) if is_draft else ()
    outline = composed(everything, variant.ref)
    return VariantPage(
        variant=variant,
        release=everything.release,
        differences=differences(everything, variant.ref),
        core=composed(everything, None),
        outline=outline,
        routes=outline.totals,
        lacks=tuple(lack for lack in lacks if lack.says not in core and lack.code != "clash"),
        refusal=why_not_design(by) or why_not_change(ReleaseState(row.state), number=row.number),
    )


def exchange_page(
    variant: UUID, component: UUID, *, by: Actor
) -> tuple[VariantLine, ComponentFacts, ReleaseLine, Refusal | None]:
    """A component of the core that may be exchanged in a variant, and why not, if it may not; in four statements.

    :raises ObjectDoesNotExist: if there is no such variant or component of its programme, or one is not theirs to see.
    """
    own = Variant.objects.seen_by(by).select_related("partner").get(ref=variant)
    seen = Release.objects.seen_by(by).filter(programme_id=own.programme_id)
    row = Component.objects.told().get(ref=component, module__release__in=seen)
    stand_in = row.stand_ins.filter(variant=own).values_list("title", flat=True).first() or ""
    line = Release.objects.named().get(pk=row.module.release_id).as_line()
    facts = row.as_facts()
    return own.as_line(), facts, line, why_not_exchange(facts, stand_in=stand_in)
