"""What a package brings along beside its statements: references, rules and levels, as our own packages have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.frameworks.rules.details import tidied, why_not_say
from goldenthread.frameworks.rules.packages import GivenPackage, line_of, mapping_of, text_of
from goldenthread.frameworks.types import DetailKind, Doubt, ReadDetail, Saying

_KINDS: Mapping[str, DetailKind] = {kind.value: kind for kind in DetailKind}


def brought(package: GivenPackage, numbers: Mapping[str, int]) -> tuple[tuple[ReadDetail, ...], int]:
    """Each line that can be kept, and how many cannot. ``numbers``: of the sections, by what the package calls them."""
    kept = []
    for each in package.details:
        said = mapping_of(each)
        says = _saying(said, numbers)
        if says is not None and why_not_say(says, sections=frozenset(numbers.values())) is None:
            is_lost = says.kind is DetailKind.REFERENCE and says.section is None and bool(_section(said))
            doubt = Doubt("no_section", "The package puts it under a section that it does not have.")
            kept.append(ReadDetail(says, doubts=(doubt,) if is_lost else ()))
    return tuple(kept), len(package.details) - len(kept)


def _saying(said: Mapping[str, Any], numbers: Mapping[str, int]) -> Saying | None:
    kind = _KINDS.get(line_of(said.get("kind")))
    if kind is None:
        return None
    label, title, subtitle = (line_of(said.get(name)) for name in ("label", "title", "subtitle"))
    figure = said.get("figure")
    return tidied(
        Saying(
            kind, text_of(said.get("text")), label, title, subtitle, text_of(said.get("more")),
            figure if type(figure) is int else None, numbers.get(_section(said)),
        )
    )  # fmt: skip


def _section(said: Mapping[str, Any]) -> str:
    return line_of(said.get("section")).lower()
