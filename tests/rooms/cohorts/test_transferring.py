"""Going to another route or cohort: the row, the ledger, the figure, who sees what, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

import pytest

from goldenthread.coaching.actions.pairing import end_with_transfer, pair
from goldenthread.coaching.models import Pairing
from goldenthread.cohorts.actions.crediting import credit, rebuild_engagement, uncredit
from goldenthread.cohorts.actions.enrolling import defer, withdraw
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.actions.registering import correct_register, take_register
from goldenthread.cohorts.actions.transferring import transfer
from goldenthread.cohorts.models import Cohort, Companion, Credit, Engagement, Enrolment, Transfer
from goldenthread.cohorts.queries.record import enrolment_page, follows_from
from goldenthread.cohorts.queries.transferring import last_transfer, transfer_page
from goldenthread.cohorts.types import Event, Mark, NewCohort, RegisterSheet, Source, TransferPlan
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.types import Route
from tests.makers.cohorts import DETAILS, Opened, enrol_many, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def another(cast, at, enrolled, title: str, *, partner: UUID | None = None, capacity: int = 30):
    """Another cohort of the same release, a year later, so that its sessions are at other times."""
    days = {"starts_on": date(2026, 9, 1), "ends_on": date(2028, 2, 28)}
    details = replace(DETAILS, title=title, capacity=capacity, **days)
    new = NewCohort(enrolled.cohort.built.release, partner or cast.partner.ref, details)
    return open_cohort(new, by=cast.programme_manager, at=at)


def did(cast, at, enrolled, *titles: str, share: Fraction | None = None) -> None:
    for title in titles:
        what = enrolled.cohort.built.component(title).ref
        credit(enrolled.ref, what, source=Source.BY_HAND, source_ref=uuid4(), share=share, by=cast.facilitator, at=at)


def to(cohort: UUID, route: Route = Route.ONLINE, why: str = "Too far to travel", **onto) -> TransferPlan:
    return TransferPlan(cohort, route, onto, why)


def test_on_the_other_route_what_was_done_counts_as_its_counterpart(cast, at, enrolled) -> None:
    did(cast, at, enrolled, "Event 1", "How culture is built")
    did(cast, at, enrolled, "Event 3", share=Fraction(1, 2))
    plan = to(enrolled.cohort.ref)
    page = transfer_page(enrolled.ref, plan, by=cast.partner_manager, at=at)
    assert [(c.done.title, c.onto.title) for c in page.moves] == [
        ("Event 1: leading culture", "Live online 1: leading culture"),
        ("Event 3: leading change", "Study pack: leading change"),
    ]
    assert [c.done.title for c in page.stays] == ["How culture is built"]
    assert page.before.figure.share == page.after.figure.share == Fraction(330, 1260)

    transfer(enrolled.ref, plan, by=cast.partner_manager, at=at)

    row = Enrolment.objects.get(ref=enrolled.ref)
    moved = Transfer.objects.get()
    assert (row.route, row.cohort.ref, moved.from_route, moved.why) == (
        "online",
        enrolled.cohort.ref,
        "blended",
        "Too far to travel",
    )
    carried = Credit.objects.filter(source="carried", source_ref=moved.ref)
    assert sorted((c.component.title, c.share) for c in carried) == [
        ("Live online 1: leading culture", Fraction(1)),
        ("Study pack: leading change", Fraction(1, 2)),
    ]
    assert Engagement.objects.get(enrolment=row).credited == 330
    assert rebuild_engagement(enrolled.ref, by=cast.programme_manager, at=at).credited == 330
    assert AuditEntry.objects.get(did="cohorts.transfer").why == ""
    assert NoticeRow.objects.get(kind="cohorts.transferred").facts["enrolment"] == str(enrolled.ref)
    record = enrolment_page(enrolled.ref, by=cast.participant, at=at)
    assert (record.happened[0].says, record.happened[0].why) == (
        "Moved from blended to online-only",
        "Too far to travel",
    )
    assert enrolment_page(enrolled.ref, by=cast.sponsor, at=at).transfers[0].why == ""


def test_what_is_taken_back_later_takes_back_what_was_carried_over_from_it(cast, at, enrolled) -> None:
    did(cast, at, enrolled, "Event 2", "Event 2", share=Fraction(1, 2))
    sheet = RegisterSheet(uuid4(), {enrolled.ref: Mark.PRESENT})
    session = enrolled.cohort.session("Event 1")
    take_register(session, sheet, by=cast.facilitator, at=at)
    transfer(enrolled.ref, to(enrolled.cohort.ref), by=cast.partner_manager, at=at)

    def carried() -> dict[str, Fraction]:
        rows = Credit.objects.filter(source="carried").order_by("component__position", "pk")
        sums: dict[str, Fraction] = {}
        for row in rows.select_related("component"):
            sums[row.component.title] = sums.get(row.component.title, Fraction(0)) + row.share
        return sums

    second, live = carried()
    assert set(carried().values()) == {Fraction(1)}
    for left, credited in zip((Fraction(1, 2), Fraction(0)), Credit.objects.filter(source="by_hand"), strict=True):
        uncredit(credited.ref, why="Entered for somebody else", by=cast.programme_manager, at=at)
        assert carried() == {second: Fraction(1), live: left}
    correct_register(session, enrolled.ref, Mark.ABSENT, why="Was not there", by=cast.facilitator, at=at)
    assert carried() == {live: Fraction(0), second: Fraction(0)}
    kept = Engagement.objects.get().as_figure()
    assert (kept.millionths, rebuild_engagement(enrolled.ref, by=cast.programme_manager, at=at)) == (0, kept)
    assert {row.why for row in Credit.objects.filter(source="carried", corrects__isnull=False)} == {
        "Entered for somebody else",
        "Was not there",
    }


def test_a_person_says_what_counts_as_what_and_back_again_nothing_is_lost(cast, at, enrolled) -> None:
    did(cast, at, enrolled, "Event 1")
    event, pack = (enrolled.cohort.built.component(title).ref for title in ("Event 1", "Study pack: leading"))

    plan = replace(to(enrolled.cohort.ref), onto={event: pack})
    transfer(enrolled.ref, plan, by=cast.partner_manager, at=at)
    assert Credit.objects.get(source="carried").component.ref == pack
    transfer(enrolled.ref, to(enrolled.cohort.ref, Route.BLENDED), by=cast.partner_manager, at=at)

    assert Engagement.objects.get(enrolment__ref=enrolled.ref).credited == 180
    assert Transfer.objects.count() == 2


def test_a_cohort_of_another_partner_takes_them_and_the_first_no_longer_sees_them(cast, at, enrolled) -> None:
    did(cast, at, enrolled, "Event 1")
    by = cast.programme_manager
    pair(enrolled.ref, cast.coach.person, by=by, at=at)
    there = another(cast, at, enrolled, "Spring 2026", partner=cast.other_partner.ref)
    plan = to(there, Route.BLENDED)
    page = transfer_page(enrolled.ref, plan, by=by, at=at)
    assert {line.title for line in page.cohorts} == {"Autumn 2025", "Spring 2026"}
    assert any("no longer coaches them" in line for line in page.effects)

    transfer(enrolled.ref, plan, by=by, at=at)

    assert Enrolment.objects.seen_by(cast.outsider).filter(ref=enrolled.ref).exists()
    assert not Enrolment.objects.seen_by(cast.partner_manager).filter(ref=enrolled.ref).exists()
    assert not Enrolment.objects.seen_by(cast.coach).exists()
    assert sorted(Companion.objects.filter(ended_at=None).values_list("role", flat=True)) == ["mentor", "sponsor"]
    assert Engagement.objects.get(enrolment__ref=enrolled.ref).credited == 180
    assert last_transfer(enrolled.ref).changes_partner
    assert [end_with_transfer(enrolled.ref, why="Elsewhere", at=at) for _ in range(2)] == [True, False]
    assert Pairing.objects.get().state == "ended"


def test_on_another_cohort_of_the_partner_the_coach_stays(cast, at, enrolled) -> None:
    pair(enrolled.ref, cast.coach.person, by=cast.partner_manager, at=at)
    there = another(cast, at, enrolled, "Spring 2026")

    transfer(enrolled.ref, to(there, Route.BLENDED), by=cast.partner_manager, at=at)

    assert not end_with_transfer(enrolled.ref, why="Elsewhere", at=at)
    assert Companion.objects.filter(role="coach", ended_at=None).exists()


def test_what_another_programme_credited_is_still_named_in_the_record(cast, at, enrolled) -> None:
    did(cast, at, enrolled, "Event 1")
    later = draft_from(enrolled.cohort.built.release, by=cast.curriculum_lead, at=at)
    publish_release(later, by=cast.curriculum_lead, at=at)
    there = open_cohort(
        NewCohort(later, cast.partner.ref, replace(DETAILS, title="Spring 2026")), by=cast.programme_manager, at=at
    )

    transfer(enrolled.ref, to(there, Route.BLENDED), by=cast.partner_manager, at=at)

    page = enrolment_page(enrolled.ref, by=cast.participant, at=at)
    assert [(line.component, line.source) for line in page.ledger] == [
        ("Event 1: leading culture", Source.CARRIED),
        ("Event 1: leading culture", Source.BY_HAND),
    ]
    assert page.engagement.figure.credited == 180


@pytest.mark.parametrize(
    ("word", "prepare", "code"),
    [
        ("no reason", lambda c, t, e: replace(to(e.cohort.ref), why=" "), "no_reason"),
        ("where they are", lambda c, t, e: to(e.cohort.ref, Route.BLENDED), "is_there"),
        ("a full cohort", lambda c, t, e: to(full(c, t, e)), "cohort_is_full"),
        ("over", lambda c, t, e: left(c, t, e), "enrolment_is_over"),
    ],
)
def test_a_transfer_that_is_refused_changes_nothing(cast, at, enrolled, word, prepare, code) -> None:
    plan = prepare(cast, at, enrolled)

    with pytest.raises(Refused) as refused:
        transfer(enrolled.ref, plan, by=cast.programme_manager, at=at)

    assert refused.value.refusal.code == code, word
    assert not Transfer.objects.exists()
    assert Enrolment.objects.get(ref=enrolled.ref).route == "blended"


def full(cast, at, enrolled) -> UUID:
    there = another(cast, at, enrolled, "Full", capacity=1)
    enrol_many(cast, Opened(there, enrolled.cohort.built, {}), 1, at=at)
    return there


def left(cast, at, enrolled) -> TransferPlan:
    withdraw(enrolled.ref, reason="change-in-career", by=cast.programme_manager, at=at)
    assert transfer_page(enrolled.ref, to(enrolled.cohort.ref), by=cast.programme_manager, at=at).after is None
    return to(enrolled.cohort.ref)


def test_only_who_runs_both_cohorts_moves_somebody(cast, at, enrolled) -> None:
    there = another(cast, at, enrolled, "Spring", partner=cast.other_partner.ref)
    plan = to(there, Route.BLENDED)

    with pytest.raises(Enrolment.DoesNotExist):
        transfer(enrolled.ref, plan, by=cast.outsider, at=at)
    with pytest.raises(Cohort.DoesNotExist):
        transfer(enrolled.ref, plan, by=cast.partner_manager, at=at)
    for by in (cast.quality_lead, cast.participant):
        with pytest.raises((Refused, Cohort.DoesNotExist)):
            transfer(enrolled.ref, to(enrolled.cohort.ref), by=by, at=at)
    with pytest.raises(Cohort.DoesNotExist):
        transfer_page(enrolled.ref, plan, by=cast.partner_manager, at=at)
    assert transfer_page(enrolled.ref, plan, by=cast.quality_lead, at=at).why_not.code == "may_not_run"

    assert not Transfer.objects.exists()


def test_the_page_takes_as_many_statements_for_many_cohorts_and_credits(cast, at, enrolled) -> None:
    by, plan = cast.programme_manager, to(enrolled.cohort.ref)
    bare = statements_of(lambda: transfer_page(enrolled.ref, plan, by=by, at=at))
    did(cast, at, enrolled, "Event 1", "Event 2", "How culture is built")
    another(cast, at, enrolled, "Spring")

    assert statements_of(lambda: transfer_page(enrolled.ref, plan, by=by, at=at)) == bare


def test_what_follows_is_told_from_what_is_planned(cast, at, enrolled) -> None:
    did(cast, at, enrolled, "Event 1")
    pair(enrolled.ref, cast.coach.person, by=cast.partner_manager, at=at)

    said = follows_from(enrolled.ref, Event.DEFER, returns_on=date(2026, 4, 1), by=cast.partner_manager, at=at)
    leaving = follows_from(enrolled.ref, Event.WITHDRAW, by=cast.partner_manager, at=at)

    assert said[0] == "What is credited is kept: 3 of 21 hours, 14 %."
    assert any("before 1 April 2026" in line for line in said)
    assert any("The pairing with" in line for line in leaving)
    defer(enrolled.ref, reason="career-break", returns_on=date(2026, 4, 1), by=cast.partner_manager, at=at)
    assert follows_from(enrolled.ref, Event.RESUME, by=cast.partner_manager, at=at)[-1].endswith("still ahead of them.")
