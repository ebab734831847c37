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
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Qualification
from goldenthread.programmes.queries.releases import outlines_of
from goldenthread.programmes.rules.varying import composed
from goldenthread.programmes.types import ROUTE_NAMES, ReleaseOutline, Route
from goldenthread.reporting.models import InspectionPack, YearAim
from goldenthread.reporting.queries.evaluating import satisfaction_by_cohort
from goldenthread.reporting.rules.inspecting import may_read
from goldenthread.reporting.rules.studying import studied
from goldenthread.reporting.rules.yearly import (
    HIGH_DISADVANTAGE,
    due_on,
    metrics,
    months_for,
    name_of,
    newest,
    span_of,
    totals,
    why_not_enter,
    year_of,
)
from goldenthread.reporting.types.yearly import (
    Aim,
    AimLine,
    Metric,
    SideLine,
    SideOf,
    SidePage,
    Study,
    YearCounts,
    YearOf,
    YearPage,
)

# By qualification and year.
Counts = Mapping[tuple[int, int], YearCounts]
Aims = Mapping[tuple[int, int], Mapping[Aim, AimLine]]


def year_page(year: int | None, *, by: Actor, at: datetime) -> YearPage:
    """The figures of one year, or of the newest in which a cohort began; in twelve statements at most.

    :raises InspectionPack.DoesNotExist: if they are none of this actor's business: they are of the whole provider.
    """
    if not may_read(by):
        raise InspectionPack.DoesNotExist
    today = at.astimezone(LONDON).date()
    years = _years(today)
    year = years[0] if year is None else year
    cohorts = _begun(year)
    counts, aims = counted(cohorts, at=at), _aims(year=year)
    outlines = outlines_of({row.release_id for row in cohorts})
    of_each: defaultdict[int, list[Cohort]] = defaultdict(list)
    for cohort in cohorts:
        of_each[cohort.release.programme.qualification_id].append(cohort)
    return YearPage(
        year=year,
        name=name_of(year),
        years=years,
        qualifications=tuple(
            _one(rows, counts[pk, year], aims.get((pk, year), {}), outlines) for pk, rows in of_each.items()
        ),
        refusal=why_not_enter(by),
    )


def side_page(*, by: Actor, at: datetime) -> SidePage:
    """Every year in which a cohort began, side by side by qualification; in six statements.

    :raises InspectionPack.DoesNotExist: if they are none of this actor's business.
    """
    if not may_read(by):
        raise InspectionPack.DoesNotExist
    today = at.astimezone(LONDON).date()
    cohorts = [row for row in _begun(None) if row.starts_on <= today]
    counts, aims = counted(cohorts, at=at), _aims()
    titles = {row.release.programme.qualification_id: _title(row.release.programme.qualification) for row in cohorts}
    years = tuple(sorted({year for _, year in counts}))
    return SidePage(years, tuple(SideOf(title, _lines(pk, years, counts, aims)) for pk, title in titles.items()))


def _lines(pk: int, years: Sequence[int], counts: Counts, aims: Aims) -> tuple[SideLine, ...]:
    told = [metrics(counts[pk, y], aims.get((pk, y), {})) if (pk, y) in counts else None for y in years]
    names = [line.name for line in metrics(YearCounts(), {})]
    return tuple(SideLine(name, tuple(of[n] if of else None for of in told)) for n, name in enumerate(names))


def figures_of(qualification: int, years: Iterable[int], *, at: datetime) -> Mapping[int, tuple[Metric, ...]]:
    """The figures of one qualification in some years in which a cohort of it began; in five statements.

    Open to other queries of this room: whoever asks has already found out that they may be read.
    """
    wanted = set(years)
    rows = [
        row
        for row in _begun(None)
        if row.release.programme.qualification_id == qualification and year_of(row.starts_on) in wanted
    ]
    counts, aims = counted(rows, at=at), _aims()
    return {year: metrics(counts[pk, year], aims.get((pk, year), {})) for pk, year in sorted(counts)}


def qualification_id(ref: UUID) -> int:
    """By what tables know a qualification. :raises Qualification.DoesNotExist: if there is none."""
    return Qualification.objects.get(ref=ref).pk


