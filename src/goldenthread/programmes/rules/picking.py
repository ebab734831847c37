"""Which statements a picker shows, what is chosen of them, and what a choice makes of what is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from types import MappingProxyType
from uuid import UUID

from goldenthread.frameworks.types import Kind
from goldenthread.programmes.types import PickerLine, PickerSection, StatementPlace, Tie

# What no component is tied to: bullets are taught with their stem, behaviours are rated over the whole qualification.
_ASIDE: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.PRACTICE: (
            "practice goes with the stem it stands under and is not counted",
            "practices go with the stems they stand under and are not counted",
        ),
        Kind.BEHAVIOUR: (
            "behaviour is rated over the whole qualification",
            "behaviours are rated over the whole qualification",
        ),
    }
)


def is_chosen(kind: Kind) -> bool:
    """Whether components are tied to statements of this kind; coverage counts them, and no others."""
    return kind not in _ASIDE


def set_aside(kinds: Iterable[Kind]) -> str:
    """What of an edition is not counted among what a programme covers, and why; nothing where all of it is."""
    counts = Counter(kinds)
    said = [
        f"{counts[kind]} {one if counts[kind] == 1 else many}" for kind, (one, many) in _ASIDE.items() if counts[kind]
    ]
    return f"Beside these, {', and '.join(said)}." if said else ""


def picked(
    statements: Iterable[StatementPlace],
    ties: Iterable[Tie],
    *,
    found: Collection[UUID] | None = None,
    section: int | None = None,
) -> tuple[PickerSection, ...]:
    """The statements by section, in order; only those that were ``found``, where something was looked for."""
    held = frozenset(ties)
    sections = []
    for (number, title), group in groupby(statements, key=lambda place: (place.section_number, place.section)):
        lines = tuple(
            PickerLine(place, frozenset(tie.use for tie in held if tie.statement == place.ref)) for place in group
        )
        wanted = section in (None, number)
        shown = tuple(line for line in lines if wanted and (found is None or line.statement.ref in found))
        sections.append(PickerSection(number, title, shown, len(lines), sum(1 for line in lines if line.uses)))
    return tuple(sections)


def chosen(held: Collection[Tie], ties: Collection[Tie], *, shown: Collection[Tie] | None = None) -> frozenset[Tie]:
    """What is chosen once ``ties`` were chosen where ``shown`` was; without it, ``ties`` are all there are.

    Only what a person added or took away counts. What they left as they saw it is as it is by now.
    """
    if shown is None:
        return frozenset(ties)
    added, taken = frozenset(ties) - frozenset(shown), frozenset(shown) - frozenset(ties)
    return (frozenset(held) - taken) | added
