"""Compare two versions of a mark scheme: what was added, removed, moved and said otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.frameworks.types import Change, StatementLine
from goldenthread.ground.rules.wording import runs
from goldenthread.programmes.types import Criterion, LevelDescriptor, MarkScheme, SchemePart
from goldenthread.programmes.types.comparing import CriterionChange, LevelChange, Otherwise, SchemeComparison

Links = Mapping[str, Sequence[StatementLine]]
NO_LINKS: Links = {}


def compare_schemes(
    before: MarkScheme, after: MarkScheme, *, was: Links = NO_LINKS, now: Links = NO_LINKS
) -> SchemeComparison:
    """All that differs from one version to another. ``was`` and ``now``: the statements that each judges, by the codes
    of its criteria.

    A criterion is known again by its code; one whose code is new, by its title.
    """
    pairs = _paired(before.criteria, after.criteria)
    old_order = [each.code for each in before.criteria if each.code in pairs.values()]
    new_order = [pairs[each.code] for each in after.criteria if each.code in pairs]
    found = [
        _criterion(
            before.criterion(pairs[each.code]) if each.code in pairs else None,
            each,
            was=was.get(pairs.get(each.code, ""), ()),
            now=now.get(each.code, ()),
            is_moved=each.code in pairs and old_order.index(pairs[each.code]) != new_order.index(pairs[each.code]),
        )
        for each in after.criteria
    ]
    gone = [
        CriterionChange(Change.REMOVED, each, levels=_levels(each.levels, ()), unlinked=tuple(was.get(each.code, ())))
        for each in before.criteria
        if each.code not in pairs.values()
    ]
    return SchemeComparison(
        before=before,
        after=after,
        said=_otherwise(_terms(before), _terms(after)),
        criteria=(*(change for change in found if change.change is not Change.SAME), *gone),
    )


def _paired(before: Sequence[Criterion], after: Sequence[Criterion]) -> dict[str, str]:
    """The code that each criterion had before, by the one that it has; those that are new have none."""
    codes = {each.code for each in before}
    pairs = {each.code: each.code for each in after if each.code in codes}
    left = {each.title.casefold(): each.code for each in before if each.code not in pairs}
    for each in after:
        if each.code not in pairs and each.title.casefold() in left:
            pairs[each.code] = left.pop(each.title.casefold())
    return pairs


def _criterion(
    before: Criterion | None,
    after: Criterion,
    *,
    was: Sequence[StatementLine],
    now: Sequence[StatementLine],
    is_moved: bool,
) -> CriterionChange:
    linked = tuple(line for line in now if line.ref not in {each.ref for each in was})
    unlinked = tuple(line for line in was if line.ref not in {each.ref for each in now})
    if before is None:
        return CriterionChange(Change.ADDED, after, levels=_levels((), after.levels), linked=linked)
    said = _otherwise(_facts(before), _facts(after))
    levels = _levels(before.levels, after.levels)
    change = Change.MOVED if is_moved else Change.SAME
    if said or levels or linked or unlinked:
        change = Change.REWORDED
    return CriterionChange(change, after, said, levels, linked, unlinked)


def _levels(before: Sequence[LevelDescriptor], after: Sequence[LevelDescriptor]) -> tuple[LevelChange, ...]:
    old, new = {level.mark: level for level in before}, {level.mark: level for level in after}
    found = []
    for mark in sorted(old.keys() | new.keys()):
        said = _otherwise(_words(old.get(mark)), _words(new.get(mark)))
        change = Change.ADDED if mark not in old else Change.REMOVED if mark not in new else Change.REWORDED
        if said:
            found.append(LevelChange(mark, change, said))
    return tuple(found)


def _otherwise(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Otherwise, ...]:
    """What is said otherwise, by its name; both have the same names."""
    return tuple(
        Otherwise(name, before[name], after[name], runs(before[name], after[name]))
        for name in after
        if before[name] != after[name]
    )


def _words(level: LevelDescriptor | None) -> dict[str, str]:
    return {"Name": level.label if level else "", "What it means": level.description if level else ""}


def _facts(criterion: Criterion) -> dict[str, str]:
    return {
        "Code": criterion.code,
        "Title": criterion.title,
        "What it asks": criterion.asks,
        "Weight": str(criterion.weight),
        "Minimum": str(criterion.minimum),
    }


def _terms(scheme: MarkScheme) -> dict[str, str]:
    return {
        "Title": scheme.title,
        "Source": scheme.source,
        "Illustrative": "Yes" if scheme.is_illustrative else "No",
        "Minimum in total": str(scheme.minimum_total),
        "Highest total": str(scheme.highest_total),
        "Parts": "; ".join(_part(part) for part in scheme.parts),
    }


def _part(part: SchemePart) -> str:
    return f"{part.code} {part.title}: {', '.join(part.criteria)}, minimum {part.minimum} of {part.highest}"
