"""Places, and the steps of an enrolment: each with its row, its history, its audit and its notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.cohorts.actions.accompanying import add_companion, bring_companion, end_companion
from goldenthread.cohorts.actions.enrolling import (
    accept,
    complete,
    complete_by_award,
    defer,
    enrol,
    resume,
    start,
    start_everyone,
    withdraw,
)
from goldenthread.cohorts.models import Cohort, Companion, Engagement, Enrolment, EnrolmentStep
from goldenthread.cohorts.queries.engagement import enrolments_seen
from goldenthread.cohorts.queries.record import enrolment_page, last_step
from goldenthread.cohorts.types import NewEnrolment, Role, State
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Membership, Person
from goldenthread.programmes.types import Route
from tests.makers.cohorts import DETAILS, enrol_many, make_cohort, make_enrolment


@pytest.fixture
def cohort(cast, at):
    return make_cohort(cast, at=at)


def newcomer(cast, route: Route = Route.BLENDED) -> NewEnrolment:
    return NewEnrolment(cast.participant.person, cast.school.ref, route)


def steps(ref) -> list[tuple[str, str]]:
    return list(EnrolmentStep.objects.filter(enrolment__ref=ref).order_by("pk").values_list("event", "state"))


def test_a_place_is_offered(cast, at, cohort) -> None:
    ref = enrol(cohort.ref, newcomer(cast), by=cast.partner_manager, at=at)

    row = Enrolment.objects.get(ref=ref)
    assert (row.state, row.participant_id, row.school_id) == ("offered", cast.participant.person_id, cast.school.id)
    assert steps(ref) == [("", "offered")]
    assert (Engagement.objects.get(enrolment=row).due, Engagement.objects.get(enrolment=row).millionths) == (1260, 0)
    assert AuditEntry.objects.get(did="cohorts.enrol").to == str(ref)
    assert NoticeRow.objects.get(kind="cohorts.enrolled").facts == {"enrolment": str(ref)}


def test_a_full_cohort_takes_nobody_until_somebody_withdraws(cast, at) -> None:
    cohort = make_cohort(cast, at=at, details=replace(DETAILS, capacity=1))
    (only,) = enrol_many(cast, cohort, 1, at=at)

    with pytest.raises(Refused) as refused:
        enrol(cohort.ref, newcomer(cast), by=cast.partner_manager, at=at)
    assert refused.value.refusal.code == "cohort_is_full"
    assert Enrolment.objects.count() == 1

    withdraw(only, reason="started-in-error", by=cast.partner_manager, at=at)
    assert enrol(cohort.ref, newcomer(cast), by=cast.partner_manager, at=at)


def test_nobody_has_two_places_on_a_cohort_but_who_withdrew_can_come_again(cast, at) -> None:
    first = make_enrolment(cast, at=at)

    with pytest.raises(Refused) as refused:
        enrol(first.cohort.ref, newcomer(cast), by=cast.partner_manager, at=at)
    row = Enrolment.objects.get(ref=first.ref)
    with pytest.raises(IntegrityError), atomic():
        Enrolment.objects.create(
            cohort=row.cohort,
            participant=row.participant,
            school=row.school,
            route="online",
            state="offered",
            enrolled_at=at,
        )

    assert refused.value.refusal.code == "has_a_place"
    withdraw(first.ref, reason="started-in-error", by=cast.partner_manager, at=at)
    assert enrol(first.cohort.ref, newcomer(cast), by=cast.partner_manager, at=at) != first.ref


def test_only_who_runs_a_cohort_enrols(cast, at, cohort) -> None:
    with pytest.raises(Cohort.DoesNotExist):
        enrol(cohort.ref, newcomer(cast), by=cast.outsider, at=at)
    with pytest.raises(Refused) as refused:
        enrol(cohort.ref, newcomer(cast), by=cast.quality_lead, at=at)

    assert refused.value.refusal.code == "may_not_run"
    assert not Enrolment.objects.exists()


def test_a_participant_accepts_and_a_manager_takes_every_other_step(cast, at, cohort) -> None:
    by = cast.partner_manager
    ref = enrol(cohort.ref, newcomer(cast), by=by, at=at)

    reached = [
        accept(ref, by=cast.participant, at=at),
        start(ref, by=by, at=at),
        defer(ref, reason="parental-leave", returns_on=date(2026, 9, 1), by=by, at=at),
        resume(ref, by=by, at=at),
        withdraw(ref, reason="other", why=" Moved abroad ", by=by, at=at),
    ]

    assert reached == [State.ACCEPTED, State.ACTIVE, State.DEFERRED, State.ACTIVE, State.WITHDRAWN]
    assert [event for event, _ in steps(ref)] == ["", "accept", "start", "defer", "resume", "withdraw"]
    last = EnrolmentStep.objects.filter(enrolment__ref=ref).latest("pk")
    assert (last.reason, last.why, last.by_id, last.at) == ("other", "Moved abroad", by.person_id, at)
    assert EnrolmentStep.objects.get(event="defer").returns_on == date(2026, 9, 1)
    assert AuditEntry.objects.get(did="cohorts.withdraw").facts == {}
    kinds = NoticeRow.objects.filter(facts__enrolment=str(ref)).order_by("pk").values_list("kind", flat=True)
    assert [k.removeprefix("cohorts.") for k in kinds] == [
        "enrolled",
        "accepted",
        "started",
        "deferred",
        "resumed",
        "withdrawn",
    ]


def test_an_award_completes_whoever_is_active_or_paused(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    defer(enrolled.ref, reason="career-break", by=cast.partner_manager, at=at)

    released_by = cast.moderator.person_id
    reached = [complete_by_award(enrolled.ref, why="Passed", released_by=released_by, at=at) for _ in range(2)]

    assert reached == [State.COMPLETED] * 2
    assert [event for event, _ in steps(enrolled.ref)][-2:] == ["defer", "complete"]
    assert sorted(Companion.objects.filter(ended_at=None).values_list("role", flat=True)) == ["mentor", "sponsor"]


def test_who_withdraws_is_left_by_all_who_walked_beside(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=cast.partner_manager, at=at)

    withdraw(enrolled.ref, reason="change-in-career", by=cast.partner_manager, at=at)

    assert not Companion.objects.filter(ended_at=None).exists()
    assert AuditEntry.objects.get(did="cohorts.withdraw").facts == {"companions_ended": "3"}
    for who in (cast.sponsor, cast.mentor, cast.coach):
        assert enrolments_seen(by=who) == ()
    for role in Role:
        with pytest.raises(Refused) as refused:
            add_companion(enrolled.ref, cast.coach.person, role, by=cast.partner_manager, at=at)
        assert refused.value.refusal.code == "enrolment_is_over"


def test_who_withdrew_is_not_completed_by_an_award(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    withdraw(enrolled.ref, reason="change-in-career", by=cast.partner_manager, at=at)

    state = complete_by_award(enrolled.ref, why="Passed", released_by=cast.moderator.person_id, at=at)

    assert state is State.WITHDRAWN
    assert last_step(enrolled.ref).state is State.WITHDRAWN
    with pytest.raises(EnrolmentStep.DoesNotExist):
        last_step(enrolled.cohort.ref)


def test_a_quality_lead_completes_with_an_outcome(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)

    assert complete(enrolled.ref, by=cast.quality_lead, at=at) is State.COMPLETED
    with pytest.raises(Refused):
        withdraw(enrolled.ref, reason="change-in-career", by=cast.programme_manager, at=at)

    assert Enrolment.objects.get(ref=enrolled.ref).state == "completed"


@pytest.mark.parametrize(
    ("word", "take", "code"),
    [
        ("a participant does not start themself", lambda r, c, t: start(r, by=c.participant, at=t), "may_not_run"),
        ("an inspector changes nothing", lambda r, c, t: complete(r, by=c.inspector, at=t), "may_not_run"),
        ("no reason", lambda r, c, t: defer(r, reason="", by=c.partner_manager, at=t), "no_reason"),
        ("no such step", lambda r, c, t: resume(r, by=c.partner_manager, at=t), "no_such_step"),
        (
            "a return in the past",
            lambda r, c, t: defer(r, reason="career-break", returns_on=date(2025, 1, 1), by=c.partner_manager, at=t),
            "returns_in_the_past",
        ),
    ],
)  # fmt: skip
def test_a_step_that_is_refused_changes_nothing(cast, at, word, take, code) -> None:
    enrolled = make_enrolment(cast, at=at)
    before = steps(enrolled.ref)

    with pytest.raises(Refused) as refused:
        take(enrolled.ref, cast, at)

    assert refused.value.refusal.code == code, word
    assert steps(enrolled.ref) == before
    assert Enrolment.objects.get(ref=enrolled.ref).state == "active"


def test_an_outsider_finds_no_enrolment_to_step(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)

    for actor in (cast.outsider, cast.outside_participant):
        with pytest.raises(Enrolment.DoesNotExist):
            withdraw(enrolled.ref, reason="change-in-career", by=actor, at=at)

    assert Enrolment.objects.get(ref=enrolled.ref).state == "active"


def test_everybody_who_accepted_is_started_together_and_once(cast, at, cohort) -> None:
    refs = [enrol(cohort.ref, newcomer(cast), by=cast.partner_manager, at=at)]
    accept(refs[0], by=cast.participant, at=at)
    enrol_many(cast, cohort, 2, at=at)

    assert start_everyone(cohort.ref, by=cast.partner_manager, at=at) == 1
    assert start_everyone(cohort.ref, by=cast.partner_manager, at=at) == 0
    with pytest.raises(Refused):
        start_everyone(cohort.ref, by=cast.inspector, at=at)

    assert set(Enrolment.objects.values_list("state", flat=True)) == {"active"}
    assert steps(refs[0])[-1] == ("start", "active")
    assert AuditEntry.objects.filter(did="cohorts.start_everyone").count() == 2


def test_a_step_says_from_which_day_it_counts(cast, at, cohort) -> None:
    enrolled, by = make_enrolment(cast, at=at, cohort=cohort), cast.partner_manager
    later = at + timedelta(days=20)
    defer(enrolled.ref, reason="career-break", since=date(2026, 1, 12), by=by, at=later)

    for since, code in ((date(2026, 1, 11), "before_the_last_step"), (date(2026, 2, 1), "not_yet")):
        with pytest.raises(Refused) as refused:
            resume(enrolled.ref, since=since, by=by, at=later)
        assert refused.value.refusal.code == code
    resume(enrolled.ref, since=date(2026, 1, 20), by=by, at=later)
    withdraw(enrolled.ref, reason="change-in-career", since=date(2026, 1, 20), by=by, at=later)

    told = [line.since for line in enrolment_page(enrolled.ref, by=by, at=later).steps]
    assert told == [None, None, None, date(2026, 1, 12), date(2026, 1, 20), date(2026, 1, 20)]


def test_a_companion_sees_an_enrolment_until_it_ends(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    by = cast.partner_manager

    add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=by, at=at)
    add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=by, at=at)
    assert Companion.objects.filter(role="coach").count() == 1
    assert Enrolment.objects.seen_by(cast.coach).count() == 1

    end_companion(enrolled.ref, cast.coach.person, Role.COACH, why="Left the hub", by=by, at=at)
    assert Enrolment.objects.seen_by(cast.coach).count() == 0
    assert AuditEntry.objects.get(did="cohorts.end_companion").why == "Left the hub"
    with pytest.raises(Companion.DoesNotExist):
        end_companion(enrolled.ref, cast.coach.person, Role.COACH, why="Again", by=by, at=at)
    assert AuditEntry.objects.filter(did="cohorts.add_companion", facts__role="coach").count() == 1


def test_companions_are_named_by_who_runs_the_cohort(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    before = Companion.objects.count()

    with pytest.raises(Refused):
        add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=cast.sponsor, at=at)
    with pytest.raises(Refused):
        end_companion(enrolled.ref, cast.sponsor.person, Role.SPONSOR, why="", by=cast.headteacher, at=at)
    with pytest.raises(Enrolment.DoesNotExist):
        add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=cast.outsider, at=at)

    assert Companion.objects.filter(ended_at=None).count() == before


def test_a_companion_is_brought_in_at_the_participants_school(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    who = {"role": Role.MENTOR, "name": "Nadia Ferris", "email": "nadia@castlehill.example"}

    person = bring_companion(enrolled.ref, **who, by=cast.programme_manager, at=at)

    membership = Membership.objects.get(person__ref=person)
    assert (membership.duty, membership.organisation_id, membership.state) == ("mentor", cast.school.id, "active")
    beside = Companion.objects.get(person__ref=person)
    assert (beside.role, beside.enrolment.ref, beside.began_at, beside.ended_at) == ("mentor", enrolled.ref, at, None)
    assert AuditEntry.objects.filter(did="cohorts.add_companion", facts__person=str(person)).count() == 1


def test_nobody_is_brought_in_beside_an_enrolment_that_is_not_theirs_to_run(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    who = {"role": Role.MENTOR, "name": "Nadia Ferris", "email": "nadia@castlehill.example"}

    with pytest.raises(Refused):
        bring_companion(enrolled.ref, **who, by=cast.participant, at=at)
    with pytest.raises(Enrolment.DoesNotExist):
        bring_companion(enrolled.ref, **who, by=cast.outsider, at=at)

    assert not Person.objects.filter(email="nadia@castlehill.example").exists()
    assert Companion.objects.count() == 2
