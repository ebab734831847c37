"""Why a figure is what it is: what counts, what is missing, what is still to come, what would repair it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction

from goldenthread.cohorts.rules.engagement import counted, of_due, shares, size_of
from goldenthread.cohorts.types import (
    CreditEntry,
    DueComponent,
    Engagement,
    EngagementItem,
    Figure,
    Standing,
    saying,
)
from goldenthread.programmes.types import EngagementPolicy, Route


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
    items = _items(due, entries, route=route, policy=policy, at=at)
    missing = tuple(i for i in items if i.standing in {Standing.MISSED, Standing.PARTLY})
    to_come = tuple(i for i in items if i.standing is Standing.TO_COME)
    return Engagement(
        figure=now,
        sentences=_sentences(now, missing=missing, to_come=to_come),
        counts=tuple(i for i in items if i.credited),
        missing=missing,
        to_come=to_come,
        repair=_repair(now, missing=missing, to_come=to_come),
    )


def _items(
    due: Iterable[DueComponent],
    entries: Iterable[CreditEntry],
    *,
    route: Route,
    policy: EngagementPolicy | None,
    at: datetime,
) -> tuple[EngagementItem, ...]:
    done = shares(entries)
    by_id = {d.component.id: d for d in due}
    items = []
    for component in counted((d.component for d in by_id.values()), route=route, policy=policy):
        share, ends_at = done.get(component.id, Fraction(0)), by_id[component.id].ends_at
        size = size_of(component, policy)
        items.append(EngagementItem(component, size, share * size, _standing(share, ends_at, at=at), ends_at))
    return tuple(items)


def _standing(share: Fraction, ends_at: datetime | None, *, at: datetime) -> Standing:
    if share == 1:
        return Standing.DONE
    if ends_at is None or ends_at > at:
        return Standing.TO_COME
    return Standing.PARTLY if share else Standing.MISSED


def _sum(items: Iterable[EngagementItem]) -> Fraction:
    return sum((item.gap for item in items), Fraction(0))


def _components(number: int) -> str:
    return f"{number} {'component' if number == 1 else 'components'}"


def _sentences(
    now: Figure, *, missing: tuple[EngagementItem, ...], to_come: tuple[EngagementItem, ...]
) -> tuple[str, ...]:
    if not now.due:
        return ("Nothing on this route counts towards engagement yet.",)
    words = [f"{saying.of_due(now)} are credited: {saying.per_cent(now)}."]
    if now.threshold is None:
        words.append("No engagement policy is in force, so there is no figure to reach.")
    elif now.is_met:
        words.append(f"The programme asks for {now.threshold} %. That is reached.")
    else:
        more = saying.amount(_up(now.needed), now.measure)
        words.append(f"The programme asks for {now.threshold} %. {more} more must be credited to reach it.")
        words += _ways(now, missing=missing, to_come=to_come)
    return tuple(words)


def _ways(now: Figure, *, missing: tuple[EngagementItem, ...], to_come: tuple[EngagementItem, ...]) -> list[str]:
    ahead = _sum(to_come)
    words = []
    if to_come:
        holds = "holds" if len(to_come) == 1 else "hold"
        words.append(f"{_components(len(to_come))} still to come {holds} {saying.amount(ahead, now.measure)}.")
    if ahead >= now.needed:
        steps = len(_repair(now, missing=missing, to_come=to_come))
        words.append(f"Completing the next {_components(steps)} is enough.")
    else:
        short = saying.amount(_up(now.needed - ahead), now.measure)
        start = "That is not enough" if to_come else "Nothing is still to come"
        words.append(f"{start}: at least {short} of what was missed must be made up as well.")
    return words


def _repair(
    now: Figure, *, missing: tuple[EngagementItem, ...], to_come: tuple[EngagementItem, ...]
) -> tuple[EngagementItem, ...]:
    """What to do, in order, until the threshold is reached: what is to come, soonest first, then the largest gaps."""
    ahead = sorted(to_come, key=lambda i: (i.ends_at is None, i.ends_at.timestamp() if i.ends_at else 0))
    behind = sorted(missing, key=lambda i: -i.gap)
    steps: list[EngagementItem] = []
    for item in (*ahead, *behind):
        if _sum(steps) >= now.needed:
            break
        steps.append(item)
    return tuple(steps)


def _up(size: Fraction) -> int:
    """The whole amount that is certainly enough."""
    return -(-size.numerator // size.denominator)
