"""When a regular update is due, and which plan holds. Days are those of the United Kingdom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.types.planning import EVENTS, MONTHS, SHIPPED, Plan, Rhythm

# Looked for a due day no further back than this: twelve months and a bit hold one of every rhythm.
_FAR = timedelta(days=400)
MOST_DATES = 24


def days_between(plan: Plan, since: date, until: date) -> tuple[date, ...]:
    """The days of a plan from one day to another, both included, in order; none before it is in force."""
    since = max(since, plan.in_force_from)
    if plan.rhythm is Rhythm.DATES:
        return tuple(sorted(day for day in set(plan.dates) if since <= day <= until))
    months = MONTHS.get(plan.rhythm, frozenset())
    found = []
    for month in range(since.year * 12 + since.month - 1, until.year * 12 + until.month):
        day = date(month // 12, month % 12 + 1, plan.day)
        if day.month in months and since <= day <= until:
            found.append(day)
    return tuple(found)


def latest_due(plan: Plan, *, on: date) -> date | None:
    """The newest day of a plan up to today: the one that makes up for all that were missed before it."""
    days = days_between(plan, on - _FAR, on)
    return days[-1] if days else None


def next_days(plan: Plan, *, on: date, most: int = 3) -> tuple[date, ...]:
    """The next few days of a plan, today included."""
    return days_between(plan, on, on + _FAR)[:most]


def in_force(own: Iterable[Plan], shared: Iterable[Plan], *, on: date) -> Plan:
    """The plan that holds on a day: a cohort's own before the provider's, the newest version first; or the shipped."""
    for plans in (own, shared):
        begun = [plan for plan in plans if plan.in_force_from <= on]
        if begun:
            return max(begun, key=lambda plan: plan.version)
    return SHIPPED


def why_not_plan(by: Actor, *, partner_id: int | None) -> Refusal | None:
    """Why this actor may not decide when schools are told: about a partner's cohort, or with ``None`` about all."""
    if by.wears_for_provider(Duty.PROGRAMME_MANAGER) or partner_id in by.places(Duty.PROGRAMME_MANAGER):
        return None
    return Refusal(
        "not_your_plan",
        "You cannot change when schools are told.",
        "Ask the cohort’s programme manager, or the lead provider’s for all cohorts.",
    )


def why_not_hold(plan: Plan, *, today: date) -> Refusal | None:
    """Why a plan cannot be put in force."""
    if plan.in_force_from < today:
        return Refusal("plan_in_the_past", "A plan holds from today at the earliest.", "Choose today or a later day.")
    if not 1 <= plan.day <= 28:
        return Refusal("day_not_in_every_month", "Not every month has that day.", "Choose a day from 1 to 28.")
    if not plan.events <= set(EVENTS):
        return Refusal("unknown_event", "One of the events is not on the list.", "Choose from the list.")
    if plan.rhythm is Rhythm.DATES and not any(day >= plan.in_force_from for day in plan.dates):
        return Refusal("no_dates", "There is no date on which an update would go out.", "Enter at least one to come.")
    if len(plan.dates) > MOST_DATES:
        return Refusal("too_many_dates", f"A plan has at most {MOST_DATES} dates.", "Choose a rhythm, or fewer dates.")
    return None
