"""Let somebody go to another cohort, to the other route, or both."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import keep_figures
from goldenthread.cohorts.models import CarriedOver, Cohort, Credit, Enrolment, Transfer
from goldenthread.cohorts.queries.transferring import reckon, run_by, with_place
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.rules.transferring import entries_for, why_not_go
from goldenthread.cohorts.types import Role, Source, State, TransferPlan
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor

_NO_REASON = Refusal("no_reason", "Nobody is moved without a reason.", "Say why, in a few words.")


@atomic
def transfer(ref: UUID, plan: TransferPlan, *, by: Actor, at: datetime) -> None:
    """Move somebody to another cohort, to the other route, or both; what they did is carried over.

    What is carried over is written into the ledger as entries of its own, so that the figure can be rebuilt. Where the
    partner changes, the coach no longer walks beside them.

    :raises Refused: if this actor does not run both cohorts, the enrolment is over, the other place does not take
        them, or no reason is given.
    :raises Cohort.DoesNotExist: if the cohort is not one that this actor runs.
    """
    Enrolment.objects.seen_by(by).select_for_update(of=("self",)).get(ref=ref)
    row, to = with_place(ref, by=by), run_by(plan.cohort, by=by)
    Cohort.objects.select_for_update().get(pk=to.pk)
    refusal = why_not_run(by, row.cohort.partner_id) or why_not_go(State(row.state))
    if refusal:
        raise Refused(refusal)
    known = reckon(row, to, plan, at=at)
    refusal = known.why_not or (None if plan.why.strip() else _NO_REASON)
    if refusal:
        raise Refused(refusal)
    left = row.cohort

    moved = Transfer.objects.create(
        enrolment=row,
        from_cohort=left,
        to_cohort=to,
        from_route=row.route,
        to_route=plan.route.value,
        why=plan.why.strip(),
        by_id=by.person_id,
        at=at,
    )
    Credit.objects.bulk_create(
        Credit(
            enrolment=row,
            component_id=component,
            parts=share.numerator,
            out_of=share.denominator,
            source=Source.CARRIED.value,
            source_ref=moved.ref,
            by_id=by.person_id,
            at=at,
        )
        for component, share in entries_for(known.carries).items()
    )
    CarriedOver.objects.bulk_create(
        CarriedOver(
            transfer=moved,
            done_id=carry.done.id,
            onto_id=carry.onto.id if carry.onto else None,
            parts=carry.share.numerator,
            out_of=carry.share.denominator,
        )
        for carry in known.carries
        if not carry.is_same
    )
    row.cohort, row.route = to, plan.route.value
    row.save(update_fields=["cohort", "route"])
    if left.partner_id != to.partner_id:
        row.companions.filter(role=Role.COACH.value, ended_at=None).update(ended_at=at)
    keep_figures([row], known.measure, at=at)
    audit(
        by=str(by),
        did="cohorts.transfer",
        to=str(row.ref),
        at=at,
        left=str(left.ref),
        joined=str(to.ref),
        route=plan.route.value,
    )
    told = {"enrolment": str(row.ref), "left": str(left.ref), "joined": str(to.ref)}
    post(Notice("cohorts.transferred", told), at=at)
