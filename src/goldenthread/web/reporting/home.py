"""Reporting's part of the first page: what each hat's day looks like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.people.types import Actor
from goldenthread.reporting.queries.homes.assembling import home_page
from goldenthread.reporting.types import Block, Thing
from goldenthread.web.reporting.places import address_of
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import moment


@dataclass(frozen=True)
class Panel:
    """A block with the addresses that its numbers lead to."""

    block: Block
    counts: tuple[tuple[str, int, str, str], ...]


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """The things of all hats together, and a panel for each hat."""
    home = home_page(by=actor, at=at)
    if not home.blocks:
        return None
    return HomePart(
        things=tuple(_thing(thing) for block in home.blocks for thing in block.things),
        panel="reporting/home/panels.html",
        facts=tuple(_panel(block) for block in home.blocks),
    )


def _thing(thing: Thing) -> NextThing:
    return NextThing(
        title=thing.title,
        href=address_of(thing.place, thing.ref),
        why=thing.why,
        meta=thing.meta or (moment(thing.at) if thing.at else ""),
        by=thing.at,
    )


def _panel(block: Block) -> Panel:
    return Panel(block, tuple((c.label, c.number, c.base, address_of(c.place, c.ref)) for c in block.counts))
