"""Opening a cohort, changing it, and its timetable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.cohorts.actions.enrolling import enrol
from goldenthread.cohorts.actions.opening import change_cohort, open_cohort
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.actions.timetabling import add_session, change_session, plan_sessions, remove_session
from goldenthread.cohorts.actions.transferring import transfer
from goldenthread.cohorts.models import Cohort, Engagement, Session
from goldenthread.cohorts.queries.cohort import cohort_page
from goldenthread.cohorts.queries.months import timetable_page
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.cohorts.queries.timetable import live_components
from goldenthread.cohorts.types import Mark, NewCohort, NewEnrolment, RegisterSheet, SessionDetails, TransferPlan
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Organisation
from goldenthread.programmes.models import Release
from goldenthread.programmes.types import Route
from tests.makers.cohorts import DETAILS, RHYTHM, make_cohort, make_enrolment
from tests.makers.programmes import make_draft, make_release


@pytest.fixture
def cohort(cast, at):
    return make_cohort(cast, at=at)


def details_of(row: Session) -> SessionDetails:
    return SessionDetails(row.starts_at, row.ends_at, row.venue, row.room, row.online_link, None)


def test_a_partner_manager_opens_a_cohort_at_their_partner(cast, at) -> None:
    built = make_release(cast, at=at)

    ref = open_cohort(NewCohort(built.release, cast.partner.ref, DETAILS), by=cast.partner_manager, at=at)

    row = Cohort.objects.get(ref=ref)
    assert (row.as_details(), row.partner_id, row.release.ref) == (DETAILS, cast.partner.id, built.release)
    assert AuditEntry.objects.get(did="cohorts.open_cohort").to == str(ref)
    assert NoticeRow.objects.get(kind="cohorts.opened").facts == {"cohort": str(ref)}


def test_a_cohort_is_opened_at_a_partner_of_ones_own_on_a_published_release(cast, at) -> None:
    built = make_release(cast, at=at)
    draft = make_draft(cast, at=at, title="Not yet")
    manager = cast.programme_manager

    with pytest.raises(Organisation.DoesNotExist):
        open_cohort(NewCohort(built.release, cast.other_partner.ref, DETAILS), by=cast.partner_manager, at=at)
    with pytest.raises(Release.DoesNotExist):
        open_cohort(NewCohort(draft, cast.partner.ref, DETAILS), by=manager, at=at)
    for release, place, by, code in (
        (built.release, cast.school.ref, manager, "not_a_partner"),
        (draft, cast.partner.ref, cast.curriculum_lead, "may_not_run"),
        (built.release, cast.partner.ref, cast.inspector, "may_not_run"),
    ):
        with pytest.raises(Refused) as refused:
            open_cohort(NewCohort(release, place, DETAILS), by=by, at=at)
        assert refused.value.refusal.code == code
    with pytest.raises(Refused) as refused:
        open_cohort(NewCohort(built.release, cast.partner.ref, replace(DETAILS, capacity=0)), by=manager, at=at)

    assert refused.value.refusal.code == "no_places"
    assert not Cohort.objects.exists()


def test_a_cohort_of_one_route_plans_for_it_and_takes_nobody_else(cast, at) -> None:
    built, by = make_release(cast, at=at), cast.programme_manager
    online = replace(DETAILS, only_route=Route.ONLINE)
    ref = open_cohort(NewCohort(built.release, cast.partner.ref, online), by=by, at=at)
    assert plan_sessions(ref, RHYTHM, by=by, at=at) == len(live_components(ref, by=by)) == 4
    assert not Session.objects.filter(cohort__ref=ref, component__is_online=False).exists()
    assert cohort_to_fill(ref, by=by).routes == {Route.ONLINE}
    assert (cohort_page(ref, by=by, at=at).unplanned, timetable_page(ref, by=by, at=at).unplanned) == (0, 0)

    def refused(code, work) -> None:
        with pytest.raises(Refused) as told:
            work()
        assert told.value.refusal.code == code

    who = NewEnrolment(cast.participant.person, cast.school.ref, Route.BLENDED)
    refused("route_not_taken", lambda: enrol(ref, who, by=by, at=at))
    event = built.component("Event 1").ref
    hours = SessionDetails(at, at + timedelta(hours=1))
    refused("not_on_this_route", lambda: add_session(ref, event, hours, by=by, at=at))
    moved = make_enrolment(
        cast, at=at, cohort=make_cohort(cast, at=at, built=built, details=replace(DETAILS, title="Blended"))
    )
    plan = TransferPlan(ref, Route.BLENDED, {}, "Nearer")
    refused("route_not_taken", lambda: transfer(moved.ref, plan, by=by, at=at))
    refused("other_route_in_use", lambda: change_cohort(ref, replace(DETAILS, only_route=Route.BLENDED), by=by, at=at))

    change_cohort(ref, replace(DETAILS, title="Both"), by=by, at=at)
    assert Cohort.objects.get(ref=ref).routes == set(Route)
    assert cohort_page(ref, by=by, at=at).unplanned == 4
    with pytest.raises(IntegrityError), atomic():
        Cohort.objects.filter(ref=ref).update(only_route="by post")


def test_a_title_is_taken_once_at_a_partner(cast, at, cohort) -> None:
    again = NewCohort(cohort.built.release, cast.partner.ref, DETAILS)

    with pytest.raises(Refused) as refused:
        open_cohort(again, by=cast.programme_manager, at=at)

    assert refused.value.refusal.code == "title_taken"
    assert open_cohort(replace(again, partner=cast.other_partner.ref), by=cast.programme_manager, at=at)
    spring = replace(again, details=replace(DETAILS, title="Spring"))
    other = open_cohort(spring, by=cast.programme_manager, at=at)
    with pytest.raises(Refused) as reshaped:
        change_cohort(other, DETAILS, by=cast.programme_manager, at=at)
    assert reshaped.value.refusal.code == "title_taken"


def test_a_cohort_is_changed_around_what_is_planned(cast, at, cohort) -> None:
    enrolled = make_enrolment(cast, at=at, cohort=cohort)
    Engagement.objects.update(due=1)
    wider = replace(DETAILS, title="Autumn", starts_on=date(2025, 8, 1), capacity=40, venue="Elsewhere")

    change_cohort(cohort.ref, wider, by=cast.partner_manager, at=at)

    assert Cohort.objects.get(ref=cohort.ref).as_details() == wider
    assert Engagement.objects.get(enrolment__ref=enrolled.ref).due == 1260
    assert "Autumn 2025" in AuditEntry.objects.get(did="cohorts.change_cohort").facts["before"]
    change_cohort(cohort.ref, replace(wider, venue=""), by=cast.partner_manager, at=at)


@pytest.mark.parametrize(
    ("word", "changed", "code"),
    [
        ("sessions would fall outside", {"starts_on": date(2025, 10, 1)}, "sessions_outside"),
        ("more people than places", {"capacity": 0}, "no_places"),
        ("ends before it starts", {"ends_on": date(2025, 1, 1)}, "ends_before_start"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(cast, at, cohort, word, changed, code) -> None:
    with pytest.raises(Refused) as refused:
        change_cohort(cohort.ref, replace(DETAILS, **changed), by=cast.programme_manager, at=at)

    assert refused.value.refusal.code == code, word
    assert Cohort.objects.get(ref=cohort.ref).as_details() == DETAILS


def test_an_outsider_finds_no_cohort_and_an_inspector_changes_none(cast, at, cohort) -> None:
    event = cohort.session("Event 1")
    told = details_of(Session.objects.get(ref=event))

    for by, fault in ((cast.outsider, (Cohort.DoesNotExist, Session.DoesNotExist)), (cast.inspector, Refused)):
        for act in (
            lambda by: change_cohort(cohort.ref, DETAILS, by=by, at=at),
            lambda by: plan_sessions(cohort.ref, RHYTHM, by=by, at=at),
            lambda by: add_session(cohort.ref, cohort.built.component("Event 1").ref, told, by=by, at=at),
            lambda by: change_session(event, told, by=by, at=at),
            lambda by: remove_session(event, by=by, at=at),
        ):
            with pytest.raises(fault):
                act(by)

    assert Session.objects.count() == 8


def test_every_live_component_gets_a_session_once(cast, at) -> None:
    built = make_release(cast, at=at)
    ref = open_cohort(NewCohort(built.release, cast.partner.ref, DETAILS), by=cast.partner_manager, at=at)

    assert plan_sessions(ref, RHYTHM, by=cast.partner_manager, at=at) == 8
    with pytest.raises(Refused) as refused:
        plan_sessions(ref, RHYTHM, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "nothing_to_plan"
    assert AuditEntry.objects.get(did="cohorts.plan_sessions").facts == {"sessions": "8"}
    rooms = Session.objects.filter(component__kind="event").values_list("venue", flat=True)
    assert set(rooms) == {"Harbour Hall, Quayside"}
    assert set(Session.objects.exclude(component__kind="event").values_list("venue", flat=True)) == {""}


def test_a_session_is_moved_until_its_register_is_taken(cast, at, cohort) -> None:
    enrolled = make_enrolment(cast, at=at, cohort=cohort)
    event = cohort.session("Event 1")
    row = Session.objects.get(ref=event)
    later = replace(
        details_of(row), starts_at=row.starts_at + timedelta(days=1), ends_at=row.ends_at + timedelta(days=1)
    )

    change_session(event, replace(later, room=" Blue room "), by=cast.partner_manager, at=at)
    row.refresh_from_db()
    assert (row.room, row.starts_at, row.facilitator) == ("Blue room", later.starts_at, None)
    assert NoticeRow.objects.get(kind="cohorts.session_moved", facts__session=str(event))

    take_register(event, RegisterSheet(uuid4(), {enrolled.ref: Mark.PRESENT}), by=cast.partner_manager, at=at)
    with pytest.raises(Refused) as refused:
        change_session(
            event, replace(later, ends_at=later.ends_at + timedelta(hours=1)), by=cast.partner_manager, at=at
        )
    with pytest.raises(Refused):
        remove_session(event, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "registered_already"
    change_session(event, replace(later, room="Red room"), by=cast.partner_manager, at=at)
    assert Session.objects.get(ref=event).room == "Red room"


def test_a_facilitator_is_in_one_place_at_a_time(cast, at, cohort) -> None:
    built = cohort.built
    row = Session.objects.get(ref=cohort.session("Event 1"))
    wanted = replace(details_of(row), facilitator=cast.facilitator.person)
    component = built.component("Event 1").ref

    with pytest.raises(Refused) as here:
        add_session(cohort.ref, component, wanted, by=cast.partner_manager, at=at)
    Cohort.objects.filter(ref=cohort.ref).update(partner_id=cast.other_partner.id)
    elsewhere = open_cohort(NewCohort(built.release, cast.partner.ref, DETAILS), by=cast.programme_manager, at=at)
    with pytest.raises(Refused) as hidden:
        add_session(elsewhere, component, wanted, by=cast.partner_manager, at=at)

    assert "“Event 1: leading culture, Autumn 2025”" in here.value.refusal.says
    assert "another session" in hidden.value.refusal.says
    assert Session.objects.count() == 8


@pytest.mark.parametrize(
    ("word", "title", "change", "code"),
    [
        ("done in one’s own time", "How culture", {}, "has_no_sessions"),
        ("outside the cohort", "Event 1", {"days": 900}, "outside_cohort"),
        ("not a facilitator", "Event 1", {"who": "coach"}, "not_a_facilitator"),
    ],
)
def test_a_session_that_does_not_fit_is_refused(cast, at, cohort, word, title, change, code) -> None:
    row = Session.objects.get(ref=cohort.session("Event 1"))
    shift = timedelta(days=change.get("days", 1))
    who = getattr(cast, change["who"]).person if "who" in change else None
    told = SessionDetails(row.starts_at + shift, row.ends_at + shift, facilitator=who)

    with pytest.raises(Refused) as refused:
        add_session(cohort.ref, cohort.built.component(title).ref, told, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == code, word
    assert Session.objects.count() == 8


def test_another_date_is_added_and_taken_out_again(cast, at, cohort) -> None:
    row = Session.objects.get(ref=cohort.session("Event 1"))
    told = SessionDetails(row.starts_at + timedelta(days=1), row.ends_at + timedelta(days=1), "Town Hall")

    ref = add_session(cohort.ref, cohort.built.component("Event 1").ref, told, by=cast.partner_manager, at=at)
    assert Session.objects.filter(component=row.component).count() == 2
    remove_session(ref, by=cast.partner_manager, at=at)

    assert not Session.objects.filter(ref=ref).exists()
    assert [
        AuditEntry.objects.filter(did=f"cohorts.{d}", to=str(ref)).count() for d in ("add_session", "remove_session")
    ] == [1, 1]
    other = make_release(cast, at=at, title="Another").component("Event 1").ref
    with pytest.raises(Refused):
        add_session(cohort.ref, other, told, by=cast.partner_manager, at=at)


def test_the_tables_refuse_what_must_never_be(cast, at, cohort) -> None:
    row = Session.objects.get(ref=cohort.session("Event 1"))

    with pytest.raises(IntegrityError), atomic():
        Session.objects.filter(pk=row.pk).update(ends_at=row.starts_at)
    with pytest.raises(IntegrityError), atomic():
        Cohort.objects.filter(ref=cohort.ref).update(capacity=0)
    with pytest.raises(IntegrityError), atomic():
        Cohort.objects.filter(ref=cohort.ref).update(ends_on=DETAILS.starts_on)
