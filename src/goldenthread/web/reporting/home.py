"""Reporting's part of the first page: what each hat's day looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from goldenthread.cohorts.queries.engagement import my_page
from goldenthread.cohorts.types import State
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.queries.homes.assembling import home_page
from goldenthread.reporting.queries.surveying import surveys_to_answer
from goldenthread.reporting.types import Block, Thing
from goldenthread.reporting.types.homes import FirstStep
from goldenthread.web.reporting.places import address_of
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import day, moment


@dataclass(frozen=True)
class Panel:
    """A block with the addresses that its numbers lead to."""

    block: Block
    counts: tuple[tuple[str, int, str, str], ...]
    more: str = ""
    steps: tuple[tuple[FirstStep, str], ...] = ()


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """The things of all hats together, and a panel for each hat."""
    home = home_page(by=actor, at=at)
    if not home.blocks:
        return None
    return HomePart(
        things=(*_surveys(actor, at), *(_thing(thing, at=at) for block in home.blocks for thing in block.things)),
        panel="reporting/home/panels.html",
        facts=tuple(_panel(block) for block in home.blocks),
    )


def _surveys(actor: Actor, at: datetime) -> Iterator[NextThing]:
    """The sessions that a participant is asked about."""
    page = my_page(by=actor, at=at) if actor.wears(Duty.PARTICIPANT) else None
    if page is None or page.mine.state is State.WITHDRAWN:
        return
    for asked in surveys_to_answer(by=actor, at=at):
        yield NextThing(
            title=f"Say how {asked.session} was",
            href=reverse("reporting:answer", args=[asked.ref]),
            why="One minute, without your name.",
            meta=f"Until {day(asked.closes_at)}",
            by=asked.closes_at,
        )


def _thing(thing: Thing, *, at: datetime) -> NextThing:
    if thing.due_on:
        return NextThing(thing.title, address_of(thing.place, thing.ref), thing.why).due_on(thing.due_on, at=at)
    return NextThing(
        title=thing.title,
        href=address_of(thing.place, thing.ref),
        why=thing.why,
        meta=moment(thing.at) if thing.at else "",
        by=thing.at,
        is_set=thing.place == "session",
    )


def _panel(block: Block) -> Panel:
    counts = tuple((c.label, c.number, c.base, address_of(c.place, c.ref)) for c in block.counts)
    steps = tuple((step, address_of(step.place)) for step in block.steps)
    return Panel(block, counts, address_of(block.more.place) if block.more else "", steps)
