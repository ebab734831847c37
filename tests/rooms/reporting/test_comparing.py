"""The whole picture: what is counted by which group, for whom, and the list behind each number."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.models import Engagement, Enrolment, Risk, Session
from goldenthread.learning.models import CatchUp
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Organisation
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from goldenthread.programmes.types import Route
from goldenthread.reporting.queries.comparing import behind, picture
from goldenthread.reporting.queries.tables import picture_as_csv
from goldenthread.reporting.types.comparing import Asked, By, What
from tests.makers.cohorts import enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast, at):
    """Two at the cast's partner, one of them at risk; one at the other partner who has reached the figure online."""
    cohort = make_cohort(cast, at=at)
    mine = make_enrolment(cast, at=at, cohort=cohort)
    enrol_many(cast, cohort, 1, at=at)
    far = make_cohort(cast, at=at, built=cohort.built, partner=cast.other_partner.ref)
    theirs = make_enrolment(cast, at=at, cohort=far, route=Route.ONLINE, participant=cast.outside_participant)
    Organisation.objects.filter(ref=cast.school.ref).update(phase="primary")
    Enrolment.objects.filter(ref=theirs.ref).update(school=cast.other_school.id)
    Engagement.objects.filter(enrolment__ref=theirs.ref).update(is_met=True, millionths=950_000)
    Risk.objects.all().delete()
    Risk.objects.create(
        enrolment=Enrolment.objects.get(ref=mine.ref), is_at_risk=True, reason="sessions", need=9, reckoned_at=at
    )
    session = Session.objects.filter(cohort__ref=cohort.ref, ends_at__lte=at).first()
    CatchUp.objects.create(
        session=session, enrolment=Enrolment.objects.get(ref=mine.ref), state="submitted", due_on=at, submitted_at=at
    )
    return cohort, mine, theirs


def enrol_more(cast, cohort, at) -> None:
    """Three more on the cohort, whom the maker names like those who are there already."""
    for n in range(3):
        email = f"more{n}@castlehill.example"
        bring_in(name="More", email=email, duty=Duty.PARTICIPANT, place=cast.school.ref, by=cast.administrator, at=at)
        make_enrolment(cast, at=at, cohort=cohort, participant=actor_by_email(email))


def lines(cast, at, compare, who="programme_manager"):
    found = picture(by=getattr(cast, who), at=at, compare=compare)
    return {g.name: (g.placed, g.active, g.reached, g.at_risk, g.catch_ups) for g in (found.whole, *found.groups)}


@pytest.mark.parametrize(
    ("compare", "most", "fewest"),
    [
        (By.PARTNER, "Harbour Teaching Hub", "Moorland Teaching Hub"),
        (By.PHASE, "Primary", "Phase not recorded"),
        (By.ROUTE, "Blended", "Online-only"),
    ],
)
def test_each_way_of_comparing_counts_everybody_once(cast, scene, at, compare, most, fewest) -> None:
    assert lines(cast, at, compare) == {
        "Altogether": (3, 3, 1, 1, 1),
        most: (2, 2, 0, 1, 1),
        fewest: (1, 1, 1, 0, 0),
    }


def test_by_programme_there_is_one(cast, scene, at) -> None:
    found = picture(by=cast.inspector, at=at, compare=By.PROGRAMME)

    (group,) = found.groups
    assert (group.placed, group.share) == (3, 33)
    assert group.registers == found.whole.registers > 0
    assert picture(by=cast.inspector, at=at, compare=By.ROUTE).groups[0].registers is None
    assert picture(by=cast.inspector, at=at - timedelta(days=400), compare=By.PARTNER).whole.registers == 0


def test_a_partner_sees_its_own_and_nobody_else_anything(cast, scene, at) -> None:
    assert lines(cast, at, By.PARTNER, "outsider") == {
        "Altogether": (1, 1, 1, 0, 0),
        "Moorland Teaching Hub": (1, 1, 1, 0, 0),
    }
    for stranger in ("coach", "facilitator", "headteacher", "participant"):
        found = picture(by=getattr(cast, stranger), at=at, compare=By.PARTNER)
        assert (found.whole.placed, found.groups, found.whole.share) == (0, (), None)
    theirs = behind(Asked(partner=cast.partner.ref), by=cast.outsider, at=at)
    assert (theirs.total, theirs.narrowed) == (0, ())
    assert [row.name for row in behind(Asked(), by=cast.outsider, at=at).rows] == ["Olga Novak"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Olga Novak", "Parveen Begum", "Person 01"]),
        ({"what": What.ACTIVE, "route": "blended"}, ["Parveen Begum", "Person 01"]),
        ({"what": What.REACHED}, ["Olga Novak"]),
        ({"what": What.AT_RISK}, ["Parveen Begum"]),
        ({"phase": "primary"}, ["Parveen Begum", "Person 01"]),
        ({"phase": "not_recorded"}, ["Olga Novak"]),
        ({"phase": "nonsense"}, []),
        ({"programme": uuid4()}, []),
        ({"what": What.CATCH_UPS}, ["Parveen Begum"]),
        ({"what": What.CATCH_UPS, "route": "online"}, []),
    ],
)
def test_behind_a_number_stand_those_whom_it_counts(cast, scene, at, asked, names) -> None:
    found = behind(Asked(**asked), by=cast.programme_manager, at=at)

    assert [row.name for row in found.rows] == names
    assert found.total == len(names)


def test_a_line_opens_the_person_or_the_session(cast, scene, at) -> None:
    cohort, mine, _ = scene
    (row,) = behind(Asked(What.AT_RISK, partner=cast.partner.ref), by=cast.inspector, at=at).rows
    assert (row.ref, row.is_at_risk) == (mine.ref, True)
    assert row.figure is not None

    due = behind(Asked(What.REGISTERS, partner=cast.partner.ref), by=cast.inspector, at=at, page=99)
    assert {row.ref for row in due.rows} <= set(cohort.sessions.values())
    assert (due.page, due.narrowed) == (1, ("Harbour Teaching Hub",))


def test_as_many_statements_for_many(cast, scene, at) -> None:
    def counted() -> list[int]:
        return [
            *(statements_of(lambda b=b: picture(by=cast.inspector, at=at, compare=b)) for b in By),
            *(statements_of(lambda w=w: behind(Asked(w), by=cast.inspector, at=at)) for w in What),
        ]

    few = counted()
    enrol_more(cast, scene[0], at)

    assert counted() == few
    assert max(few) <= 6


def test_the_picture_as_a_table_has_everybody_first(cast, scene, at) -> None:
    lines = (
        picture_as_csv(picture(by=cast.programme_manager, at=at, compare=By.PARTNER)).decode("utf-8-sig").splitlines()
    )

    assert lines[0].endswith("Participants,Active,Figure reached,At risk,Registers due,Catch-up waiting")
    assert len(lines) == 4
    assert lines[1].split(",")[1] == "3"
