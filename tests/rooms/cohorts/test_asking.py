"""What other rooms ask: facts, figures, and what is ahead."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.models import Cohort, Enrolment
from goldenthread.cohorts.queries.engagement import (
    engagement_of,
    enrolment_facts,
    enrolment_seen,
    enrolments_of,
    enrolments_seen,
    my_enrolment,
    my_page,
    next_for,
)
from goldenthread.cohorts.queries.naming import cohort_line, cohort_lines, cohort_title
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.cohorts.types import Role, Source, Stage
from tests.makers.cohorts import DETAILS, enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def test_facts_name_who_walks_beside_and_where_the_figure_stands(cast, at, enrolled) -> None:
    add_companion(enrolled.ref, cast.coach.person, Role.COACH, by=cast.programme_manager, at=at)
    row = Enrolment.objects.get(ref=enrolled.ref)

    facts = enrolment_facts([row.pk])[row.pk]

    assert (facts.participant_id, facts.school_id, facts.partner_id) == (
        cast.participant.person_id,
        cast.school.id,
        cast.partner.id,
    )
    assert dict(facts.companions) == {
        "sponsor": (cast.sponsor.person_id,),
        "mentor": (cast.mentor.person_id,),
        "coach": (cast.coach.person_id,),
    }
    assert not facts.is_engaged_enough
    assert enrolment_facts(refs=[enrolled.ref]) == {row.pk: facts}
    assert enrolment_seen(enrolled.ref, by=cast.coach) == facts
    with pytest.raises(Enrolment.DoesNotExist):
        enrolment_seen(enrolled.ref, by=cast.outsider)


def test_facts_of_many_take_as_many_statements_as_of_one(cast, at, enrolled) -> None:
    assert statements_of(lambda: enrolments_seen(by=cast.programme_manager)) == 2
    enrol_many(cast, enrolled.cohort, 3, at=at)

    assert statements_of(lambda: enrolments_seen(by=cast.programme_manager)) == 2
    names = [facts.name for facts in enrolments_seen(by=cast.partner_manager, cohort=enrolled.cohort.ref)]
    assert names == ["Parveen Begum", "Person 01", "Person 02", "Person 03"]
    assert enrolments_seen(by=cast.outsider) == ()


def test_everything_credited_reaches_the_figure(cast, at, enrolled) -> None:
    for component in enrolled.cohort.built.outline.on(Enrolment.objects.get(ref=enrolled.ref).route):
        credit(enrolled.ref, component.ref, source=Source.BY_HAND, source_ref=uuid4(), by=cast.programme_manager, at=at)

    told = engagement_of(enrolled.ref, by=cast.headteacher, at=at)

    assert told.sentences == ("21 of 21 hours are credited: 100 %.", "The programme asks for 90 %. That is reached.")
    assert (told.missing, told.to_come, told.repair) == ((), (), ())
    assert enrolment_seen(enrolled.ref, by=cast.sponsor).is_engaged_enough


def test_what_is_ahead_begins_with_the_next_session(cast, at, enrolled) -> None:
    first, *_, last = next_for(enrolled.ref, by=cast.participant, at=at, most=99)

    assert first.component.title == "Event 2: teaching that works"
    assert first.place == "Harbour Hall, Quayside"
    assert (last.component.title, last.session) == ("Coaching 2", None)
    assert len(next_for(enrolled.ref, by=cast.sponsor, at=at)) == 3


def test_my_enrolment_is_the_one_under_way(cast, at, enrolled) -> None:
    second = make_cohort(cast, at=at, built=enrolled.cohort.built, partner=cast.other_partner.ref)
    other = make_enrolment(cast, at=at, cohort=second)
    Enrolment.objects.filter(ref=enrolled.ref).update(state="withdrawn")

    assert [mine.ref for mine in enrolments_of(cast.participant.person)] == [other.ref, enrolled.ref]
    assert my_enrolment(by=cast.participant).ref == other.ref
    assert my_enrolment(by=cast.coach) is None
    assert my_page(by=cast.participant, at=at).others[0].ref == enrolled.ref
    assert my_page(by=cast.coach, at=at) is None


def test_a_cohort_says_how_many_places_are_left(cast, at, enrolled) -> None:
    place = cohort_to_fill(enrolled.cohort.ref, by=cast.partner_manager)

    assert (place.free, place.placed) == (29, frozenset({"parveen@castlehill.example"}))


def test_cohorts_are_named_to_those_who_may_see_them(cast, at, enrolled) -> None:
    ref, today = enrolled.cohort.ref, at.date()
    far = make_cohort(cast, at=at, built=enrolled.cohort.built, partner=cast.other_partner.ref)
    line = cohort_line(ref, by=cast.partner_manager, on=today)

    assert (line.ref, line.title, line.programme) == (ref, "Autumn 2025", "Senior leadership at Fenland")
    assert (line.partner, line.stage) == ("Harbour Teaching Hub", Stage.RUNNING)
    assert cohort_title(ref, by=cast.facilitator) == "Autumn 2025"
    assert cohort_lines(by=cast.partner_manager, on=today) == (line,)
    assert {line.ref for line in cohort_lines(by=cast.programme_manager, on=today)} == {ref, far.ref}
    assert statements_of(lambda: cohort_lines(by=cast.programme_manager, on=today)) == 1
    assert cohort_lines(by=cast.headteacher, on=today) == ()
    for name_it in (lambda: cohort_title(ref, by=cast.outsider), lambda: cohort_line(ref, by=cast.outsider, on=today)):
        with pytest.raises(Cohort.DoesNotExist):
            name_it()


def test_a_cohort_is_named_with_its_stage_on_the_day_asked_about(cast, enrolled) -> None:
    ref, by = enrolled.cohort.ref, cast.partner_manager
    line = cohort_line(ref, by=by, on=DETAILS.starts_on)

    before, after = DETAILS.starts_on - timedelta(days=1), DETAILS.ends_on + timedelta(days=1)
    stages = [cohort_line(ref, by=by, on=day).stage for day in (before, line.starts_on, line.ends_on, after)]

    assert stages == [Stage.COMING, Stage.RUNNING, Stage.RUNNING, Stage.ENDED]
