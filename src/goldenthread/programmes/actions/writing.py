"""Write a mark scheme: begin the next version, change it, and freeze it or drop it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes import types
from goldenthread.programmes.actions.schemes import fill_criteria, levels_of
from goldenthread.programmes.models import Criterion, CriterionStatement, LevelDescriptor, MarkScheme, Qualification
from goldenthread.programmes.rules.designing import moved
from goldenthread.programmes.rules.permitting import why_not_write_schemes
from goldenthread.programmes.rules.schemes import mark_of, part_body
from goldenthread.programmes.rules.states import SCHEME_STEPS, SchemeEvent
from goldenthread.programmes.rules.writing import (
    criterion_of,
    in_parts,
    why_not_freeze,
    why_not_over,
    why_not_rewrite,
    with_parts,
    with_terms,
)
from goldenthread.programmes.types import Direction, MarkSchemeRef, SchemeState
from goldenthread.programmes.types.writing import CriterionSaid, PartSaid, TermsSaid


@atomic
def begin_scheme(qualification: UUID, *, by: Actor, at: datetime) -> MarkSchemeRef:
    """Begin the next version of a qualification's mark scheme as a copy of the newest, links to statements included.

    Where there is none, the draft is empty and says that it is illustrative. An open draft is given back instead.

    :raises Refused: if this actor may not. :raises Qualification.DoesNotExist: if there is no such qualification.
    """
    owner = Qualification.objects.select_for_update().get(ref=qualification)
    _refuse(why_not_write_schemes(by))
    rows = MarkScheme.objects.filter(qualification=owner).select_related("qualification").order_by("-version")
    newest = rows.prefetch_related("criteria__levels").first()
    if newest is not None and newest.state == SchemeState.DRAFT.value:
        return MarkSchemeRef(newest.ref)
    draft = MarkScheme(
        qualification=owner,
        version=newest.version + 1 if newest else 1,
        title=newest.title if newest else f"Mark scheme for {owner.code}",
        state=SchemeState.DRAFT.value,
        is_illustrative=newest.is_illustrative if newest else True,
        minimum_total=newest.minimum_total if newest else 0,
        source=newest.source if newest else "",
        parts=newest.parts if newest else [],
        is_written_here=True,
    )
    draft.save()
    if newest is not None:
        fill_criteria(draft, newest.as_scheme().criteria)
        _carry_links(newest, draft)
    audit(by=str(by), did="programmes.begin_scheme", to=str(draft.ref), at=at, qualification=str(owner.ref))
    return MarkSchemeRef(draft.ref)


@atomic
def describe_scheme(ref: UUID, said: TermsSaid, *, revision: int, by: Actor, at: datetime) -> None:
    """Say what a draft is called, on whose word it stands and what total passes.

    :raises Refused: if this actor may not, it is frozen, or it was saved since. :raises FaultyScheme: if it cannot be.
    """
    row = open_scheme(ref, by=by)
    _refuse(why_not_over(revision, now=row.revision))
    scheme = with_terms(row.as_scheme(), said)
    row.title, row.source, row.is_illustrative = scheme.title, scheme.source, scheme.is_illustrative
    row.minimum_total, row.revision = scheme.minimum_total, row.revision + 1
    row.save()
    audit(by=str(by), did="programmes.describe_scheme", to=str(row.ref), at=at)


@atomic
def set_parts(ref: UUID, said: Sequence[PartSaid], *, revision: int, by: Actor, at: datetime) -> None:
    """Give a draft the parts that were typed, in place of those it has: criteria that have a minimum together.

    :raises Refused: if this actor may not, it is frozen, or it was saved since. :raises FaultyScheme: if they cannot
        be.
    """
    row = open_scheme(ref, by=by)
    _refuse(why_not_over(revision, now=row.revision))
    row.parts = [part_body(part) for part in with_parts(row.as_scheme(), said).parts]
    row.revision += 1
    row.save()
    audit(by=str(by), did="programmes.set_scheme_parts", to=str(row.ref), at=at, parts=str(len(row.parts)))


@atomic
def add_criterion(ref: UUID, said: CriterionSaid, *, by: Actor, at: datetime) -> int:
    """Add a criterion at the end of a draft; its number.

    :raises Refused: if this actor may not, or it is frozen. :raises FaultyScheme: if the criterion cannot be.
    """
    row = open_scheme(ref, by=by)
    criterion = criterion_of(row.as_scheme(), said, place=None)
    last: int | None = row.criteria.aggregate(last=Max("position"))["last"]
    made = Criterion(scheme=row, position=(last or 0) + 1)
    _write(made, criterion)
    audit(by=str(by), did="programmes.add_criterion", to=str(row.ref), at=at, code=criterion.code)
    return made.pk


@atomic
def change_criterion(ref: UUID, criterion: int, said: CriterionSaid, *, revision: int, by: Actor, at: datetime) -> None:
    """Make a criterion of a draft what was typed, levels included; its links to statements stay.

    :raises Refused: if this actor may not, it is frozen, or the criterion was saved since.
    :raises FaultyScheme: if it cannot be. :raises Criterion.DoesNotExist: if the draft has it no more.
    """
    row = open_scheme(ref, by=by)
    kept = row.criteria.get(pk=criterion)
    _refuse(why_not_over(revision, now=kept.revision))
    places = [each.pk for each in row.in_order()]
    told = criterion_of(row.as_scheme(), said, place=places.index(kept.pk))
    _rename(row, kept.code, told.code)
    kept.revision += 1
    kept.levels.all().delete()
    _write(kept, told)
    audit(by=str(by), did="programmes.change_criterion", to=str(row.ref), at=at, code=told.code)


@atomic
def move_criterion(ref: UUID, criterion: int, direction: Direction, *, by: Actor, at: datetime) -> None:
    """Move a criterion of a draft one place.

    :raises Refused: if this actor may not, or it is frozen. :raises Criterion.DoesNotExist: if it is not in the draft.
    """
    row = open_scheme(ref, by=by)
    kept = row.criteria.get(pk=criterion)
    order = row.in_order()
    for position, each in enumerate(moved(order, kept, direction), start=1):
        each.position = position
    Criterion.objects.bulk_update(order, ["position"])
    audit(by=str(by), did="programmes.move_criterion", to=str(row.ref), at=at, code=kept.code, way=direction.value)


@atomic
def remove_criterion(ref: UUID, criterion: int, *, revision: int, by: Actor, at: datetime) -> None:
    """Take a criterion out of a draft, with its levels and links.

    :raises Refused: if this actor may not, it is frozen, or the criterion was saved since.
    :raises Criterion.DoesNotExist: if it is not in the draft.
    """
    row = open_scheme(ref, by=by)
    kept = row.criteria.get(pk=criterion)
    _refuse(why_not_over(revision, now=kept.revision))
    _rename(row, kept.code, None)
    kept.delete()
    audit(by=str(by), did="programmes.remove_criterion", to=str(row.ref), at=at, code=kept.code)


@atomic
def drop_scheme(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Throw a draft away. Nothing was marked against it. :raises Refused: if this actor may not, or it is frozen."""
    row = open_scheme(ref, by=by)
    owner, version = str(row.qualification.ref), str(row.version)
    row.delete()
    audit(by=str(by), did="programmes.drop_scheme", to=owner, at=at, version=version)


