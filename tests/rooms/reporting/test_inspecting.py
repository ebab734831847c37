"""The evidence pack of an inspection week: made in one action, kept as it stood, read by the provider's staff."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.actions.timetabling import plan_sessions
from goldenthread.cohorts.models import Session
from goldenthread.cohorts.types import NewCohort
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.actions.describing import describe_organisation
from goldenthread.people.models import Person
from goldenthread.people.types import OrganisationDetails
from goldenthread.programmes.models import Component, Programme, Release
from goldenthread.programmes.types import Route
from goldenthread.reporting.actions.inspecting import make_pack
from goldenthread.reporting.models import InspectionPack
from goldenthread.reporting.queries.gathering import week_facts
from goldenthread.reporting.queries.inspecting import packs_page, week_pack, week_pack_pdf
from goldenthread.reporting.queries.ruling import policies_in_force
from tests.makers.cohorts import DETAILS, RHYTHM, enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.programmes import make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(cast, at):
    return make_cohort(cast, at=at)


@pytest.fixture
def week(cast, cohort, at) -> date:
    """A week in which the made cohort has a session, with the cast's participant and somebody online on it."""
    make_enrolment(cast, at=at, cohort=cohort)
    make_enrolment(cast, at=at, cohort=cohort, participant=cast.outside_participant, route=Route.ONLINE)
    day = Session.objects.order_by("starts_at").last().starts_at.date()
    return day - timedelta(days=day.weekday())


def rows_of(pack, key):
    return next(table for table in pack.tables if table.key == key).rows


def test_one_action_keeps_everything_an_inspector_is_handed(cast, week, at) -> None:
    told = OrganisationDetails(place="Great Yarmouth", specialism="Rural primaries")
    describe_organisation(cast.partner.ref, told, by=cast.partner_manager, at=at)

    ref = make_pack(week + timedelta(days=3), key=uuid4(), by=cast.programme_manager, at=at)

    pack = week_pack(ref, by=cast.inspector)
    assert (pack.line.week_on, pack.line.version, pack.line.made_by) == (week, 1, "Priya Shah")
    assert (pack.line.partners, pack.line.participants, pack.line.sessions) == (2, 2, 1)
    assert rows_of(pack, "partners") == (
        ("Harbour Teaching Hub", "Great Yarmouth", "Face-to-face and online", "Rural primaries", 1, 2),
        ("Moorland Teaching Hub", "Not recorded", "No cohort runs in the week", "Not recorded", 0, 0),
    )
    assert [row[2:] for row in rows_of(pack, "courses")] == [(1, 1, 2, 1)]
    assert [row[2] for row in rows_of(pack, "participants")] == [2]
    (session,) = rows_of(pack, "sessions")
    assert session[9] == "Farah Aziz"
    assert session[10] in {1, 2}
    assert rows_of(pack, "statements")
    assert {row[2] for row in rows_of(pack, "coverage")} == {"Blended", "Online-only"}
    assert rows_of(pack, "outline")
    assert {row[0] for row in rows_of(pack, "policies")} == {"Engagement", "Assessment"}
    assert AuditEntry.objects.filter(did="reporting.make_pack", to=str(ref)).count() == 1


def test_a_pack_stays_as_it_stood_and_a_new_one_is_the_next_version(cast, week, at) -> None:
    first = make_pack(week, key=uuid4(), by=cast.programme_manager, at=at)
    before = week_pack(first, by=cast.inspector)
    describe_organisation(cast.partner.ref, OrganisationDetails(place="Ely"), by=cast.programme_manager, at=at)

    second = make_pack(week, key=uuid4(), by=cast.quality_lead, at=at)

    after = week_pack(first, by=cast.inspector)
    assert after.tables == before.tables
    assert after.newer == second
    newest = week_pack(second, by=cast.inspector)
    assert (newest.line.version, newest.newer) == (2, None)
    assert rows_of(newest, "partners")[0][1] == "Ely"
    with pytest.raises(IntegrityError):
        InspectionPack.objects.filter(ref=first).update(tables=[])


def test_the_same_press_makes_one_pack(cast, week, at) -> None:
    key = uuid4()

    assert make_pack(week, key=key, by=cast.administrator, at=at) == make_pack(
        week, key=key, by=cast.administrator, at=at
    )
    assert len(packs_page(by=cast.inspector, at=at).packs) == 1


def test_names_are_those_of_today_and_none_is_kept(cast, week, at) -> None:
    ref = make_pack(week, key=uuid4(), by=cast.programme_manager, at=at)
    Person.objects.filter(pk=cast.facilitator.person_id).update(name="Somebody who was erased")

    assert rows_of(week_pack(ref, by=cast.inspector), "sessions")[0][9] == "Somebody who was erased"
    assert "Farah" not in str(InspectionPack.objects.get(ref=ref).tables)


def test_a_pack_of_an_empty_installation_says_so(cast, at) -> None:
    ref = make_pack(date(2026, 1, 12), key=uuid4(), by=cast.programme_manager, at=at)

    pack, drawn = week_pack_pdf(ref, by=cast.programme_manager)
    assert pack.line.sessions == 0
    assert rows_of(pack, "policies") == ()
    assert drawn.startswith(b"%PDF")


def test_packs_are_none_of_a_partners_business(cast, week, at) -> None:
    ref = make_pack(week, key=uuid4(), by=cast.programme_manager, at=at)

    for stranger in (cast.partner_manager, cast.outsider, cast.facilitator, cast.participant):
        assert packs_page(by=stranger, at=at).packs == ()
        with pytest.raises(InspectionPack.DoesNotExist):
            week_pack(ref, by=stranger)
        with pytest.raises(Refused):
            make_pack(week, key=uuid4(), by=stranger, at=at)
    with pytest.raises(Refused, match="Ask a programme manager"):
        make_pack(week, key=uuid4(), by=cast.inspector, at=at)
    with pytest.raises(Refused, match="too far away"):
        make_pack(date(2066, 1, 1), key=uuid4(), by=cast.programme_manager, at=at)


def test_many_cohorts_and_people_take_no_more_statements(cast, cohort, week, at) -> None:
    few = statements_of(lambda: week_facts(week))
    more = make_cohort(cast, at=at, built=cohort.built, partner=cast.other_partner.ref)
    enrol_many(cast, more, 3, at=at)

    assert statements_of(lambda: week_facts(week)) == few
    assert few <= 19


def test_before_any_policy_is_in_force_none_is_handed_over(cast, cohort) -> None:
    (programme,) = Programme.objects.values_list("ref", flat=True)

    assert [policy.what for policy in policies_in_force([programme], on=date(2026, 1, 5))] == [
        "Engagement",
        "Assessment",
    ]
    assert policies_in_force([programme], on=date(2000, 1, 1)) == ()


def test_a_route_with_nothing_on_it_has_no_line_of_coverage(cast, at) -> None:
    draft = make_draft(cast, at=at)
    Component.objects.filter(is_blended=False).delete()
    Component.objects.update(is_online=False)
    Release.objects.filter(ref=draft).update(state="published", published_at=at)
    cohort = open_cohort(NewCohort(draft, cast.partner.ref, DETAILS), by=cast.programme_manager, at=at)
    plan_sessions(cohort, RHYTHM, by=cast.programme_manager, at=at)
    day = Session.objects.order_by("starts_at").first().starts_at.date()

    facts = week_facts(day - timedelta(days=day.weekday()))

    assert {line.route for line in facts.coverage} == {"Blended"}
