"""What may be published to everybody, by whom, and how coarse figures are made so that nobody can be told from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import ROUTE_NAMES, ReleaseOutline, ReleaseState, Route
from goldenthread.reporting.rules.studying import studied
from goldenthread.reporting.types.offering import Figure, NewOffer, RouteStudy
from goldenthread.reporting.types.yearly import Measure, Metric, Threshold

PUBLISHES = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.CURRICULUM_LEAD)
# Nothing is said of fewer people than this; and of a share, not how few are on its smaller side.
FEWEST = (Threshold(date(2017, 10, 1), 10, "Illustrative", "Nothing official was found."),)
SMALL_SIDE = (Threshold(date(2017, 10, 1), 5, "Illustrative", "Nothing official was found."),)
# Numbers of people are rounded to the nearest of these, so that two publications cannot be told apart by one person.
ROUNDED_TO = 5
LONGEST = 600


def why_not_publish(by: Actor) -> Refusal | None:
    """Why this actor may not decide what everybody reads, or ``None``."""
    if by.wears_for_provider(*PUBLISHES):
        return None
    return Refusal(
        "may_not_offer",
        "You cannot decide what is published about programmes.",
        "Ask an administrator, a curriculum lead or a programme manager of the lead provider.",
    )


def why_not_offer(new: NewOffer, state: ReleaseState, *, known: NewOffer) -> Refusal | None:
    """Why this cannot be published, or ``None``. ``known``: the variants, cohorts and years there are to choose."""
    if state is not ReleaseState.PUBLISHED:
        return Refusal(
            "not_published", "This release is not published.", "Publish the release first, or offer one that is."
        )
    if len(new.about) > LONGEST:
        return Refusal("too_long", f"That is more than {LONGEST} characters.", "Say it in fewer words.")
    cost = new.cost
    if cost and not (cost.includes.strip() and cost.source.strip()):
        return Refusal(
            "cost_without_word", "A cost needs what is in it and where it is from.", "Enter both, or no cost at all."
        )
    if not (new.variants <= known.variants and new.cohorts <= known.cohorts and new.years <= known.years):
        return Refusal(
            "not_there_now", "Something that you chose can no longer be published.", "Look at the choices again."
        )
    return None


def routes_of(outline: ReleaseOutline) -> tuple[RouteStudy, ...]:
    """The guided time of each route that anything is on."""
    return tuple(RouteStudy(ROUTE_NAMES[r], studied(on, route=r)) for r in Route if (on := outline.on(r)))


def for_everybody(year: int, metrics: Iterable[Metric], *, on: date) -> tuple[Figure, ...]:
    """The figures of a year as everybody may read them on a day. One that is not known says why not."""
    return tuple(Figure(year, m.name, m.target, coarse(m, on=on)) for m in metrics)


def coarse(metric: Metric, *, on: date) -> str:
    """A figure that nobody can be told from, in words.

    - Nothing is known, or not yet: the figure's own sentence says so.
    - Fewer people than the rule asks for: only that.
    - A count: rounded.
    - A share with few on one side: only that it is at least, or at most, so much.
    - Otherwise the share, of about how many.
    """
    if metric.part is None:
        return metric.says
    fewest, side = _number(FEWEST, on), _number(SMALL_SIDE, on)
    whole = metric.part if metric.whole is None else metric.whole
    if whole < fewest:
        return f"Not published: fewer than {fewest} people."
    if metric.measure is Measure.RECRUITS or metric.whole is None:
        return f"About {_rounded(whole):,} people"
    of = f"of about {_rounded(whole):,} {'answers' if metric.measure is Measure.SATISFACTION else 'people'}"
    if metric.measure is Measure.ACCURACY:
        of = f"of about {_rounded(whole):,} scripts"
    if whole - metric.part < side:
        return f"{(whole - side) * 100 // whole} % or more, {of}"
    if metric.part < side:
        return f"{-(-side * 100 // whole)} % or less, {of}"
    return f"{metric.percent} %, {of}"


def _number(rule: Iterable[Threshold], on: date) -> int:
    return max((t for t in rule if t.since <= on), key=lambda t: t.since, default=next(iter(rule))).number


def _rounded(people: int) -> int:
    return (people + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