@atomic
def freeze_scheme(ref: UUID, *, seen: str, by: Actor, at: datetime) -> None:
    """Freeze a draft: windows planned from now on use it, and it never changes. ``seen``: the mark of what was checked.

    :raises Refused: if this actor may not, it is frozen, or was changed since. :raises FaultyScheme: if it lacks
        something.
    """
    row = open_scheme(ref, by=by)
    scheme = row.as_scheme()
    _refuse(why_not_freeze(scheme, is_as_seen=seen == mark_of(scheme)))
    row.state = step(SCHEME_STEPS, SchemeState(row.state), SchemeEvent.FREEZE).value
    row.frozen_at = at
    row.save(update_fields=["state", "frozen_at"])
    audit(by=str(by), did="programmes.freeze_scheme", to=str(row.ref), at=at, version=str(row.version))


def open_scheme(ref: UUID, *, by: Actor) -> MarkScheme:
    """A draft, locked and with everything in it, if this actor may change it; no file changes it any more.

    :raises MarkScheme.DoesNotExist: if there is none that they may see. :raises Refused: if they may not, or it is
        frozen.
    """
    rows = MarkScheme.objects.seen_by(by).select_related("qualification").prefetch_related("criteria__levels")
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    _refuse(why_not_write_schemes(by) or why_not_rewrite(SchemeState(row.state), version=row.version))
    if not row.is_written_here:
        row.is_written_here = True
        row.save(update_fields=["is_written_here"])
    return row


def _write(row: Criterion, criterion: types.Criterion) -> None:
    row.code, row.title, row.asks = criterion.code, criterion.title, criterion.asks
    row.weight, row.minimum = criterion.weight, criterion.minimum
    row.save()
    LevelDescriptor.objects.bulk_create(levels_of(row, criterion))


def _rename(row: MarkScheme, code: str, now: str | None) -> None:
    """Let the parts of a draft know a criterion by its new code, or no more."""
    if code != now:
        row.parts = [part_body(part) for part in in_parts(row.as_scheme().parts, code, now=now)]
        row.save(update_fields=["parts"])


def _carry_links(source: MarkScheme, draft: MarkScheme) -> None:
    """Give the copy of each criterion the links of the original, as they were made."""
    copies = {criterion.code: criterion for criterion in draft.criteria.all()}
    held: Iterable[tuple[str, int]] = CriterionStatement.objects.filter(criterion__scheme=source).values_list(
        "criterion__code", "statement_id"
    )
    CriterionStatement.objects.bulk_create(
        CriterionStatement(criterion=copies[code], statement_id=statement) for code, statement in held
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
