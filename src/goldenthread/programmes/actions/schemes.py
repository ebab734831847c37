"""Keep mark schemes as their files give them. A frozen one never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.models import Criterion, LevelDescriptor, MarkScheme
from goldenthread.programmes.rules.states import SCHEME_STEPS, SchemeEvent
from goldenthread.programmes.types import MarkScheme as Scheme
from goldenthread.programmes.types import MarkSchemeRef, SchemeState


def keep_scheme(scheme: Scheme, *, qualification: int, at: datetime) -> bool:
    """Keep a scheme unless it is kept already as it is; whether anything was written.

    :raises Refused: if the version is frozen and this would change it.
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
    if row is None:
        row = MarkScheme(qualification_id=qualification, version=scheme.version, state=SchemeState.DRAFT.value)
    _fill(row, scheme, at=at)
    return True


def _fill(row: MarkScheme, scheme: Scheme, *, at: datetime) -> None:
    row.title, row.source, row.is_illustrative = scheme.title, scheme.source, scheme.is_illustrative
    row.minimum_total = scheme.minimum_total
    row.parts = [
        {"code": part.code, "title": part.title, "criteria": list(part.criteria), "minimum": part.minimum}
        for part in scheme.parts
    ]
    if scheme.state is SchemeState.FROZEN:
        row.state = step(SCHEME_STEPS, SchemeState(row.state), SchemeEvent.FREEZE).value
        row.frozen_at = at
    row.save()
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
        for position, each in enumerate(scheme.criteria, start=1)
    ]
    for criterion in made:
        criterion.save()
    LevelDescriptor.objects.bulk_create(
        LevelDescriptor(criterion=criterion, mark=level.mark, label=level.label, description=level.description)
        for criterion, each in zip(made, scheme.criteria, strict=True)
        for level in each.levels
    )
