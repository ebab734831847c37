"""What a release covers, and the statements a component may be tied to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from goldenthread.frameworks.queries.editions import statements_of
from goldenthread.frameworks.queries.searching import refs_with
from goldenthread.frameworks.types import Kind, StatementLine
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, Release
from goldenthread.programmes.queries.releases import everything_in, ties_by_component
from goldenthread.programmes.queries.varying import variant_among, variants_in
from goldenthread.programmes.rules.coverage import columns_of, coverage, held_by, summary
from goldenthread.programmes.rules.designing import why_not_change
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.picking import is_chosen, picked, set_aside
from goldenthread.programmes.rules.varying import composed
from goldenthread.programmes.types import (
    Coverage,
    CoverageBook,
    CoveragePage,
    PickerPage,
    ReleaseOutline,
    ReleaseState,
    Route,
    StatementPlace,
    Tie,
    VariantLine,
    Variation,
)

_NUMBERED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.STEM: "how {}",
        Kind.LEARN_HOW_TO: "how {}",
        Kind.LEARN_ABOUT: "about {}",
        Kind.CRITERION: "criterion {}",
        Kind.STANDARD: "standard {}",
    }
)


def coverage_page(ref: UUID, *, by: Actor, route: Route | None = None, variant: UUID | None = None) -> CoveragePage:
    """What one route of a release covers, or both together, in the core or in a variant; in six statements.

    Beside it, what the core and each variant cover on every route, in numbers.

    :raises ObjectDoesNotExist: if there is no such release or variant of it, or one is not theirs to see.
    """
    held = _held(ref, variant, by=by)
    line, shown = held.everything.release, composed(held.everything, variant)
    routes = (route,) if route else tuple(Route)
    each = tuple(_covered(held, shown, one) for one in routes)
    return CoveragePage(
        release=line,
        coverage=each[0] if route else _covered(held, shown, None),
        by_route=each,
        may_change=not (why_not_design(by) or why_not_change(line.state, number=line.number)),
        variants=held.variants,
        variant=held.chosen,
        summaries=tuple(
            summary(
                held.statements,
                composed(held.everything, one.ref if one else None),
                held.ties,
                variant=one,
                route=each_route,
            )
            for one in (None, *held.variants)
            for each_route in Route
        ),
        aside=held.aside,
    )


def coverage_book(ref: UUID, *, by: Actor, variant: UUID | None = None) -> CoverageBook:
    """What a spreadsheet of a release's coverage holds, in six statements. ``variant``: whose matrix it is.

    :raises ObjectDoesNotExist: if there is no such release or variant of it, or one is not theirs to see.
    """
    held = _held(ref, variant, by=by)
    return CoverageBook(
        release=held.everything.release,
        name=held.chosen.title if held.chosen else "Core",
        matrix=_covered(held, composed(held.everything, variant), None),
        aside=held.aside,
        variations=tuple(
            Variation(
                one,
                tuple(_covered(held, composed(held.everything, one.ref if one else None), route) for route in Route),
            )
            for one in (None, *held.variants)
        ),
    )


@dataclass(frozen=True)
class _Held:
    everything: ReleaseOutline
    ties: Mapping[int, frozenset[Tie]]
    variants: tuple[VariantLine, ...]
    chosen: VariantLine | None
    statements: tuple[StatementPlace, ...]
    aside: str


def _held(ref: UUID, variant: UUID | None, *, by: Actor) -> _Held:
    row = Release.objects.seen_by(by).named().get(ref=ref)
    everything = everything_in(row)
    held = variants_in(row, everything, by=by)
    chosen = variant_among(held, variant) if variant else None
    lines = statements_of([everything.release.edition_ref])
    return _Held(
        everything,
        ties_by_component(row.pk),
        tuple(card.variant for card in held),
        chosen,
        places_among(lines),
        _aside(lines),
    )


def _covered(held: _Held, outline: ReleaseOutline, route: Route | None) -> Coverage:
    return coverage(held.statements, columns_of(outline), held_by(outline, held.ties), route=route)


def picker(ref: UUID, *, by: Actor, find: str = "", section: int | None = None) -> PickerPage:
    """The statements a component may be tied to, by section, with what is chosen; in four statements.

    ``find``: words that must all stand in the statement, whatever their endings and for all but a slip in typing;
    ``section``: only that section.

    :raises Component.DoesNotExist: if there is none, or its release is not theirs to see.
    """
    row = Component.objects.told().get(ref=ref, module__release__in=Release.objects.seen_by(by))
    line = Release.objects.named().get(pk=row.module.release_id).as_line()
    lines = statements_of([line.edition_ref])
    offered = places_among(lines)
    found = refs_with(find, [line for line in lines if is_chosen(line.kind)]) if find.strip() else None
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
        aside=_aside(lines),
    )


def places(edition: UUID) -> tuple[StatementPlace, ...]:
    """The statements of an edition that a programme is held to, in order; in one statement.

    These are what is learnt, the criteria that it is assessed by, and each practice's stem; the bullets under a stem
    are taught with it. Behaviours are rated over the whole qualification, by no one component.
    """
    return places_among(statements_of([edition]))


def statements_asked(release: int) -> tuple[StatementLine, ...]:
    """The statements that a release, by its primary key, is held to, as :func:`places` has them; in two statements.

    Open to other rooms: whoever asks has already found out that the release may be seen.
    """
    line = Release.objects.named().get(pk=release).as_line()
    return tuple(line for line in statements_of([line.edition_ref]) if is_chosen(line.kind))


def places_among(lines: Iterable[StatementLine]) -> tuple[StatementPlace, ...]:
    """Those of some statements that components may be tied to, in order; no statement is needed."""
    return tuple(_place(line) for line in lines if is_chosen(line.kind))


def _aside(lines: Iterable[StatementLine]) -> str:
    return set_aside(line.kind for line in lines)


def _place(line: StatementLine) -> StatementPlace:
    own = f"{line.section}.{line.number}"
    return StatementPlace(
        ref=line.ref,
        section=f"{line.section}. {line.section_title}",
        section_number=line.section,
        number=_NUMBERED.get(line.kind, "{}").format(line.printed if line.kind is Kind.CRITERION else own),
        text=line.text,
    )
