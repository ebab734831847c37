"""Homes of those who work with participants or for them: coach, facilitator, curriculum lead."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Count as CountOf

from goldenthread.coaching.queries.caseload import caseload
from goldenthread.cohorts.models import CheckIn, Session
from goldenthread.cohorts.queries.timetable import sessions_led
from goldenthread.cohorts.types import SessionRow
from goldenthread.ground.types.days import LONDON, day
from goldenthread.learning.models import Version
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.models import Release
from goldenthread.programmes.types import KIND_NAMES
from goldenthread.reporting.queries.homes.beginning import first_steps
from goldenthread.reporting.queries.homes.changing import published
from goldenthread.reporting.rules.choosing import first_things, latest
from goldenthread.reporting.types import MOST, Block, CaseGlance, Count, Thing, WeekDay, WeekSession

# So many of a caseload stand on a first page.
SHORT = 5


def coach(by: Actor, at: datetime) -> Block:
    """The caseload in numbers, and those who come first in it; coaching puts what is to be done on the page.

    In five statements, which coaching's part of the page shares.
    """
    lines = caseload(by=by, at=at)
    pressing = [line for line in lines if line.is_pressing]
    soon = at + timedelta(days=7)
    meetings = [line for line in lines if line.next_at and line.next_at <= soon]
    return Block(
        duty=Duty.COACH,
        title="Your caseload",
        counts=(
            Count("Participants", len(lines), "in your caseload", "caseload"),
            Count("Need you", len(pressing), f"of {len(lines)}", "needing"),
            Count("Meetings", len(meetings), "in the next 7 days"),
        ),
        cases=tuple(
            CaseGlance(line.pairing, line.name, line.school, line.why, line.last_at, line.next_at)
            for line in lines[:SHORT]
        ),
        more=Count("All of your caseload", len(lines), "", "caseload") if len(lines) > SHORT else None,
        when_empty="" if pressing or meetings else "Nobody needs you today." if lines else "You coach nobody now.",
    )


def facilitator(by: Actor, at: datetime) -> Block:
    """The next seven days, day by day; cohorts put registers to take and sessions to come on the page.

    In four statements, three of which cohorts' part of the page shares.
    """
    led = sessions_led(by=by, at=at)
    begun = [s for s in led if s.starts_at <= at and s.expected and not s.marked]
    today = at.astimezone(LONDON).date()
    week = [s for s in led if today <= s.starts_at.astimezone(LONDON).date() < today + timedelta(days=7)]
    mine = CheckIn.objects.filter(session__in=Session.objects.facilitated_by(by), closed_at=None, closes_at__gt=at)
    checking_in = set(mine.values_list("session__ref", flat=True))
    days = groupby(week, key=lambda s: s.starts_at.astimezone(LONDON).date())
    after = next((s for s in led if s.starts_at > at and s not in week), None)
    return Block(
        duty=Duty.FACILITATOR,
        title="Your week",
        things=first_things(
            [Thing(f"Take the register of {s.title}", s.cohort, "register", s.ref, s.starts_at) for s in begun],
            most=len(begun),
        ),
        counts=(
            Count("Registers to take", len(begun), "of sessions that have begun"),
            Count("Sessions", sum(s.starts_at > at for s in week), "still to come in 7 days"),
        ),
        week=tuple(WeekDay(day, tuple(_session(s, checking_in) for s in held)) for day, held in days),
        when_empty=_nothing_this_week(after, bool(week)),
    )


def _session(row: SessionRow, checking_in: Collection[UUID]) -> WeekSession:
    return WeekSession(
        ref=row.ref,
        title=row.title,
        kind=KIND_NAMES[row.kind],
        cohort=row.cohort,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        online_link=row.online_link,
        expected=row.expected,
        marked=row.marked,
        capacity=row.capacity,
        waiting=row.waiting,
        is_over=row.is_past,
        is_check_in_open=row.ref in checking_in,
    )


def _nothing_this_week(after: SessionRow | None, has_week: bool) -> str:
    if has_week:
        return ""
    if after is None:
        return "You facilitate no session that is still to come."
    return f"Nothing in the next 7 days. The next is {after.title}, {day(after.starts_at)}."


def curriculum_lead(by: Actor, _at: datetime) -> Block:
    """Drafts to finish, releases first, then units; and what was published lately. In six statements."""
    drafts = Release.objects.seen_by(by).named().filter(state="draft").order_by("-id")
    units = (
        Version.objects.filter(state="draft")
        .select_related("unit__component__module")
        .annotate(n=CountOf("pages"))
        .order_by("-id")
    )
    releases = [
        Thing(f"Finish {r.programme.title}, release {r.number}", "A draft; no cohort can use it yet.", "release", r.ref)
        for r in drafts
    ]
    written = [
        Thing(f"Publish the unit {v.unit.component.title}", f"A draft of {v.n} pages.", "editor", v.unit.ref)
        for v in units
    ]
    return Block(
        duty=Duty.CURRICULUM_LEAD,
        title="Your programmes",
        things=(*releases, *written)[:MOST],
        counts=(Count("Draft releases", len(releases)), Count("Draft units", len(written))),
        changes=latest(published(by)),
        steps=() if by.wears(Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR) else first_steps(by),
        when_empty="No draft waits.",
    )
