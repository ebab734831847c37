"""Counts put together by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from goldenthread.reporting.types.comparing import By, Group, Picture

# A phase that nobody recorded, in an address.
UNKNOWN = "not_recorded"


def pictured(
    by: By,
    counts: Iterable[tuple[Mapping[By, str], Group]],
    names: Mapping[str, str],
) -> Picture:
    """Counts by every group together, added up by one of them; those with most people first, then by name."""
    found: dict[str, Group] = {}
    whole = Group("", "Altogether", registers=0)
    for keys, more in counts:
        key = keys.get(by)
        whole = _added(whole, more)
        if key is not None:
            found[key] = _added(found.get(key, _empty(key, names[key], by)), more)
    groups = sorted(found.values(), key=lambda group: (-group.placed, group.name, group.key))
    return Picture(by, whole, tuple(groups))


def _empty(key: str, name: str, by: By) -> Group:
    return Group(key, name, registers=0 if by in {By.PARTNER, By.PROGRAMME} else None)


def _added(group: Group, more: Group) -> Group:
    return replace(
        group,
        placed=group.placed + more.placed,
        active=group.active + more.active,
        reached=group.reached + more.reached,
        at_risk=group.at_risk + more.at_risk,
        registers=None if group.registers is None else group.registers + (more.registers or 0),
        catch_ups=group.catch_ups + more.catch_ups,
    )
