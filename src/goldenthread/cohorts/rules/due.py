"""By when each component is due: as set for the cohort, else by the policy's rule and the timetable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import ComponentFacts, DueRule, OwnTime


def due_days(
    components: Sequence[ComponentFacts],
    *,
    last_on: Mapping[int, date],
    by_hand: Mapping[int, date],
    rule: DueRule,
    starts_on: date,
    ends_on: date,
) -> Mapping[int, date]:
    """The day on which each component is due, by its id.

    ``last_on``: the day of its last session, where it has one. ``by_hand``: the days that were set for the cohort.
    A live component that is not on the timetable yet is due by the cohort's last day.
    """
    own = [c.id for c in components if c.id not in last_on and not c.kind.has_sessions]
    places = {pk: place for place, pk in enumerate(own, start=1)}

    def by_rule(pk: int) -> date:
        if pk in last_on:
            return last_on[pk] + timedelta(days=rule.after_session)
        if pk not in places or rule.own_time is OwnTime.BY_THE_END:
            return ends_on
        if rule.own_time is OwnTime.AFTER_START:
            return starts_on + timedelta(days=rule.after_start)
        return starts_on + (ends_on - starts_on) * places[pk] // len(own)

    return {c.id: by_hand.get(c.id) or by_rule(c.id) for c in components}


def why_not_set(
    component: ComponentFacts | None, due_on: date | None, *, why: str, starts_on: date, ends_on: date
) -> Refusal | None:
    """Why a due date cannot be set like this, or ``None``. No date means: by the rule again."""
    if component is None:
        return Refusal("not_on_programme", "This component is not part of the cohort’s programme.", "Choose another.")
    if due_on is not None and not starts_on <= due_on <= ends_on:
        return Refusal(
            "outside_the_cohort",
            f"The cohort runs from {starts_on:%-d %B %Y} to {ends_on:%-d %B %Y}.",
            "Choose a day within it, or change the cohort’s dates first.",
        )
    if not why.strip():
        return Refusal("no_reason", "A due date is never moved without a reason.", "Say why.")
    return None
