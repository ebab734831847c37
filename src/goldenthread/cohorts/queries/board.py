"""The board of cohorts: what needs doing where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Avg, Count, Exists, Min, OuterRef, Q

from goldenthread.cohorts.models import Cohort, Enrolment, RegisterEntry, Session
from goldenthread.cohorts.models.cohorts import CohortSet
from goldenthread.cohorts.types import (
    CohortBoard,
    CohortLine,
    CohortRef,
    CohortRow,
    Stage,
    State,
)
from goldenthread.people.types import Actor, OrganisationRef
from goldenthread.programmes.types import ReleaseRef

MOST = 200
_ORDER = {Stage.RUNNING: 0, Stage.COMING: 1, Stage.ENDED: 2}


def cohort_board(*, by: Actor, at: datetime, stage: Stage | None = None, partner: UUID | None = None) -> CohortBoard:
    """The cohorts this actor may see, those that need something first; in five statements, however many there are.

    At most 200 are shown, the newest ones; ``total`` says how many there are.
    """
    today = at.date()
    every = Cohort.objects.seen_by(by)
    if partner is not None:
        every = every.filter(partner__ref=partner)
    counts = every.aggregate(**{s.value: Count("pk", filter=_in(s, today)) for s in Stage})
    shown = every.filter(_in(stage, today)) if stage else every
    rows = _rows(shown.order_by("-starts_on", "title", "pk")[:MOST], at=at)
    return CohortBoard(
        rows=tuple(sorted(rows, key=_need)),
        counts={s: counts[s.value] for s in Stage},
        total=counts[stage.value] if stage else sum(counts.values()),
        stage=stage,
    )


def as_line(row: Cohort, *, today: date) -> CohortLine:
    """A cohort by name; wants ``partner`` and ``release__programme`` fetched."""
    return CohortLine(
        ref=CohortRef(row.ref),
        id=row.pk,
        title=row.title,
        programme=f"{row.release.programme.title}, release {row.release.number}",
        release=ReleaseRef(row.release.ref),
        partner=row.partner.name,
        partner_ref=OrganisationRef(row.partner.ref),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        capacity=row.capacity,
        stage=_stage(row, today),
    )


def counted(cohorts: Iterable[int]) -> Mapping[int, Mapping[State, tuple[int, int, float | None]]]:
    """By cohort and state: how many people, how many below the figure, and the mean in millionths; one statement."""
    found: defaultdict[int, dict[State, tuple[int, int, float | None]]] = defaultdict(dict)
    rows = Enrolment.objects.filter(cohort_id__in=list(cohorts)).values("cohort_id", "state")
    reckoned = rows.annotate(
        people=Count("pk"),
        below=Count("pk", filter=Q(engagement__is_met=False)),
        mean=Avg("engagement__millionths"),
    )
    for cohort, state, n, below, mean in reckoned.values_list("cohort_id", "state", "people", "below", "mean"):
        found[cohort][State(state)] = (n, below, mean)
    return found


def _rows(cohorts: CohortSet, *, at: datetime) -> list[CohortRow]:
    lines = [as_line(c, today=at.date()) for c in cohorts.select_related("partner", "release__programme")]
    ids = [line.id for line in lines]
    people, due, coming = counted(ids), _registers_due(ids, at=at), _next(ids, at=at)
    rows = []
    for line in lines:
        states = people.get(line.id, {})
        active = states.get(State.ACTIVE, (0, 0, None))
        mean = active[2]
        rows.append(
            CohortRow(
                line=line,
                states={state: n for state, (n, _, _) in states.items()},
                short=active[1],
                mean_percent=None if mean is None else int(mean / 10_000),
                registers_due=due.get(line.id, 0),
                next_at=coming.get(line.id),
            )
        )
    return rows


def _registers_due(cohorts: Iterable[int], *, at: datetime) -> Mapping[int, int]:
    """How many sessions of each cohort are over, expected somebody, and have no register; in one statement."""
    over = Session.objects.awaited().filter(cohort_id__in=list(cohorts), ends_at__lte=at)
    bare = over.filter(~Exists(RegisterEntry.objects.filter(session_id=OuterRef("pk"))))
    return dict(bare.values_list("cohort_id").annotate(Count("pk")))


def _next(cohorts: Iterable[int], *, at: datetime) -> Mapping[int, datetime]:
    coming = Session.objects.filter(cohort_id__in=list(cohorts), starts_at__gt=at)
    return dict(coming.values_list("cohort_id").annotate(Min("starts_at")))


def _in(stage: Stage, today: date) -> Q:
    return {
        Stage.COMING: Q(starts_on__gt=today),
        Stage.RUNNING: Q(starts_on__lte=today, ends_on__gte=today),
        Stage.ENDED: Q(ends_on__lt=today),
    }[stage]


def _stage(row: Cohort, today: date) -> Stage:
    if row.starts_on > today:
        return Stage.COMING
    return Stage.RUNNING if row.ends_on >= today else Stage.ENDED


def _need(row: CohortRow) -> tuple[int, int, int, str]:
    """Running before coming before ended; then those with registers missing and with people waiting to start."""
    return (_ORDER[row.line.stage], -row.registers_due, -int(row.is_waiting), row.line.title)
