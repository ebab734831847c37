"""What surveys say: one session's results, and groups of them compared. Nothing below the minimum counts anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.reporting.models import Survey
from goldenthread.reporting.queries.surveying import answers_of, moments
from goldenthread.reporting.rules.surveying import tallies, why_not_show
from goldenthread.reporting.types.surveying import Compared, ResultsPage, Satisfaction, SurveyLine, SurveysPage

Counted = tuple[SurveyLine, int, int]
A_PAGE = 50
GROUPS: Mapping[str, str] = {
    "partner": "Delivery partner",
    "programme": "Programme",
    "component": "Session",
    "month": "Month",
}


def surveys_page(*, by: Actor, at: datetime, compare: str = "partner", number: int = 1) -> SurveysPage:
    """The surveys this actor may see, newest first, and what they say by group; in one statement."""
    lines = [_line(row, at=at) for row in _fetched(Survey.objects.seen_by(by))]
    pages = max(1, -(-len(lines) // A_PAGE))
    number = min(number, pages)
    grouped: defaultdict[str, list[Counted]] = defaultdict(list)
    counted = [entry for entry in lines if entry[2]]
    for entry in counted:
        grouped[_group(entry[0], compare)].append(entry)
    return SurveysPage(
        lines=tuple(line for line, _, _ in lines[(number - 1) * A_PAGE : number * A_PAGE]),
        overall=_compared("Together", counted),
        groups=tuple(_compared(name, entries) for name, entries in sorted(grouped.items())),
        by=compare,
        number=number,
        pages=pages,
    )


def results_page(ref: UUID, *, by: Actor, at: datetime) -> ResultsPage:
    """One survey with its results, where they may be shown; in two statements.

    :raises Survey.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = _fetched(Survey.objects.seen_by(by)).get(ref=ref)
    line, _, _ = _line(row, at=at)
    form = row.as_form()
    said = answers_of([row.pk]).get(row.pk, []) if line.is_shown else []
    return ResultsPage(
        line=line,
        form=form,
        closes_at=row.closes_at,
        tallies=tallies(form, said) if line.is_shown else (),
        why_not=_why_not(row, at=at),
    )


def satisfaction(*, since: date, until: date, at: datetime) -> Satisfaction:
    """How many were satisfied with the sessions of a period, for the yearly figures; in one statement.

    Open to whoever reckons figures for those who may see all; surveys with too few answers are left out.
    """
    begins, ends = moments(since, until)
    rows = _fetched(Survey.objects.filter(session__starts_at__gte=begins, session__starts_at__lte=ends))
    told = _compared("", [entry for row in rows if (entry := _line(row, at=at))[2]])
    return Satisfaction(since, until, told.surveys, told.answers, told.satisfied)


def satisfaction_by_cohort(cohorts: Iterable[int], *, at: datetime) -> Mapping[int, Compared]:
    """The same by cohort (by id), for those cohorts that have surveys which may be shown; in one statement."""
    told: defaultdict[int, list[Counted]] = defaultdict(list)
    for row in _fetched(Survey.objects.filter(session__cohort__in=list(cohorts))):
        if (entry := _line(row, at=at))[2]:
            told[row.session.cohort_id].append(entry)
    return {cohort: _compared("", entries) for cohort, entries in told.items()}


def _fetched(rows: QuerySet[Survey]) -> QuerySet[Survey]:
    joined = rows.select_related("form", "session__component", "session__cohort__partner")
    joined = joined.select_related("session__cohort__release__programme")
    return joined.order_by("-session__starts_at", "-pk")


def _line(row: Survey, *, at: datetime) -> Counted:
    """A survey's line, how many of it were satisfied, and of how many; both nothing while it may not be shown."""
    is_shown = not _why_not(row, at=at)
    good, rated = (row.satisfied, row.rated) if is_shown else (0, 0)
    session = row.session
    line = SurveyLine(
        ref=row.ref,
        session=session.component.title,
        cohort=session.cohort.title,
        partner=session.cohort.partner.name,
        programme=session.cohort.release.programme.title,
        held_at=session.starts_at,
        asked=row.people,
        answered=row.answered,
        is_open=row.is_open_at(at),
        is_shown=is_shown,
        satisfied=Fraction(good, rated) if rated else None,
    )
    return line, good, rated


def _why_not(row: Survey, *, at: datetime) -> str:
    closes = row.closes_at.astimezone(LONDON)
    return why_not_show(
        row.as_form(),
        answers=row.answered,
        asked=row.people,
        is_open=row.is_open_at(at),
        closes_on=f"{closes:%A} {closes.day} {closes:%B}",
    )


def _group(line: SurveyLine, by: str) -> str:
    if by == "month":
        return f"{line.held_at.astimezone(LONDON):%Y-%m}"
    return {"partner": line.partner, "programme": line.programme}.get(by, line.session)


def _compared(name: str, entries: Sequence[Counted]) -> Compared:
    answers, good = sum(all_ for _, _, all_ in entries), sum(good for _, good, _ in entries)
    return Compared(name, len(entries), answers, good, sum(line.asked for line, _, _ in entries))
