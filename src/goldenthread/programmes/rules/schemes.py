"""Mark schemes: read them from a file or from what was typed, and judge whether they can be marked against."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import Criterion, LevelDescriptor, MarkScheme, MarkSchemeRef, SchemePart, SchemeState

NOT_KEPT_YET = MarkSchemeRef(UUID(int=0))
LONGEST_TITLE, LONGEST_SOURCE, LONGEST_LABEL = 200, 500, 100


def read_scheme(fields: Fields, *, qualification: str) -> MarkScheme:
    """A mark scheme out of its fields; faults are noted on them. It has no reference until it is kept."""
    criteria = tuple(_criterion(each) for each in fields.many("criteria"))
    scheme = MarkScheme(
        ref=NOT_KEPT_YET,
        qualification=qualification,
        version=fields.whole("version", least=1, most=999),
        title=fields.text("title", most=LONGEST_TITLE),
        state=fields.choice("state", SchemeState, SchemeState.DRAFT),
        is_illustrative=fields.flag("illustrative", default=False),
        minimum_total=fields.whole("minimum_total", least=0, most=5000),
        criteria=criteria,
        source=fields.text("source", most=LONGEST_SOURCE),
        parts=tuple(_part(each, criteria) for each in fields.many("parts")),
    )
    fields.done()
    _fits(scheme, fields)
    return scheme


def _criterion(fields: Fields) -> Criterion:
    criterion = Criterion(
        code=fields.word("code", most=20),
        title=fields.text("title", most=LONGEST_TITLE),
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
        code=fields.text("code", most=20),
        title=fields.text("title", most=LONGEST_TITLE),
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
        label=fields.text("label", most=LONGEST_LABEL),
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


def why_not_keep(scheme: MarkScheme, *, draft: int | None, is_here: bool) -> Refusal | None:
    """Why a scheme out of a file is not kept beside the ``draft`` that is open, by its version, or ``None``.

    ``is_here``: that draft was written on a page, where a file knows nothing of what was typed.
    """
    if draft is None or (not is_here and (scheme.version == draft or scheme.state is SchemeState.FROZEN)):
        return None
    if is_here:
        return Refusal(
            "written_here",
            f"Version {draft} of the mark scheme for {scheme.qualification} is being written on its page, so nothing "
            "is loaded beside it.",
            "Freeze that draft or drop it, then load the file again.",
        )
    return Refusal(
        "two_drafts",
        f"Version {draft} of the mark scheme for {scheme.qualification} is a draft already, and there is one at most.",
        "Freeze one of the two.",
    )


def scheme_body(scheme: MarkScheme) -> dict[str, Any]:
    """A scheme as a file would give it: :func:`read_scheme` makes the same of it."""
    return {
        "version": scheme.version,
        "title": scheme.title,
        "state": scheme.state.value,
        "illustrative": scheme.is_illustrative,
        "minimum_total": scheme.minimum_total,
        "source": scheme.source,
        "criteria": [criterion_body(criterion) for criterion in scheme.criteria],
        "parts": [part_body(part) for part in scheme.parts],
    }


def part_body(part: SchemePart) -> dict[str, Any]:
    """A part as a file would give it."""
    return {"code": part.code, "title": part.title, "criteria": list(part.criteria), "minimum": part.minimum}


def criterion_body(criterion: Criterion) -> dict[str, Any]:
    """A criterion as a file would give it."""
    return {
        "code": criterion.code,
        "title": criterion.title,
        "asks": criterion.asks,
        "weight": criterion.weight,
        "minimum": criterion.minimum,
        "levels": [level_body(level) for level in criterion.levels],
    }


def level_body(level: LevelDescriptor) -> dict[str, Any]:
    """A level as a file would give it."""
    return {"mark": level.mark, "label": level.label, "description": level.description}


def mark_of(scheme: MarkScheme) -> str:
    """What is the same for two schemes only if they say the same throughout."""
    return sha256(repr(scheme).encode()).hexdigest()