def _years(today: date) -> tuple[int, ...]:
    edges = Cohort.objects.filter(starts_on__lte=today).aggregate(first=Min("starts_on"), last=Max("starts_on"))
    first, last = (year_of(edges["first"] or today), year_of(edges["last"] or today))
    return tuple(range(last, first - 1, -1))


def _begun(year: int | None) -> list[Cohort]:
    """The cohorts that begin in a year, or in any, by qualification; in one statement."""
    rows = Cohort.objects.select_related("release__programme__qualification")
    if year is not None:
        begins, ends = span_of(year)
        rows = rows.filter(starts_on__gte=begins, starts_on__lte=ends)
    return list(rows.order_by("release__programme__qualification__title", "pk"))


def _aims(**of: int) -> Aims:
    """What was entered, by qualification and year; in one statement."""
    found: defaultdict[tuple[int, int], list[AimLine]] = defaultdict(list)
    for row in YearAim.objects.filter(**of).select_related("by").order_by("pk"):
        found[row.qualification_id, row.year].append(row.as_line())
    return {key: newest(lines) for key, lines in found.items()}


def _title(qualification: Qualification) -> str:
    return f"{qualification.title} ({qualification.code}, {qualification.suite})"


def _one(
    rows: Sequence[Cohort], counts: YearCounts, aims: Mapping[Aim, AimLine], outlines: Mapping[int, ReleaseOutline]
) -> YearOf:
    qualification = rows[0].release.programme.qualification
    study = tuple(line for pk in dict.fromkeys(row.release_id for row in rows) for line in _study(outlines[pk]))
    return YearOf(
        qualification.ref,
        _title(qualification),
        tuple(sorted({months_for(row.starts_on) for row in rows})),
        metrics(counts, aims),
        tuple(aims.values()),
        study,
        totals(study, aims.get(Aim.COST)),
    )


def _study(outline: ReleaseOutline) -> Iterator[Study]:
    """Guided time of a release's core by route and kind of study; the lines of a route add up to it."""
    core = composed(outline, None)
    for route in Route:
        for of_type in studied(core.on(route), route=route):
            for kind, minutes in of_type.kinds:
                yield Study(outline.release.name, ROUTE_NAMES[route], of_type.name, kind, minutes)


def counted(cohorts: Sequence[Cohort], *, at: datetime) -> Counts:
    """What the records say, by qualification and year, in four statements."""
    today = at.astimezone(LONDON).date()
    of = {row.pk: (row.release.programme.qualification_id, year_of(row.starts_on)) for row in cohorts}
    ends = {row.pk: due_on(row.starts_on) for row in cohorts}
    found: dict[tuple[int, int], YearCounts] = dict.fromkeys(of.values(), YearCounts())
    started = Exists(EnrolmentStep.objects.filter(enrolment_id=OuterRef("pk"), event=Event.START.value))
    recruits = Enrolment.objects.filter(started, cohort__in=of)
    for cohort, n, left, known, high in _recruited(recruits):
        _more(found, of[cohort], recruits=n, withdrawn=left, school_known=known, disadvantaged=high)
    took_in = (ScriptEvent.SUBMIT.value, ScriptEvent.ACCEPT_LATE.value)
    handed_in = ScriptStep.objects.filter(script__enrolment_id=OuterRef("pk"), event__in=took_in)
    dated = recruits.annotate(day=TruncDate(Subquery(handed_in.order_by("at").values("at")[:1]), tzinfo=LONDON))
    for cohort, day, n in dated.values_list("cohort_id", "day").annotate(Count("pk")).order_by():
        if ends[cohort] < today:
            _more(found, of[cohort], due=n, presented=n if day is not None and day <= ends[cohort] else 0)
    for cohort, pairs, same in _marked_twice(of):
        _more(found, of[cohort], twice_marked=pairs, near_enough=same)
    for cohort, told in satisfaction_by_cohort(of, at=at).items():
        more = {"surveys": told.surveys, "asked": told.asked, "answers": told.answers, "satisfied": told.satisfied}
        _more(found, of[cohort], **more)
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


def _more(found: dict[tuple[int, int], YearCounts], key: tuple[int, int], **more: int) -> None:
    held = found[key]
    found[key] = replace(held, **{name: getattr(held, name) + n for name, n in more.items()})
