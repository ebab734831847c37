"""Open a cohort, and change its dates, places and venue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import keep_figures
from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.queries.reckoning import measure_of
from goldenthread.cohorts.queries.varying import why_not
from goldenthread.cohorts.rules.opening import why_not_host, why_not_reshape
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.rules.timetabling import why_not_open
from goldenthread.cohorts.types import CohortDetails, CohortRef, NewCohort
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.queries.directory import organisation
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import release_line
from goldenthread.programmes.queries.varying import variants_to_take
from goldenthread.programmes.types import Route, VariantRef


@atomic
def open_cohort(new: NewCohort, *, by: Actor, at: datetime) -> CohortRef:
    """Open a cohort of a published release at a delivery partner.

    :raises Refused: if this actor does not run the partner's cohorts, the release is not published, or the details
        do not fit together.
    """
    release, partner = release_line(new.release, by=by), organisation(new.partner, by=by)
    refusal = (
        why_not_run(by, partner.id)
        or why_not_host(
            release.state,
            partner.kind,
            is_title_taken=Cohort.objects.filter(partner_id=partner.id, title=new.details.title.strip()).exists(),
        )
        or why_not_open(new.details)
    )
    if refusal:
        raise Refused(refusal)

    row = Cohort.objects.create(
        release_id=release.id,
        partner_id=partner.id,
        title=new.details.title.strip(),
        starts_on=new.details.starts_on,
        ends_on=new.details.ends_on,
        capacity=new.details.capacity,
        venue=new.details.venue.strip(),
        only_route=new.details.only_route.value if new.details.only_route else "",
        opened_at=at,
    )
    audit(by=str(by), did="cohorts.open_cohort", to=str(row.ref), at=at, release=str(release.ref))
    post(Notice("cohorts.opened", {"cohort": str(row.ref)}), at=at)
    return CohortRef(row.ref)


@atomic
def change_cohort(ref: UUID, details: CohortDetails, *, by: Actor, at: datetime) -> None:
    """Change a cohort's title, dates, places, venue or routes. Sessions stay where they are.

    A new first day can bring another policy into force, and other days make other due dates, so every figure is
    reckoned anew.

    :raises Refused: if this actor does not run it, or the details do not fit what is planned and enrolled already.
    """
    rows = Cohort.objects.seen_by(by).select_related("release", "variant").select_for_update(of=("self",))
    row = rows.get(ref=ref)
    days = [moment for pair in row.sessions.values_list("starts_at", "ends_at") for moment in pair]
    others = Cohort.objects.filter(partner_id=row.partner_id, title=details.title.strip()).exclude(pk=row.pk)
    refusal = (
        why_not_run(by, row.partner_id)
        or why_not_open(details, taken=row.enrolments.with_a_place().count())
        or why_not_reshape(details, planned=days, is_title_taken=others.exists(), routes=_on_one_route(row))
    )
    if refusal:
        raise Refused(refusal)
    before = row.as_details()

    row.title, row.venue = details.title.strip(), details.venue.strip()
    row.starts_on, row.ends_on, row.capacity = details.starts_on, details.ends_on, details.capacity
    row.only_route = details.only_route.value if details.only_route else ""
    row.save(update_fields=["title", "venue", "starts_on", "ends_on", "capacity", "only_route"])
    if (before.starts_on, before.ends_on) != (details.starts_on, details.ends_on):
        keep_figures(row.enrolments.all(), measure_of(row), at=at)
    audit(by=str(by), did="cohorts.change_cohort", to=str(row.ref), at=at, before=str(before), after=str(details))


@atomic
def take_variant(ref: UUID, variant: UUID | None, *, by: Actor, at: datetime) -> None:
    """Let a cohort take a local variant of its programme, or the core again. Every figure is reckoned anew.

    :raises Refused: if this actor does not run it, the variant is another partner's, or something is planned or
        credited that the cohort would leave.
    :raises LookupError: if no such variant stands in its release.
    """
    rows = Cohort.objects.seen_by(by).select_related("partner", "release", "variant")
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    cards = {card.variant.ref: card for card in variants_to_take(row.release.ref, by=by)}
    card = cards[VariantRef(variant)] if variant else None
    refusal = why_not_run(by, row.partner_id) or why_not(row, card)
    if refusal:
        raise Refused(refusal)
    before = row.variant.title if row.variant else ""

    row.variant_id = card.variant.id if card else None
    row.save(update_fields=["variant"])
    keep_figures(row.enrolments.all(), measure_of(rows.get(pk=row.pk)), at=at)
    told = card.variant.title if card else ""
    audit(by=str(by), did="cohorts.take_variant", to=str(row.ref), at=at, before=before, after=told)


def _on_one_route(row: Cohort) -> Mapping[Route, int]:
    """How many people with a place, and sessions for one route alone, a cohort has on each."""
    people = Counter(Route(route) for route in row.enrolments.with_a_place().values_list("route", flat=True))
    sessions = [s.component for s in row.sessions.select_related("component")]
    people[Route.BLENDED] += sum(c.is_blended and not c.is_online for c in sessions)
    people[Route.ONLINE] += sum(c.is_online and not c.is_blended for c in sessions)
    return people
