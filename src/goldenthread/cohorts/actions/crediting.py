"""The one way evidence arrives: an entry in the ledger, and the kept figure in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.chasing import keep_risks
from goldenthread.cohorts.actions.taking_back import carry_less, taken_back
from goldenthread.cohorts.models import Credit, Engagement, Enrolment
from goldenthread.cohorts.queries.reckoning import Yardstick, caught_up, ledger, measure_of
from goldenthread.cohorts.rules.catching_up import terms
from goldenthread.cohorts.rules.crediting import share_for, why_not_credit, why_not_uncredit
from goldenthread.cohorts.types import Credited, CreditRef, EnrolmentRef, KeptFigure, Source, State
from goldenthread.cohorts.types.keeping import as_kept
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref, component_facts
from goldenthread.programmes.types import Route


@atomic
def credit(
    enrolment: UUID,
    component: UUID,
    *,
    source: Source,
    source_ref: UUID,
    by: Actor,
    at: datetime,
    share: Fraction | None = None,
    minutes: int | None = None,
) -> Credited:
    """Credit evidence for a component: a share of it, or minutes, or (with neither) all of it.

    The same evidence, by its source and reference, counts once however often it arrives: the second time nothing is
    written and ``is_new`` is false. Several pieces of evidence add up to the whole component and not beyond. What was
    caught up credits at most what the policy says.

    :raises Refused: if the enrolment takes no evidence, the policy allows no further catch-up, the component is not on
        its programme or route, or this actor may not record evidence.
    """
    row = _locked(enrolment, by=by)
    measure = measure_of(row.cohort)
    own = measure.component(component)
    what = own or component_by_ref(component)
    refusal = why_not_credit(
        state=State(row.state), component=what, is_on_programme=own is not None, route=Route(row.route), by=by
    )
    if refusal:
        raise Refused(refusal)
    known = Credit.objects.filter(
        enrolment=row, component_id=what.id, source=source.value, source_ref=source_ref, corrects=None
    ).first()
    if known:
        return Credited(CreditRef(known.ref), EnrolmentRef(row.ref), what.ref, False, _kept(row))
    exact = share_for(share=share, minutes=minutes, component=what)
    if source is Source.CATCH_UP:
        allowed = terms(measure.policy, used=caught_up(row.pk, beside=component))
        if allowed.why_not:
            raise Refused(allowed.why_not)
        exact = min(exact, allowed.share)

    entry = Credit.objects.create(
        enrolment=row,
        component_id=what.id,
        parts=exact.numerator,
        out_of=exact.denominator,
        source=source.value,
        source_ref=source_ref,
        by_id=by.person_id,
        at=at,
    )
    kept = keep_figures([row], measure, at=at)[row.pk]
    audit(by=str(by), did="cohorts.credit", to=str(row.ref), at=at, component=str(what.ref), source=source.value)
    post(Notice("cohorts.credited", {"enrolment": str(row.ref), "component": str(what.ref)}), at=at)
    return Credited(CreditRef(entry.ref), EnrolmentRef(row.ref), what.ref, True, kept)


@atomic
def uncredit(credit: UUID, *, why: str, by: Actor, at: datetime) -> Credited:
    """Take an entry of the ledger back with a second entry that names it. Both stay to be read.

    What a transfer carried over from it goes with it, as far as nothing else stands for it.

    :raises Refused: if it was taken back already, no reason is given, or this actor may not.
    """
    first = Credit.objects.get(ref=credit, enrolment__in=Enrolment.objects.seen_by(by))
    row = _locked(first.enrolment.ref, by=by)
    refusal = why_not_uncredit(
        is_correction=first.corrects_id is not None,
        is_corrected=Credit.objects.filter(corrects=first).exists(),
        why=why,
        by=by,
    )
    if refusal:
        raise Refused(refusal)
    measure = measure_of(row.cohort)

    second = taken_back(first, why=why, by=by, at=at)
    second.save()
    carry_less(row, why=why, by=by, at=at)
    kept = keep_figures([row], measure, at=at)[row.pk]
    audit(by=str(by), did="cohorts.uncredit", to=str(row.ref), at=at, credit=str(first.ref))
    what = component_facts([first.component_id])[first.component_id]
    post(Notice("cohorts.credited", {"enrolment": str(row.ref), "component": str(what.ref)}), at=at)
    return Credited(CreditRef(second.ref), EnrolmentRef(row.ref), what.ref, True, kept)


@atomic
def rebuild_engagement(enrolment: UUID, *, by: Actor, at: datetime) -> KeptFigure:
    """Reckon the kept figure anew from the ledger, which never changes it unless the policy has changed."""
    row = _locked(enrolment, by=by)
    measure = measure_of(row.cohort)

    kept = keep_figures([row], measure, at=at)[row.pk]
    audit(by=str(by), did="cohorts.rebuild_engagement", to=str(row.ref), at=at, percent=str(kept.percent))
    return kept


def keep_figures(rows: Iterable[Enrolment], measure: Yardstick, *, at: datetime) -> Mapping[int, KeptFigure]:
    """Keep the figures of some enrolments of one cohort as the ledger has them now, and who of them is at risk: three
    reads and two writes."""
    people = list(rows)
    entries = ledger(row.pk for row in people)
    found = {row.pk: measure.figure(entries.get(row.pk, ()), route=Route(row.route)) for row in people}
    kept = {pk: KeptFigure.of(figure) for pk, figure in found.items()}
    Engagement.objects.bulk_create(
        [
            Engagement(
                enrolment_id=pk,
                millionths=figure.millionths,
                is_met=figure.is_met,
                credited=figure.credited,
                due=figure.due,
                threshold=figure.threshold,
                measure=figure.measure.value,
                parts=[as_kept(part) for part in figure.parts],
                reckoned_at=at,
            )
            for pk, figure in kept.items()
        ],
        update_conflicts=True,
        unique_fields=["enrolment"],
        update_fields=["millionths", "is_met", "credited", "due", "threshold", "measure", "parts", "reckoned_at"],
    )
    keep_risks(people, measure, entries, at=at)
    return kept


def _locked(ref: UUID, *, by: Actor) -> Enrolment:
    rows = (
        Enrolment.objects.seen_by(by)
        .select_related("cohort__release", "cohort__variant")
        .select_for_update(of=("self",))
    )
    return rows.get(ref=ref)


def _kept(row: Enrolment) -> KeptFigure:
    return Engagement.objects.get(enrolment=row).as_figure()
