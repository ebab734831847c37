"""Read an instrument, and say what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from goldenthread.coaching.rules.taking import Taking
from goldenthread.coaching.types.instruments import (
    FEWEST,
    MOST_RATERS,
    Fault,
    Instrument,
    Item,
    ItemGroup,
    Point,
    RaterGroup,
    Scale,
    Used,
    VersionState,
)
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor, Duty

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MOST_ITEMS = 60
MOST_DAYS = 120
HARMLESS = Scale((Point(1, ""), Point(2, "")), 2)


class Faulty(Refused):
    """Raised where an instrument cannot be used; carries every :class:`Fault`, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        says = " ".join(f"{fault}." for fault in faults)
        super().__init__(Refusal("faulty_instrument", says, "Mend what is named and try again."))
        self.faults = tuple(faults)


def read_instrument(values: Any, *, at: str = "") -> tuple[Instrument, tuple[Fault, ...]]:
    """An instrument from plain values, with everything that is wrong with it; without a fault it can be frozen."""
    faults: list[Fault] = []
    taking = Taking(values, at=at, faults=faults)
    instrument = Instrument(
        slug=taking.words("slug", most=60),
        title=taking.words("title", most=120),
        about=taking.words("about", most=1000, needed=False),
        used=taking.choice("used", Used),
        scale=_scale(taking.one("scale")),
        groups=tuple(_group(each) for each in taking.many("groups")),
        raters=tuple(_raters(each) for each in taking.many("raters")),
        minimum_in_all=taking.whole("minimum_in_all", least=0, most=MOST_RATERS, default=0),
        days_open=taking.whole("days_open", least=1, most=MOST_DAYS, default=28),
        rounds=taking.whole("rounds", least=1, most=2, default=1),
        asks_comments=taking.flag("asks_comments", default=True),
        remind_days_before=taking.list_of("remind_days_before", int),
        form=taking.words("form", most=80, needed=False),
        source=taking.words("source", most=300, needed=False),
        illustrates=taking.list_of("illustrates", str),
    )
    taking.done()
    _fits(instrument, taking)
    return instrument, tuple(faults)


def plain(instrument: Instrument) -> dict[str, Any]:
    """An instrument as it is kept: read again, it is the same."""
    values: dict[str, Any] = _listed(asdict(instrument))
    return values


def why_not_write(by: Actor) -> Refusal | None:
    """Why this actor may not change instruments, or ``None``."""
    if by.wears(Duty.CURRICULUM_LEAD, Duty.ADMINISTRATOR):
        return None
    return Refusal("may_not_write", "Instruments are written by a curriculum lead.", "Ask the curriculum lead.")


def why_not_change(state: VersionState) -> Refusal | None:
    """Why a version cannot be changed, or ``None``."""
    if state is VersionState.DRAFT:
        return None
    return Refusal("frozen", "This version is frozen, so that answers mean the same for all.", "Copy it to a new one.")


def why_not_freeze(faults: Sequence[Fault]) -> Refusal | None:
    """Why a draft cannot be frozen yet, or ``None``."""
    if not faults:
        return None
    says = " ".join(f"{fault}." for fault in faults)
    return Refusal("not_whole", f"Something is missing. {says}", "Mend what is named, then freeze it.")


def _scale(taking: Taking) -> Scale:
    points = tuple(_point(each) for each in taking.many("points"))
    best = taking.whole("best", least=-100, most=100)
    taking.done()
    values = [point.value for point in points]
    if not 2 <= len(points) <= 10 or any(after <= before for before, after in pairwise(values)):
        taking.fault("points", "should be two to ten answers, each with a higher value than the one before")
        return HARMLESS
    if best not in (values[0], values[-1]):
        taking.fault("best", f"should be {values[0]} or {values[-1]}: the direction belongs to the instrument")
        return HARMLESS
    return Scale(points, best)


def _point(taking: Taking) -> Point:
    point = Point(taking.whole("value", least=-100, most=100), taking.words("label", most=60, needed=False))
    taking.done()
    return point


def _group(taking: Taking) -> ItemGroup:
    group = ItemGroup(
        key=_key(taking),
        title=taking.words("title", most=80),
        items=tuple(_item(each) for each in taking.many("items")),
        about=taking.words("about", most=300, needed=False),
    )
    taking.done()
    if not group.items:
        taking.fault("items", "should be at least one question")
    return group


def _item(taking: Taking) -> Item:
    item = Item(
        key=_key(taking),
        prompt=taking.words("prompt", most=300),
        statements=taking.list_of("statements", str),
        modules=taking.list_of("modules", str),
    )
    taking.done()
    return item


def _raters(taking: Taking) -> RaterGroup:
    group = RaterGroup(
        key=_key(taking),
        title=taking.words("title", most=60),
        wanted=taking.whole("wanted", least=0, most=MOST_RATERS, default=0),
        minimum=taking.whole("minimum", least=FEWEST, most=MOST_RATERS),
    )
    taking.done()
    return group


def _key(taking: Taking) -> str:
    key = taking.words("key", most=60)
    if key and not KEY.fullmatch(key):
        taking.fault("key", "should be small letters, figures and hyphens, and begin with a letter")
    return key


def _fits(instrument: Instrument, taking: Taking) -> None:
    """Note what no single field can know."""
    if instrument.slug and not KEY.fullmatch(instrument.slug):
        taking.fault("slug", "should be small letters, figures and hyphens, and begin with a letter")
    if not instrument.groups:
        taking.fault("groups", "should be at least one group of questions")
    if len(instrument.items) > MOST_ITEMS:
        taking.fault("groups", f"should hold at most {MOST_ITEMS} questions")
    for name, keys in (
        ("groups", [group.key for group in instrument.groups]),
        ("items", [item.key for item in instrument.items]),
        ("raters", [group.key for group in instrument.raters]),
    ):
        for key in _twice(keys):
            taking.fault(name, f"has “{key}” twice")
    if instrument.has_raters and not instrument.minimum_in_all >= FEWEST:
        taking.fault("minimum_in_all", f"should be at least {FEWEST}, so that nobody can be made out")
    if not instrument.has_raters and instrument.minimum_in_all:
        taking.fault("minimum_in_all", "should be left out where nobody else answers")
    if any(not 0 < day < instrument.days_open for day in instrument.remind_days_before):
        taking.fault("remind_days_before", "should be days within the time that it is open")


def _twice(keys: Iterable[str]) -> list[str]:
    listed = [key for key in keys if key]
    return sorted({key for key in listed if listed.count(key) > 1})


def _listed(value: Any) -> Any:
    """Tuples become lists, as JSON keeps them."""
    if isinstance(value, dict):
        return {name: _listed(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(each) for each in value]
    return value
