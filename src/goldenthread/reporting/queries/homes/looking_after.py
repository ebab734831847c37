"""Homes of those who look after cohorts and the installation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count as CountOf
from django.db.models import DateTimeField, Exists, Min, OuterRef, QuerySet, Value

from goldenthread.admissions.models import Application
from goldenthread.coaching.models import Pairing
from goldenthread.cohorts.models import Cohort, Enrolment, RegisterTaking, Session
from goldenthread.cohorts.queries.board import cohort_board
from goldenthread.cohorts.types import TAKES_EVIDENCE, CohortRow, Stage, State
from goldenthread.ground.queries.notices import delivery_counts
from goldenthread.people.models import Person
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.queries.homes.beginning import first_steps
from goldenthread.reporting.queries.homes.changing import steps
from goldenthread.reporting.rules.choosing import first_things, latest
from goldenthread.reporting.types import MOST, Block, CohortGlance, Count, Thing

_LEAVING = (State.WITHDRAWN, State.DEFERRED, State.COMPLETED)
# So many cohorts stand on a first page.
SHORT = 6
_PRESENT = [s.value for s in TAKES_EVIDENCE]


def programme_manager(by: Actor, at: datetime) -> Block:
    """What keeps a cohort from running well, and each cohort in a line.

    In a fixed number of statements, of which cohorts' part of the page shares the board's.
    """
    board = cohort_board(by=by, at=at)
    open_ = [row for row in board.rows if row.line.stage is not Stage.ENDED]
    cohorts = Cohort.objects.seen_by(by).filter(ends_on__gte=at.date())
    asked, alone = _by_cohort(by, cohorts)
    running = board.counts[Stage.RUNNING] + board.counts[Stage.COMING]
    return Block(
        duty=Duty.PROGRAMME_MANAGER,
        title="Your cohorts",
        things=first_things(asked, _missing(board.rows, cohorts, at), alone, _empty(open_)),
        counts=(
            Count("Cohorts", running, "running or to come", "cohorts"),
            Count("Registers missing", sum(row.registers_due for row in board.rows), "of sessions that are over"),
        ),
        cohorts=_glances(open_[:SHORT]),
        more=Count("All cohorts", running, "", "cohorts") if running > SHORT else None,
        changes=latest(steps(cohorts, State.ACTIVE, *_LEAVING)),
        steps=() if board.total else first_steps(by),
        when_empty="Nothing holds your cohorts up." if running else "Open a cohort of a published programme to begin.",
    )


def _glances(rows: Sequence[CohortRow]) -> tuple[CohortGlance, ...]:
    """Cohorts in a line each."""
    return tuple(
        CohortGlance(
            ref=row.line.ref,
            title=row.line.title,
            partner=row.line.partner,
            people=row.placed,
            capacity=row.line.capacity,
            at_risk=row.at_risk,
            registers=row.registers_due,
            next_at=row.next_at,
            begins_on=row.line.starts_on if row.line.stage is Stage.COMING else None,
        )
        for row in rows
    )


def _missing(rows: Iterable[CohortRow], cohorts: QuerySet[Cohort], at: datetime) -> list[Thing]:
    """Registers that are missing: one by name, several of one cohort together."""
    several = [row for row in rows if row.registers_due > 1]
    together = {row.line.ref for row in several}
    alone = [thing for ref, thing in _registers(cohorts, at) if ref not in together]
    return [
        *(Thing(f"{n.registers_due} registers are missing", f"{n.line.title}.", "cohort", n.line.ref) for n in several),
        *alone,
    ]


def quality_lead(by: Actor, at: datetime) -> Block:
    """The registers that are missing, and who lately left, paused or finished."""
    cohorts = Cohort.objects.seen_by(by).filter(ends_on__gte=at.date())
    missing = [thing for _, thing in _registers(cohorts, at, opens="cohort")]
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


def administrator(by: Actor, at: datetime) -> Block:
    """Who asked to be erased, work that is stuck, and who is known; in three statements.

    Whether there is a cohort at all is known from the board, which cohorts' part of the page shares.
    """
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
        # A programme manager's panel says them too, and stands before this one.
        steps=() if by.wears(Duty.PROGRAMME_MANAGER) or cohort_board(by=by, at=at).total else first_steps(by),
        when_empty="Nothing is stuck, and nobody waits for an answer.",
    )


def _by_cohort(by: Actor, cohorts: QuerySet[Cohort]) -> tuple[list[Thing], list[Thing]]:
    """Applications to decide, those that have waited longest first, and people without a coach, most first; in one
    statement."""
    pending = Application.objects.seen_by(by).filter(state="pending").order_by()
    asked = pending.values_list(Value("asked"), "cohort__ref", "cohort__title").annotate(
        n=CountOf("id"), since=Min("applied_at")
    )
    paired = Exists(Pairing.objects.filter(enrolment=OuterRef("pk"), state="active"))
    alone = Enrolment.objects.filter(~paired, cohort__in=cohorts, state__in=_PRESENT).order_by()
    without = alone.values_list(Value("alone"), "cohort__ref", "cohort__title").annotate(
        n=CountOf("id"), since=Value(None, output_field=DateTimeField())
    )
    rows = list(asked.union(without, all=True))
    return (
        [
            Thing(
                f"Decide {n} {'application' if n == 1 else 'applications'} for {title}", "", "applications", ref, since
            )
            for what, ref, title, n, since in sorted(rows, key=lambda row: (str(row[4]), row[2]))
            if what == "asked"
        ],
        [
            Thing(f"Choose coaches in {title}", f"{n} of its participants {_has(n)} none.", "pairing_page", ref)
            for what, ref, title, n, _ in sorted(rows, key=lambda row: (-row[3], row[2]))
            if what == "alone"
        ],
    )


def _registers(cohorts: QuerySet[Cohort], at: datetime, *, opens: str = "register") -> list[tuple[UUID, Thing]]:
    """Sessions without a register at which somebody is expected, each with its cohort.

    They open on it for those who may take it, on the cohort for those who ask.
    """
    taken = Exists(RegisterTaking.objects.filter(session=OuterRef("pk")))
    rows = Session.objects.awaited().filter(~taken, cohort__in=cohorts, ends_at__lte=at, is_marked=False)
    return [
        (
            s.cohort.ref,
            Thing(
                f"No register for {s.component.title}",
                f"{s.cohort.title}.",
                opens,
                s.ref if opens == "register" else s.cohort.ref,
                s.starts_at,
            ),
        )
        for s in rows.select_related("component", "cohort").order_by("starts_at", "id")
    ]


def _empty(rows: Iterable[CohortRow]) -> list[Thing]:
    return [Thing(f"Fill {r.line.title}", "Nobody is on it yet.", "cohort", r.line.ref) for r in rows if not r.placed]


def _has(n: int) -> str:
    return "has" if n == 1 else "have"
