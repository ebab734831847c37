"""The provider's whole picture by partner, phase, route and programme, and the list behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from goldenthread.cohorts.models import Cohort, Enrolment, Session, Tally
from goldenthread.cohorts.models.cohorts import CohortSet
from goldenthread.cohorts.models.seeing import SEES_EVERYTHING
from goldenthread.cohorts.models.tallying import COUNTS, WHO
from goldenthread.cohorts.queries.board import registers_due
from goldenthread.cohorts.types import State
from goldenthread.learning.models import CatchUp
from goldenthread.learning.rules.states import WorkState
from goldenthread.people.models import Organisation
from goldenthread.people.types import PHASE_NAMES, Actor, Duty, Phase
from goldenthread.programmes.models import Programme
from goldenthread.programmes.types import ROUTE_NAMES, Route
from goldenthread.reporting.rules.comparing import UNKNOWN, pictured
from goldenthread.reporting.types.comparing import Asked, Behind, BehindRow, By, Group, Picture, What

PAGE = 50
Keys = Mapping[By, str]
# A partner and a programme by the cohort that belongs to both.
Homes = Mapping[int, tuple[str, str]]
_PEOPLE = {What(name): who for name, who in WHO.items()}


def picture(*, by: Actor, at: datetime, compare: By) -> Picture:
    """Everything this actor runs or looks on, compared; in six statements, whatever the size.

    It reads what is kept of people, and counts only registers that wait.
    """
    cohorts = _cohorts(by)
    homes = {
        pk: (str(partner), str(programme))
        for pk, partner, programme in cohorts.values_list("pk", "partner__ref", "release__programme__ref")
    }
    names = {key: name for key, name, _ in _names(by)}
    counts = (*_people(cohorts), *_registers(cohorts, homes, at=at), *_catch_ups(cohorts, homes))
    return pictured(compare, counts, names)


def behind(asked: Asked, *, by: Actor, at: datetime, page: int = 1) -> Behind:
    """One page of the list behind a number, in at most five statements.

    What is asked for and not theirs narrows to nothing, as what is not there does.
    """
    narrowed = tuple(name for key, name, what in _names(by) if key and key == _asked_for(asked, what))
    cohorts = _cohorts(by)
    if asked.partner:
        cohorts = cohorts.filter(partner__ref=asked.partner)
    if asked.programme:
        cohorts = cohorts.filter(release__programme__ref=asked.programme)
    rows = _behind(asked, cohorts, at=at)
    total = rows.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    shown = rows[(page - 1) * PAGE : page * PAGE]
    return Behind(asked, narrowed, tuple(_row(row) for row in shown), total, page, pages)


def _cohorts(by: Actor) -> CohortSet:
    """The cohorts that somebody runs or looks on; never one on which they only study, coach or lead a session."""
    rows = Cohort.objects.all()
    if by.wears_for_provider(*SEES_EVERYTHING):
        return rows
    return rows.filter(partner_id__in=by.places(Duty.PROGRAMME_MANAGER))


def _people(cohorts: QuerySet[Cohort]) -> Iterator[tuple[Keys, Group]]:
    """From the tally that is kept of them, never counted anew."""
    by = ("cohort__partner__ref", "cohort__release__programme__ref", "school__phase", "route")
    for partner, programme, phase, route, *counts in Tally.objects.filter(cohort__in=cohorts).summed(*by):
        yield (
            _keys((str(partner), str(programme)), phase, route),
            Group("", "", **dict(zip(COUNTS, counts, strict=True))),
        )


def _registers(cohorts: CohortSet, homes: Homes, *, at: datetime) -> Iterator[tuple[Keys, Group]]:
    for cohort, n in registers_due(cohorts, at=at).items():
        partner, programme = homes[cohort]
        yield {By.PARTNER: partner, By.PROGRAMME: programme}, Group("", "", registers=n)


def _catch_ups(cohorts: QuerySet[Cohort], homes: Homes) -> Iterator[tuple[Keys, Group]]:
    rows = _waiting(cohorts).values_list("enrolment__cohort_id", "enrolment__school__phase", "enrolment__route")
    for cohort, phase, route, n in rows.annotate(Count("pk")).order_by():
        yield _keys(homes[cohort], phase, route), Group("", "", catch_ups=n)


def _keys(home: tuple[str, str], phase: str, route: str) -> Keys:
    return {By.PARTNER: home[0], By.PROGRAMME: home[1], By.PHASE: phase or UNKNOWN, By.ROUTE: route}


def _due(cohorts: QuerySet[Cohort], *, at: datetime) -> QuerySet[Session]:
    """Sessions that are over, expected somebody, and have no register."""
    return Session.objects.awaited().filter(cohort__in=cohorts, ends_at__lte=at, is_marked=False)


def _waiting(cohorts: QuerySet[Cohort]) -> QuerySet[CatchUp]:
    return CatchUp.objects.filter(enrolment__cohort__in=cohorts, state=WorkState.SUBMITTED.value)


def _names(by: Actor) -> Iterator[tuple[str, str, By]]:
    """Every group that this actor can meet: how an address calls it, its name, and what it is; in two statements."""
    cohorts = _cohorts(by)
    for ref, name in Organisation.objects.filter(pk__in=cohorts.values("partner_id")).values_list("ref", "name"):
        yield str(ref), name, By.PARTNER
    for ref, title in Programme.objects.filter(releases__cohorts__in=cohorts).distinct().values_list("ref", "title"):
        yield str(ref), title, By.PROGRAMME
    for phase in Phase:
        yield phase.value, PHASE_NAMES[phase], By.PHASE
    yield UNKNOWN, "Phase not recorded", By.PHASE
    for route in Route:
        yield route.value, ROUTE_NAMES[route], By.ROUTE


def _asked_for(asked: Asked, what: By) -> str:
    parts: Mapping[By, UUID | str | None] = {
        By.PARTNER: asked.partner,
        By.PROGRAMME: asked.programme,
        By.PHASE: asked.phase,
        By.ROUTE: asked.route,
    }
    return str(parts[what] or "")


def _behind(
    asked: Asked, cohorts: QuerySet[Cohort], *, at: datetime
) -> QuerySet[Enrolment] | QuerySet[Session] | QuerySet[CatchUp]:
    if asked.what is What.REGISTERS:
        due = _due(cohorts, at=at).select_related("component", "cohort__partner")
        return due.order_by("starts_at", "pk")
    if asked.what is What.CATCH_UPS:
        named = ("enrolment__participant", "enrolment__cohort__partner", "session__component")
        waiting = _waiting(cohorts).filter(_narrow(asked, "enrolment__")).select_related(*named)
        return waiting.order_by("submitted_at", "pk")
    about = ("participant", "school", "cohort__partner", "engagement", "risk")
    people = Enrolment.objects.filter(_PEOPLE[asked.what], _narrow(asked), cohort__in=cohorts).select_related(*about)
    first = ("-risk__need",) if asked.what is What.AT_RISK else ()
    return people.order_by(*first, "participant__name", "pk")


def _narrow(asked: Asked, before: str = "") -> Q:
    told: dict[str, str] = {}
    if asked.phase:
        told[f"{before}school__phase"] = "" if asked.phase == UNKNOWN else asked.phase
    if asked.route:
        told[f"{before}route"] = asked.route
    return Q(**told)


def _row(row: Enrolment | Session | CatchUp) -> BehindRow:
    if isinstance(row, Session):
        return BehindRow(row.ref, row.component.title, "", row.cohort.title, row.cohort.partner.name, at=row.starts_at)
    if isinstance(row, CatchUp):
        of = row.enrolment
        beside = row.session.component.title
        return BehindRow(
            of.ref, of.participant.name, beside, of.cohort.title, of.cohort.partner.name, at=row.submitted_at
        )
    risk = getattr(row, "risk", None)
    return BehindRow(
        ref=row.ref,
        name=row.participant.name,
        beside=row.school.name,
        cohort=row.cohort.title,
        partner=row.cohort.partner.name,
        figure=row.engagement.as_figure(),
        is_at_risk=bool(risk and risk.is_at_risk and row.state == State.ACTIVE.value),
    )
