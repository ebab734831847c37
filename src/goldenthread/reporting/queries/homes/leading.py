"""Homes of those who work with participants or for them: coach, facilitator, curriculum lead."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count as CountOf
from django.db.models import Exists, OuterRef

from goldenthread.coaching.queries.caseload import caseload
from goldenthread.cohorts.models import RegisterTaking, Session
from goldenthread.learning.models import Version
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.models import Release
from goldenthread.reporting.queries.homes.changing import published
from goldenthread.reporting.rules.choosing import first_things, latest
from goldenthread.reporting.types import MOST, Block, Count, Thing


def coach(by: Actor, at: datetime) -> Block:
    """The caseload in numbers, in five statements; coaching puts the people themselves on the page."""
    lines = caseload(by=by, at=at)
    pressing = [line for line in lines if line.is_pressing]
    soon = at + timedelta(days=7)
    meetings = [line for line in lines if line.next_at and line.next_at <= soon]
    return Block(
        duty=Duty.COACH,
        title="Your caseload",
        counts=(
            Count("Participants", len(lines), "in your caseload", "caseload"),
            Count("Need you", len(pressing), f"of {len(lines)}", "caseload"),
            Count("Meetings", len(meetings), "in the next 7 days"),
        ),
        when_empty="" if pressing or meetings else "Nobody needs you today." if lines else "You coach nobody yet.",
    )


def facilitator(by: Actor, at: datetime) -> Block:
    """Registers still to take, where somebody is expected, then the sessions to come, in two statements."""
    taken = Exists(RegisterTaking.objects.filter(session=OuterRef("pk")))
    mine = Session.objects.facilitated_by(by).select_related("component", "cohort")
    begun = list(mine.awaited().filter(~taken, starts_at__lte=at).order_by("starts_at", "id")[:20])
    coming = list(mine.filter(starts_at__gt=at).order_by("starts_at", "id")[:20])
    return Block(
        duty=Duty.FACILITATOR,
        title="Your sessions",
        things=first_things(
            [
                Thing(f"Take the register of {s.component.title}", s.cohort.title, "register", s.ref, s.starts_at)
                for s in begun
            ],
            [Thing(s.component.title, _where(s), "session", s.ref, s.starts_at) for s in coming],
        ),
        counts=(
            Count("Registers to take", len(begun)),
            Count("Sessions", sum(s.starts_at <= at + timedelta(days=7) for s in coming), "in the next 7 days"),
        ),
        when_empty="You facilitate no session that is still to come.",
    )


def curriculum_lead(by: Actor, _at: datetime) -> Block:
    """Drafts to finish, releases first, then units; and what was published lately. In five statements."""
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
        for v in units[:20]
    ]
    return Block(
        duty=Duty.CURRICULUM_LEAD,
        title="Your programmes",
        things=(*releases, *written)[:MOST],
        counts=(Count("Draft releases", len(releases)), Count("Draft units", len(written))),
        changes=latest(published(by)),
        when_empty="No draft waits.",
    )


def _where(session: Session) -> str:
    places = ", ".join(part for part in (session.room, session.venue) if part)
    return f"{session.cohort.title}{', ' + places if places else ''}"
