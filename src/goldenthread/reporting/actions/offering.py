"""Publish what is offered of a programme, and take it back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.reporting.models import Offer, OfferCohort, OfferVariant
from goldenthread.reporting.queries.offering import frozen_figures, ids_of, offering_page, release_to_offer
from goldenthread.reporting.rules.offering import why_not_offer, why_not_publish
from goldenthread.reporting.types.offering import NewOffer, OfferRef


@atomic
def publish_offer(new: NewOffer, *, by: Actor, at: datetime) -> OfferRef:
    """Publish a release to everybody, in place of what was published of its programme.

    Figures are kept as they stand now, already coarse. Guided hours, dates and free places are read when the page is.

    :raises Refused: if the release is not published, or something chosen is not there any more.
    :raises Offer.DoesNotExist: if there is no such release, or this actor does not decide.
    """
    page = offering_page(new.release, by=by, at=at)
    refusal = why_not_offer(new, page.release.state, known=page.known)
    if refusal:
        raise Refused(refusal)
    release = release_to_offer(new.release, by=by)
    before = Offer.objects.select_for_update().filter(programme_id=release.programme_id, ended_at=None)
    before.update(ended_at=at, ended_by_id=by.person_id)
    cost = new.cost
    row = Offer.objects.create(
        programme_id=release.programme_id,
        release=release,
        about=new.about.strip(),
        cost=cost.pounds if cost else None,
        cost_since=cost.since if cost else None,
        cost_includes=cost.includes.strip() if cost else "",
        cost_source=cost.source.strip() if cost else "",
        figures=[asdict(figure) for figure in frozen_figures(release, new.years, at=at)],
        published_at=at,
        published_by_id=by.person_id,
    )
    variants, cohorts = ids_of(new)
    OfferVariant.objects.bulk_create(OfferVariant(offer=row, variant_id=pk) for pk in variants)
    OfferCohort.objects.bulk_create(OfferCohort(offer=row, cohort_id=pk) for pk in cohorts)
    told = {"release": str(new.release), "variants": str(len(variants)), "cohorts": str(len(cohorts))}
    years = ", ".join(map(str, sorted(new.years)))
    audit(by=str(by), did="reporting.publish_offer", to=str(row.ref), at=at, years=years, **told)
    return OfferRef(row.ref)


@atomic
def end_offer(programme: UUID, *, by: Actor, at: datetime) -> None:
    """Take back what is published of a programme. Its page is gone at once; the record keeps what stood there.

    :raises Offer.DoesNotExist: if nothing is published of it, or this actor does not decide.
    """
    if why_not_publish(by):
        raise Offer.DoesNotExist
    row = Offer.objects.select_for_update().get(programme__ref=programme, ended_at=None)
    row.ended_at, row.ended_by_id = at, by.person_id
    row.save(update_fields=["ended_at", "ended_by"])
    audit(by=str(by), did="reporting.end_offer", to=str(row.ref), at=at)
