"""A corrected result ends what was awarded, and the enrolment follows."""

from __future__ import annotations

from uuid import uuid4

from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.models import Correction, Result
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.awards.actions import awarding
from goldenthread.awards.actions.awarding import award
from goldenthread.awards.models import Certificate, Outcome
from goldenthread.awards.queries.certificates import award_of_result
from goldenthread.awards.types import State
from goldenthread.cohorts.actions.enrolling import defer, reopen_by_correction
from goldenthread.cohorts.models import Enrolment, EnrolmentStep
from goldenthread.cohorts.queries.telling import news_of_step
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.integrations.mail.enrolling import letter_about_enrolment
from tests.makers.assessment import AFTER, full_sheet
from tests.rooms.awards.test_awarding import HERE, mark_scheme_of, released


def test_a_correction_revokes_and_awards_again(cast, at) -> None:
    result = released(cast, at)
    award(result.ref, verify_at=HERE, at=AFTER)
    first = Certificate.objects.get()

    for mark, passes in ((1, False), (3, True), (2, True)):
        scheme = mark_scheme_of(result)
        told = SettlementSheet(full_sheet(scheme, mark), {c.code: f"It came to {mark}." for c in scheme.criteria})
        seen = Result.objects.get().settlement.ref
        correct_result(result.script.ref, told, why="It was wrong.", by=cast.moderator, at=AFTER, seen=seen)
        correction = Correction.objects.order_by("-pk")[0]
        was = Outcome.objects.get(ended_at=None).outcome
        made = awarding.award_again(correction.ref, verify_at=HERE, at=AFTER)
        assert awarding.award_again(correction.ref, verify_at=HERE, at=AFTER) is None
        assert (made is None) == (was == Result.objects.get().outcome)
        assert (Outcome.objects.get(ended_at=None).outcome == "passed") is passes
        assert Enrolment.objects.get(pk=result.script.enrolment_id).state == ("completed" if passes else "active")

    steps = EnrolmentStep.objects.filter(enrolment=result.script.enrolment_id).order_by("pk")
    assert list(steps.values_list("event", "state"))[-3:] == [
        ("complete", "completed"),
        ("reopen", "active"),
        ("complete", "completed"),
    ]
    reopened = steps.get(event="reopen")
    assert (reopened.why, reopened.by_id) == (awarding.REOPENS, cast.moderator.person_id)
    assert AuditEntry.objects.filter(did="cohorts.reopen").count() == 1
    assert NoticeRow.objects.filter(kind="cohorts.reopened").count() == 1
    first.refresh_from_db()
    assert (first.state, first.revoked_why) == ("revoked", "The result was corrected.")
    assert Certificate.objects.filter(state="issued").count() == 1
    assert award_of_result(result.ref, by=cast.participant).state is State.ISSUED


def failed_after_all(cast, result) -> None:
    scheme = mark_scheme_of(result)
    told = SettlementSheet(full_sheet(scheme, 1), {c.code: "It came to 1." for c in scheme.criteria})
    stands = Result.objects.get().settlement.ref
    correct_result(result.script.ref, told, why="It was wrong.", by=cast.moderator, at=AFTER, seen=stands)
    awarding.award_again(Correction.objects.get().ref, verify_at=HERE, at=AFTER)


def test_who_had_paused_before_they_completed_is_paused_again_and_told(cast, at) -> None:
    result = released(cast, at)
    row = result.script.enrolment
    defer(row.ref, reason="bereavement", by=cast.programme_manager, at=at)
    award(result.ref, verify_at=HERE, at=AFTER)

    failed_after_all(cast, result)

    row.refresh_from_db()
    assert row.state == "deferred"
    letter = letter_about_enrolment(news_of_step(row.ref), url=HERE)
    assert letter.subject.startswith("Your completion was taken back")
    assert "paused as it was before" in letter.paragraphs[0]
    assert reopen_by_correction(row.ref, why="x", corrected_by=cast.moderator.person_id, at=AFTER).value == "deferred"


def test_another_result_that_passes_keeps_the_enrolment_completed(cast, at) -> None:
    result = released(cast, at)
    award(result.ref, verify_at=HERE, at=AFTER)
    other = {"qualification": "NPQSL", "outcome": "passed", "awarded_at": AFTER}
    Outcome.objects.create(enrolment=result.script.enrolment, result=uuid4(), **other)

    failed_after_all(cast, result)

    assert Enrolment.objects.get(pk=result.script.enrolment_id).state == "completed"


def test_a_correction_before_the_award_is_awarded_as_it_stands(cast, at) -> None:
    result = released(cast, at, mark=1)
    scheme = mark_scheme_of(result)
    told = SettlementSheet(full_sheet(scheme, 3), {c.code: "It is clearer." for c in scheme.criteria})
    correct_result(
        result.script.ref, told, why="It was wrong.", by=cast.moderator, at=AFTER, seen=result.settlement.ref
    )

    awarding.award_again(Correction.objects.get().ref, verify_at=HERE, at=AFTER)
    award(result.ref, verify_at=HERE, at=AFTER)

    assert Outcome.objects.get().outcome == "passed"
