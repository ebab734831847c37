"""What follows when a duty ends: who no longer walks beside whom, and what is left to be done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion, end_without_duty
from goldenthread.cohorts.models import Companion, Session
from goldenthread.cohorts.queries.board import cohort_board
from goldenthread.cohorts.queries.cohort import cohort_page
from goldenthread.cohorts.queries.leaving import left_open
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import give_hat
from goldenthread.people.models import Membership, Person
from goldenthread.people.types import Duty
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of
from tests.makers.leaving import leave


@pytest.fixture
def enrolled(cast, at):
    made = make_enrolment(cast, at=at)
    add_companion(made.ref, cast.coach.person, Role.COACH, by=cast.programme_manager, at=at)
    return made


def test_the_end_of_a_duty_is_told_with_what_it_leaves_open(cast, enrolled, at) -> None:
    hats = {hat.person_id: hat.ref for hat in Membership.objects.all()}

    def left(who):
        return left_open(who.person, hats[who.person_id], at=at)

    assert (left(cast.coach).sessions, left(cast.coach).people) == (0, {Role.COACH: 1})
    to_come = Session.objects.filter(ends_at__gt=at).count()
    assert (left(cast.facilitator).sessions, left(cast.facilitator).people) == (to_come, {})
    assert left(cast.mentor).people == {Role.MENTOR: 1}
    assert statements_of(lambda: left(cast.mentor)) == 4
    give_hat(cast.coach.person, duty=Duty.COACH, place=str(cast.provider.ref), urn="", by=cast.administrator, at=at)
    assert left(cast.coach).people == {}


def test_with_a_duty_end_the_places_that_it_gave(cast, enrolled, at) -> None:
    late = at + timedelta(days=1)
    assert end_without_duty(cast.mentor.person, why="Their duty ended.", at=late) == 0
    leave(cast.mentor, Duty.MENTOR, cast, at=at)
    told = NoticeRow.objects.get(kind="people.duty_ended").facts
    assert told == {"person": str(cast.mentor.person), "by": str(cast.administrator.person)}

    assert end_without_duty(cast.mentor.person, why="Their duty ended.", at=late) == 1
    assert end_without_duty(cast.mentor.person, why="Their duty ended.", at=late) == 0

    gone = Companion.objects.get(person__ref=cast.mentor.person)
    assert gone.ended_at == late
    entry = AuditEntry.objects.get(did="cohorts.end_companion")
    assert (entry.by, entry.to, entry.why) == ("jobs", str(enrolled.ref), "Their duty ended.")
    assert Companion.objects.filter(ended_at=None).count() == 2


def test_whoever_may_no_longer_enter_walks_beside_nobody(cast, enrolled, at) -> None:
    Person.objects.filter(ref=cast.sponsor.person).update(is_active=False)

    assert end_without_duty(cast.sponsor.person, why="Gone.", at=at) == 1


def test_who_runs_the_cohort_finds_what_was_left(cast, enrolled, at) -> None:
    def needs():
        (row,) = cohort_board(by=cast.partner_manager, at=at).rows
        rows = cohort_page(enrolled.cohort.ref, by=cast.partner_manager, at=at).sessions
        assert row.unled == sum(session.lead_left for session in rows)
        return row.unled

    assert needs() == 0
    leave(cast.facilitator, Duty.FACILITATOR, cast, at=at)

    assert needs() == Session.objects.filter(ends_at__gt=at).count()
    give_hat(
        cast.facilitator.person, duty=Duty.FACILITATOR, place=str(cast.provider.ref), urn="", by=cast.administrator,
        at=at,
    )  # fmt: skip
    assert needs() == 0


def test_a_manager_does_not_name_themself(cast, enrolled, at) -> None:
    by = cast.partner_manager
    give_hat(by.person, duty=Duty.MENTOR, place=str(cast.school.ref), urn="", by=cast.administrator, at=at)

    with pytest.raises(Refused) as refused:
        add_companion(enrolled.ref, by.person, Role.MENTOR, by=by, at=at)

    assert refused.value.refusal.code == "runs_the_cohort"
    assert not Companion.objects.filter(person__ref=by.person).exists()
