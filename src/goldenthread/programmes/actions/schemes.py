"""Keep mark schemes as their files give them. A frozen one never changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes import types
from goldenthread.programmes.models import Criterion, CriterionStatement, LevelDescriptor, MarkScheme
from goldenthread.programmes.rules.schemes import part_body, why_not_keep
from goldenthread.programmes.rules.states import SCHEME_STEPS, SchemeEvent
from goldenthread.programmes.types import MarkScheme as Scheme
from goldenthread.programmes.types import MarkSchemeRef, SchemeState


def keep_scheme(scheme: Scheme, *, qualification: int, at: datetime) -> bool:
    """Keep a scheme unless it is kept already as it is; whether anything was written.

    :raises Refused: if the version is frozen and this would change it, or another draft is open or written on a page.
    """
    rows = MarkScheme.objects.select_related("qualification").prefetch_related("criteria__levels")
    row = rows.filter(qualification_id=qualification, version=scheme.version).first()
    if row is not None and row.as_scheme() == replace(scheme, ref=MarkSchemeRef(row.ref)):
        return False
    if row is not None and row.state == SchemeState.FROZEN.value:
        raise Refused(
            Refusal(
                "scheme_is_frozen",
                f"Version {scheme.version} of the mark scheme for {scheme.qualification} is frozen.",
                "Give the changed scheme the next version.",
            )
        )
    draft = MarkScheme.objects.filter(qualification_id=qualification, state=SchemeState.DRAFT.value).first()
    refusal = why_not_keep(
        scheme, draft=draft.version if draft else None, is_here=bool(draft and draft.is_written_here)
    )
    if refusal:
        raise Refused(refusal)
    if row is None:
        row = MarkScheme(qualification_id=qualification, version=scheme.version, state=SchemeState.DRAFT.value)
    _fill(row, scheme, at=at)
    return True


def _fill(row: MarkScheme, scheme: Scheme, *, at: datetime) -> None:
    row.title, row.source, row.is_illustrative = scheme.title, scheme.source, scheme.is_illustrative
    row.minimum_total = scheme.minimum_total
    row.parts = [part_body(part) for part in scheme.parts]
    if scheme.state is SchemeState.FROZEN:
        row.state = step(SCHEME_STEPS, SchemeState(row.state), SchemeEvent.FREEZE).value
        row.frozen_at = at
    row.save()
    fill_criteria(row, scheme.criteria)


def fill_criteria(row: MarkScheme, criteria: Sequence[types.Criterion]) -> None:
    """Give a scheme these criteria, in place of those it has; a link to a statement stays with the code it was made
    for."""
    links = CriterionStatement.objects.filter(criterion__scheme=row)
    linked = list(links.values_list("criterion__code", "statement_id"))
    row.criteria.all().delete()
    made = [
        Criterion(
            scheme=row,
            position=position,
            code=each.code,
            title=each.title,
            asks=each.asks,
            weight=each.weight,
            minimum=each.minimum,
        )
        for position, each in enumerate(criteria, start=1)
    ]
    Criterion.objects.bulk_create(made)
    by_code = {criterion.code: criterion for criterion in made}
    LevelDescriptor.objects.bulk_create(
        level for criterion, each in zip(made, criteria, strict=True) for level in levels_of(criterion, each)
    )
    CriterionStatement.objects.bulk_create(
        CriterionStatement(criterion=by_code[code], statement_id=statement)
        for code, statement in linked
        if code in by_code
    )


def levels_of(row: Criterion, criterion: types.Criterion) -> list[LevelDescriptor]:
    """The rows of a criterion's levels, not kept yet."""
    return [
        LevelDescriptor(criterion=row, mark=level.mark, label=level.label, description=level.description)
        for level in criterion.levels
    ]
