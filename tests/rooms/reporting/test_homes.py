"""Every hat has a home that says what comes next."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.coaching.actions.meeting import take_back_meeting
from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.actions.checking_in import open_check_in
from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.actions.timetabling import add_session
from goldenthread.cohorts.models import Engagement, Enrolment, Risk
from goldenthread.cohorts.types import Role, SessionDetails
from goldenthread.frameworks.models import Framework
from goldenthread.people.actions.account import ask_for_erasure
from goldenthread.people.types import Duty
from goldenthread.reporting.models import HelpLine
from goldenthread.reporting.queries.figures import evidence_pack, provider_figures
from goldenthread.reporting.queries.homes.assembling import home_page
from goldenthread.reporting.queries.supporting import my_people, one_of_mine
from goldenthread.reporting.queries.tables import figures_as_csv, pack_as_csv
from tests.makers.coaching import enrol_more, make_enrolled, make_meeting, make_outside, make_pairing
from tests.makers.counting import statements_of
from tests.makers.programmes import make_draft


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


def block(actor, at, duty: Duty | None = None):
    blocks = home_page(by=actor, at=at).blocks
    return next(b for b in blocks if duty in {None, b.duty})


def session(cast, place, title: str, starts_at, at):
    details = SessionDetails(
        starts_at, starts_at + timedelta(hours=3), venue="Harbour Hall", facilitator=cast.facilitator.person
    )
    component = place.built.component(title).ref
    return add_session(place.cohort, component, details, by=cast.programme_manager, at=at)


def titles(found) -> list[str]:
    return [thing.title for thing in found.things]


def test_a_participant_sees_what_is_next_what_changed_and_the_figure(cast, place, at) -> None:
    session(cast, place, "Event 1", at + timedelta(days=3), at)
    session(cast, place, "Webinar", at + timedelta(days=2, hours=5), at)
    pairing = make_pairing(cast, place.enrolment, at=at)
    make_meeting(cast, pairing, key=uuid4(), at=at + timedelta(minutes=1), minutes=30)
    uncredited = make_meeting(cast, pairing, key=uuid4(), at=at + timedelta(minutes=31), minutes=30)
    take_back_meeting(uncredited, why="Not held", by=cast.coach, at=at + timedelta(hours=1))

    found = block(cast.participant, at + timedelta(days=2))

    assert titles(found)[:2] == ["Join Webinar: evidence in practice", "Join Event 1: leading culture"]
    assert "today" in found.things[0].why
    assert "tomorrow" in found.things[1].why
    assert found.engagement.figure.credited == 60
    assert found.changes[0].title == "A credit for Coaching 2 was taken back"
    assert {"Coaching 1 was credited", "Your place: active"} <= {change.title for change in found.changes}


def test_a_participant_without_a_place_is_told_what_happens(cast, at) -> None:
    assert "once you have a place" in block(cast.outside_participant, at).when_empty


def test_own_time_is_offered_when_nothing_else_waits(cast, place, at) -> None:
    assert titles(block(cast.participant, at))[0] == "Community 1: routines that last"


def test_a_coach_sees_who_needs_them(cast, place, at) -> None:
    assert block(cast.coach, at).when_empty == "You coach nobody now."
    pairing = make_pairing(cast, place.enrolment, at=at)
    make_meeting(cast, pairing, key=uuid4(), at=at, next_at=at + timedelta(days=3))

    now, later = block(cast.coach, at), block(cast.coach, at + timedelta(days=4))

    assert [(c.label, c.number) for c in now.counts] == [("Participants", 1), ("Need you", 0), ("Meetings", 1)]
    assert [(c.pairing, c.name, c.next_at) for c in now.cases] == [(pairing, "Parveen Begum", at + timedelta(days=3))]
    assert now.more is None
    assert [c.number for c in later.counts] == [1, 1, 0]


def test_a_first_page_has_a_short_caseload_and_leads_to_the_whole(cast, place, at) -> None:
    for enrolment in (place.enrolment, *enrol_more(place, cast, many=6, at=at)):
        make_pairing(cast, enrolment, at=at)

    found = block(cast.coach, at)

    assert (len(found.cases), found.more.number, found.more.place) == (5, 7, "caseload")


def test_a_facilitator_s_week_goes_day_by_day(cast, place, at) -> None:
    assert block(cast.facilitator, at).when_empty == "You facilitate no session that is still to come."
    yesterday = session(cast, place, "Event 1", at + timedelta(days=1), at)
    running = session(cast, place, "Webinar", at + timedelta(days=2, hours=1), at)
    session(cast, place, "Event 2", at + timedelta(days=5), at)
    session(cast, place, "Event 3", at + timedelta(days=60), at)
    now = at + timedelta(days=2, hours=2)
    open_check_in(running, partly_after=15, by=cast.facilitator, at=now)

    found = block(cast.facilitator, now)

    assert [t.ref for t in found.things] == [yesterday, running]
    assert [(c.label, c.number) for c in found.counts] == [("Registers to take", 2), ("Sessions", 1)]
    assert [(day.on, [s.title for s in day.sessions]) for day in found.week] == [
        (now.date(), ["Webinar: evidence in practice"]),
        ((at + timedelta(days=5)).date(), ["Event 2: teaching that works"]),
    ]
    (webinar,), (event,) = (day.sessions for day in found.week)
    assert (webinar.expected, webinar.needs_register, webinar.place, webinar.is_over) == (
        1,
        True,
        "Harbour Hall",
        False,
    )
    assert (webinar.is_check_in_open, event.is_check_in_open) == (True, False)
    assert found.when_empty == ""
    later = block(cast.facilitator, at + timedelta(days=30))
    assert (later.week, later.when_empty.startswith("Nothing in the next 7 days. The next is Event 3")) == ((), True)


def test_a_programme_manager_sees_what_holds_a_cohort_up(cast, place, at) -> None:
    session(cast, place, "Event 1", at + timedelta(days=1), at)

    found = block(cast.partner_manager, at + timedelta(days=2))

    assert titles(found) == ["No register for Event 1: leading culture", "Choose coaches in Autumn 2025"]
    assert [(c.label, c.number) for c in found.counts] == [("Cohorts", 1), ("Registers missing", 1)]
    (line,) = found.cohorts
    assert (line.ref, line.people, line.capacity, line.at_risk, line.registers) == (place.cohort, 1, 40, 0, 1)
    Risk.objects.update_or_create(
        enrolment=Enrolment.objects.get(ref=place.enrolment),
        defaults={"is_at_risk": True, "reason": "beyond", "reckoned_at": at},
    )
    assert [c.at_risk for c in block(cast.partner_manager, at + timedelta(days=2)).cohorts] == [1]
    assert block(cast.outsider, at).things == ()
    assert block(cast.outsider, at).when_empty.startswith("Open a cohort")
    assert titles(block(cast.quality_lead, at + timedelta(days=2))) == ["No register for Event 1: leading culture"]
    # Only those who run the cohort take a register; others are led to the cohort.
    assert block(cast.quality_lead, at + timedelta(days=2)).things[0].place == "cohort"


def test_a_session_at_which_nobody_is_expected_wants_no_register(cast, place, at) -> None:
    session(cast, place, "Live online 1", at + timedelta(days=1), at)
    session(cast, place, "Webinar", at + timedelta(days=1, hours=4), at)
    later = at + timedelta(days=2)

    with_nobody_online = (cast.partner_manager, cast.quality_lead, cast.facilitator)
    for actor in with_nobody_online:
        found = [t for t in titles(block(actor, later)) if "egister" in t]
        assert [t.rpartition(" for ")[2].rpartition(" of ")[2] for t in found] == ["Webinar: evidence in practice"]
    assert [c.number for c in block(cast.facilitator, later).counts] == [1, 0]

    Enrolment.objects.filter(ref=place.enrolment).update(route="online")
    assert [c.number for c in block(cast.facilitator, later).counts] == [2, 0]
    assert titles(block(cast.partner_manager, later))[0] == "2 registers are missing"

    Enrolment.objects.filter(ref=place.enrolment).update(state="withdrawn")
    assert [c.number for c in block(cast.facilitator, later).counts] == [0, 0]


def test_a_curriculum_lead_sees_drafts(cast, at) -> None:
    release = make_draft(cast, at=at)

    found = block(cast.curriculum_lead, at)

    assert [(thing.title, thing.ref) for thing in found.things] == [
        ("Finish Senior leadership at Fenland, release 1", release)
    ]


def test_those_who_look_after_cohorts_see_what_changed(cast, place, at) -> None:
    withdrawn, _ = enrol_more(place, cast, many=2, at=at)
    withdraw(withdrawn, reason="change-in-career", by=cast.programme_manager, at=at + timedelta(hours=1))

    for_manager = block(cast.partner_manager, at + timedelta(days=1)).changes
    for_quality = block(cast.quality_lead, at + timedelta(days=1))

    assert for_manager[0].title.endswith(": withdrawn")
    assert for_manager[0].why == "Autumn 2025"
    assert "Another Person 1: active" in {change.title for change in for_manager}
    assert [change.title for change in for_quality.changes] == [for_manager[0].title]
    assert [(c.label, c.number) for c in for_quality.counts] == [("Registers missing", 0), ("Cohorts", 1)]
    assert block(cast.outsider, at).changes == ()


def test_a_curriculum_lead_sees_what_was_published(cast, place, at) -> None:
    found = block(cast.curriculum_lead, at + timedelta(days=1))

    assert "Senior leadership at Fenland, release 1: published" in {change.title for change in found.changes}


def test_what_was_published_keeps_the_title_of_its_own_edition(cast, place, at) -> None:
    Framework.objects.filter(code="MADE").update(title="Made framework, second edition")

    found = block(cast.curriculum_lead, at + timedelta(days=1))

    assert [c.title for c in found.changes if c.why == "Framework"] == ["Made framework, 2020: published"]


def test_an_administrator_sees_who_asked_to_be_erased(cast, at) -> None:
    ask_for_erasure(why="", by=cast.mentor, at=at)

    (thing,) = block(cast.administrator, at).things

    assert (thing.title, thing.place, thing.ref) == ("Answer Megan Price", "erase", cast.mentor.person)


def test_heads_and_sponsors_see_their_people(cast, place, at) -> None:
    add_companion(place.enrolment, cast.sponsor.person, Role.SPONSOR, by=cast.programme_manager, at=at)

    for supporter in (cast.headteacher, cast.sponsor):
        found = block(supporter, at + timedelta(days=200))
        assert [(g.title, [p.name for p in g.people]) for g in found.groups] == [
            ("Behind an even pace", ["Parveen Begum"])
        ]
        assert titles(found) == ["Parveen Begum"]
        assert [(c.number, c.base) for c in found.counts][1] == (1, "of 1 on it now")
    assert block(cast.mentor, at).groups == ()


def test_staff_are_grouped_by_what_helps_and_those_who_ask_stand_first(cast, place, at) -> None:
    paused, done, fine, asking = enrol_more(place, cast, many=4, at=at)
    Enrolment.objects.filter(ref=paused).update(state="deferred")
    Enrolment.objects.filter(ref=done).update(state="completed")
    Engagement.objects.filter(enrolment__ref__in=[fine, asking, done]).update(millionths=950_000, is_met=True)
    for ref, words in ((asking, "An hour on Fridays"), (fine, "")):
        HelpLine.objects.create(
            enrolment=Enrolment.objects.get(ref=ref), words=words, by_id=cast.participant.person_id, at=at
        )

    found = block(cast.headteacher, at + timedelta(days=7))

    assert [(g.title, len(g.people)) for g in found.groups] == [
        ("They ask for your help", 1),
        ("Behind an even pace", 1),
        ("Near an even pace, or ahead", 1),
        ("Paused", 1),
        ("Finished", 1),
    ]
    assert found.groups[0].people[0].help_asked == "An hour on Fridays"
    assert found.things[0].why == "An hour on Fridays"
    assert [t.title for t in found.things] == [found.groups[0].people[0].name, "Parveen Begum"]
    assert [(c.number, c.base) for c in found.counts] == [
        (5, "3 on it now, 1 paused, 1 finished"),
        (1, "of 3 on it now"),
    ]
    listed = my_people(by=cast.headteacher, at=at + timedelta(days=7))
    assert [line for group in found.groups for line in group.people] == list(listed)
    assert [line.reason for line in listed][:2] == ["They ask for your help", "Behind an even pace"]
    one = one_of_mine(asking, by=cast.headteacher, at=at + timedelta(days=7))
    assert (one.help_asked, one.begins_on) == ("An hour on Fridays", None)
    # Before the cohort begins, nobody is near or behind a pace.
    early = block(cast.headteacher, at - timedelta(days=300))
    assert ("Still to begin", 2) in [(g.title, len(g.people)) for g in early.groups]
    assert early.counts[1].base == "of 0 on it now"


def test_inspector_and_administrator_have_their_ways_in(cast, place, at) -> None:
    assert titles(block(cast.inspector, at)) == ["Evidence pack: Autumn 2025"]
    assert block(cast.administrator, at).when_empty.startswith("Nothing is stuck")
    assert home_page(by=cast.assessor, at=at).blocks == ()


def test_the_figures_count_states_and_engagement(cast, place, at) -> None:
    make_outside(cast, place.built, at=at)
    enrol_more(place, cast, many=1, at=at)

    figures = provider_figures(by=cast.programme_manager)

    line = next(c for c in figures.cohorts if c.title == "Autumn 2025")
    assert (line.people, line.placed, line.capacity, dict(line.states), line.met) == (2, 2, 40, {"active": 2}, 0)
    assert (figures.active, figures.met, figures.spread[0]) == (3, 0, 3)
    assert [c.title for c in provider_figures(by=cast.outsider).cohorts] == ["Moorland autumn"]
    assert b"Autumn 2025,Senior leadership at Fenland,Harbour Teaching Hub" in figures_as_csv(figures)


def test_only_the_active_count_towards_a_cohort_s_engagement(cast, place, at) -> None:
    deferred, reached = enrol_more(place, cast, many=2, at=at)
    Enrolment.objects.filter(ref=deferred).update(state="deferred")
    Engagement.objects.filter(enrolment__ref__in=[deferred, reached]).update(millionths=950_000, is_met=True)

    (line,) = provider_figures(by=cast.partner_manager).cohorts

    assert (dict(line.states), line.met) == ({"active": 2, "deferred": 1}, 1)
    assert line.spread == (1, 0, 0, 0, 0, 0, 0, 0, 0, 1)


def test_the_pack_holds_partners_people_sessions_and_curriculum(cast, place, at) -> None:
    session(cast, place, "Event 1", at + timedelta(days=1), at)

    pack = evidence_pack(place.cohort, by=cast.inspector, at=at)

    assert (pack.cohort.partner, pack.schools, dict(pack.routes)) == ("Harbour Teaching Hub", 1, {"Blended": 1})
    [line] = pack.sessions
    assert (line.title, line.facilitator, line.expected, line.marked) == (
        "Event 1: leading culture", "Farah Aziz", 1, 0,
    )  # fmt: skip
    assert len(pack.curriculum) == 18
    assert b"Event 1: leading culture" in pack_as_csv(pack, "sessions")
    assert b"active,1" in pack_as_csv(pack, "participants")
    assert pack_as_csv(pack, "curriculum").count(b"\r\n") == 19
    with pytest.raises(Exception, match="matching query"):
        evidence_pack(place.cohort, by=cast.outsider, at=at)


def test_homes_and_figures_take_as_many_statements_for_many(cast, place, at) -> None:
    make_pairing(cast, place.enrolment, at=at)
    session(cast, place, "Event 1", at + timedelta(days=1), at)
    now = at + timedelta(days=2)
    readers = (cast.coach, cast.facilitator, cast.partner_manager, cast.headteacher, cast.inspector, cast.participant)

    def counted() -> list[int]:
        return [
            *(statements_of(lambda r=r: home_page(by=r, at=now)) for r in readers),
            statements_of(lambda: provider_figures(by=cast.inspector)),
            statements_of(lambda: evidence_pack(place.cohort, by=cast.inspector, at=now)),
        ]

    one = counted()
    for more in enrol_more(place, cast, many=3, at=at):
        make_pairing(cast, more, at=at)
    session(cast, place, "Event 2", at + timedelta(days=5), at)
    make_outside(cast, place.built, at=at)

    assert counted() == one
