"""Local variants: what somebody in one does, what it may exchange, and what clashes with the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.programmes.rules.designing import why_not_name
from goldenthread.programmes.types import (
    Clash,
    ComponentFacts,
    Difference,
    ModuleOutline,
    ReleaseOutline,
    VariantCard,
    VariantDraft,
    VariantKind,
    VariantLine,
)


def composed(outline: ReleaseOutline, variant: UUID | None) -> ReleaseOutline:
    """What somebody in this variant does, out of everything a release holds; the core alone where there is none.

    What stands for a component of the core takes its place; what is added, or stood for something that is gone, comes
    at the end of its module.
    """
    return replace(outline, modules=composed_modules(outline.modules, variant))


def composed_modules(modules: Iterable[ModuleOutline], variant: UUID | None) -> tuple[ModuleOutline, ...]:
    """The modules of what somebody in this variant does, out of modules with everything in them."""
    given = tuple(modules)
    every = [component for module in given for component in module.components]
    core = {component.ref for component in every if component.variant is None}
    own = [component for component in every if variant is not None and component.variant == variant]
    stand_ins = {component.instead_of: component for component in own if component.instead_of in core}
    added = {component.ref for component in own if component.instead_of not in core}
    return tuple(
        replace(
            module,
            components=(
                *(stand_ins.get(c.ref, c) for c in module.components if c.variant is None),
                *(c for c in module.components if c.ref in added),
            ),
        )
        for module in given
    )


def seen_in(outline: ReleaseOutline, variants: Iterable[VariantLine]) -> ReleaseOutline:
    """Everything a release holds, but of the variants only these: those that somebody may see."""
    seen = {None, *(variant.ref for variant in variants)}
    return replace(
        outline,
        modules=tuple(
            replace(module, components=tuple(c for c in module.components if c.variant in seen))
            for module in outline.modules
        ),
    )


def differences(outline: ReleaseOutline, variant: UUID) -> tuple[Difference, ...]:
    """Where a variant differs from the core, in the order of the modules."""
    core = {component.ref: component for component in outline.components if component.variant is None}
    return tuple(
        Difference(component, core.get(component.instead_of) if component.instead_of else None)
        for component in outline.components
        if component.variant == variant
    )


def cards(outline: ReleaseOutline, variants: Iterable[VariantLine], *, and_empty: bool) -> tuple[VariantCard, ...]:
    """Each variant with how far it differs in this release; ``and_empty``: those that do not differ in it, too."""
    held = ((variant, differences(outline, variant.ref)) for variant in variants)
    return tuple(
        VariantCard(
            variant=variant,
            added=sum(each.core is None for each in found),
            exchanged=sum(each.core is not None for each in found),
            clashes=sum(each.component.clash is not None for each in found),
        )
        for variant, found in held
        if found or and_empty
    )


def why_not_vary(draft: VariantDraft) -> Refusal | None:
    """Why a variant cannot be as drafted, or ``None``."""
    named = why_not_name(draft.title, of="variant")
    if named:
        return named
    if draft.kind is VariantKind.PARTNER and draft.partner is None:
        return Refusal("no_partner", "The variant is a delivery partner’s, and none is named.", "Choose the partner.")
    if draft.kind is not VariantKind.PARTNER and draft.partner is not None:
        return Refusal(
            "partner_too_many",
            "A partner is named, and the variant is for a phase or a region.",
            "Take the partner away, or say that the variant is a delivery partner’s.",
        )
    return None


def why_not_exchange(core: ComponentFacts, *, stand_in: str) -> Refusal | None:
    """Why a component cannot be exchanged in a variant, or ``None``. ``stand_in``: what stands for it there already."""
    if core.variant is not None:
        return Refusal(
            "not_of_the_core",
            f"“{core.title}” belongs to a variant, and only the core’s components are exchanged.",
            "Change it, or take it out of its variant.",
        )
    if stand_in:
        return Refusal(
            "exchanged_already",
            f"“{stand_in}” stands for “{core.title}” in this variant already.",
            "Change that one, or remove it first.",
        )
    return None


def why_not_remove_module(inside: Iterable[str]) -> Refusal | None:
    """Why a module cannot be removed, or ``None``. ``inside``: the variants’ components in it, by name."""
    names = ", ".join(f"“{name}”" for name in inside)
    if not names:
        return None
    return Refusal(
        "module_holds_variants",
        f"The module holds components of variants: {names}.",
        "Remove those first, or put what is added into another module.",
    )


def why_not_place(stands_in: bool) -> Refusal | None:
    """Why a component cannot be put into another module by itself, or ``None``."""
    if not stands_in:
        return None
    return Refusal(
        "stands_in", "It stands for a component of the core, and has its place.", "Move that one; this one follows."
    )


def why_not_settle(clash: str) -> Refusal | None:
    """Why there is nothing to decide of a component, or ``None``."""
    if clash:
        return None
    return Refusal("no_clash", "Nothing clashes with this component.", "Look at its variant for what is to be decided.")


CLASH_SAYS: Mapping[Clash, str] = {
    Clash.CHANGED: "“{core}” was changed in the core, and “{own}” stands for it.",
    Clash.REMOVED: "“{core}” was removed from the core, and “{own}” stood for it.",
}


def clash_of(component: ComponentFacts, core: ComponentFacts | None) -> str:
    """What clashes with a component of a variant, in a sentence; nothing where nothing does."""
    if component.clash is None:
        return ""
    return CLASH_SAYS[component.clash].format(core=core.title if core else component.stood_for, own=component.title)
