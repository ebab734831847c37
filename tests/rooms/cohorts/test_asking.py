"""What other rooms ask: facts, figures, and what is ahead."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.models import Enrolment
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
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.cohorts.types import Role, Source
from tests.makers.cohorts import enrol_many, make_cohort, make_enrolment
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
