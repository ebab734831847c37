"""A list of standards as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.frameworks.types import Kind, Reading, ReadItem
from goldenthread.integrations.reader.outlines.doubts import Json, doubts


def is_list(reading: Reading) -> bool:
    """Whether what was read is a list of standards."""
    return bool(reading.of_kind(Kind.STANDARD))


def standards(items: Sequence[ReadItem]) -> list[Json]:
    """Each standard that stands by itself, and in ``items`` those under it, counted."""
    found: dict[int | None, Json] = {}
    for item in items:
        said = {"number": item.number, "text": item.text, "lines": list(item.lines), "doubts": doubts(item.doubts)}
        above = found.get(item.stem) if item.stem is not None else None
        if above is None:
            found[item.position] = said
            continue
        under = above.setdefault("items", [])
        under.append(said | {"number": len(under) + 1})
    return list(found.values())
