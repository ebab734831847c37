"""The tally of who stands where: kept up whatever writes, the same when it is reckoned anew."""

from __future__ import annotations

import random
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.actions.tallying import put_tallies_together, right_tallies
from goldenthread.cohorts.models import Engagement, Enrolment, Risk, Session, Tally
from goldenthread.cohorts.models.tallying import COUNTS, stands
from goldenthread.cohorts.types import Mark, RegisterSheet, Source
from goldenthread.programmes.types import Route
from tests.makers.cohorts import enrol_many, make_cohort

PLACE = ("cohort_id", "school_id", "route")


def told() -> set[tuple]:
    return {row for row in Tally.objects.summed(*PLACE) if any(row[3:])}


def counted() -> set[tuple]:
    return set(stands())


def test_the_tally_says_what_the_enrolments_say_after_every_step(cast, at) -> None:
    cohort, by = make_cohort(cast, at=at), cast.programme_manager
    people = enrol_many(cast, cohort, 4, at=at)
    whole = [c for c in cohort.built.outline.components if not c.kind.has_sessions and c.is_on(Route.BLENDED)]

    assert told() == counted()
    assert len(told()) == 1
    for component in whole:
        credit(people[0], component.ref, source=Source.BY_HAND, source_ref=uuid4(), by=by, at=at)
    assert told() == counted()
    Enrolment.objects.filter(ref=people[1]).update(route="online", school=cast.other_school.id)
    Enrolment.objects.filter(ref=people[2]).update(state="deferred")
    Engagement.objects.filter(enrolment__ref=people[3]).update(is_met=True)
    Risk.objects.filter(enrolment__ref=people[3]).update(is_at_risk=True, reason="beyond")

    assert told() == counted()
    assert len(told()) == 2
    assert [sum(row[n] for row in told()) for n in (3, 4)] == [4, 3]
    assert sum(row[6] for row in told()) >= 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_order_changes_come_in_the_tally_is_the_count(cast, at, seed: int) -> None:
    people = enrol_many(cast, make_cohort(cast, at=at), 3, at=at)
    chance = random.Random(seed)

    for _ in range(30):
        row = Enrolment.objects.filter(ref=chance.choice(people))
        change = chance.choice(("state", "route", "met", "risk"))
        if change == "state":
            row.update(state=chance.choice(("active", "deferred", "withdrawn", "accepted")))
        elif change == "route":
            row.update(route=chance.choice(("blended", "online")))
        elif change == "met":
            Engagement.objects.filter(enrolment__in=row).update(is_met=chance.choice((True, False)))
        else:
            Risk.objects.filter(enrolment__in=row).update(is_at_risk=chance.choice((True, False)), reason="beyond")
    put_tallies_together()

    assert told() == {row for row in counted() if any(row[3:])}


def test_lines_are_put_together_without_changing_what_they_say(cast, at) -> None:
    enrol_many(cast, make_cohort(cast, at=at), 3, at=at)
    before, lines = told(), Tally.objects.count()

    fewer = put_tallies_together()

    assert (fewer, Tally.objects.count(), told()) == (lines - 1, 1, before)
    assert put_tallies_together() == 0


def test_what_was_written_past_the_tally_is_righted(cast, at) -> None:
    enrol_many(cast, make_cohort(cast, at=at), 3, at=at)
    assert right_tallies() == 0
    Tally.objects.all().delete()

    assert right_tallies() == 1

    assert told() == counted()
    assert set(COUNTS) == {"placed", "active", "reached", "at_risk"}


def test_a_session_knows_that_somebody_was_marked(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    one, *_ = enrol_many(cast, cohort, 1, at=at)
    session = Session.objects.filter(cohort__ref=cohort.ref, starts_at__lt=at, component__is_blended=True).earliest(
        "pk"
    )
    assert not session.is_marked

    take_register(session.ref, RegisterSheet(uuid4(), {one: Mark.PRESENT}), by=cast.facilitator, at=at)

    session.refresh_from_db()
    assert session.is_marked
    assert not Session.objects.exclude(pk=session.pk).filter(is_marked=True).exists()
