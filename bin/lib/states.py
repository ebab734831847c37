"""Draw every table of steps into docs/states/<room>.md.

    python bin/lib/states.py            write the drawings
    python bin/lib/states.py --check    only say which are not up to date; exit code 1 if any

The generator stands outside the house because no door may import a room's rules, and a drawing is nobody's rule.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "goldenthread"
PLACE = ROOT / "docs" / "states"


def rule_modules(room: str) -> Iterator[str]:
    """The modules of a room's rules, by name."""
    name = f"goldenthread.{room}.rules"
    if (HOUSE / room / "rules.py").exists():
        yield name
    elif (HOUSE / room / "rules").is_dir():
        for found in pkgutil.iter_modules([str(HOUSE / room / "rules")]):
            yield f"{name}.{found.name}"


def is_steps(value: Any) -> bool:
    """Whether a value is a table of steps: (state, event) to state."""
    return (
        isinstance(value, MappingProxyType)
        and bool(value)
        and all(isinstance(k, tuple) and len(k) == 2 and all(isinstance(part, StrEnum) for part in k) for k in value)
        and all(isinstance(after, StrEnum) for after in value.values())
    )


def tables(room: str) -> list[Mapping[tuple[StrEnum, StrEnum], StrEnum]]:
    """A room's tables of steps, each once, in the order in which its rules keep them."""
    found: dict[int, Mapping[tuple[StrEnum, StrEnum], StrEnum]] = {}
    for name in rule_modules(room):
        for value in vars(importlib.import_module(name)).values():
            if is_steps(value):
                found.setdefault(id(value), value)
    return list(found.values())


def first_state(table: Mapping[tuple[StrEnum, StrEnum], StrEnum]) -> StrEnum:
    """Where it begins: the first state that no other leads to, or else the first in the table."""
    reached = {after for (before, _), after in table.items() if after is not before}
    states = [state for state, _ in table]
    return next((s for s in states if s not in reached), states[0])


def page(room: str) -> str:
    """The page of a room; empty where it owns no states."""
    drawing = importlib.import_module("goldenthread.ground.rules.states").drawing
    parts = []
    for table in tables(room):
        first = first_state(table)
        title = (type(first).__doc__ or type(first).__name__).splitlines()[0].rstrip(".")
        parts.append(drawing(table, title=title, first=first))
    if not parts:
        return ""
    head = f"# States in {room}\n\nDrawn from the tables in `src/goldenthread/{room}/rules` by `bin/lib/states.py`.\n\n"
    return head + "\n".join(parts)


def pages() -> dict[Path, str]:
    """Every page that there should be, with its text."""
    rooms = sorted(p.parent.name for p in HOUSE.glob("*/__init__.py"))
    return {PLACE / f"{room}.md": text for room in rooms if (text := page(room))}


def out_of_date() -> list[str]:
    """The drawings that are missing, stale, or of a room that has no states any more."""
    wanted = pages()
    stale = [p.name for p, text in wanted.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    return sorted(stale + [p.name for p in PLACE.glob("*.md") if p not in wanted])


def main() -> int:
    """Write, or say what should be written."""
    if "--check" in sys.argv:
        stale = out_of_date()
        print("\n".join(f"docs/states/{name} is not up to date" for name in stale))
        return 1 if stale else 0
    wanted = pages()
    PLACE.mkdir(parents=True, exist_ok=True)
    for old in PLACE.glob("*.md"):
        if old not in wanted:
            old.unlink()
    for place, text in wanted.items():
        place.write_text(text, encoding="utf-8")
        print(place.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    raise SystemExit(main())
