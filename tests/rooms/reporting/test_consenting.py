"""Participants see what is told of them, decide what is theirs to decide, and say what help they want."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.actions.privacy import erase, take_away
from goldenthread.reporting.actions.bouncing import letter_refused
from goldenthread.reporting.actions.consenting import ask_for_help, decide_parts
from goldenthread.reporting.actions.dispatching import claim_letter
from goldenthread.reporting.actions.updating import link_of_update, make_updates, update_sent
from goldenthread.reporting.models import HelpLine, PartDecision, ProgressUpdate
from goldenthread.reporting.queries.consenting import about_page, own_enrolment
from goldenthread.reporting.types.planning import Part
from tests.makers.coaching import make_pairing
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def test_a_participant_reads_whole_what_was_told_and_to_whom(cast, enrolled, at) -> None:
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at)
    first, second, _ = ProgressUpdate.objects.order_by("pk")
    link_of_update(first.ref)
    update_sent(first.ref, at=at)
    claim_letter(key=f"reporting.update:{second.ref}", kind="reporting.update", address="x@y.example", at=at)
    letter_refused(f"reporting.update:{second.ref}", code=550, says="", at=at)

    page = about_page(enrolled.ref, by=cast.participant, at=at)

    assert page.readers == (("Helen Carter", "Headteacher"), ("Megan Price", "Mentor"), ("Samir Patel", "Sponsor"))
    assert sorted(line.reached for line in page.told) == ["On its way", "Sent", "The letter came back"]
    assert page.told[0].told == first.as_update().people[0]
    assert [(p.part, p.is_optional, p.is_told) for p in page.parts] == [
        (Part.ENGAGEMENT, False, True),
        (Part.NEXT, False, True),
        (Part.DONE, True, True),
        (Part.HELP, True, True),
        (Part.OUTCOME, True, False),
    ]
    assert own_enrolment(by=cast.participant) == enrolled.ref
    assert own_enrolment(by=cast.outside_participant) is None


def test_a_decision_is_kept_with_its_day_and_version(cast, enrolled, at) -> None:
    assert decide_parts(enrolled.ref, {Part.DONE: False, Part.HELP: True}, by=cast.participant, at=at) == 1
    assert decide_parts(enrolled.ref, {Part.DONE: False}, by=cast.participant, at=at) == 0
    assert decide_parts(enrolled.ref, {Part.DONE: True}, by=cast.participant, at=at + timedelta(days=1)) == 1

    page = about_page(enrolled.ref, by=cast.participant, at=at)

    assert [(d.is_told, d.version) for d in page.decisions] == [(True, 0), (False, 0)]
    assert AuditEntry.objects.filter(did="reporting.decide_parts").count() == 2
    with pytest.raises(Refused) as refused:
        decide_parts(enrolled.ref, {Part.ENGAGEMENT: False}, by=cast.participant, at=at)
    assert refused.value.refusal.code == "part_of_the_agreement"
    with pytest.raises(Refused):
        decide_parts(enrolled.ref, {Part.DONE: False}, by=cast.partner_manager, at=at)
    assert PartDecision.objects.count() == 2


def test_the_coach_may_write_the_line_and_it_grows_old(cast, enrolled, at) -> None:
    make_pairing(cast, enrolled.ref, at=at)
    ask_for_help(enrolled.ref, "  A quiet\nroom ", by=cast.coach, at=at)

    page = about_page(enrolled.ref, by=cast.participant, at=at)
    later = about_page(enrolled.ref, by=cast.participant, at=at + timedelta(days=90))

    assert (page.help_words, page.help_by, page.may_write) == ("A quiet room", "Colin Marsh", True)
    assert (later.help_words, later.help_by) == ("", "")
    assert about_page(enrolled.ref, by=cast.coach, at=at).may_write
    manager = about_page(enrolled.ref, by=cast.partner_manager, at=at)
    assert (manager.may_write, manager.is_own) == (False, False)
    ask_for_help(enrolled.ref, "", by=cast.participant, at=at)
    assert about_page(enrolled.ref, by=cast.participant, at=at).help_words == ""
    with pytest.raises(Refused):
        ask_for_help(enrolled.ref, "Mine", by=cast.partner_manager, at=at)
    assert HelpLine.objects.count() == 2


def test_nobody_else_reads_it(cast, enrolled, at) -> None:
    assert about_page(enrolled.ref, by=cast.inspector, at=at).name == "Parveen Begum"
    for other in (
        cast.headteacher,
        cast.sponsor,
        cast.coach,
        cast.facilitator,
        cast.outsider,
        cast.outside_participant,
    ):
        with pytest.raises(Enrolment.DoesNotExist):
            about_page(enrolled.ref, by=other, at=at)


def test_one_erased_person_leaves_the_words_about_others(cast, enrolled, at) -> None:
    enrol_many(cast, enrolled.cohort, 1, at=at)
    ask_for_help(enrolled.ref, "A quiet room", by=cast.participant, at=at)
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at)
    assert b"PK" in take_away(by=cast.participant, at=at)[:2]

    erase(cast.participant.person, why="Asked", by=cast.administrator, at=at)

    told = ProgressUpdate.objects.get(to_id=cast.headteacher.person_id).as_update().people
    assert [person.name for person in told] == ["Person 01"]
    assert HelpLine.objects.get().words == "Erased"
    assert about_page(enrolled.ref, by=cast.programme_manager, at=at).told[0].told is None


def test_the_page_takes_the_same_statements_for_many(cast, enrolled, at) -> None:
    def counted() -> int:
        return statements_of(lambda: about_page(enrolled.ref, by=cast.participant, at=at))

    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at)
    decide_parts(enrolled.ref, {Part.DONE: False}, by=cast.participant, at=at)
    one = counted()
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at + timedelta(days=1))
    decide_parts(enrolled.ref, {Part.HELP: False}, by=cast.participant, at=at)

    assert counted() == one
