"""Homes of those who look after cohorts and the installation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count as CountOf
from django.db.models import Exists, FilteredRelation, Min, OuterRef, Q, QuerySet

from goldenthread.admissions.models import Application
from goldenthread.cohorts.models import Cohort, Enrolment, RegisterTaking, Session
from goldenthread.cohorts.types import TAKES_EVIDENCE, State
from goldenthread.ground.queries.notices import delivery_counts
from goldenthread.people.models import Person
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.queries.homes.changing import steps
from goldenthread.reporting.rules.choosing import first_things, latest
from goldenthread.reporting.types import MOST, Block, Count, Thing

_LEAVING = (State.WITHDRAWN, State.DEFERRED, State.COMPLETED)
_PRESENT = [s.value for s in TAKES_EVIDENCE]


def programme_manager(by: Actor, at: datetime) -> Block:
    """What keeps a cohort from running well, in a fixed number of statements."""
    cohorts = Cohort.objects.seen_by(by).filter(ends_on__gte=at.date())
    running = list(cohorts)
    there = _there(cohorts)
    people = {ref: n for ref, _, n, _ in there}
    return Block(
        duty=Duty.PROGRAMME_MANAGER,
        title="Your cohorts",
        things=first_things(_applications(by), _registers(cohorts, at), _unpaired(there), _empty(running, people)),
        counts=(
            Count("Cohorts", len(running), "running or to come", "cohorts"),
            Count("Participants", sum(people.values()), "in them", "figures"),
        ),
        changes=latest(steps(cohorts, State.ACTIVE, *_LEAVING)),
        when_empty="Nothing holds your cohorts up." if running else "Open a cohort of a published programme to begin.",
    )


def quality_lead(by: Actor, at: datetime) -> Block:
    """The registers that are missing, and who lately left, paused or finished."""
    cohorts = Cohort.objects.seen_by(by).filter(ends_on__gte=at.date())
    missing = _registers(cohorts, at, opens="cohort")
    return Block(
        duty=Duty.QUALITY_LEAD,
        title="Quality",
        things=first_things(missing),
        counts=(
            Count("Registers missing", len(missing), "of sessions that are over"),
            Count("Cohorts", cohorts.count(), "running or to come", "figures"),
        ),
        changes=latest(steps(Cohort.objects.seen_by(by), *_LEAVING)),
        when_empty="Every register that is due has been taken.",
    )


def inspector(by: Actor, _at: datetime) -> Block:
    """The evidence pack of each cohort, the newest first."""
    rows = Cohort.objects.seen_by(by).select_related("partner").order_by("-starts_on", "-id")
    return Block(
        duty=Duty.INSPECTOR,
        title="Evidence",
        things=tuple(Thing(f"Evidence pack: {row.title}", f"{row.partner.name}.", "pack", row.ref) for row in rows[:3]),
        counts=(Count("Cohorts", rows.count(), "", "figures"),),
        when_empty="No cohort has been opened yet.",
    )


def administrator(_by: Actor, _at: datetime) -> Block:
    """Who asked to be erased, work that is stuck, and who is known; in three statements."""
    stuck = delivery_counts().get("stuck", 0)
    held = [Thing(f"Look at {stuck} stuck deliveries", "They were tried six times.", "deliveries")] if stuck else []
    asked = Person.objects.filter(erasure_asked_at__isnull=False, erased_at=None).order_by("erasure_asked_at", "id")
    waiting = [
        Thing(f"Answer {row.name}", "They asked to be erased.", "erase", row.ref, row.erasure_asked_at)
        for row in asked[:MOST]
    ]
    return Block(
        duty=Duty.ADMINISTRATOR,
        title="The installation",
        things=first_things(waiting, held),
        counts=(
            Count("People", Person.objects.filter(is_active=True).count(), "who may enter", "people"),
            Count("Letters and other work stuck", stuck),
        ),
        when_empty="Nothing is stuck, and nobody waits for an answer.",
    )


def _applications(by: Actor) -> list[Thing]:
    rows = (
        Application.objects.seen_by(by)
        .filter(state="pending")
        .values_list("cohort__ref", "cohort__title")
        .annotate(n=CountOf("id"), since=Min("applied_at"))
        .order_by("since")
    )
    return [
        Thing(f"Decide {n} {'application' if n == 1 else 'applications'} for {title}", "", "applications", ref, since)
        for ref, title, n, since in rows
    ]


def _registers(cohorts: QuerySet[Cohort], at: datetime, *, opens: str = "register") -> list[Thing]:
    """Sessions without a register at which somebody is expected.

    They open on it for those who may take it, on the cohort for those who ask.
    """
    taken = Exists(RegisterTaking.objects.filter(session=OuterRef("pk")))
    rows = Session.objects.awaited().filter(~taken, cohort__in=cohorts, ends_at__lte=at, is_marked=False)
    return [
        Thing(
            f"No register for {s.component.title}",
            f"{s.cohort.title}.",
            opens,
            s.ref if opens == "register" else s.cohort.ref,
            s.starts_at,
        )
        for s in rows.select_related("component", "cohort").order_by("starts_at", "id")[:20]
    ]


def _there(cohorts: QuerySet[Cohort]) -> list[tuple[UUID, str, int, int]]:
    """Each cohort with how many people it has, and how many of them no coach, in one statement."""
    present = Enrolment.objects.filter(cohort__in=cohorts, state__in=_PRESENT)
    coached = FilteredRelation("pairings", condition=Q(pairings__state="active"))
    counted = present.annotate(coached=coached).order_by().values_list("cohort__ref", "cohort__title")
    return list(counted.annotate(n=CountOf("id"), alone=CountOf("id", filter=Q(coached=None))))


def _unpaired(there: list[tuple[UUID, str, int, int]]) -> list[Thing]:
    alone = sorted(((ref, title, n) for ref, title, _, n in there if n), key=lambda row: (-row[2], row[1]))
    return [
        Thing(f"Choose coaches in {title}", f"{n} of its participants {_has(n)} none.", "pairing_page", ref)
        for ref, title, n in alone
    ]


def _empty(running: list[Cohort], people: Mapping[UUID, int]) -> list[Thing]:
    return [Thing(f"Fill {c.title}", "Nobody is on it yet.", "cohort", c.ref) for c in running if not people.get(c.ref)]


def _has(n: int) -> str:
    return "has" if n == 1 else "have"
