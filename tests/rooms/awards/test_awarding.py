"""A released result makes its outcome once, its certificate if it passed, and a stranger learns only what they must."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from goldenthread.assessment.models import Result, Script
from goldenthread.assessment.types.words import Outcome as Came
from goldenthread.awards.actions import awarding
from goldenthread.awards.actions.awarding import award, revoke_certificate
from goldenthread.awards.models import Certificate, CertificateCount, Outcome
from goldenthread.awards.queries.certificates import (
    award_board,
    award_of_result,
    certificate_copy,
    certificate_line,
    my_awards,
    outcome_letter,
    outcomes_seen,
    verified,
)
from goldenthread.awards.types import State
from goldenthread.coaching.actions.pairing import pair
from goldenthread.coaching.queries.caseload import caseload
from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.models import Enrolment
from goldenthread.cohorts.queries.engagement import enrolments_seen
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.jobs.worker import carry_all
from goldenthread.programmes.queries.schemes import mark_scheme
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

HERE = "https://example.org/verify/"


def released(cast, at, mark: int = 3):
    """The result of a script that came to this."""
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, mark, mark, at=AFTER)
    settle_and_release(cast, planned, script, mark, at=AFTER)
    return Result.objects.get()


def several_released(cast, at, *marks: int) -> list[Result]:
    """The results of as many scripts of one window, which came to these marks."""
    planned = make_window(cast, at=at)
    seat_both(cast, planned, hand_in(planned, cast.participant, at=INSIDE).script, at=AFTER)
    more_scripts(cast, planned, len(marks) - 1, at=at)
    for script, mark in zip(Script.objects.order_by("pk").values_list("ref", flat=True), marks, strict=True):
        mark_both(cast, script, planned.enrolled.cohort.built.scheme, mark, mark, at=AFTER)
        settle_and_release(cast, planned, script, mark, at=AFTER)
    return list(Result.objects.order_by("pk"))


def mark_scheme_of(result: Result):
    return mark_scheme(result.script.window.scheme)


def power_cut(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError("power cut")


def test_a_pass_is_awarded_with_a_certificate(cast, at) -> None:
    result = released(cast, at)

    ref = award(result.ref, verify_at=HERE, at=AFTER)

    row, certificate = Outcome.objects.get(ref=ref), Certificate.objects.get()
    assert (row.outcome, row.awarded_at, row.result) == ("passed", AFTER, result.ref)
    assert row.qualification == "National Professional Qualification for Senior Leadership (NPQSL)"
    assert (certificate.name, certificate.state, str(certificate.awarded_on)) == (
        "Parveen Begum",
        "issued",
        "2026-02-10",
    )
    assert len(certificate.code) == 20
    assert AuditEntry.objects.get(did="awards.award").facts["outcome"] == "passed"
    assert NoticeRow.objects.get(kind="awards.awarded").facts["outcome"] == str(ref)
    copy = certificate_copy(certificate.ref, verify_at=HERE, by=cast.participant)
    assert copy.content.startswith(b"%PDF-")
    assert copy.name == f"certificate-{certificate.number}.pdf"


def test_a_pass_completes_the_enrolment_and_says_for_whom(cast, at) -> None:
    result = released(cast, at)

    award(result.ref, verify_at=HERE, at=AFTER)
    award(result.ref, verify_at=HERE, at=AFTER)

    enrolment = result.script.enrolment
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"
    step = enrolment.steps.latest("pk")
    assert (step.event, step.why, step.by_id, step.at) == (
        "complete",
        "Passed the assessment",
        cast.quality_lead.person_id,
        AFTER,
    )
    assert AuditEntry.objects.get(did="cohorts.complete").by == "jobs"
    assert NoticeRow.objects.get(kind="cohorts.completed").facts == {"enrolment": str(enrolment.ref)}


def test_a_fail_leaves_the_enrolment_for_another_attempt(cast, at) -> None:
    result = released(cast, at, 0)

    award(result.ref, verify_at=HERE, at=AFTER)

    assert Enrolment.objects.get().state == "active"
    assert not NoticeRow.objects.filter(kind="cohorts.completed").exists()


def test_who_withdrew_is_awarded_and_stays_withdrawn(cast, at) -> None:
    result = released(cast, at)
    withdraw(result.script.enrolment.ref, reason="change-in-career", by=cast.programme_manager, at=AFTER)

    award(result.ref, verify_at=HERE, at=AFTER)

    assert Enrolment.objects.get().state == "withdrawn"
    assert Outcome.objects.get().outcome == "passed"


def test_a_revoked_certificate_leaves_the_enrolment_completed(cast, at) -> None:
    award(released(cast, at).ref, verify_at=HERE, at=AFTER)

    revoke_certificate(Certificate.objects.get().ref, why="Copied work", by=cast.quality_lead, at=AFTER)

    assert Enrolment.objects.get().state == "completed"


def test_with_an_award_the_coach_goes_and_sponsor_and_head_stay(cast, at) -> None:
    result = released(cast, at)
    enrolment = result.script.enrolment.ref
    pair(enrolment, cast.coach.person, by=cast.programme_manager, at=at)

    carry_all(lambda: AFTER)
    carry_all(lambda: AFTER)

    assert caseload(by=cast.coach, at=AFTER) == ()
    assert [e.ref for e in enrolments_seen(by=cast.coach)] == []
    for who in (cast.sponsor, cast.mentor, cast.headteacher, cast.participant):
        assert [e.state for e in enrolments_seen(by=who)] == ["completed"]


def test_certificates_are_numbered_without_gaps(cast, at, monkeypatch) -> None:
    first, second, third = several_released(cast, at, 3, 1, 3)
    award(first.ref, verify_at=HERE, at=AFTER)
    award(second.ref, verify_at=HERE, at=AFTER)
    monkeypatch.setattr(awarding, "complete_by_award", power_cut)
    with pytest.raises(RuntimeError):
        award(third.ref, verify_at=HERE, at=AFTER)
    monkeypatch.undo()
    assert Certificate.objects.count() == 1
    award(third.ref, verify_at=HERE, at=AFTER)

    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == [
        "GT-2026-000001",
        "GT-2026-000002",
    ]
    assert CertificateCount.objects.get().last == 2


def test_numbers_go_on_after_those_given_before_they_were_counted(cast, at) -> None:
    first, second = several_released(cast, at, 3, 3)
    CertificateCount.objects.create(year=2026, last=16)
    award(first.ref, verify_at=HERE, at=AFTER)
    CertificateCount.objects.all().delete()

    award(second.ref, verify_at=HERE, at=AFTER)

    assert Certificate.objects.filter(number="GT-2026-000018").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time in any case")
def test_workers_who_award_at_once_take_different_numbers(cast, at) -> None:
    results = several_released(cast, at, *[3] * 6)

    def work(result: Result) -> None:
        try:
            award(result.ref, verify_at=HERE, at=AFTER)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as workers:
        list(workers.map(work, results))

    numbers = Certificate.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"GT-2026-{n:06}" for n in range(1, 7)]


def test_awarding_twice_makes_one(cast, at) -> None:
    result = released(cast, at)

    refs = {award(result.ref, verify_at=HERE, at=AFTER) for _ in range(2)}

    assert (len(refs), Outcome.objects.count(), Certificate.objects.count()) == (1, 1, 1)
    assert NoticeRow.objects.filter(kind="awards.awarded").count() == 1


def test_the_jobs_award_and_write_once(cast, at, mailoutbox) -> None:
    released(cast, at)

    carry_all()
    carry_all()

    assert Outcome.objects.count() == Certificate.objects.count() == 1
    letters = [mail for mail in mailoutbox if mail.subject == "Your result is out"]
    assert [mail.to for mail in letters] == [["Parveen Begum <parveen@castlehill.example>"]]
    assert "passed" not in letters[0].body.lower()


def test_a_fail_has_no_certificate(cast, at) -> None:
    result = released(cast, at, 0)

    award(result.ref, verify_at=HERE, at=AFTER)

    (mine,) = my_awards(by=cast.participant)
    assert (mine.outcome, mine.certificate) == (Came.FAILED, None)
    (line,) = award_board(by=cast.quality_lead)
    assert (line.name, line.certificate, line.state) == ("Parveen Begum", None, None)


def test_nothing_is_awarded_that_was_not_released(cast) -> None:
    with pytest.raises(ObjectDoesNotExist):
        award(uuid4(), verify_at=HERE, at=AFTER)
    with pytest.raises(ObjectDoesNotExist):
        outcome_letter(uuid4())


def test_a_stranger_learns_only_what_they_must(cast, at) -> None:
    award(released(cast, at).ref, verify_at=HERE, at=AFTER)
    code = Certificate.objects.get().code

    found = verified(f" {code[:5].lower()}-{code[5:]} ")

    assert found is not None
    assert set(asdict(found)) == {"name", "qualification", "awarded_on", "is_valid", "revoked_on"}
    assert (found.name, found.is_valid) == ("Parveen Begum", True)
    assert verified(code[:-1]) is None
    assert verified("A" * 20) is None


def test_a_revoked_certificate_says_so_for_good(cast, at) -> None:
    result = released(cast, at)
    award(result.ref, verify_at=HERE, at=AFTER)
    row = Certificate.objects.get()

    revoke_certificate(row.ref, why="Copied work", by=cast.quality_lead, at=AFTER)

    found = verified(row.code)
    assert found is not None
    assert (found.is_valid, str(found.revoked_on)) == (False, "2026-02-10")
    mine = award_of_result(result.ref, by=cast.participant)
    assert mine is not None
    assert mine.state is State.REVOKED
    assert AuditEntry.objects.get(did="awards.revoke").why == ""
    assert NoticeRow.objects.filter(kind="awards.revoked").count() == 1
    with pytest.raises(Refused):
        revoke_certificate(row.ref, why="Again", by=cast.quality_lead, at=AFTER)


@pytest.mark.parametrize(
    ("name", "error"), [("programme_manager", Refused), ("participant", Refused), ("outsider", ObjectDoesNotExist)]
)
def test_others_revoke_nothing(cast, at, name: str, error: type[Exception]) -> None:
    award(released(cast, at).ref, verify_at=HERE, at=AFTER)

    with pytest.raises(error):
        revoke_certificate(Certificate.objects.get().ref, why="Because", by=getattr(cast, name), at=AFTER)

    assert Certificate.objects.get().state == "issued"


@pytest.mark.parametrize("name", ["outsider", "outside_participant", "assessor", "sponsor", "headteacher"])
def test_others_see_no_award(cast, at, name: str) -> None:
    result = released(cast, at)
    award(result.ref, verify_at=HERE, at=AFTER)
    ref, who = Certificate.objects.get().ref, getattr(cast, name)

    assert my_awards(by=who) == award_board(by=who) == outcomes_seen(by=who) == ()
    assert award_of_result(result.ref, by=who) is None
    for attempt in (lambda: certificate_copy(ref, verify_at=HERE, by=who), lambda: certificate_line(ref, by=who)):
        with pytest.raises(ObjectDoesNotExist):
            attempt()


def test_a_partner_s_manager_sees_what_the_partner_s_people_came_to_and_no_certificate(cast, at) -> None:
    award(released(cast, at).ref, verify_at=HERE, at=AFTER)
    certificate, by = Certificate.objects.get(), cast.partner_manager

    (line,) = award_board(by=by)
    (facts,) = outcomes_seen(by=by)

    assert (line.name, line.outcome, line.number) == ("Parveen Begum", Came.PASSED, certificate.number)
    assert (line.may_open, line.may_revoke) == (False, False)
    assert (facts.enrolment, facts.number, facts.state) == (
        Enrolment.objects.get().ref,
        certificate.number,
        State.ISSUED,
    )
    assert outcomes_seen(by=by, cohort=facts.cohort) == (facts,)
    assert outcomes_seen(by=by, cohort=facts.enrolment) == ()
    assert my_awards(by=by) == ()
    for attempt in (
        lambda: certificate_copy(certificate.ref, verify_at=HERE, by=by),
        lambda: certificate_line(certificate.ref, by=by),
        lambda: revoke_certificate(certificate.ref, why="No", by=by, at=AFTER),
    ):
        with pytest.raises(ObjectDoesNotExist):
            attempt()


def test_who_may_open_and_revoke_is_told_with_each_line(cast, at) -> None:
    award(released(cast, at).ref, verify_at=HERE, at=AFTER)

    told = {who: award_board(by=getattr(cast, who))[0] for who in ("programme_manager", "quality_lead", "inspector")}

    assert {who: (line.may_open, line.may_revoke) for who, line in told.items()} == {
        "programme_manager": (True, False),
        "quality_lead": (True, True),
        "inspector": (True, False),
    }
