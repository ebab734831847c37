"""Bring instruments in from files, write new versions, freeze them, and tie them to components."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db.transaction import atomic

from goldenthread.coaching.models import Instrument, InstrumentTie, InstrumentVersion
from goldenthread.coaching.queries.instruments import components_of
from goldenthread.coaching.rules.instruments import (
    Faulty,
    plain,
    read_instrument,
    why_not_change,
    why_not_freeze,
    why_not_write,
)
from goldenthread.coaching.rules.states import VERSION_STEPS
from goldenthread.coaching.types.instruments import Fault, Loaded, VersionEvent, VersionRef, VersionState
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

OURS = Path(__file__).resolve().parents[1] / "instruments"
READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_VERSIONS = 10_000


@atomic
def load_instruments(*, by: Actor, at: datetime, folder: Path = OURS) -> Loaded:
    """Bring in every instrument of a folder of files; all of them or none. What is there already stays as it is.

    :raises Faulty: with every fault of every file, if any file cannot be used.
    :raises Refused: if this actor may not, there are no files, or a version that is there says something else.
    """
    _may(by)
    new: list[str] = []
    same: list[str] = []
    for number, content in _read(folder):
        instrument, _ = Instrument.objects.get_or_create(slug=content["slug"], defaults={"made_at": at})
        known = instrument.versions.filter(number=number).first()
        name = f"{content['title']}, version {number}"
        if known is None:
            row = InstrumentVersion.objects.create(
                instrument=instrument,
                number=number,
                state=VersionState.FROZEN.value,
                content=content,
                made_at=at,
                frozen_at=at,
            )
            audit(by=str(by), did="coaching.load_instrument", to=str(instrument.ref), at=at, version=str(row.number))
            new.append(name)
        elif known.content == content:
            same.append(name)
        else:
            raise Refused(
                Refusal("version_differs", f"{name} is there already and says something else.", "Give it a new number.")
            )
    return Loaded(tuple(new), tuple(same))


@atomic
def make_instrument(content: Mapping[str, Any], *, by: Actor, at: datetime) -> VersionRef:
    """Begin a new instrument as a draft.

    :raises Refused: if this actor may not, or its short name is taken or no name.
    """
    _may(by)
    instrument, faults = read_instrument(dict(content))
    wrong = [fault for fault in faults if fault.at in {"slug", "title"}]
    if wrong:
        raise Faulty(wrong)
    if Instrument.objects.filter(slug=instrument.slug).exists():
        raise Refused(Refusal("name_taken", "There is an instrument with this short name.", "Choose another."))
    row = Instrument.objects.create(slug=instrument.slug, made_at=at)
    version = InstrumentVersion.objects.create(
        instrument=row, number=1, state=VersionState.DRAFT.value, content=plain(instrument), made_at=at
    )
    audit(by=str(by), did="coaching.make_instrument", to=str(row.ref), at=at)
    return VersionRef(version.ref)


@atomic
def copy_version(ref: UUID, *, by: Actor, at: datetime) -> VersionRef:
    """Copy a version to a new draft of the same instrument; where there is a draft already, that one.

    :raises Refused: if this actor may not.
    """
    _may(by)
    source = InstrumentVersion.objects.get(ref=ref)
    instrument = Instrument.objects.select_for_update().get(pk=source.instrument_id)
    draft = instrument.versions.filter(state=VersionState.DRAFT.value).first()
    if draft is not None:
        return VersionRef(draft.ref)
    newest = instrument.versions.order_by("-number").values_list("number", flat=True)[0]
    row = InstrumentVersion.objects.create(
        instrument=instrument,
        number=newest + 1,
        state=VersionState.DRAFT.value,
        content=source.content,
        made_at=at,
    )
    audit(by=str(by), did="coaching.copy_version", to=str(instrument.ref), at=at, version=str(row.number))
    return VersionRef(row.ref)


@atomic
def change_draft(ref: UUID, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> tuple[Fault, ...]:
    """Change fields of a draft; what is still wrong with it as a whole is given back, and kept out by freezing.

    :raises Refused: if this actor may not, or the version is frozen.
    """
    _may(by)
    row = InstrumentVersion.objects.select_related("instrument").select_for_update(of=("self",)).get(ref=ref)
    refusal = why_not_change(VersionState(row.state))
    if refusal:
        raise Refused(refusal)
    instrument, faults = read_instrument({**row.content, **changes, "slug": row.instrument.slug})
    row.content = plain(instrument)
    row.save(update_fields=["content"])
    audit(by=str(by), did="coaching.change_instrument", to=str(row.instrument.ref), at=at, version=str(row.number))
    return faults


@atomic
def freeze_version(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Freeze a draft: new reviews take it from now on, and it never changes again.

    :raises Refused: if this actor may not, it is frozen already, or something is missing.
    """
    _may(by)
    row = InstrumentVersion.objects.select_related("instrument").select_for_update(of=("self",)).get(ref=ref)
    after = step(VERSION_STEPS, VersionState(row.state), VersionEvent.FREEZE)
    refusal = why_not_freeze(read_instrument(row.content)[1])
    if refusal:
        raise Refused(refusal)
    row.state, row.frozen_at = after.value, at
    row.save(update_fields=["state", "frozen_at"])
    audit(by=str(by), did="coaching.freeze_instrument", to=str(row.instrument.ref), at=at, version=str(row.number))


@atomic
def tie_components(instrument: UUID, release: UUID, chosen: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """Say which components of a release ask for an instrument; how many do now. One asks for at most one instrument.

    :raises Refused: if this actor may not.
    """
    _may(by)
    row = Instrument.objects.select_for_update().get(ref=instrument)
    known: dict[UUID, int] = {component.ref: component.id for component in components_of(release, by=by)}
    wanted = [known[ref] for ref in chosen if ref in known]
    InstrumentTie.objects.filter(instrument=row, component_id__in=known.values()).exclude(
        component_id__in=wanted
    ).delete()
    for component in wanted:
        InstrumentTie.objects.update_or_create(component_id=component, defaults={"instrument": row})
    audit(
        by=str(by), did="coaching.tie_instrument", to=str(row.ref), at=at, release=str(release), tied=str(len(wanted))
    )
    return len(wanted)


def _may(by: Actor) -> None:
    refusal = why_not_write(by)
    if refusal:
        raise Refused(refusal)


def _read(folder: Path) -> list[tuple[int, dict[str, Any]]]:
    """Every file of the folder; all faults of all files are gathered before anything is refused."""
    found: list[tuple[int, dict[str, Any]]] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.yml")):
        try:
            values = yaml.load(file.read_text(encoding="utf-8"), READER)  # noqa: S506  either reader makes plain values only
        except (yaml.YAMLError, UnicodeDecodeError) as unreadable:
            faults.append(Fault(file.name, f"cannot be read as YAML: {' '.join(str(unreadable).split())}"))
            continue
        number = values.pop("version", None) if isinstance(values, dict) else None
        if not isinstance(number, int) or not 1 <= number <= MOST_VERSIONS:
            faults.append(Fault(f"{file.name}.version", f"should be a whole number from 1 to {MOST_VERSIONS}"))
        instrument, wrong = read_instrument(values, at=file.name)
        faults += wrong
        found.append((number or 0, plain(instrument)))
    if faults:
        raise Faulty(faults)
    if not found:
        raise Refused(Refusal("no_files", f"There are no .yml files in {folder.name}.", "Name another folder."))
    return found
