"""A transfer before it happens: where somebody could go, what would carry over, and what would follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Max

from goldenthread.cohorts.models import CarriedOver, Cohort, Companion, Credit, Enrolment, Session, Transfer
from goldenthread.cohorts.queries.board import as_line
from goldenthread.cohorts.queries.reckoning import Yardstick, ledger, measure_of
from goldenthread.cohorts.rules import transferring as rules
from goldenthread.cohorts.rules.engagement import shares
from goldenthread.cohorts.rules.permitting import runs, why_not_run
from goldenthread.cohorts.types import (
    Carry,
    CohortLine,
    CreditEntry,
    EnrolmentRef,
    LastTransfer,
    Role,
    Source,
    State,
    TransferLine,
    TransferPage,
    TransferPlace,
    TransferPlan,
)
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route

MOST = 200


@dataclass(frozen=True)
class Reckoned:
    """A transfer worked out: both places, what carries over, why it is refused, and what the new place measures by."""

    before: TransferPlace
    after: TransferPlace
    carries: tuple[Carry, ...]
    why_not: Refusal | None
    measure: Yardstick


def transfer_page(ref: UUID, plan: TransferPlan | None, *, by: Actor, at: datetime) -> TransferPage:
    """Where an enrolment could go and, once something is chosen, what would follow.

    In ten statements, and twelve more once another cohort is chosen.

    :raises Enrolment.DoesNotExist: if there is none, or it is not theirs to see.
    :raises Cohort.DoesNotExist: if the chosen cohort is not one that this actor runs.
    """
    row = with_place(ref, by=by)
    refusal = why_not_run(by, row.cohort.partner_id) or rules.why_not_go(State(row.state))
    page = TransferPage(
        enrolment=EnrolmentRef(row.ref),
        name=row.participant.name,
        state=State(row.state),
        before=_place(row.cohort, Route(row.route), measure_of(row.cohort), _entries(row), at=at),
        cohorts=_cohorts(row, by=by, at=at),
        why_not=refusal,
    )
    if refusal or plan is None:
        return page
    known = reckon(row, run_by(plan.cohort, by=by), plan, at=at)
    loose = sum(carry.onto is None for carry in known.carries)
    return TransferPage(
        **{
            **vars(page),
            "after": known.after,
            "carries": known.carries,
            "effects": rules.effects(known.before, known.after, coach=_coach(row), waits_for=loose),
            "why_not": known.why_not,
        }
    )


def with_place(ref: UUID, *, by: Actor) -> Enrolment:
    """An enrolment with everything a transfer asks about where it is."""
    rows = Enrolment.objects.seen_by(by).select_related(
        "participant", "cohort__partner", "cohort__release__programme", "cohort__variant"
    )
    return rows.get(ref=ref)


def run_by(cohort: UUID, *, by: Actor) -> Cohort:
    """A cohort that this actor runs. :raises Cohort.DoesNotExist: if there is none, or they do not run it."""
    row = Cohort.objects.seen_by(by).select_related("partner", "release__programme", "variant").get(ref=cohort)
    if not runs(by, row.partner_id):
        raise Cohort.DoesNotExist
    return row


def reckon(row: Enrolment, to: Cohort, plan: TransferPlan, *, at: datetime) -> Reckoned:
    """Work a transfer out, for an enrolment and a cohort already fetched."""
    route, entries = Route(row.route), _entries(row)
    done = shares(entries)
    here = measure_of(row.cohort)
    there = here if to.pk == row.cohort_id else measure_of(to)
    carries = rules.carried(
        done,
        [c for c in here.components if c.is_on(route) or done.get(c.id)],
        [c for c in there.components if c.is_on(plan.route)],
        onto=plan.onto,
        own=_earned_here(row),
        origins=_origins(row),
    )
    carried = rules.as_entries(rules.entries_for(carries))
    before = _place(row.cohort, route, here, entries, at=at)
    after = _place(to, plan.route, there, (*entries, *carried), at=at)
    placed = to.enrolments.with_a_place().exclude(pk=row.pk)
    why_not = rules.why_not_transfer(
        before,
        after,
        same_programme=to.release.programme_id == row.cohort.release.programme_id,
        free=to.capacity - placed.count(),
        has_place=placed.filter(participant_id=row.participant_id).exists(),
        takes=to.routes,
    )
    return Reckoned(before, after, carries, why_not, there)


def transfers_of(row: Enrolment) -> tuple[TransferLine, ...]:
    """Every transfer of an enrolment, the first one first; in one statement."""
    rows = Transfer.objects.filter(enrolment=row).select_related("from_cohort", "to_cohort", "by").order_by("pk")
    return tuple(
        TransferLine(
            at=each.at,
            says=rules.says_where(
                cohorts=(each.from_cohort.title, each.to_cohort.title),
                routes=(Route(each.from_route), Route(each.to_route)),
            ),
            by=each.by.name,
            why=each.why,
        )
        for each in rows
    )


def last_transfer(ref: UUID) -> LastTransfer:
    """The newest transfer of an enrolment, in one statement, for a job that follows a notice about it.

    :raises Transfer.DoesNotExist: if there is none.
    """
    row = Transfer.objects.select_related("from_cohort", "to_cohort").filter(enrolment__ref=ref).latest("pk")
    return LastTransfer(row.enrolment_id, row.by_id, row.from_cohort.partner_id != row.to_cohort.partner_id)


def _entries(row: Enrolment) -> tuple[CreditEntry, ...]:
    return ledger([row.pk]).get(row.pk, ())


def _earned_here(row: Enrolment) -> Mapping[int, Fraction]:
    """The share of each component that no transfer carried; in one statement."""
    earned = Credit.objects.filter(enrolment=row).exclude(source=Source.CARRIED.value)
    return shares(entry.as_entry() for entry in earned)


def _origins(row: Enrolment) -> Mapping[int, frozenset[int]]:
    """From which components earlier transfers carried credit to each; in one statement."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    carried = CarriedOver.objects.filter(transfer__enrolment=row, onto__isnull=False)
    for done, onto in carried.values_list("done_id", "onto_id"):
        found[onto].add(done)
    return {onto: frozenset(each) for onto, each in found.items()}


def _place(
    cohort: Cohort, route: Route, measure: Yardstick, entries: tuple[CreditEntry, ...], *, at: datetime
) -> TransferPlace:
    titles = {c.id: c.title for c in measure.components if c.is_on(route)}
    planned = Session.objects.filter(cohort=cohort, component_id__in=titles).order_by()
    last = dict(planned.values_list("component_id").annotate(Max("starts_at")))
    done = shares(entries)
    return TransferPlace(
        as_line(cohort, today=at.date()),
        route,
        measure.figure(entries, route=route),
        sum(moment > at for moment in last.values()),
        tuple(title for c, title in titles.items() if c in last and last[c] <= at and not done.get(c)),
    )


def _cohorts(row: Enrolment, *, by: Actor, at: datetime) -> tuple[CohortLine, ...]:
    """The cohorts of the same programme that this actor runs and that are not over, the newest first."""
    rows = Cohort.objects.seen_by(by).filter(
        release__programme_id=row.cohort.release.programme_id, ends_on__gte=at.date()
    )
    shown = rows.select_related("partner", "release__programme").order_by("-starts_on", "title", "pk")[:MOST]
    return tuple(as_line(c, today=at.date()) for c in shown if runs(by, c.partner_id))


def _coach(row: Enrolment) -> str:
    beside = Companion.objects.filter(enrolment=row, role=Role.COACH.value, ended_at=None)
    return beside.values_list("person__name", flat=True).first() or ""
