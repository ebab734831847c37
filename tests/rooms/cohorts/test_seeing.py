"""Who sees which cohorts, sessions and enrolments."""

from __future__ import annotations

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.actions.feeding import open_feed
from goldenthread.cohorts.models import Cohort, Enrolment, Session
from goldenthread.cohorts.queries.feeding import feed_behind
from goldenthread.cohorts.types import Role
from goldenthread.people.actions.membership import give_hat
from goldenthread.people.models import Membership
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Duty
from tests.makers.cohorts import DETAILS, make_cohort, make_enrolment
from tests.makers.leaving import leave

EVERYTHING = ["administrator", "programme_manager", "quality_lead", "curriculum_lead", "inspector"]


@pytest.fixture
def two(cast, at):
    """One enrolment at the cast's partner and school, and one of an outsider at the other partner."""
    near = make_enrolment(cast, at=at)
    far_cohort = make_cohort(cast, at=at, built=near.cohort.built, details=DETAILS, partner=cast.other_partner.ref)
    far = make_enrolment(cast, at=at, cohort=far_cohort, participant=cast.outside_participant)
    Enrolment.objects.filter(ref=far.ref).update(school_id=cast.other_school.id)
    add_companion(near.ref, cast.coach.person, Role.COACH, by=cast.programme_manager, at=at)
    return near, far


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_providers_staff_see_everything(cast, two, name) -> None:
    actor = getattr(cast, name)

    assert Enrolment.objects.seen_by(actor).count() == 2
    assert Cohort.objects.seen_by(actor).count() == 2
    assert Session.objects.seen_by(actor).count() == 16


@pytest.mark.parametrize(
    ("name", "enrolments", "cohorts"),
    [
        ("partner_manager", 1, 1),
        ("facilitator", 1, 1),
        ("headteacher", 1, 0),
        ("coach", 1, 0),
        ("participant", 1, 1),
        ("assessor", 0, 0),
        ("moderator", 0, 0),
    ],
)
def test_everybody_else_sees_their_own(cast, two, name, enrolments, cohorts) -> None:
    near, _ = two
    actor = getattr(cast, name)

    assert list(Enrolment.objects.seen_by(actor).values_list("ref", flat=True)) == [near.ref] * enrolments
    assert list(Cohort.objects.seen_by(actor).values_list("ref", flat=True)) == [near.cohort.ref] * cohorts
    assert Session.objects.seen_by(actor).count() == 8 * cohorts


def test_an_outsider_sees_only_the_other_partners(cast, two) -> None:
    _, far = two

    assert [e.ref for e in Enrolment.objects.seen_by(cast.outsider)] == [far.ref]
    assert [e.ref for e in Enrolment.objects.seen_by(cast.outside_participant)] == [far.ref]
    assert [c.ref for c in Cohort.objects.seen_by(cast.outsider)] == [far.cohort.ref]


def test_a_companion_sees_nothing_once_their_hat_is_off(cast, two, at) -> None:
    assert Enrolment.objects.seen_by(cast.sponsor).count() == 1
    Membership.objects.filter(person__ref=cast.sponsor.person).update(state="ended", ended_on=at.date())

    assert Enrolment.objects.seen_by(actor_for(cast.sponsor.person_id)).count() == 0


def test_a_duty_elsewhere_opens_nothing_here(cast, two, at) -> None:
    """Who left a partner or a school and has the same duty for another sees nothing of the first any more."""
    near, _ = two
    calendar = open_feed(by=cast.facilitator, at=at)
    assert feed_behind(calendar, at=at)
    mine = {"facilitator": Duty.FACILITATOR, "coach": Duty.COACH, "mentor": Duty.MENTOR}
    for name, duty in mine.items():
        place = cast.other_school if duty is Duty.MENTOR else cast.other_partner
        who = getattr(cast, name)
        give_hat(who.person, duty=duty, place=str(place.ref), urn="", by=cast.administrator, at=at)
        assert near.ref in {e.ref for e in Enrolment.objects.seen_by(actor_for(who.person_id))}, name
        leave(who, duty, cast, at=at)

    for name in mine:
        actor = actor_for(getattr(cast, name).person_id)
        assert near.ref not in {e.ref for e in Enrolment.objects.seen_by(actor)}, name
        assert not Cohort.objects.seen_by(actor).exists()
        assert not Session.objects.facilitated_by(actor).exists()
    assert feed_behind(calendar, at=at) == ()


def test_who_works_for_the_lead_provider_works_with_every_partner(cast, two, at) -> None:
    near, _ = two
    for name, duty in {"facilitator": Duty.FACILITATOR, "coach": Duty.COACH}.items():
        who = getattr(cast, name)
        give_hat(who.person, duty=duty, place=str(cast.provider.ref), urn="", by=cast.administrator, at=at)
        leave(who, duty, cast, at=at)
        assert [e.ref for e in Enrolment.objects.seen_by(actor_for(who.person_id))] == [near.ref]


def test_a_participant_no_longer_finds_the_cohort_they_left(cast, two) -> None:
    near, _ = two
    Enrolment.objects.filter(ref=near.ref).update(state="withdrawn")

    assert Cohort.objects.seen_by(cast.participant).count() == 0
    assert Enrolment.objects.seen_by(cast.participant).count() == 1
