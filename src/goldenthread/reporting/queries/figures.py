"""Cohorts in numbers, and the evidence pack of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q

from goldenthread.cohorts.models import Cohort, Enrolment, Session
from goldenthread.cohorts.types import HAS_A_PLACE, State
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES, Route
from goldenthread.reporting.types import CohortLine, Figures, Pack, SessionLine, StudyLine

TENTHS = 10
_PLACED = [s.value for s in HAS_A_PLACE]


def provider_figures(*, by: Actor) -> Figures:
    """Every cohort this actor may see, the newest first, in two statements however many there are."""
    rows = Cohort.objects.seen_by(by).select_related("release__programme", "partner").order_by("-starts_on", "-id")
    return Figures(_lines(rows))


def evidence_pack(cohort: UUID, *, by: Actor, at: datetime) -> Pack:
    """What an inspector is handed about a cohort as it stands at ``at``, in nine statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("release__programme", "partner", "variant").get(ref=cohort)
    placed = Enrolment.objects.filter(cohort=row, state__in=_PLACED)
    routes = dict(placed.values_list("route").annotate(n=Count("id")))
    return Pack(
        cohort=_lines([row])[0],
        venue=row.venue,
        routes={ROUTE_NAMES[Route(route)]: n for route, n in sorted(routes.items())},
        schools=placed.aggregate(n=Count("school_id", distinct=True))["n"],
        sessions=_sessions(row, routes),
        curriculum=tuple(
            StudyLine(
                c.module,
                c.title,
                KIND_NAMES[c.kind],
                c.minutes,
                ", ".join(ROUTE_NAMES[route] for route in sorted(c.routes)),
                c.is_required,
            )
            for c in release_outline(row.release.ref, variant=row.variant.ref if row.variant else None).components
        ),
        made_at=at,
    )


def _lines(rows: Iterable[Cohort]) -> tuple[CohortLine, ...]:
    cohorts = list(rows)
    states: defaultdict[int, Counter[str]] = defaultdict(Counter)
    spread: defaultdict[int, list[int]] = defaultdict(lambda: [0] * TENTHS)
    met: Counter[int] = Counter()
    people = Enrolment.objects.filter(cohort__in=rows).annotate(tenth=F("engagement__millionths") / 100_000)
    counted = people.values_list("cohort_id", "state", "tenth", "engagement__is_met").annotate(Count("pk"))
    for cohort, state, tenth, is_met, n in counted.order_by():
        states[cohort][state] += n
        if state == State.ACTIVE.value:
            # The top tenth includes everything.
            spread[cohort][min(tenth or 0, TENTHS - 1)] += n
            met[cohort] += n if is_met else 0
    return tuple(
        CohortLine(
            ref=c.ref,
            title=c.title,
            programme=c.release.programme.title,
            partner=c.partner.name,
            starts_on=c.starts_on,
            ends_on=c.ends_on,
            capacity=c.capacity,
            states=dict(states[c.pk]),
            spread=tuple(spread[c.pk]),
            met=met[c.pk],
        )
        for c in cohorts
    )


def _sessions(row: Cohort, routes: Mapping[str, int]) -> tuple[SessionLine, ...]:
    """The timetable with how many are expected at each session by their route, and how many the register names."""
    sessions = Session.objects.filter(cohort=row).select_related("component__module", "facilitator")
    named = Count("register", filter=Q(register__replaced_by=None), distinct=True)
    return tuple(
        SessionLine(
            starts_at=s.starts_at,
            ends_at=s.ends_at,
            title=s.component.title,
            module=s.component.module.title,
            venue=", ".join(part for part in (s.room, s.venue) if part) or ("Online" if s.online_link else ""),
            facilitator=s.facilitator.name if s.facilitator else "",
            expected=routes.get("blended", 0) * s.component.is_blended
            + routes.get("online", 0) * s.component.is_online,
            marked=n,
        )
        for s, n in ((s, getattr(s, "n", 0)) for s in sessions.annotate(n=named).order_by("starts_at", "id"))
    )
