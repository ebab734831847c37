"""Until a policy or the participant says so, nobody at school can tell who passed from who did not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.transaction import atomic, set_rollback

from goldenthread.assessment.models import Result, Script
from goldenthread.cohorts.actions.enrolling import complete, defer
from goldenthread.cohorts.models import Engagement, Enrolment
from goldenthread.ground.types import Refused
from goldenthread.integrations.mail.updating import letter_with_update
from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.types import ReleaseRule, SponsorTold
from goldenthread.reporting.actions.consenting import decide_parts
from goldenthread.reporting.actions.planning import set_plan
from goldenthread.reporting.actions.updating import make_for, update_about_event
from goldenthread.reporting.models import ProgressUpdate
from goldenthread.reporting.queries.consenting import about_page
from goldenthread.reporting.queries.reminding import fell_behind
from goldenthread.reporting.queries.supporting import my_people, one_of_mine
from goldenthread.reporting.queries.untold import ahead_told, engagement_told, untold, untold_to
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.planning import EVENTS, Part, Plan
from tests.makers.assessment import (
    AFTER,
    INSIDE,
    hand_in,
    make_window,
    mark_both,
    more_scripts,
    seat_both,
    settle_and_release,
)
from tests.makers.counting import statements_of
from tests.makers.handing import policy_with

LATER = AFTER + timedelta(days=1)
MUCH_LATER = AFTER + timedelta(days=100)


@pytest.fixture
def planned(cast, at):
    made = make_window(cast, at=at)
    plan = Plan(in_force_from=at.date(), events=frozenset(EVENTS), optional=frozenset({Part.DONE}))
    set_plan(None, plan, by=cast.programme_manager, at=at)
    return made


def let_out(cast, planned, at, *marks: int) -> list[Enrolment]:
    """Results of as many people of one school, and all that follows from them; oldest first."""
    first = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, first, at=AFTER)
    more_scripts(cast, planned, len(marks) - 1, at=at)
    scripts = list(Script.objects.order_by("pk").values_list("ref", flat=True))
    scheme = planned.enrolled.cohort.built.scheme
    for script, mark in zip(scripts, marks, strict=True):
        mark_both(cast, script, scheme, mark, mark, at=AFTER)
        settle_and_release(cast, planned, script, mark, at=AFTER)
    carry_all(lambda: AFTER)
    carry_all(lambda: AFTER)
    return [row.script.enrolment for row in Result.objects.order_by("pk").select_related("script__enrolment")]


def said_of(person: str, to) -> list[str]:
    """Every letter that one reader had about one person, with the name taken out."""
    rows = ProgressUpdate.objects.filter(to_id=to.person_id).order_by("pk")
    updates = [row.as_update() for row in rows if row.as_update().people[0].name == person]
    letters = [letter_with_update(each, address="a@example.org", url="https://example.org") for each in updates]
    told = [(each.subject, *each.paragraphs) for each in letters]
    told += [(str(replace(each.people[0], name="")),) for each in updates]
    return [" ".join(words).replace(person, "N").replace(person.split(maxsplit=1)[0], "N") for words in told]


def test_the_letter_and_the_pages_are_the_same_of_who_passed_and_who_did_not(cast, planned, at) -> None:
    passed, failed = let_out(cast, planned, at, 3, 0)
    assert (passed.state, failed.state) == ("completed", "active")
    Engagement.objects.update(millionths=100_000)

    letters = [said_of(each.participant.name, cast.headteacher) for each in (passed, failed)]
    lines = [one_of_mine(each.ref, by=cast.headteacher, at=LATER) for each in (passed, failed)]
    told = [engagement_told(each.ref, by=cast.headteacher, at=LATER) for each in (passed, failed)]

    # One letter each, and none beside it that somebody has completed.
    assert letters[0] == letters[1]
    assert len(letters[0]) == 2
    assert "result out" in letters[0][0]
    assert lines[0] == replace(lines[1], enrolment=passed.ref, name=passed.participant.name)
    assert (lines[0].state, lines[0].reason, lines[0].is_on_pace) == ("Result out", "Their result is out", True)
    assert told[0] == told[1]
    assert told[0].sentences[1] == "Their result is out. What came of it is theirs to share."
    assert [ahead_told(each.ref, by=cast.headteacher, at=LATER) for each in (passed, failed)] == [(), ()]
    assert untold_to([passed.ref, failed.ref], by=cast.headteacher) == {passed.ref, failed.ref}
    # Who runs the programme reads where each stands.
    assert untold_to([passed.ref, failed.ref], by=cast.programme_manager) == frozenset()
    staff = [engagement_told(each.ref, by=cast.programme_manager, at=LATER).sentences for each in (passed, failed)]
    assert staff[0] != staff[1]


def test_nothing_that_only_one_of_them_can_do_is_told_later(cast, planned, at) -> None:
    passed, failed = let_out(cast, planned, at, 3, 0)
    Engagement.objects.update(millionths=100_000, is_met=False)
    before = ProgressUpdate.objects.count()
    late = AFTER + timedelta(days=1)

    # Without the result they would be among those who have fallen behind.
    assert fell_behind(at=MUCH_LATER) == ()
    with atomic():
        decide_parts(failed.ref, {Part.OUTCOME: True}, by=actor_by_email("person01@castlehill.example"), at=late)
        assert [each.enrolments for each in fell_behind(at=MUCH_LATER)] == [(failed.pk,)]
        set_rollback(True)
    assert update_about_event(failed.ref, Cause.CATCH_UP, at=late) == 0
    assert update_about_event(passed.ref, Cause.COMPLETED, at=late) == 0
    assert ProgressUpdate.objects.count() == before
    make_for([passed.pk, failed.pk], cause=Cause.SCHEDULED, occasion="x", cohort=passed.cohort_id, by_id=None, at=late)
    update = ProgressUpdate.objects.get(to_id=cast.headteacher.person_id, occasion="x").as_update()
    assert len({str(replace(each, name="")) for each in update.people}) == 1

    # Who pauses after that is said to have paused: it is news of its own.
    defer(failed.ref, reason="long-term-sickness", why="", by=cast.partner_manager, at=late)
    assert one_of_mine(failed.ref, by=cast.headteacher, at=late).state == "Deferred"


def test_who_had_paused_before_cannot_be_told_from_who_passed(cast, planned, at) -> None:
    first = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, first, at=AFTER)
    defer(planned.enrolled.ref, reason="long-term-sickness", why="", by=cast.partner_manager, at=AFTER)
    mark_both(cast, first, planned.enrolled.cohort.built.scheme, 0, 0, at=AFTER)
    settle_and_release(cast, planned, first, 0, at=AFTER + timedelta(hours=1))

    assert Enrolment.objects.get(ref=planned.enrolled.ref).state == "deferred"
    assert one_of_mine(planned.enrolled.ref, by=cast.headteacher, at=LATER).state == "Result out"


def test_what_somebody_shares_is_told(cast, planned, at) -> None:
    passed, failed = let_out(cast, planned, at, 3, 0)
    mine = Person.objects.get(pk=cast.participant.person_id)
    assert passed.participant_id == mine.pk

    page = about_page(passed.ref, by=cast.participant, at=LATER)
    assert [(p.is_optional, p.is_told) for p in page.parts if p.part is Part.OUTCOME] == [(True, False)]
    assert not page.tells_outcome
    assert decide_parts(passed.ref, {Part.OUTCOME: False}, by=cast.participant, at=LATER) == 0
    assert decide_parts(passed.ref, {Part.OUTCOME: True}, by=cast.participant, at=LATER) == 1

    assert one_of_mine(passed.ref, by=cast.headteacher, at=LATER).state == "Completed"
    assert one_of_mine(failed.ref, by=cast.headteacher, at=LATER).state == "Result out"
    decide_parts(passed.ref, {Part.OUTCOME: False}, by=cast.participant, at=LATER)
    assert one_of_mine(passed.ref, by=cast.headteacher, at=LATER).state == "Result out"


def test_where_the_policy_tells_what_came_of_it_the_letter_says_it_whole(cast, planned, at) -> None:
    policy_with(cast, planned, at=at, release=ReleaseRule(sponsor=SponsorTold.OUTCOME))
    passed, failed = let_out(cast, planned, at, 3, 0)

    (good, _), (bad, _) = (said_of(each.participant.name, cast.headteacher) for each in (passed, failed))

    assert "The outcome: passed." in good
    assert "The outcome: failed." in bad
    assert one_of_mine(passed.ref, by=cast.headteacher, at=LATER).state == "Completed"
    assert about_page(passed.ref, by=cast.participant, at=LATER).tells_outcome
    with pytest.raises(Refused) as refused:
        decide_parts(passed.ref, {Part.OUTCOME: False}, by=cast.participant, at=LATER)
    assert refused.value.refusal.code == "part_of_the_policy"


def test_before_a_result_the_rules_of_the_day_say_whether_it_will_be_told(cast, planned, at) -> None:
    assert not about_page(planned.enrolled.ref, by=cast.participant, at=INSIDE).tells_outcome

    policy_with(cast, planned, at=at, release=ReleaseRule(sponsor=SponsorTold.OUTCOME))

    assert about_page(planned.enrolled.ref, by=cast.participant, at=INSIDE).tells_outcome


def test_who_completes_by_hand_is_told_of(cast, planned, at) -> None:
    complete(planned.enrolled.ref, by=cast.programme_manager, at=INSIDE)

    assert update_about_event(planned.enrolled.ref, Cause.COMPLETED, at=INSIDE) > 0
    assert one_of_mine(planned.enrolled.ref, by=cast.headteacher, at=INSIDE).state == "Completed"


def test_many_take_as_many_statements(cast, planned, at) -> None:
    let_out(cast, planned, at, 3, 0, 3)
    rows = list(Enrolment.objects.all())

    assert statements_of(lambda: untold(rows)) == 4
    assert statements_of(lambda: untold(rows[:1])) == 4
    assert statements_of(lambda: untold(())) == 0
    assert statements_of(lambda: my_people(by=cast.headteacher, at=LATER)) <= 11
