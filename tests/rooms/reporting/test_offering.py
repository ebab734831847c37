"""What is published to everybody: nothing by default, as it was chosen, and gone when it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from goldenthread.cohorts.actions.enrolling import enrol
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.types import NewCohort, NewEnrolment
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.models import Organisation
from goldenthread.people.types import OrganisationRef
from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.actions.publishing import publish_release, retire_release
from goldenthread.programmes.actions.varying import exchange_component, make_variant
from goldenthread.programmes.models import Release
from goldenthread.programmes.types import Route, VariantKind
from goldenthread.reporting import models
from goldenthread.reporting.actions.offering import end_offer, publish_offer
from goldenthread.reporting.queries.offering import (
    offer,
    offer_as_it_would_be,
    offered_line,
    offering_page,
    offers,
    offers_board,
)
from goldenthread.reporting.types.offering import Cost, NewOffer
from tests.makers.cohorts import DETAILS, enrol_many, make_cohort
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release
from tests.makers.variants import COAST, SEA, event_of

pytestmark = pytest.mark.django_db
COST = Cost(900, date(2026, 9, 1), "with its assessment", "Price list")
DAY = timedelta(days=1)


@pytest.fixture
def built(cast, at):
    return make_release(cast, at=at)


def to_come(cast, at, built, *, partner=None, title="Later"):
    """A cohort of two places that is still to begin."""
    begins, ends = at.date() + 60 * DAY, at.date() + 600 * DAY
    details = replace(DETAILS, title=title, starts_on=begins, ends_on=ends, capacity=2)
    new = NewCohort(built.release, OrganisationRef(partner or cast.partner.ref), details)
    return open_cohort(new, by=cast.programme_manager, at=at)


def test_nothing_is_published_until_somebody_does_it(cast, built, at) -> None:
    assert offers(at=at) == ()
    (line,) = offers_board(by=cast.administrator)
    assert (line.offered, line.newest.ref, line.why_hidden) == (None, built.release, "")
    with pytest.raises(models.Offer.DoesNotExist):
        offer(line.programme, at=at)
    with pytest.raises(models.Offer.DoesNotExist):
        offered_line(line.programme, by=cast.administrator)


def test_what_was_chosen_is_published_and_the_next_takes_its_place(cast, built, at) -> None:
    begun = make_cohort(cast, at=at, built=built)
    enrol_many(cast, begun, 12, at=at)
    coming = to_come(cast, at, built)
    enrol(coming, NewEnrolment(cast.participant.person, cast.school.ref, Route.BLENDED), by=cast.administrator, at=at)
    page = offering_page(built.release, by=cast.curriculum_lead, at=at)
    assert (page.now, [each.value for each in page.years]) == (None, ["2025"])
    assert [each.value for each in page.cohorts] == [str(coming)]
    new = NewOffer(built.release, " For leaders. ", COST, cohorts=frozenset({coming}), years=frozenset({2025}))
    before = offer_as_it_would_be(new, by=cast.curriculum_lead, at=at)

    publish_offer(new, by=cast.curriculum_lead, at=at)

    (told,) = offers(at=at)
    assert told == replace(before, about="For leaders.")
    assert (told.cost, told.years) == (COST, (2025,))
    assert [(c.title, c.free) for c in told.cohorts] == [("Later", 1)]
    assert [route.minutes for route in told.routes] == [total.minutes for total in built.outline.totals]
    assert {figure.name: figure.says for figure in told.figures}["Recruits"] == "About 10 people"
    kept = offering_page(built.release, by=cast.curriculum_lead, at=at).now
    assert kept == replace(new, about="For leaders.")

    publish_offer(NewOffer(built.release), by=cast.administrator, at=at + DAY)

    (told,) = offers(at=at + DAY)
    assert (told.cost, told.cohorts, told.figures) == (None, (), ())
    assert models.Offer.objects.count() == 2
    (line,) = offers_board(by=cast.programme_manager)
    assert line.by == cast.administrator.name
    assert AuditEntry.objects.filter(did="reporting.publish_offer").count() == 2


def test_a_cohort_goes_from_the_page_on_the_day_it_begins(cast, built, at) -> None:
    coming = to_come(cast, at, built)
    publish_offer(NewOffer(built.release, cohorts=frozenset({coming})), by=cast.administrator, at=at)

    days = Cohort.objects.get(ref=coming).starts_on - at.date()

    assert len(offers(at=at + days - DAY)[0].cohorts) == 1
    assert offers(at=at + days)[0].cohorts == ()


def test_variants_are_shown_with_where_they_differ_and_their_own_hours(cast, built, at) -> None:
    draft = draft_from(built.release, by=cast.curriculum_lead, at=at)
    own = replace(COAST, title="Harbour’s", kind=VariantKind.PARTNER, partner=cast.partner.ref)
    refs = [make_variant(draft, each, by=cast.curriculum_lead, at=at) for each in (COAST, own)]
    for ref in refs:
        exchange_component(event_of(draft).ref, ref, SEA, by=cast.curriculum_lead, at=at)
    publish_release(draft, by=cast.curriculum_lead, at=at)
    new = NewOffer(draft, variants=frozenset(refs))

    publish_offer(new, by=cast.administrator, at=at)

    (told,) = offers(at=at)
    assert [(v.title, v.kind) for v in told.variants] == [
        ("Harbour’s", Organisation.objects.get(ref=cast.partner.ref).name),
        ("The coast", "a region"),
    ]
    assert told.variants[1].differs == (f"Event by the sea instead of {event_of(draft).title}",)
    assert told.variants[1].routes[0].minutes != told.routes[0].minutes
    assert offering_page(draft, by=cast.administrator, at=at).now == new
    assert offer_as_it_would_be(new, by=cast.administrator, at=at) == told


def test_a_retired_release_is_seen_by_nobody_and_the_board_says_so(cast, built, at) -> None:
    publish_offer(NewOffer(built.release), by=cast.administrator, at=at)
    retire_release(built.release, why="Old", by=cast.curriculum_lead, at=at)

    assert offers(at=at) == ()
    (line,) = offers_board(by=cast.administrator)
    assert (line.why_hidden, line.newest) == ("Release 1 was retired: nobody sees it.", None)
    with pytest.raises(Refused):
        publish_offer(NewOffer(built.release), by=cast.administrator, at=at)


def test_it_is_taken_back_and_the_record_keeps_it(cast, built, at) -> None:
    publish_offer(NewOffer(built.release, cost=COST), by=cast.administrator, at=at)
    programme = Release.objects.get(ref=built.release).programme.ref
    assert offered_line(programme, by=cast.administrator).offered

    end_offer(programme, by=cast.programme_manager, at=at)

    assert offers(at=at) == ()
    row = models.Offer.objects.get()
    assert (row.cost, row.ended_by_id) == (900, cast.programme_manager.person_id)
    assert AuditEntry.objects.filter(did="reporting.end_offer", to=str(row.ref)).count() == 1
    with pytest.raises(models.Offer.DoesNotExist):
        end_offer(programme, by=cast.administrator, at=at)
    with pytest.raises(IntegrityError):
        models.Offer.objects.update(cost=1)


def test_nobody_else_decides_and_no_draft_is_shown(cast, built, at) -> None:
    programme = Release.objects.get(ref=built.release).programme.ref
    draft = draft_from(built.release, by=cast.curriculum_lead, at=at)
    for stranger in (cast.partner_manager, cast.quality_lead, cast.outsider, cast.participant):
        for asks in (
            lambda by: offers_board(by=by),
            lambda by: offering_page(built.release, by=by, at=at),
            lambda by: publish_offer(NewOffer(built.release), by=by, at=at),
            lambda by: end_offer(programme, by=by, at=at),
        ):
            with pytest.raises(models.Offer.DoesNotExist):
                asks(stranger)
    for ref in (draft, uuid4()):
        with pytest.raises(models.Offer.DoesNotExist):
            offering_page(ref, by=cast.administrator, at=at)
    assert not models.Offer.objects.exists()


def test_as_many_statements_for_many(cast, built, at) -> None:
    def asked() -> list[int]:
        programme = Release.objects.get(ref=built.release).programme.ref
        return [
            statements_of(lambda: offers(at=at)),
            statements_of(lambda: offer(programme, at=at)),
            statements_of(lambda: offers_board(by=cast.administrator)),
            statements_of(lambda: offering_page(built.release, by=cast.administrator, at=at)),
        ]

    coming = to_come(cast, at, built)
    publish_offer(NewOffer(built.release, cohorts=frozenset({coming})), by=cast.administrator, at=at)
    few = asked()

    other = make_release(cast, at=at, title="Another")
    to_come(cast, at, built, partner=cast.other_partner.ref)
    more = to_come(cast, at, other, title="More")
    publish_offer(NewOffer(other.release, cohorts=frozenset({more})), by=cast.administrator, at=at)

    assert asked() == few == [8, 8, 2, 8]
