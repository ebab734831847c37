"""The figures of a year, by qualification, out of what the records say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from goldenthread.assessment.models import Marking, ScriptStep
from goldenthread.assessment.types.words import Event as ScriptEvent
from goldenthread.cohorts.models import Cohort, Enrolment, EnrolmentStep
from goldenthread.cohorts.types import Event, State
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Qualification
from goldenthread.programmes.queries.releases import outlines_of
from goldenthread.programmes.rules.coverage import hours
from goldenthread.programmes.rules.varying import composed
from goldenthread.programmes.types import ROUTE_NAMES, ReleaseOutline, Route
from goldenthread.reporting.models import InspectionPack, YearAim
from goldenthread.reporting.rules.inspecting import LONDON, may_read
from goldenthread.reporting.rules.yearly import (
    HIGH_DISADVANTAGE,
    due_on,
    metrics,
    months_for,
    name_of,
    newest,
    span_of,
    why_not_enter,
    year_of,
)
from goldenthread.reporting.types.yearly import Aim, AimLine, Study, YearCounts, YearOf, YearPage

Counts = Mapping[int, YearCounts]


def year_page(year: int | None, *, by: Actor, at: datetime) -> YearPage:
    """The figures of one year, or of the newest in which a cohort began; in eleven statements at most.

    :raises InspectionPack.DoesNotExist: if they are none of this actor's business: they are of the whole provider.
    """
    if not may_read(by):
        raise InspectionPack.DoesNotExist
    today = at.astimezone(LONDON).date()
    edges = Cohort.objects.filter(starts_on__lte=today).aggregate(first=Min("starts_on"), last=Max("starts_on"))
    first, last = (year_of(edges["first"] or today), year_of(edges["last"] or today))
    years = tuple(range(last, first - 1, -1))
    year = last if year is None else year
    begins, ends = span_of(year)
    cohorts = list(
        Cohort.objects.filter(starts_on__gte=begins, starts_on__lte=ends)
        .select_related("release__programme__qualification")
        .order_by("release__programme__qualification__title", "pk")
    )
    counts = _counted(cohorts, today=today)
    aims: defaultdict[int, list[AimLine]] = defaultdict(list)
    for row in YearAim.objects.filter(year=year).select_related("by").order_by("pk"):
        aims[row.qualification_id].append(row.as_line())
    outlines = outlines_of({row.release_id for row in cohorts})
    of_each: defaultdict[int, list[Cohort]] = defaultdict(list)
    for cohort in cohorts:
        of_each[cohort.release.programme.qualification_id].append(cohort)
    return YearPage(
        year=year,
        name=name_of(year),
        years=years,
        qualifications=tuple(_one(rows, counts, newest(aims[pk]), outlines) for pk, rows in of_each.items()),
        refusal=why_not_enter(by),
    )


def qualification_id(ref: UUID) -> int:
    """By what tables know a qualification. :raises Qualification.DoesNotExist: if there is none."""
    return Qualification.objects.get(ref=ref).pk


def _one(
    rows: Sequence[Cohort], counts: Counts, aims: Mapping[Aim, AimLine], outlines: Mapping[int, ReleaseOutline]
) -> YearOf:
    qualification = rows[0].release.programme.qualification
    releases = dict.fromkeys(row.release_id for row in rows)
    return YearOf(
        qualification.ref,
        f"{qualification.title} ({qualification.code}, {qualification.suite})",
        tuple(sorted({months_for(row.starts_on) for row in rows})),
        metrics(counts.get(qualification.pk, YearCounts()), aims),
        tuple(aims.values()),
        tuple(line for pk in releases for line in _study(outlines[pk])),
    )


def _study(outline: ReleaseOutline) -> Iterator[Study]:
    """Guided time of a release's core by route and kind of study; the lines of a route add up to it."""
    core = composed(outline, None)
    for route in Route:
        _, by_kind = hours((), core.on(route), {})
        for line in by_kind:
            yield Study(outline.release.name, ROUTE_NAMES[route], line.name, line.minutes)


def _counted(cohorts: Sequence[Cohort], *, today: date) -> Counts:
    """What the records say, by qualification, in three statements."""
    of = {row.pk: row.release.programme.qualification_id for row in cohorts}
    ends = {row.pk: due_on(row.starts_on) for row in cohorts}
    found: dict[int, YearCounts] = {}
    started = Exists(EnrolmentStep.objects.filter(enrolment_id=OuterRef("pk"), event=Event.START.value))
    recruits = Enrolment.objects.filter(started, cohort__in=of)
    for cohort, n, left, known, high in _recruited(recruits):
        found[of[cohort]] = _more(found, of[cohort], recruits=n, withdrawn=left, school_known=known, disadvantaged=high)
    handed_in = ScriptStep.objects.filter(script__enrolment_id=OuterRef("pk"), event=ScriptEvent.SUBMIT.value)
    dated = recruits.annotate(day=TruncDate(Subquery(handed_in.order_by("at").values("at")[:1]), tzinfo=LONDON))
    for cohort, day, n in dated.values_list("cohort_id", "day").annotate(Count("pk")).order_by():
        if ends[cohort] < today:
            in_time = n if day is not None and day <= ends[cohort] else 0
            found[of[cohort]] = _more(found, of[cohort], due=n, presented=in_time)
    for cohort, pairs, same in _marked_twice(of):
        found[of[cohort]] = _more(found, of[cohort], twice_marked=pairs, near_enough=same)
    return found


def _recruited(recruits: QuerySet[Enrolment]) -> Iterable[tuple[int, int, int, int, int]]:
    rows: Iterable[tuple[int, int, int, int, int]] = (
        recruits.values_list("cohort_id")
        .annotate(
            Count("pk"),
            left=Count("pk", filter=Q(state=State.WITHDRAWN.value)),
            known=Count("pk", filter=Q(school__fsm_percent__isnull=False)),
            high=Count("pk", filter=Q(school__fsm_percent__gte=HIGH_DISADVANTAGE)),
        )
        .order_by()
    )
    return rows


def _marked_twice(cohorts: Iterable[int]) -> Iterable[tuple[int, int, int]]:
    """By cohort: how many scripts two people marked without knowing of each other, and how often they agreed."""
    seconds = Marking.objects.filter(allocation__script_id=OuterRef("allocation__script_id"), allocation__seat=2)
    firsts = Marking.objects.filter(allocation__seat=1, allocation__script__enrolment__cohort__in=list(cohorts))
    paired = firsts.annotate(other=Subquery(seconds.order_by("-pk").values("outcome")[:1])).exclude(other=None)
    counted = paired.values_list("allocation__script__enrolment__cohort_id")
    rows: Iterable[tuple[int, int, int]] = counted.annotate(
        Count("pk"), same=Count("pk", filter=Q(outcome=F("other")))
    ).order_by()
    return rows


def _more(found: Mapping[int, YearCounts], qualification: int, **more: int) -> YearCounts:
    held = found.get(qualification, YearCounts())
    return replace(held, **{name: getattr(held, name) + n for name, n in more.items()})
