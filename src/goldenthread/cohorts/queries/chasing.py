"""A manager's worklist: who will miss the gate if nothing changes, in order of need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from goldenthread.cohorts.models import Cohort, Contact, Enrolment, Risk
from goldenthread.cohorts.rules.permitting import runs, runs_all
from goldenthread.cohorts.types import CohortRef, EnrolmentRef, State
from goldenthread.cohorts.types.chasing import (
    ContactLine,
    ContactPage,
    Reason,
    WorkFilter,
    Worklist,
    WorkRow,
)
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor, Duty

PAGE = 30
MOST_COHORTS = 200


def worklist(*, by: Actor, at: datetime, asked: WorkFilter, page: int = 1) -> Worklist:
    """Those at risk on the cohorts this actor runs, in order of need, a page at a time; in four statements.

    It reads what is kept and never the ledger. Those whose day to look again has not come are left out, and counted.
    """
    today = at.astimezone(LONDON).date()
    snoozed, awake = Q(snoozed_until__gt=today), Q(snoozed_until=None) | Q(snoozed_until__lte=today)
    everybody = _run_by(by)
    some = everybody
    if asked.cohort:
        some = some.filter(enrolment__cohort__ref=asked.cohort)
    if asked.partner:
        some = some.filter(enrolment__cohort__partner__ref=asked.partner)
    counts = some.aggregate(
        snoozed=Count("pk", filter=snoozed),
        snoozed_so=Count("pk", filter=snoozed & Q(reason=asked.reason or "")),
        **{r.value: Count("pk", filter=awake & Q(reason=r.value)) for r in Reason},
    )
    by_reason = {r: counts[r.value] for r in Reason}
    rows = some.filter(snoozed) if asked.snoozed else some.filter(awake)
    if asked.reason:
        rows = rows.filter(reason=asked.reason.value)
    if asked.snoozed:
        total = counts["snoozed_so"] if asked.reason else counts["snoozed"]
    else:
        total = by_reason[asked.reason] if asked.reason else sum(by_reason.values())
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    return Worklist(
        rows=_rows(rows, skip=(page - 1) * PAGE),
        counts=by_reason,
        snoozed=counts["snoozed"],
        total=total,
        page=page,
        pages=pages,
        cohorts=_cohorts(everybody),
    )


def contact_page(ref: UUID, *, by: Actor) -> ContactPage:
    """Somebody with everything that was agreed with them, newest first; in two statements.

    :raises Enrolment.DoesNotExist: if there is none, or this actor does not run their cohort.
    """
    row = (
        Enrolment.objects.seen_by(by)
        .select_related("participant", "school", "cohort", "engagement", "risk")
        .get(ref=ref)
    )
    if not runs(by, row.cohort.partner_id):
        raise Enrolment.DoesNotExist
    # Whoever was enrolled before there was a worklist has no line until the night.
    risk = getattr(row, "risk", None)
    return ContactPage(
        ref=EnrolmentRef(row.ref),
        name=row.participant.name,
        email=row.participant.email,
        school=row.school.name,
        cohort=row.cohort.title,
        cohort_ref=CohortRef(row.cohort.ref),
        figure=row.engagement.as_figure(),
        risk=risk.as_risk() if risk else None,
        snoozed_until=risk.snoozed_until if risk else None,
        contacts=tuple(c.as_line() for c in Contact.objects.filter(enrolment=row).select_related("by").order_by("-pk")),
    )


def _run_by(by: Actor) -> QuerySet[Risk]:
    """Those at risk on the cohorts that somebody runs; only who is active can be."""
    rows = Risk.objects.filter(is_at_risk=True, enrolment__state=State.ACTIVE.value)
    return rows if runs_all(by) else rows.filter(enrolment__cohort__partner_id__in=by.places(Duty.PROGRAMME_MANAGER))


def _cohorts(rows: QuerySet[Risk]) -> tuple[tuple[CohortRef, str], ...]:
    """The cohorts that have somebody at risk, the newest first."""
    found = Cohort.objects.filter(pk__in=rows.values("enrolment__cohort_id")).order_by("-starts_on", "title", "pk")
    return tuple((CohortRef(ref), title) for ref, title in found.values_list("ref", "title")[:MOST_COHORTS])


def _rows(rows: QuerySet[Risk], *, skip: int) -> tuple[WorkRow, ...]:
    names = ("enrolment__participant", "enrolment__school", "enrolment__cohort__partner", "enrolment__engagement")
    shown = list(rows.select_related(*names).order_by("-need", "enrolment_id")[skip : skip + PAGE])
    last = _last(row.enrolment_id for row in shown)
    return tuple(_row(row, last.get(row.enrolment_id)) for row in shown)


def _row(row: Risk, last: ContactLine | None) -> WorkRow:
    person = row.enrolment
    return WorkRow(
        ref=EnrolmentRef(person.ref),
        name=person.participant.name,
        school=person.school.name,
        cohort=person.cohort.title,
        cohort_ref=CohortRef(person.cohort.ref),
        partner=person.cohort.partner.name,
        figure=person.engagement.as_figure(),
        risk=row.as_risk(),
        snoozed_until=row.snoozed_until,
        last=last,
    )


def _last(enrolments: Iterable[int]) -> Mapping[int, ContactLine]:
    """The newest contact with each of some people, by enrolment id, in one statement."""
    newest = Contact.objects.filter(enrolment_id__in=list(enrolments)).values("enrolment_id").annotate(last=Max("pk"))
    rows = Contact.objects.filter(pk__in=newest.values("last")).select_related("by")
    return {row.enrolment_id: row.as_line() for row in rows}


def cohort_named(ref: UUID, *, by: Actor) -> tuple[tuple[CohortRef, str], ...]:
    """A cohort that this actor may see, for a list of choices; nothing where there is none. In one statement."""
    rows = Cohort.objects.seen_by(by).filter(ref=ref).values_list("ref", "title")
    return tuple((CohortRef(found), title) for found, title in rows)
