"""What the pages show of programmes and releases."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, Q

from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, Module, Programme, Release, ReleaseStep, Variant
from goldenthread.programmes.queries.coverage import places
from goldenthread.programmes.queries.releases import (
    component_statements,
    everything_in,
    modules_of,
    ties_by_component,
)
from goldenthread.programmes.queries.varying import variants_in
from goldenthread.programmes.rules.designing import why_not_change
from goldenthread.programmes.rules.permitting import why_not_design
from goldenthread.programmes.rules.publishing import all_shortcomings
from goldenthread.programmes.rules.varying import composed
from goldenthread.programmes.types import (
    ComponentSheet,
    ModuleOutline,
    ProgrammeLine,
    ProgrammeRef,
    ReleaseLine,
    ReleaseOutline,
    ReleasePage,
    ReleaseState,
    ReleaseStepLine,
)


def programmes(*, by: Actor) -> tuple[ProgrammeLine, ...]:
    """The programmes this actor may see with their releases, by title; in two statements."""
    releases = Release.objects.seen_by(by).named().order_by("-number")
    rows = Programme.objects.seen_by(by).select_related("qualification", "edition__framework").order_by("title", "id")
    return tuple(_line(row) for row in rows.prefetch_related(Prefetch("releases", queryset=releases)))


def release_page(ref: UUID, *, by: Actor) -> ReleasePage:
    """Everything the page of a release shows, in eight statements at most.

    :raises Release.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Release.objects.seen_by(by).named().get(ref=ref)
    everything, ties = everything_in(row), ties_by_component(row.pk)
    held, outline = variants_in(row, everything, by=by), composed(everything, None)
    is_draft = row.state == ReleaseState.DRAFT.value
    statements = places(outline.release.edition_ref) if is_draft else ()
    offers = row.programme.qualification.as_facts().routes
    siblings = Release.objects.seen_by(by).named().filter(programme_id=row.programme_id).exclude(pk=row.pk)
    refusal = why_not_design(by)
    return ReleasePage(
        outline=outline,
        ties={component: len({tie.statement for tie in each}) for component, each in ties.items()},
        lacks=all_shortcomings(
            everything, [card.variant for card in held], ties=ties, offers=offers, statements=statements
        )
        if is_draft
        else (),
        steps=_steps(row),
        siblings=tuple(release.as_line() for release in siblings.order_by("-number")),
        refusal=refusal or why_not_change(ReleaseState(row.state), number=row.number),
        may_design=refusal is None,
        variants=held,
    )


def module_page(ref: UUID, *, by: Actor) -> tuple[ModuleOutline, ReleaseLine]:
    """A module with its components of the core, and its release; in three statements.

    :raises Module.DoesNotExist: if there is none, or its release is not theirs to see.
    """
    row = Module.objects.select_related(
        "release__programme__qualification", "release__programme__edition__framework", "release__edition__framework"
    ).get(ref=ref, release__in=Release.objects.seen_by(by))
    line = row.release.as_line()
    (module,) = composed(ReleaseOutline(line, modules_of(Module.objects.filter(pk=row.pk))), None).modules
    return module, line


def component_sheet(ref: UUID, *, by: Actor) -> ComponentSheet:
    """A component with its statements and what stands for it in variants, in seven statements.

    :raises Component.DoesNotExist: if there is none, or its release is not theirs to see.
    """
    seen = Release.objects.seen_by(by)
    theirs = Q(variant=None) | Q(variant__in=Variant.objects.seen_by(by))
    row = Component.objects.told().get(theirs, ref=ref, module__release__in=seen)
    core = Component.objects.told().filter(pk=row.instead_of_id) if row.instead_of_id else ()
    release = Release.objects.named().get(pk=row.module.release_id)
    line = release.as_line()
    return ComponentSheet(
        component=row.as_facts(),
        release=line,
        ties=ties_by_component(release.pk, component=row.pk).get(row.pk, frozenset()),
        statements=component_statements(ref),
        refusal=why_not_design(by) or why_not_change(line.state, number=line.number),
        core=next((each.as_facts() for each in core), None),
        stand_ins=tuple(each.as_facts() for each in row.stand_ins.filter(theirs).told().order_by("variant__title")),
    )


def _line(row: Programme) -> ProgrammeLine:
    qualification = row.qualification
    releases = tuple(release.as_line() for release in row.releases.all())
    return ProgrammeLine(
        ref=ProgrammeRef(row.ref),
        title=row.title,
        qualification=f"{qualification.code} ({qualification.suite})",
        edition=releases[0].edition if releases else f"{row.edition.framework.code} ({row.edition.label})",
        releases=releases,
    )


def _steps(row: Release) -> tuple[ReleaseStepLine, ...]:
    steps = ReleaseStep.objects.filter(release=row).select_related("by").order_by("at", "id")
    return tuple(ReleaseStepLine(ReleaseState(step.state), step.by.name, step.at) for step in steps)
