"""Moving somebody, and choosing a variant, in the browser."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.models import Cohort, Credit, Enrolment, Session, Transfer
from goldenthread.cohorts.types import Source
from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.actions.varying import exchange_component, make_variant
from tests.doors.web.cohorts.test_cohorts import enter, text
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.variants import COAST, SEA, event_of


@pytest.fixture
def enrolled(cast, at):
    made = make_enrolment(cast, at=at)
    event = made.cohort.built.component("Event 1").ref
    credit(made.ref, event, source=Source.BY_HAND, source_ref=uuid4(), by=cast.facilitator, at=at)
    return made


def test_a_manager_sees_what_follows_chooses_and_moves(client, cast, enrolled) -> None:
    enter(client, cast.partner_manager)
    where = reverse("cohorts:transfer", args=[enrolled.ref])
    assert where in client.get(reverse("cohorts:record", args=[enrolled.ref])).content.decode()
    assert "Show what would follow" in text(client.get(where))
    assert client.get(where, {"cohort": str(enrolled.cohort.ref)}).status_code == 422

    chosen = f"{where}?cohort={enrolled.cohort.ref}&route=online"
    page = text(client.get(chosen))
    assert "Their engagement is 3 of 21 hours, 14 % now" in page
    assert "Event 1: leading culture, 100 % done, counts as" in page
    event, pack = (enrolled.cohort.built.component(t).ref for t in ("Event 1", "Study pack: leading"))
    typed = {f"onto_{event.hex}": str(pack), "why": "Too far to travel"}

    assert client.post(chosen, {**typed, "why": ""}).status_code == 422
    assert client.post(chosen, {**typed, "again": "yes"}).status_code == 200
    assert not Transfer.objects.exists()
    assert client.post(chosen, typed).url == reverse("cohorts:record", args=[enrolled.ref])
    assert Credit.objects.get(source="carried").component.ref == pack
    assert "Moved from blended to online-only" in text(client.get(reverse("cohorts:record", args=[enrolled.ref])))
    assert "They are there already." in text(client.post(chosen, {"why": "Twice"}))


def test_where_nothing_can_be_done_the_page_says_why(client, cast, at, enrolled) -> None:
    enter(client, cast.partner_manager)
    Enrolment.objects.filter(ref=enrolled.ref).update(state="withdrawn")

    page = text(client.get(reverse("cohorts:transfer", args=[enrolled.ref])))

    assert "This enrolment is withdrawn, so it stays where it is." in page
    assert "Show what would follow" not in page


def test_what_counts_as_nothing_is_said(client, cast, enrolled) -> None:
    enter(client, cast.partner_manager)
    chosen = f"{reverse('cohorts:transfer', args=[enrolled.ref])}?cohort={enrolled.cohort.ref}&route=online"
    event = enrolled.cohort.built.component("Event 1").ref

    shown = client.post(chosen, {f"onto_{event.hex}": "nothing", "why": "Far", "again": "yes"})

    assert "1 thing done counts for nothing there." in text(shown)


def test_a_manager_takes_a_variant(client, cast, at) -> None:
    made = make_cohort(cast, at=at)
    lead = cast.curriculum_lead
    draft = draft_from(made.built.release, by=lead, at=at)
    coast = make_variant(draft, COAST, by=lead, at=at)
    exchange_component(event_of(draft).ref, coast, SEA, by=lead, at=at)
    publish_release(draft, by=lead, at=at)
    Session.objects.all().delete()
    Cohort.objects.filter(ref=made.ref).update(release_id=event_of(draft).release_id)
    enter(client, cast.partner_manager)
    where = reverse("cohorts:variant", args=[made.ref])
    assert "The coast" in text(client.get(where))

    assert client.post(where, {}).status_code == 422
    assert client.post(where, {"variant": str(coast)}).url == reverse("cohorts:cohort", args=[made.ref])
    assert "Local variant: The coast" in text(client.get(reverse("cohorts:cohort", args=[made.ref])))
    assert client.post(where, {"variant": "core"}).status_code == 303
    assert Cohort.objects.get(ref=made.ref).variant is None
    enter(client, cast.outsider)
    assert client.get(where).status_code == 404


def test_a_release_without_variants_says_what_to_do(client, cast, at) -> None:
    made = make_cohort(cast, at=at)

    page = text(enter(client, cast.partner_manager).get(reverse("cohorts:variant", args=[made.ref])))

    assert "This release has no local variants." in page
