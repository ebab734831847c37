"""Why a figure is what it is: what counts, what is missing, what is still to come, what would repair it, by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from goldenthread.cohorts.rules.engagement import counted, of_due, shares, size_of, waived
from goldenthread.cohorts.types import (
    CreditEntry,
    DueComponent,
    Engagement,
    EngagementItem,
    Figure,
    Standing,
    State,
    saying,
    up,
)
from goldenthread.programmes.types import ComponentFacts, EngagementPolicy, Part, Route

Items = tuple[EngagementItem, ...]
OPEN = frozenset({Standing.LATE, Standing.TO_COME})
AHEAD = OPEN | {Standing.AWAITED}
_RANKS = {Standing.AWAITED: 0, Standing.LATE: 1}


def explain(
    due: Sequence[DueComponent],
    entries: Sequence[CreditEntry],
    *,
    route: Route,
    policy: EngagementPolicy | None,
    at: datetime,
) -> Engagement:
    """The figure with its explanation as it stands at ``at``."""
    now = of_due(due, entries, route=route, policy=policy)
    items = _items(due, entries, route=route, policy=policy, now=now, at=at)
    told = [(part, tuple(i for i in items if i.part == part.name)) for part in now.parts]
    each = saying.is_each(now)
    return Engagement(
        figure=now,
        sentences=_of_each(now, told) if each else _sentences(now, items, head=_weighed(now) if now.parts else ()),
        counts=tuple(i for i in items if i.credited),
        missing=tuple(i for i in items if i.standing in {Standing.MISSED, Standing.PARTLY, Standing.LATE}),
        to_come=tuple(i for i in items if i.standing in {Standing.TO_COME, Standing.AWAITED}),
        repair=tuple(i for part, its in told for i in _repair(part, its)) if each else _repair(now, items),
        left_out=tuple(i for i in items if i.standing is Standing.LEFT_OUT),
    )


def as_seated(due: Iterable[DueComponent], held: Mapping[int, datetime]) -> tuple[DueComponent, ...]:
    """What is due as one person comes to it: where they have a place at one of several sessions, it ends with that."""
    return tuple(replace(one, ends_at=held.get(one.component.id, one.ends_at)) for one in due)


def as_it_stands(told: Engagement, state: State, *, returns_on: date | None = None) -> Engagement:
    """The explanation for somebody who is not on their way now: nothing is asked of who has left or completed, and of
    who has paused nothing until they return."""
    if state is State.WITHDRAWN:
        left = (*told.sentences[:1], "Withdrawn: nothing more is credited, and nothing is asked for.")
        return replace(told, sentences=left, missing=(), to_come=(), repair=())
    if state is State.COMPLETED:
        done = (*told.sentences[:1], "The programme is completed, so nothing more is asked for.")
        return replace(told, sentences=done, missing=(), to_come=(), repair=())
    if state is not State.DEFERRED:
        return told
    when = f" until {_day(returns_on)}" if returns_on else ""
    repair = tuple(i for i in told.repair if not (returns_on and _is_before(i, returns_on)))
    return replace(told, sentences=(*told.sentences, f"Paused{when}: what is credited is kept."), repair=repair)


def _is_before(item: EngagementItem, day: date) -> bool:
    return item.standing is Standing.TO_COME and item.ends_at is not None and item.ends_at.date() < day


def _items(
    due: Iterable[DueComponent],
    entries: Sequence[CreditEntry],
    *,
    route: Route,
    policy: EngagementPolicy | None,
    now: Figure,
    at: datetime,
) -> Items:
    done, left_out = shares(entries), waived(entries)
    by_id = {d.component.id: d for d in due}
    parts = {part.name: part for part in now.parts}
    items = []
    for component, part in counted((d.component for d in by_id.values()), route=route, policy=policy):
        what, share = by_id[component.id], done.get(component.id, Fraction(0))
        size = size_of(component, part.measure)
        items.append(
            EngagementItem(
                component=component,
                size=size,
                credited=share * size,
                standing=_standing(what, share, is_left_out=component.id in left_out, at=at),
                ends_at=what.ends_at,
                due_on=what.due_on,
                measure=part.measure,
                part=part.name,
                worth=_worth((1 - share) * size, part, parts.get(part.name)),
            )
        )
    return tuple(items)


def _worth(gap: Fraction, part: Part, figure: Figure | None) -> Fraction:
    """What closing a gap adds to the figure: points where parts are weighed, otherwise the gap itself."""
    if part.weight is None or figure is None:
        return gap
    return gap * part.weight / Fraction(figure.due)


def _standing(what: DueComponent, share: Fraction, *, is_left_out: bool, at: datetime) -> Standing:
    if share == 1:
        return Standing.DONE
    if is_left_out:
        return Standing.LEFT_OUT
    if what.ends_at is None and is_own_time(what.component):
        return Standing.LATE if what.due_on and what.due_on < at.date() else Standing.TO_COME
    if what.ends_at > at if what.ends_at else not what.due_on or what.due_on >= at.date():
        return Standing.TO_COME
    if not share and what.bare_at and what.bare_at <= at:
        return Standing.AWAITED
    return Standing.PARTLY if share else Standing.MISSED


def is_own_time(component: ComponentFacts) -> bool:
    """Whether a component is done in one's own time, so that it can be done late."""
    return not component.kind.has_sessions


