"""Compare what stands beside the statements of a new edition with what stood beside those of the last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from types import MappingProxyType

from goldenthread.frameworks.rules.comparing import Likeness, compare
from goldenthread.frameworks.rules.wording import words_of
from goldenthread.frameworks.types import (
    DETAIL_FIELDS,
    Beside,
    BesideChanges,
    BesideGroup,
    BesideLine,
    Change,
    DetailKind,
    Fate,
    Kind,
    Run,
    Said,
    Saying,
    SectionOutline,
    Stands,
    StatementLine,
)
from goldenthread.frameworks.types.beside import counted
from goldenthread.ground.rules.wording import folded, runs

_GROUPS: Mapping[DetailKind, Beside] = MappingProxyType(
    dict.fromkeys(DetailKind, Beside.TASK)
    | {
        DetailKind.LEVEL: Beside.LEVEL,
        DetailKind.POINT: Beside.SCALE,
        DetailKind.COMMENT: Beside.SCALE,
        DetailKind.REFERENCE: Beside.REFERENCE,
    }
)
# Which column says where a detail of this kind stands: the code of a qualification, the letter of a part, a figure.
_PLACED_BY: Mapping[DetailKind, str] = MappingProxyType(
    {DetailKind.LEVEL: "label", DetailKind.PART: "label", DetailKind.POINT: "figure"}
)
# What is known by its place, or of which an edition has one, is itself there whatever it says; elsewhere it is itself
# only in the same words.
_KNOWN_BY_PLACE = (
    *_PLACED_BY, DetailKind.TASK, DetailKind.WORD_LIMIT, DetailKind.LEAST_TERMS, DetailKind.COMMENT
)  # fmt: skip
_NEVER = 2.0
_SECTION = "section"
# References are judged without their web addresses, which change while the work stays the same. Of the 25 of the
# framework for leading teacher development no two of different works share more than 0.67 of their words so; with
# their addresses, up to 0.74 (decision 0040).
_REWORDED_FROM = Likeness(
    anywhere=MappingProxyType(
        dict.fromkeys(map(str, DetailKind), 0.6)
        | dict.fromkeys(map(str, _KNOWN_BY_PLACE), _NEVER)
        | {str(DetailKind.REFERENCE): 0.75, _SECTION: 0.6}
    ),
    in_place=MappingProxyType(
        dict.fromkeys(map(str, DetailKind), 0.6)
        | dict.fromkeys(map(str, _KNOWN_BY_PLACE), 0.0)
        | {str(DetailKind.REFERENCE): 0.75, _SECTION: 0.5}
    ),
)
_ADDRESS = re.compile(r"(?:https?://|www\.).*", re.IGNORECASE | re.DOTALL)

Thing = SectionOutline | Saying


def changes_beside(old: Stands, new: Stands, both: Iterable[tuple[StatementLine, StatementLine]]) -> BesideChanges:
    """What became of everything beside the statements; ``both``: each statement that stands in both editions.

    By what it is, and then in the order of the new edition, with what was removed at the end; references by section.
    """
    lines = sorted(chain(_compared(old, new), marks(both)), key=lambda line: list(Beside).index(line.beside))
    return BesideChanges(
        tuple(BesideGroup(beside, tuple(these)) for beside, these in groupby(lines, key=lambda line: line.beside)),
        turned_round(old.details, new.details),
        counted(lines),
    )


def turned_round(old: Sequence[Saying], new: Sequence[Saying]) -> str:
    """In words, that what was the lower end of the rating scale is the higher now; empty where it is not.

    Which end is good the code does not know: it goes by the meanings that both scales have.
    """
    was, now = _scale(old), _scale(new)
    common = sorted(was.keys() & now.keys(), key=lambda words: was[words].figure or 0)
    if len(common) < 2:
        return ""
    first, last = common[0], common[-1]
    if (now[first].figure or 0) < (now[last].figure or 0):
        return ""
    before, after = (
        " and ".join(f"{point.figure} meant “{point.text}”" for point in (scale[first], scale[last]))
        for scale in (was, now)
    )
    return f"Before, {before}. Now {after.replace(' meant ', ' means ')}."


def _scale(details: Sequence[Saying]) -> Mapping[tuple[str, ...], Saying]:
    return {words_of(says.text): says for says in details if says.kind is DetailKind.POINT}


def _compared(old: Stands, new: Stands) -> Iterator[BesideLine]:
    here: list[Thing] = [*old.sections, *old.details]
    every: list[Thing] = [*here, *new.sections, *new.details]
    said = [_said(at, thing) for at, thing in enumerate(every)]
    pairs = compare(said[: len(here)], said[len(here) :], reworded_from=_REWORDED_FROM)
    was_called, called = ({section.number: section.title for section in each.sections} for each in (old, new))
    found = []
    for pair in pairs:
        before = every[pair.old.id] if pair.old else None
        after = every[pair.new.id] if pair.new else None
        shown = after or before
        assert shown is not None
        found.append(_line(pair.change, shown, called if after else was_called, before, after))
    yield from (line for _, line in sorted(found, key=lambda each: each[0]))


def _said(at: int, thing: Thing) -> Said:
    if isinstance(thing, SectionOutline):
        return Said(at, _SECTION, str(thing.number), f"{thing.title} ¦ {thing.intro}", thing.title)
    if thing.kind is DetailKind.REFERENCE:
        place = f"{'' if thing.section is None else thing.section}.{folded(thing.title).casefold()}"
        return Said(at, thing.kind, place, thing.text, _ADDRESS.sub("", thing.text))
    by = _PLACED_BY.get(thing.kind, "")
    return Said(at, thing.kind, str(getattr(thing, by)) if by else "", " ¦ ".join(_rows(thing).values()))


Titles = Mapping[int, str]


def _line(
    change: Change, shown: Thing, titles: Titles, old: Thing | None, new: Thing | None
) -> tuple[tuple[int, int], BesideLine]:
    """The line, with where it goes among the others: by what it is, references by their sections."""
    said, (was, stands) = _words(change, _rows(old), _rows(new)), _places(old, new)
    if isinstance(shown, SectionOutline):
        return (0, 0), BesideLine(Beside.SECTION, change, shown.title, said, was, stands)
    order = (1 + list(DetailKind).index(shown.kind), shown.section or 0)
    return order, BesideLine(_GROUPS[shown.kind], change, _name(shown, titles), said, was, stands)


def _name(says: Saying, titles: Titles) -> str:
    if says.kind is not DetailKind.REFERENCE:
        return says.name
    if says.section is None:
        return says.title or "No section is named"
    return f"{says.section}. {titles[says.section]}"


def _places(old: Thing | None, new: Thing | None) -> tuple[str, str]:
    """Where it stood and stands: a reference under its heading, where only that is another."""
    one, other = _place(old), _place(new)
    if isinstance(old, Saying) and isinstance(new, Saying) and one == other and folded(old.title) != folded(new.title):
        return (old.title or one, new.title or other) if old.kind is DetailKind.REFERENCE else (one, other)
    return one, other


def _place(thing: Thing | None) -> str:
    if thing is None:
        return ""
    if isinstance(thing, SectionOutline):
        return f"Section {thing.number}"
    if thing.kind is DetailKind.REFERENCE:
        return thing.title if thing.section is None else f"Section {thing.section}"
    return str(getattr(thing, _PLACED_BY[thing.kind])) if thing.kind in _PLACED_BY else ""


Rows = Mapping[str, str]


def _rows(thing: Thing | None) -> Rows:
    """What it says, each under its name, without where it stands."""
    if thing is None:
        return {}
    if isinstance(thing, SectionOutline):
        return {name: said for name, said in (("Title", thing.title), ("Introduction", thing.intro)) if said}
    by = "title" if thing.kind is DetailKind.REFERENCE else _PLACED_BY.get(thing.kind, "")
    place = DETAIL_FIELDS[thing.kind].get(by, "")
    lines = "; " if thing.areas else " "
    return {name: lines.join(said.splitlines()) for name, said in thing.rows if name != place}


def _words(change: Change, old: Rows, new: Rows) -> tuple[tuple[str, tuple[Run, ...]], ...]:
    """What it says. Of one that was reworded, the words that differ are marked; what says the same is left out."""
    if change is not Change.REWORDED:
        return tuple((name, (Run(Fate.KEPT, said),)) for name, said in (new or old).items())
    return tuple(
        (name, runs(old.get(name, ""), new.get(name, "")))
        for name in dict.fromkeys((*new, *old))
        if folded(old.get(name, "")) != folded(new.get(name, ""))
    )


def marks(both: Iterable[tuple[StatementLine, StatementLine]]) -> Iterator[BesideLine]:
    """What stands beside the words of a statement: its own code and name, its part of the task, its documents."""
    for old, new in both:
        for name, was, stands in (
            ("Code in the document", old.printed, new.printed),
            ("Name", old.title, new.title),
            ("Documents to hand in", "; ".join(old.documents), "; ".join(new.documents)),
        ):
            if was or stands:
                yield _mark(new, name, was, stands, Change.REWORDED)
        if old.part or new.part:
            line = _mark(new, "Part of the task", old.part, new.part, Change.MOVED)
            was, stands = (f"Part {part}" if part else "" for part in (old.part, new.part))
            yield replace(line, was=was, stands=stands)


def _mark(of: StatementLine, name: str, was: str, stands: str, other: Change) -> BesideLine:
    """``other``: what it is called where both have one and they differ."""
    change, marked = other, runs(was, stands)
    if folded(was) == folded(stands):
        change = Change.SAME
    elif not was or not stands:
        change, marked = Change.ADDED if stands else Change.REMOVED, (Run(Fate.KEPT, stands or was),)
    called = of.label if of.kind in (Kind.CRITERION, Kind.BEHAVIOUR) else of.code
    return BesideLine(Beside.MARK, change, called, ((name, marked),), statement=of.ref)
