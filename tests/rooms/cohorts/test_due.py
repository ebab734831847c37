"""Due dates: from the policy's rule and the timetable, set by hand with a reason."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.due import set_due_date
from goldenthread.cohorts.models import Cohort, ComponentDue
from goldenthread.cohorts.queries.due import days_due, due_page
from goldenthread.cohorts.queries.engagement import engagement_of, my_page
from goldenthread.cohorts.types import Standing
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of

SOON, PAST = date(2026, 3, 2), date(2026, 1, 4)


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def line(enrolled, title, *, by, at):
    return next(x for x in due_page(enrolled.cohort.ref, by=by, at=at).lines if x.component.title.startswith(title))


def test_without_a_hand_it_goes_by_the_rule(cast, at, enrolled) -> None:
    page = due_page(enrolled.cohort.ref, by=cast.partner_manager, at=at)

    event, unit = (line(enrolled, title, by=cast.partner_manager, at=at) for title in ("Event 1", "How culture"))
    assert page.why_not_run is None
    assert (event.due_on, event.last_session.date()) == (event.last_session.date(), event.due_on)
    assert (unit.due_on, unit.is_set, unit.last_session) == (date(2027, 2, 28), False, None)


def test_a_manager_sets_a_day_everybody_sees_it_and_it_can_go_by_the_rule_again(cast, at, enrolled) -> None:
    unit = enrolled.cohort.built.component("How culture")

    set_due_date(enrolled.cohort.ref, unit.ref, SOON, why=" Before Event 3 ", by=cast.partner_manager, at=at)

    told = line(enrolled, "How culture", by=cast.facilitator, at=at)
    assert (told.due_on, told.by_rule, told.why, told.by) == (SOON, date(2027, 2, 28), "Before Event 3", "Harriet Boyd")
    mine = my_page(by=cast.participant, at=at)
    assert mine
    assert {i.component.title: i.due_on for i in mine.engagement.items}["How culture is built"] == SOON
    own = [thing for thing in mine.ahead if not thing.session]
    assert (own[0].component.title, own[0].due_on) == ("How culture is built", SOON)
    entry = AuditEntry.objects.get(did="cohorts.set_due_date")
    assert (entry.to, entry.why) == (str(enrolled.cohort.ref), " Before Event 3 ")

    set_due_date(enrolled.cohort.ref, unit.ref, None, why="Not before", by=cast.partner_manager, at=at)

    assert line(enrolled, "How culture", by=cast.facilitator, at=at).is_set is False
    assert ComponentDue.objects.count() == 2


def test_what_is_past_its_day_is_late_and_still_to_be_done(cast, at, enrolled) -> None:
    unit = enrolled.cohort.built.component("How culture")

    set_due_date(enrolled.cohort.ref, unit.ref, PAST, why="Before Event 2", by=cast.partner_manager, at=at)

    told = engagement_of(enrolled.ref, by=cast.sponsor, at=at)
    assert [i.standing for i in told.missing if i.component.id == unit.id] == [Standing.LATE]
    first = next(i for i in told.repair if i.standing is not Standing.AWAITED)
    assert first.component.id == unit.id
    mine = my_page(by=cast.participant, at=at)
    assert mine
    assert next(t for t in mine.ahead if not t.session).component.id == unit.id


def test_only_who_runs_the_cohort_sets_a_day(cast, at, enrolled) -> None:
    unit = enrolled.cohort.built.component("How culture")

    for who, what, code in (
        (cast.facilitator, unit.ref, "may_not_run"),
        (cast.programme_manager, uuid4(), "not_on_programme"),
    ):
        with pytest.raises(Refused) as refused:
            set_due_date(enrolled.cohort.ref, what, SOON, why="So", by=who, at=at)
        assert refused.value.refusal.code == code
    with pytest.raises(Cohort.DoesNotExist):
        set_due_date(enrolled.cohort.ref, unit.ref, SOON, why="So", by=cast.outsider, at=at)
    with pytest.raises(Cohort.DoesNotExist):
        due_page(enrolled.cohort.ref, by=cast.outsider, at=at)
    assert ComponentDue.objects.count() == 0


def test_the_page_takes_as_many_statements_with_many_days_set(cast, at, enrolled) -> None:
    few = statements_of(lambda: due_page(enrolled.cohort.ref, by=cast.programme_manager, at=at))
    for component in enrolled.cohort.built.outline.components[:5]:
        set_due_date(enrolled.cohort.ref, component.ref, SOON, why="So", by=cast.programme_manager, at=at)

    assert statements_of(lambda: due_page(enrolled.cohort.ref, by=cast.programme_manager, at=at)) == few == 5


def test_every_room_is_told_the_same_days_of_several_cohorts_at_once(cast, at, enrolled) -> None:
    unit = enrolled.cohort.built.component("How culture")
    set_due_date(enrolled.cohort.ref, unit.ref, SOON, why="Before Event 3", by=cast.partner_manager, at=at)
    mine = Cohort.objects.get()

    days = days_due([mine.pk])

    page = due_page(enrolled.cohort.ref, by=cast.partner_manager, at=at)
    assert days == {(mine.pk, line.component.id): line.due_on for line in page.lines}
    few = statements_of(lambda: days_due([mine.pk]))
    for n in range(3):
        Cohort.objects.create(
            release=mine.release,
            title=f"Another {n}",
            partner=mine.partner,
            starts_on=mine.starts_on,
            ends_on=mine.ends_on,
            capacity=5,
            opened_at=at,
        )
    every = list(Cohort.objects.values_list("pk", flat=True))
    assert len(days_due(every)) == 4 * len(days)
    assert statements_of(lambda: days_due(every)) == few == 3
