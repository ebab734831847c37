"""Mark schemes: read them from a file, and judge whether they can be marked against."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import Criterion, LevelDescriptor, MarkScheme, MarkSchemeRef, SchemePart, SchemeState

NOT_KEPT_YET = MarkSchemeRef(UUID(int=0))


def read_scheme(fields: Fields, *, qualification: str) -> MarkScheme:
    """A mark scheme out of its fields; faults are noted on them. It has no reference until it is kept."""
    criteria = tuple(_criterion(each) for each in fields.many("criteria"))
    scheme = MarkScheme(
        ref=NOT_KEPT_YET,
        qualification=qualification,
        version=fields.whole("version", least=1, most=999),
        title=fields.text("title"),
        state=fields.choice("state", SchemeState, SchemeState.DRAFT),
        is_illustrative=fields.flag("illustrative", default=False),
        minimum_total=fields.whole("minimum_total", least=0, most=5000),
        criteria=criteria,
        source=fields.text("source"),
        parts=tuple(_part(each, criteria) for each in fields.many("parts")),
    )
    fields.done()
    _fits(scheme, fields)
    return scheme


def _criterion(fields: Fields) -> Criterion:
    criterion = Criterion(
        code=fields.text("code"),
        title=fields.text("title"),
        asks=fields.text("asks", ""),
        weight=fields.whole("weight", least=1, most=100, default=1),
        minimum=fields.whole("minimum", least=0, most=100),
        levels=tuple(sorted((_level(each) for each in fields.many("levels")), key=lambda level: level.mark)),
    )
    fields.done()
    if len({level.mark for level in criterion.levels}) < max(2, len(criterion.levels)):
        fields.fault("levels", "should be at least two levels, each with a mark of its own")
    elif criterion.minimum > criterion.highest:
        fields.fault("minimum", f"is above the highest mark, {criterion.highest}")
    return criterion


def _part(fields: Fields, criteria: Sequence[Criterion]) -> SchemePart:
    codes = fields.texts("criteria")
    own = [each for each in criteria if each.code in codes and each.levels]
    part = SchemePart(
        code=fields.text("code"),
        title=fields.text("title"),
        # In the order of the scheme, however the file lists them.
        criteria=tuple(each.code for each in own),
        minimum=fields.whole("minimum", least=0, most=5000),
        highest=sum(each.weight * each.highest for each in own),
    )
    fields.done()
    unknown = sorted(set(codes) - {each.code for each in criteria})
    if unknown:
        fields.fault("criteria", f"names what is no criterion of the scheme: {', '.join(unknown)}")
    elif part.minimum > part.highest:
        fields.fault("minimum", f"is above what its criteria come to at most, {part.highest}")
    return part


def _level(fields: Fields) -> LevelDescriptor:
    level = LevelDescriptor(
        mark=fields.whole("mark", least=0, most=100),
        label=fields.text("label"),
        description=fields.text("description"),
    )
    fields.done()
    return level


def _fits(scheme: MarkScheme, fields: Fields) -> None:
    """Note what no single criterion can know: codes used twice, and a total nobody could reach."""
    codes = [criterion.code for criterion in scheme.criteria]
    if not codes or len(set(codes)) < len(codes):
        fields.fault("criteria", "should be at least one criterion, each with a code of its own")
    elif all(criterion.levels for criterion in scheme.criteria) and scheme.minimum_total > scheme.highest_total:
        fields.fault("minimum_total", f"is above the highest total, {scheme.highest_total}")
    within = [code for part in scheme.parts for code in part.criteria]
    own = [part.code for part in scheme.parts]
    if len(set(within)) < len(within) or len(set(own)) < len(own) or set(own) & set(codes):
        fields.fault("parts", "should each have a code of their own, and no criterion that another has")
