"""States as tables: a step either stands in the table or is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from goldenthread.ground.types import NoSuchStep, Refusal

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


def step(table: Mapping[tuple[S, E], S], state: S, event: E) -> S:
    """The state after ``event``.

    :raises NoSuchStep: where the table has no such step; the refusal lists what can be done from here.
    """
    after = table.get((state, event))
    if after is not None:
        return after
    ways = sorted(e.value.replace("_", " ") for (s, e) in table if s is state)
    mend = f"From here it can only be: {', '.join(ways)}." if ways else "Nothing further can be done with it."
    words = event.value.replace("_", " ")
    raise NoSuchStep(
        Refusal("no_such_step", f"It is {state.value.replace('_', ' ')}, so “{words}” is not possible.", mend)
    )


def drawing(table: Mapping[tuple[S, E], S], *, title: str, first: S) -> str:
    """The table as a Mermaid state diagram with a table of the same steps, for docs/states."""
    lines = [f"## {title}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {first.value}"]
    lines += [f"    {s.value} --> {after.value}: {e.value}" for (s, e), after in table.items()]
    lines += ["```", "", "| from | event | to |", "|---|---|---|"]
    lines += [f"| {s.value} | {e.value} | {after.value} |" for (s, e), after in table.items()]
    return "\n".join(lines) + "\n"
