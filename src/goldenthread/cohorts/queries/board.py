"""The board of cohorts: what needs doing where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Avg, Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goldenthread.cohorts.models import Cohort, Enrolment, RegisterClaim, Session
from goldenthread.cohorts.models.cohorts import CohortSet
from goldenthread.cohorts.queries.leaving import unled
from goldenthread.cohorts.types import (
    CohortBoard,
    CohortLine,
    CohortRef,
    CohortRow,
    Stage,
    State,
)
from goldenthread.ground.queries.once import read_once
from goldenthread.people.types import Actor, OrganisationRef
from goldenthread.programmes.types import ComponentKind, ReleaseRef, Route

PAGE = 30
# Who leads a session is to be known so long before it.
SOON = timedelta(days=30)
_LIVE = [kind.value for kind in ComponentKind if kind.has_sessions]
_ORDER = {Stage.RUNNING: 0, Stage.COMING: 1, Stage.ENDED: 2}


@read_once
def cohort_board(
    *, by: Actor, at: datetime, stage: Stage | None = None, partner: UUID | None = None, page: int = 1
) -> CohortBoard:
    """A page of the cohorts this actor may see, those of all that need something first; in at most seven statements.

    What they need is found out of all of them before the page is cut; what else is shown is read for the page alone.
    """
    every = Cohort.objects.seen_by(by)
    if partner is not None:
        every = every.filter(partner__ref=partner)
    accepted = Enrolment.objects.filter(cohort=OuterRef("pk"), state=State.ACCEPTED.value)
    days = list(every.annotate(waits=Exists(accepted)).values_list("pk", "starts_on", "ends_on", "title", "waits"))
    stages = {pk: (_stage(starts, ends, at.date()), title) for pk, starts, ends, title, _ in days}
    counts = Counter(s for s, _ in stages.values())
    due, waiting = registers_due(every, at=at), {pk for pk, *_, waits in days if waits}
    shown = sorted(
        (pk for pk, (s, _) in stages.items() if stage in {None, s}),
        key=lambda pk: (
            _ORDER[stages[pk][0]],
            -due.get(pk, 0),
            not (pk in waiting and stages[pk][0] is Stage.RUNNING),
            stages[pk][1],
            pk,
        ),
    )
    pages = max(-(-len(shown) // PAGE), 1)
    page = min(max(page, 1), pages)
    return CohortBoard(
        rows=_rows(shown[(page - 1) * PAGE : page * PAGE], due, at=at),
        counts={s: counts[s] for s in Stage},
        total=len(shown),
        stage=stage,
        page=page,
        pages=pages,
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
        stage=_stage(row.starts_on, row.ends_on, today),
    )


class Counted(NamedTuple):
    """How many people, how many below the figure, the mean in millionths, and how many at risk."""

    people: int = 0
    below: int = 0
    mean: float | None = None
    at_risk: int = 0


def counted(cohorts: Iterable[int]) -> Mapping[int, Mapping[State, Counted]]:
    """What the people of each cohort come to, by state; in one statement."""
    found: defaultdict[int, dict[State, Counted]] = defaultdict(dict)
    rows = Enrolment.objects.filter(cohort_id__in=list(cohorts)).values("cohort_id", "state")
    reckoned = rows.annotate(
        people=Count("pk"),
        below=Count("pk", filter=Q(engagement__is_met=False)),
        mean=Avg("engagement__millionths"),
        at_risk=Count("pk", filter=Q(risk__is_at_risk=True)),
    )
    for cohort, state, *told in reckoned.values_list("cohort_id", "state", "people", "below", "mean", "at_risk"):
        found[cohort][State(state)] = Counted(*told)
    return found


def _rows(ids: Sequence[int], due: Mapping[int, int], *, at: datetime) -> tuple[CohortRow, ...]:
    """The cohorts of a page in its order, in four statements."""
    named = _to_do(Cohort.objects.select_related("partner", "release__programme"), at=at).in_bulk(ids)
    lines = [as_line(named[pk], today=at.date()) for pk in ids]
    people, coming, left = counted(ids), _next(ids, at=at), unled(ids, at=at)
    rows = []
    for line in lines:
        states = people.get(line.id, {})
        active = states.get(State.ACTIVE, Counted())
        mean = active.mean
        rows.append(
            CohortRow(
                line=line,
                states={state: told.people for state, told in states.items()},
                short=active.below,
                at_risk=active.at_risk,
                mean_percent=None if mean is None else int(mean / 10_000),
                registers_due=due.get(line.id, 0),
                next_at=coming.get(line.id),
                unled=left.get(line.id, 0),
                # What is over needs no plan any more; marks can still be settled.
                unplanned=0 if line.stage is Stage.ENDED else vars(named[line.id])["unplanned"],
                unnamed=vars(named[line.id])["unnamed"],
                disputed=vars(named[line.id])["disputed"],
            )
        )
    return tuple(rows)


def _to_do(cohorts: QuerySet[Cohort], *, at: datetime) -> QuerySet[Cohort]:
    """Each with how many live components have no session (``unplanned``), how many sessions within a month nobody is
    named to lead (``unnamed``), and of how many people two sheets of a register say different things (``disputed``)."""
    components: Any = Session.component.field.related_model._default_manager
    live = components.filter(module__release=OuterRef("release"), kind__in=_LIVE)
    live = live.filter(Q(variant=None) | Q(variant=OuterRef("variant")))
    live = live.exclude(Exists(components.filter(pk=OuterRef("pk"), stand_ins__variant=OuterRef(OuterRef("variant")))))
    taken = Q(is_blended=True) & ~Q(Exists(_only(Route.ONLINE))) | Q(is_online=True) & ~Q(Exists(_only(Route.BLENDED)))
    held = Session.objects.filter(cohort=OuterRef(OuterRef("pk")), component=OuterRef("pk"))
    bare = live.filter(taken).exclude(Exists(held)).order_by().values("module__release")
    soon = Session.objects.filter(cohort=OuterRef("pk"), starts_at__gt=at, starts_at__lte=at + SOON, facilitator=None)
    claims = RegisterClaim.objects.disputed().filter(session__cohort=OuterRef("pk")).order_by()
    return cohorts.annotate(
        unplanned=_number(bare.annotate(n=Count("pk"))),
        unnamed=_number(soon.order_by().values("cohort").annotate(n=Count("pk"))),
        disputed=_number(claims.values("session__cohort").annotate(n=Count("enrolment", distinct=True))),
    )


def _only(route: Route) -> QuerySet[Cohort]:
    """The cohort outside of what is outside, where it takes people on one route alone."""
    return Cohort.objects.filter(pk=OuterRef(OuterRef("pk")), only_route=route.value)


def _number(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), 0)


def registers_due(cohorts: CohortSet, *, at: datetime) -> Mapping[int, int]:
    """How many sessions of each cohort are over, expected somebody, and have no register; in one statement."""
    bare = Session.objects.filter(cohort_id__in=cohorts.values("pk"), ends_at__lte=at, is_marked=False)
    return dict(bare.awaited().order_by().values_list("cohort_id").annotate(Count("pk")))


def _next(cohorts: Iterable[int], *, at: datetime) -> Mapping[int, datetime]:
    coming = Session.objects.filter(cohort_id__in=list(cohorts), starts_at__gt=at)
    return dict(coming.values_list("cohort_id").annotate(Min("starts_at")))


def _stage(starts_on: date, ends_on: date, today: date) -> Stage:
    if starts_on > today:
        return Stage.COMING
    return Stage.RUNNING if ends_on >= today else Stage.ENDED
