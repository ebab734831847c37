"""Two facilitators without a connection at the same session: nothing is lost, and what differs waits to be settled."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.merging import settle_claims
from goldenthread.cohorts.actions.registering import correct_register, take_register
from goldenthread.cohorts.models import Credit, Engagement, RegisterChoice, RegisterClaim, RegisterEntry, Session
from goldenthread.cohorts.queries.timetable import register_page
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.cohorts import enrol_many, make_cohort, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def offline(at, *marks) -> RegisterSheet:
    """A sheet from a page that was opened an hour ago."""
    return RegisterSheet(uuid4(), dict(marks), at - timedelta(hours=1))


def said(event, cast, at, name="Parveen Begum"):
    line = next(x for x in register_page(event, by=cast.facilitator, at=at).lines if x.name == name)
    return line.mark, [claim.mark for claim in line.disputed]


def credited(ref) -> int:
    return int(Engagement.objects.get(enrolment__ref=ref).credited)


def test_both_sheets_are_kept_and_the_earlier_mark_stands(cast, at, enrolled) -> None:
    first, second = enrol_many(cast, enrolled.cohort, 2, at=at)
    event = enrolled.cohort.session("Event 1")
    take_register(event, offline(at, (enrolled.ref, Mark.PRESENT), (first, Mark.PRESENT)), by=cast.facilitator, at=at)

    later = offline(at, (enrolled.ref, Mark.ABSENT), (first, Mark.PRESENT), (second, Mark.PARTLY))
    told = take_register(event, later, by=cast.partner_manager, at=at)
    again = take_register(event, later, by=cast.partner_manager, at=at)

    assert (told.marked, told.claimed, again.is_new) == (1, 1, False)
    assert [credited(ref) for ref in (enrolled.ref, first, second)] == [180, 180, 90]
    claim = RegisterClaim.objects.get()
    assert (claim.enrolment.ref, claim.mark, claim.by_id) == (enrolled.ref, "absent", cast.partner_manager.person_id)
    assert said(event, cast, at) == (Mark.PRESENT, [Mark.ABSENT])
    assert said(event, cast, at, "Person 01") == (Mark.PRESENT, [])
    assert AuditEntry.objects.filter(did="cohorts.take_register").order_by("-pk")[0].facts == {
        "marked": "1",
        "claimed": "1",
    }


@pytest.mark.parametrize(
    ("to", "stands", "credit", "entries"), [(Mark.ABSENT, "absent", 0, 2), (Mark.PRESENT, "present", 180, 1)]
)
def test_settling_keeps_both_and_says_who_chose_and_why(cast, at, enrolled, to, stands, credit, entries) -> None:
    event = enrolled.cohort.session("Event 1")
    take_register(event, offline(at, (enrolled.ref, Mark.PRESENT)), by=cast.facilitator, at=at)
    take_register(event, offline(at, (enrolled.ref, Mark.ABSENT)), by=cast.partner_manager, at=at)

    settle_claims(event, enrolled.ref, to, why="She wrote to me ", by=cast.facilitator, at=at)

    assert said(event, cast, at) == (Mark(stands), [])
    assert credited(enrolled.ref) == credit
    assert RegisterEntry.objects.count() == entries
    choice = RegisterChoice.objects.get()
    assert (choice.claim, choice.why) == (RegisterClaim.objects.get(), "She wrote to me")
    assert (choice.entry.mark, choice.by_id) == (stands, cast.facilitator.person_id)
    assert AuditEntry.objects.get(did="cohorts.settle_claims").facts["enrolment"] == str(enrolled.ref)
    assert NoticeRow.objects.filter(kind="cohorts.credited").count() == 3
    with pytest.raises(Refused) as twice:
        settle_claims(event, enrolled.ref, to, why="Again", by=cast.facilitator, at=at)
    assert twice.value.refusal.code == "nothing_to_settle"


def test_a_correction_settles_what_was_said_as_well(cast, at, enrolled) -> None:
    event = enrolled.cohort.session("Event 1")
    take_register(event, offline(at, (enrolled.ref, Mark.PRESENT)), by=cast.facilitator, at=at)
    take_register(event, offline(at, (enrolled.ref, Mark.ABSENT)), by=cast.partner_manager, at=at)

    correct_register(event, enrolled.ref, Mark.PARTLY, why="Left at noon", by=cast.facilitator, at=at)

    assert said(event, cast, at) == (Mark.PARTLY, [])
    assert RegisterChoice.objects.get().entry.mark == "partly"
    assert credited(enrolled.ref) == 90


def test_who_may_not_take_the_register_settles_nothing(cast, at, enrolled) -> None:
    event = enrolled.cohort.session("Event 1")
    with pytest.raises(Refused) as early:
        settle_claims(event, enrolled.ref, Mark.ABSENT, why="Early", by=cast.facilitator, at=at)
    assert early.value.refusal.code == "nothing_to_settle"
    take_register(event, offline(at, (enrolled.ref, Mark.PRESENT)), by=cast.facilitator, at=at)
    take_register(event, offline(at, (enrolled.ref, Mark.ABSENT)), by=cast.partner_manager, at=at)

    with pytest.raises(Session.DoesNotExist):
        settle_claims(event, enrolled.ref, Mark.ABSENT, why="Mine", by=cast.outsider, at=at)
    for actor in (cast.participant, cast.inspector):
        with pytest.raises(Refused) as refused:
            settle_claims(event, enrolled.ref, Mark.ABSENT, why="Mine", by=actor, at=at)
        assert refused.value.refusal.code == "not_your_session"

    assert not RegisterChoice.objects.exists()
    assert Credit.objects.count() == 1


def test_a_late_sheet_of_thirty_takes_as_many_statements_as_one_of_one(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    people = enrol_many(cast, cohort, 30, at=at)

    def late(title, refs):
        event = cohort.session(title)
        take_register(event, offline(at, *((ref, Mark.PRESENT) for ref in refs)), by=cast.facilitator, at=at)
        sheet = offline(at, *((ref, Mark.ABSENT) for ref in refs))
        return statements_of(lambda: take_register(event, sheet, by=cast.partner_manager, at=at))

    assert late("Welcome", people[:1]) == late("Event 1", people) <= 24
    assert RegisterClaim.objects.count() == 31
