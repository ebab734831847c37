"""Pairing a participant with a coach, and with another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.actions.pairing import end_pairing, end_with_enrolment, end_without_duty, pair
from goldenthread.coaching.models import Meeting, MeetingStep, Pairing, PairingStep
from goldenthread.coaching.queries.caseload import caseload
from goldenthread.coaching.queries.collecting import shared_portfolio
from goldenthread.coaching.queries.pairing import coaches, coaches_for, pairing_page
from goldenthread.coaching.queries.records import coach_record, pairing_with
from goldenthread.coaching.types import Place
from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.actions.enrolling import complete, withdraw
from goldenthread.cohorts.models import Cohort, Companion, Enrolment
from goldenthread.cohorts.queries.engagement import enrolments_seen
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in, give_hat
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from goldenthread.reporting.queries.consenting import enrolment_told_of
from tests.makers.coaching import enrol_more, make_enrolled, make_pairing
from tests.makers.counting import statements_of
from tests.makers.leaving import leave


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def second_coach(cast, at):
    bring_in(
        name="Dana Reeve", email="dana@harbour.example", duty=Duty.COACH, place=cast.partner.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    return actor_by_email("dana@harbour.example")


def test_a_programme_manager_pairs_and_the_coach_sees_the_enrolment(cast, place, at) -> None:
    assert enrolments_seen(by=cast.coach) == ()

    ref = pair(place.enrolment, cast.coach.person, by=cast.partner_manager, at=at)

    row = Pairing.objects.get()
    assert (row.ref, row.coach_id, row.state, row.began_at) == (ref, cast.coach.person_id, "active", at)
    assert [e.ref for e in enrolments_seen(by=cast.coach)] == [place.enrolment]
    assert AuditEntry.objects.get(did="coaching.pair").to == str(place.enrolment)
    assert NoticeRow.objects.get(kind="coaching.paired").facts["pairing"] == str(ref)


def test_pairing_the_same_coach_again_changes_nothing(cast, place, at) -> None:
    first = make_pairing(cast, place.enrolment, at=at)

    assert make_pairing(cast, place.enrolment, at=at + timedelta(days=1)) == first
    assert Pairing.objects.count() == NoticeRow.objects.filter(kind="coaching.paired").count() == 1


def test_a_coach_of_another_partner_now_opens_nothing_here(cast, place, at) -> None:
    pairing = make_pairing(cast, place.enrolment, at=at)
    there = str(cast.other_partner.ref)
    give_hat(cast.coach.person, duty=Duty.COACH, place=there, urn="", by=cast.administrator, at=at)
    before = actor_by_email("colin@harbour.example")
    assert coach_record(pairing, by=before, at=at).pairing == pairing
    assert pairing_with(place.enrolment, by=before) == pairing
    assert enrolment_told_of(place.enrolment, by=before)
    assert shared_portfolio(place.enrolment, by=before) == ("Parveen Begum", ())

    leave(cast.coach, Duty.COACH, cast, at=at)

    after = actor_by_email("colin@harbour.example")
    assert caseload(by=after, at=at) == ()
    assert pairing_with(place.enrolment, by=after) is None
    for closed in (
        lambda: coach_record(pairing, by=after, at=at),
        lambda: book_meeting(pairing, starts_at=at + timedelta(1), place=Place.ONLINE, by=after, at=at),
        lambda: enrolment_told_of(place.enrolment, by=after),
        lambda: shared_portfolio(place.enrolment, by=after),
    ):
        with pytest.raises(ObjectDoesNotExist):
            closed()
    give_hat(cast.coach.person, duty=Duty.MENTOR, place=str(cast.school.ref), urn="", by=cast.administrator, at=at)
    add_companion(place.enrolment, cast.coach.person, Role.MENTOR, by=cast.programme_manager, at=at)
    mentor = actor_by_email("colin@harbour.example")
    with pytest.raises(ObjectDoesNotExist):
        enrolment_told_of(place.enrolment, by=mentor)


def test_with_a_coachs_duty_end_their_pairings_there_and_what_was_booked(cast, place, at) -> None:
    pairing = make_pairing(cast, place.enrolment, at=at)
    book_meeting(pairing, starts_at=at + timedelta(days=7), place=Place.ONLINE, by=cast.coach, at=at)
    ends = {"why": "Their coach left.", "by": cast.administrator.person, "at": at}
    assert end_without_duty(cast.coach.person, **ends) == 0
    leave(cast.coach, Duty.COACH, cast, at=at)

    assert end_without_duty(cast.coach.person, **ends) == 1
    assert end_without_duty(cast.coach.person, **ends) == 0

    assert (Pairing.objects.get().state, Meeting.objects.get().state) == ("ended", "cancelled")
    told = PairingStep.objects.get()
    assert (told.event, told.why, told.by_id) == ("end", "Their coach left.", cast.administrator.person_id)
    entry = AuditEntry.objects.get(did="coaching.end_pairing")
    assert (entry.by, entry.to, entry.facts["called_off"]) == ("jobs", str(place.enrolment), "1")


@pytest.mark.parametrize("how", ["withdrawn", "completed"])
def test_with_an_enrolment_ends_its_pairing_and_what_was_booked(cast, place, at, how: str) -> None:
    pairing = make_pairing(cast, place.enrolment, at=at)
    soon = at + timedelta(days=7)
    book_meeting(pairing, starts_at=soon, place=Place.ONLINE, by=cast.coach, at=at)
    assert not end_with_enrolment(place.enrolment, at=at)
    if how == "withdrawn":
        withdraw(place.enrolment, reason="change-in-career", by=cast.partner_manager, at=at)
    else:
        complete(place.enrolment, by=cast.quality_lead, at=at)

    assert end_with_enrolment(place.enrolment, at=at)
    assert not end_with_enrolment(place.enrolment, at=at)

    row = Pairing.objects.get()
    assert (row.state, row.ended_at) == ("ended", at)
    who = cast.partner_manager if how == "withdrawn" else cast.quality_lead
    told = PairingStep.objects.get()
    assert (told.event, told.why, told.by_id) == ("end", f"The enrolment was {how}.", who.person_id)
    assert (Meeting.objects.get().state, MeetingStep.objects.get().why) == ("cancelled", f"The enrolment was {how}.")
    entry = AuditEntry.objects.get(did="coaching.end_pairing")
    assert (entry.by, entry.facts) == ("jobs", {"called_off": "1"})
    assert caseload(by=cast.coach, at=at) == ()
    assert pairing_page(place.cohort, by=cast.partner_manager, at=at).lines == ()


def test_another_coach_takes_over_with_a_word_from_the_first(cast, place, second_coach, at) -> None:
    make_pairing(cast, place.enrolment, at=at)
    later = at + timedelta(days=30)

    pair(place.enrolment, second_coach.person, hand_over="Colin is on leave.", by=cast.partner_manager, at=later)

    old, new = Pairing.objects.order_by("id")
    assert (old.state, old.ended_at) == ("handed_over", later)
    assert (new.coach_id, new.hand_over) == (second_coach.person_id, "Colin is on leave.")
    assert PairingStep.objects.get().why == "Colin is on leave."
    assert enrolments_seen(by=cast.coach) == ()
    assert len(enrolments_seen(by=second_coach)) == 1


def test_a_hand_over_says_something(cast, place, second_coach, at) -> None:
    make_pairing(cast, place.enrolment, at=at)

    with pytest.raises(Refused) as refused:
        pair(place.enrolment, second_coach.person, hand_over=" ", by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "no_hand_over"
    assert Pairing.objects.get().coach_id == cast.coach.person_id


def test_a_coach_at_the_participants_school_is_refused(cast, place, at) -> None:
    bring_in(
        name="Colin Marsh", email="colin@harbour.example", duty=Duty.MENTOR, place=cast.school.ref,
        by=cast.programme_manager, at=at,
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        make_pairing(cast, place.enrolment, at=at)

    assert refused.value.refusal.code == "own_school"
    assert not Pairing.objects.exists()


def test_somebody_who_is_no_coach_of_this_partner_is_refused(cast, place, at) -> None:
    for nobody in (cast.facilitator, cast.outsider):
        with pytest.raises(Refused) as refused:
            pair(place.enrolment, nobody.person, by=cast.programme_manager, at=at)
        assert refused.value.refusal.code == "not_a_coach"
    assert not Pairing.objects.exists()


def test_a_coach_of_the_lead_provider_may_coach_anywhere(cast, place, at) -> None:
    bring_in(
        name="Ravi Nair", email="ravi@provider.example", duty=Duty.COACH, place=cast.provider.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip

    pair(place.enrolment, actor_by_email("ravi@provider.example").person, by=cast.programme_manager, at=at)

    assert Pairing.objects.get().coach.name == "Ravi Nair"


def test_others_do_not_pair(cast, place, at) -> None:
    with pytest.raises(Refused) as refused:
        pair(place.enrolment, cast.coach.person, by=cast.inspector, at=at)
    assert refused.value.refusal.code == "not_your_cohort"
    with pytest.raises(Enrolment.DoesNotExist):
        pair(place.enrolment, cast.coach.person, by=cast.outsider, at=at)
    assert not Pairing.objects.exists()


def test_a_pairing_is_ended_with_a_reason_and_once(cast, place, at) -> None:
    ref = make_pairing(cast, place.enrolment, at=at)
    with pytest.raises(Refused):
        end_pairing(ref, why="", by=cast.partner_manager, at=at)
    with pytest.raises(Refused) as refused:
        end_pairing(ref, why="Because", by=cast.inspector, at=at)
    assert refused.value.refusal.code == "not_your_cohort"
    with pytest.raises(Pairing.DoesNotExist):
        end_pairing(ref, why="Because", by=cast.outsider, at=at)

    end_pairing(ref, why="Coaching is complete.", by=cast.partner_manager, at=at)

    assert Pairing.objects.get().state == "ended"
    assert not AuditEntry.objects.exclude(why="").exists()
    assert enrolments_seen(by=cast.coach) == ()
    with pytest.raises(Companion.DoesNotExist):
        end_pairing(ref, why="Again", by=cast.partner_manager, at=at)


def test_the_pairing_page_puts_those_without_a_coach_first_and_free_coaches_first(
    cast, place, second_coach, at
) -> None:
    make_pairing(cast, place.enrolment, at=at)
    enrol_more(place, cast, many=1, at=at)

    page = pairing_page(place.cohort, by=cast.partner_manager, at=at)

    assert [(line.name, line.coach) for line in page.lines] == [
        ("Another Person 0", ""),
        ("Parveen Begum", "Colin Marsh"),
    ]
    assert page.lines[0].school == "Castle Hill Primary"
    assert page.unpaired == 1
    assert [(coach.name, coach.load) for coach in page.coaches] == [("Dana Reeve", 0), ("Colin Marsh", 1)]
    with pytest.raises(Cohort.DoesNotExist):
        pairing_page(place.cohort, by=cast.outsider, at=at)
    assert coaches(by=cast.outsider, at=at) == ()


def test_the_pairing_page_takes_as_many_statements_for_many(cast, place, at) -> None:
    make_pairing(cast, place.enrolment, at=at)
    one = statements_of(lambda: pairing_page(place.cohort, by=cast.partner_manager, at=at))
    enrol_more(place, cast, many=3, at=at)

    assert statements_of(lambda: pairing_page(place.cohort, by=cast.partner_manager, at=at)) == one


def test_only_those_who_coach_for_the_cohorts_partner_are_offered_and_conflicts_are_named(
    cast, place, second_coach, at
) -> None:
    bring_in(
        name="Far Coach", email="far@moorland.example", duty=Duty.COACH, place=cast.other_partner.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    bring_in(
        name="Dana Reeve", email="dana@harbour.example", duty=Duty.MENTOR, place=cast.school.ref,
        by=cast.administrator, at=at,
    )  # fmt: skip
    assert "Far Coach" in [coach.name for coach in coaches(by=cast.programme_manager, at=at)]

    offered = coaches_for(place.enrolment, by=cast.programme_manager, at=at)

    assert [(coach.name, bool(coach.why_not)) for coach in offered] == [("Colin Marsh", False), ("Dana Reeve", True)]
    assert offered[1].why_not.startswith("A coach may not coach somebody at their own school.")
    with pytest.raises(ObjectDoesNotExist):
        coaches_for(place.enrolment, by=cast.outsider, at=at)


def test_offering_coaches_takes_as_many_statements_for_many(cast, place, second_coach, at) -> None:
    one = statements_of(lambda: coaches_for(place.enrolment, by=cast.programme_manager, at=at))
    for n in range(3):
        bring_in(
            name=f"Coach {n}", email=f"coach{n}@harbour.example", duty=Duty.COACH, place=cast.partner.ref,
            by=cast.administrator, at=at,
        )  # fmt: skip

    assert statements_of(lambda: coaches_for(place.enrolment, by=cast.programme_manager, at=at)) == one