def _sum(items: Iterable[EngagementItem]) -> Fraction:
    return sum((item.worth for item in items), Fraction(0))


def _components(number: int) -> str:
    return f"{number} {'component' if number == 1 else 'components'}"


def _asked(figure: Figure) -> str:
    return f"{figure.threshold} % of {figure.name[:1].lower()}{figure.name[1:]}"


def _of_each(now: Figure, told: Sequence[tuple[Figure, Items]]) -> tuple[str, ...]:
    """What is asked of each part, and how each stands, one after the other."""
    words = [f"The programme asks for {saying.listed([_asked(part) for part in now.parts])}, each by itself."]
    for part, items in told:
        first, *others = _sentences(part, items)
        words += [f"{part.name}: {first}", *others]
    if now.is_met:
        words.append("Everything that is asked for is reached.")
    return tuple(words)


def _weighed(now: Figure) -> tuple[str, ...]:
    """What each part brings to a figure of weighted parts."""
    return tuple(
        f"{part.name}: {saying.of_due(part)}, {saying.per_cent(part)} of its {part.weight} points."
        for part in now.parts
    )


def _sentences(now: Figure, items: Items, *, head: tuple[str, ...] = ()) -> tuple[str, ...]:
    if not now.due:
        return ("Nothing on this route counts towards engagement yet.",)
    words = [*head, f"{saying.of_due(now)} are credited: {saying.per_cent(now)}."]
    if now.threshold is None:
        words.append("No engagement policy is in force, so there is no figure to reach.")
    elif now.is_met:
        words.append(f"The programme asks for {now.threshold} %. That is reached.")
    else:
        more = saying.amount(up(now.needed), now.measure)
        words.append(f"The programme asks for {now.threshold} %. {more} more must be credited to reach it.")
        words += _ways(now, items)
    return tuple(words)


def _ways(now: Figure, items: Items) -> list[str]:
    late, to_come, awaited = (_of(items, s) for s in (Standing.LATE, Standing.TO_COME, Standing.AWAITED))
    ahead = _sum((*late, *to_come, *awaited))
    words = []
    for some, one, many in (
        (awaited, "waits for its register and holds", "wait for their registers and hold"),
        (late, "past the due date can still be done and holds", "past the due date can still be done and hold"),
        (to_come, "still to come holds", "still to come hold"),
    ):
        if some:
            hold = one if len(some) == 1 else many
            words.append(f"{_components(len(some))} {hold} {saying.amount(_sum(some), now.measure)}.")
    if ahead >= now.needed:
        steps = _repair(now, items)
        by = max((step.due_on for step in steps if step.due_on and step.standing is Standing.TO_COME), default=None)
        until = f", by {_day(by)}" if by else ""
        left = sum(step.standing is not Standing.AWAITED for step in steps)
        start = "Having been there" if left < len(steps) else ""
        which = _components(left) if left > 1 else "component"
        does = f"{start} and completing" if start else "Completing"
        words.append(f"{does} the next {which} is enough{until}." if left else f"{start} is enough.")
    else:
        short = saying.amount(up(now.needed - ahead), now.measure)
        start = "That is not enough" if ahead else "Nothing is still to come"
        words.append(f"{start}: at least {short} of what was missed must be made up as well.")
    return words


def _repair(now: Figure, items: Items) -> Items:
    """What to do, in order, until the threshold is reached: what waits for a register, what is late, what is to come,
    soonest first, then the largest gaps of what was missed."""
    ahead = sorted((i for i in items if i.standing in AHEAD), key=_soonest)
    behind = sorted((i for i in items if i.standing in {Standing.MISSED, Standing.PARTLY}), key=lambda i: -i.worth)
    steps: list[EngagementItem] = []
    for item in (*ahead, *behind):
        if _sum(steps) >= now.needed:
            break
        steps.append(item)
    return tuple(steps)


def _soonest(item: EngagementItem) -> tuple[int, date, float]:
    day = item.ends_at.date() if item.ends_at else item.due_on
    rank = _RANKS.get(item.standing, len(_RANKS))
    return rank, day or date.max, item.ends_at.timestamp() if item.ends_at else 0.0


def _of(items: Items, standing: Standing) -> Items:
    return tuple(i for i in items if i.standing is standing)


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
