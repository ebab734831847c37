"""Instruments as those who write them and those who answer them read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count

from goldenthread.coaching.models import Instrument as Row
from goldenthread.coaching.models import InstrumentTie, InstrumentVersion
from goldenthread.coaching.rules.instruments import read_instrument, why_not_write
from goldenthread.coaching.types.instruments import (
    Instrument,
    InstrumentLine,
    InstrumentRef,
    TiedComponent,
    TiesPage,
    VersionLine,
    VersionPage,
    VersionRef,
    VersionState,
)
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import release_line, release_outline, releases_open_for_cohorts
from goldenthread.programmes.types import ComponentFacts


def content_of(version: InstrumentVersion) -> Instrument:
    """What a version asks."""
    return read_instrument(version.content)[0]


def instruments() -> tuple[InstrumentLine, ...]:
    """Every instrument with its versions, by title; in three statements."""
    versions: dict[int, list[InstrumentVersion]] = {}
    counted = InstrumentVersion.objects.annotate(n=Count("reviews")).order_by("-number")
    for version in counted:
        versions.setdefault(version.instrument_id, []).append(version)
    tied = dict(InstrumentTie.objects.values_list("instrument_id").annotate(n=Count("component_id")))
    lines = (_line(row, versions[row.pk], tied.get(row.pk, 0)) for row in Row.objects.all())
    return tuple(sorted(lines, key=lambda line: (line.title.lower(), line.slug)))


def version_page(ref: UUID, *, by: Actor) -> VersionPage:
    """One version, whole, with what is still wrong with it; in two statements.

    :raises InstrumentVersion.DoesNotExist: if there is none.
    """
    row = InstrumentVersion.objects.select_related("instrument").get(ref=ref)
    content, faults = read_instrument(row.content)
    others = row.instrument.versions.annotate(n=Count("reviews")).order_by("-number")
    return VersionPage(
        ref=VersionRef(row.ref),
        instrument=InstrumentRef(row.instrument.ref),
        number=row.number,
        state=VersionState(row.state),
        content=content,
        may_write=why_not_write(by) is None,
        faults=faults,
        others=tuple(_version(each) for each in others),
    )


def components_of(release: UUID, *, by: Actor) -> tuple[ComponentFacts, ...]:
    """The components of a release that this actor may see, in order. :raises Release.DoesNotExist: if not theirs."""
    return release_outline(release_line(release, by=by).ref).components


def ties_page(instrument: UUID, release: UUID | None, *, by: Actor) -> TiesPage:
    """The components of a release, and which of them ask for an instrument; in at most nine statements.

    :raises Refused: if this actor may not write instruments.
    :raises Instrument.DoesNotExist: if there is no such instrument.
    """
    refusal = why_not_write(by)
    if refusal:
        raise Refused(refusal)
    line = next((each for each in instruments() if each.ref == instrument), None)
    if line is None:
        raise Row.DoesNotExist
    releases: tuple[tuple[UUID, str], ...] = tuple((each.ref, each.name) for each in releases_open_for_cohorts(by=by))
    chosen = release if release is not None else next((ref for ref, _ in releases), None)
    if chosen is None:
        return TiesPage(line, None, "", releases, ())
    facts = components_of(chosen, by=by)
    tied = _tied(facts)
    components = tuple(
        TiedComponent(
            ref=each.ref,
            title=each.title,
            module=each.module,
            kind=each.kind.value.replace("_", " "),
            is_tied=tied.get(each.id) == line.slug,
            other=tied[each.id] if tied.get(each.id, line.slug) != line.slug else "",
        )
        for each in facts
    )
    return TiesPage(line, chosen, dict(releases).get(chosen, ""), releases, components)


def _tied(facts: Iterable[ComponentFacts]) -> Mapping[int, str]:
    rows = InstrumentTie.objects.filter(component_id__in=[each.id for each in facts])
    return dict(rows.values_list("component_id", "instrument__slug"))


def _line(row: Row, versions: list[InstrumentVersion], components: int) -> InstrumentLine:
    title = str(versions[0].content.get("title", "")) or row.slug
    return InstrumentLine(InstrumentRef(row.ref), row.slug, title, tuple(map(_version, versions)), components)


def _version(row: InstrumentVersion) -> VersionLine:
    reviews: int = getattr(row, "n")  # noqa: B009  counted by the statement that fetched it
    return VersionLine(VersionRef(row.ref), row.number, VersionState(row.state), row.made_at, row.frozen_at, reviews)
