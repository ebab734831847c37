"""What a review says in plain sentences. Which end of a scale is good is the instrument's to say, never ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goldenthread.coaching.types.instruments import Instrument, Item
from goldenthread.coaching.types.reports import Change, GroupResult, Reading, Results, Suggestion

# How many of each are named. Illustrative, as is the middle of the scale as the line between the two.
NAMED = 2
MIDDLE = 0.5
# Thirds do not add up to a whole in a computer; so much is forgiven.
NEARLY = 1e-9


def reading(instrument: Instrument, results: Results) -> Reading:
    """Strengths, what to develop, and where others see somebody differently from how they see themselves.

    Others' answers decide where they may be shown, one's own where not. Nothing is named where nothing stands out.
    """
    scale = instrument.scale
    ranked = sorted(
        (group for group in results.groups if _level(group) is not None),
        key=lambda group: (-scale.goodness(_level(group) or 0), group.key),
    )
    good = [scale.goodness(_level(group) or 0) for group in ranked]
    if not ranked or good[0] - good[-1] < scale.step / 4:
        return Reading((), (), _differences(instrument, results))
    strong = [g for g, level in zip(ranked, good, strict=True) if level >= MIDDLE][: min(NAMED, len(ranked) - 1)]
    weak = [group for group in reversed(ranked) if group not in strong][:NAMED]
    return Reading(
        tuple(_says(instrument, group) for group in strong),
        tuple(_says(instrument, group) for group in weak),
        _differences(instrument, results),
    )


def changes(instrument: Instrument, before: Results, after: Results) -> tuple[Change, ...]:
    """What both reviews have, side by side."""
    found = []
    for group in instrument.groups:
        was, now = before.group(group.key), after.group(group.key)
        if was is not None and now is not None:
            found.append(Change(group.key, group.title, was.own, now.own, was.others, now.others))
    return tuple(found)


def changed(instrument: Instrument, compared: Iterable[Change]) -> tuple[str, ...]:
    """What moved by at least half a point, as others see it and as one sees oneself."""
    said = []
    for change in compared:
        for who, was, now in (
            ("Others see", change.others_before, change.others_after),
            ("You see", change.own_before, change.own_after),
        ):
            if was is None or now is None:
                continue
            by = instrument.scale.goodness(now) - instrument.scale.goodness(was)
            if abs(by) >= instrument.scale.step / 2 - NEARLY:
                way = "more" if by > 0 else "less"
                said.append(
                    f"{who} {way} {change.title.lower()} than in the first review: {_n(was)} then, {_n(now)} now."
                )
    return tuple(said)


def is_comparable(before: Instrument, after: Instrument) -> bool:
    """Whether two versions of an instrument can be set side by side: the same answers mean the same."""
    return before.scale == after.scale


def low_items(instrument: Instrument, own: Mapping[str, int]) -> tuple[Item, ...]:
    """What somebody gave no more than the middle of the scale, the lowest first."""
    scale = instrument.scale
    low = [item for item in instrument.items if item.key in own and scale.goodness(own[item.key]) <= MIDDLE]
    return tuple(sorted(low, key=lambda item: scale.goodness(own[item.key])))


def suggestions(
    instrument: Instrument,
    own: Mapping[str, int],
    *,
    by_statement: Mapping[str, Sequence[tuple[str, str]]],
    by_module: Mapping[str, Sequence[tuple[str, str]]],
) -> tuple[Suggestion, ...]:
    """What of a programme serves each low item: by its statements, where they are tied, or else by its modules.

    Both mappings lead from a name, in small letters, to components as pairs of a title and what it is part of.
    """
    found = []
    for item in low_items(instrument, own):
        served = _served(item.statements, by_statement) or _served(item.modules, by_module)
        value = own[item.key]
        found.append(Suggestion(item.prompt, f"{value} {instrument.scale.label(value)}".strip(), served))
    return tuple(found)


def _served(names: Iterable[str], known: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(pair for name in names for pair in known.get(name.strip().lower(), ())))


def _level(group: GroupResult) -> float | None:
    return group.own if group.others is None else group.others


def _says(instrument: Instrument, group: GroupResult) -> str:
    title = next(each.title for each in instrument.groups if each.key == group.key)
    if group.others is None:
        return f"{title}: you gave yourself {_n(group.own or 0)}."
    own = "" if group.own is None else f", you gave yourself {_n(group.own)}"
    return f"{title}: others gave {_n(group.others)} on average{own}."


def _differences(instrument: Instrument, results: Results) -> tuple[str, ...]:
    """Where one's own answer and others' are at least one point apart."""
    scale, said = instrument.scale, []
    for group, result in zip(instrument.groups, results.groups, strict=True):
        if result.own is None or result.others is None:
            continue
        apart = scale.goodness(result.own) - scale.goodness(result.others)
        if abs(apart) >= scale.step - NEARLY:
            way = "more strength" if apart > 0 else "less strength"
            said.append(
                f"{group.title}: you see {way} in yourself than others do "
                f"({_n(result.own)} against {_n(result.others)})."
            )
    return tuple(said)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
