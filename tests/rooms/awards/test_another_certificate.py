"""A certificate that was revoked by hand: its holder is told and another can be made."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.awards.actions.awarding import award, issue_again, revoke_certificate
from goldenthread.awards.models import Certificate, Outcome
from goldenthread.awards.queries.certificates import (
    award_board,
    award_of_result,
    certificate_copy,
    certificate_letter,
    certificate_line,
    my_awards,
    outcomes_seen,
    verified,
)
from goldenthread.awards.queries.trail import awards_of
from goldenthread.awards.types import State
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from goldenthread.reporting.queries.exporting import outcomes_csv
from tests.makers.assessment import AFTER
from tests.rooms.awards.test_awarding import HERE, released

LATER = AFTER + timedelta(days=40)


@pytest.fixture
def result(cast, at):
    found = released(cast, at)
    award(found.ref, verify_at=HERE, at=AFTER)
    return found


def revoked(cast) -> Certificate:
    row = Certificate.objects.get()
    revoke_certificate(row.ref, why="The name is misprinted.", by=cast.quality_lead, at=AFTER)
    row.refresh_from_db()
    return row


def test_the_holder_reads_that_it_was_revoked_and_why(cast, result) -> None:
    first = revoked(cast)

    mine = award_of_result(result.ref, by=cast.participant)

    assert mine is not None
    assert (mine.state, mine.revoked_at, mine.revoked_why) == (State.REVOKED, AFTER, "The name is misprinted.")
    letter = certificate_letter(first.ref)
    assert letter is not None
    assert (letter.to, letter.number) == ("parveen@castlehill.example", first.number)


def test_another_is_made_in_the_name_that_they_have_now(cast, result) -> None:
    first = revoked(cast)
    Person.objects.filter(pk=cast.participant.person_id).update(name="Parveen A. Begum")

    made = issue_again(first.ref, why=" Misprinted ", verify_at=HERE, by=cast.quality_lead, at=LATER)

    row = Certificate.objects.get(ref=made)
    assert (row.name, row.state, row.issued_why, row.issued_at) == ("Parveen A. Begum", "issued", "Misprinted", LATER)
    assert (row.awarded_on, row.outcome_id) == (first.awarded_on, first.outcome_id)
    assert (row.number, row.code == first.code) == ("GT-2026-000002", False)
    assert AuditEntry.objects.get(did="awards.issue_again").to == str(made)
    assert NoticeRow.objects.get(kind="awards.issued_again").facts == {"certificate": str(made)}
    found, before = verified(row.code), verified(first.code)
    assert found is not None
    assert before is not None
    assert (found.is_valid, before.is_valid) == (True, False)
    (mine,) = my_awards(by=cast.participant)
    assert (mine.number, mine.state, mine.revoked_why) == (row.number, State.ISSUED, "")
    (line,) = award_board(by=cast.quality_lead)
    assert (line.number, line.before, line.may_issue, line.may_revoke) == (row.number, (first.number,), False, True)
    (facts,) = outcomes_seen(by=cast.quality_lead)
    assert (facts.number, facts.state) == (row.number, State.ISSUED)
    assert outcomes_csv(by=cast.quality_lead).decode().count(row.number) == 1
    person = Person.objects.get(pk=cast.participant.person_id)
    assert sorted(awards_of([str(person.ref)])) == sorted(str(r) for r in (row.outcome.ref, first.ref, made))


def test_lists_take_the_same_statements_with_several_certificates(cast, result, django_assert_num_queries) -> None:
    first = revoked(cast)
    for _ in range(2):
        made = issue_again(first.ref, why="Again", verify_at=HERE, by=cast.quality_lead, at=LATER)
        revoke_certificate(made, why="Again", by=cast.quality_lead, at=LATER)

    for read in (my_awards, award_board, outcomes_seen, outcomes_csv):
        with django_assert_num_queries(2):
            read(by=cast.participant)


def test_only_the_newest_can_be_replaced(cast, result) -> None:
    first = revoked(cast)
    assert certificate_line(first.ref, by=cast.quality_lead).may_issue
    assert not certificate_line(first.ref, by=cast.programme_manager).may_issue

    made = issue_again(first.ref, why="Misprinted", verify_at=HERE, by=cast.administrator, at=LATER)

    assert not certificate_line(first.ref, by=cast.quality_lead).may_issue
    assert certificate_line(made, by=cast.quality_lead).may_revoke
    with pytest.raises(Refused, match="stands"):
        issue_again(first.ref, why="Twice", verify_at=HERE, by=cast.quality_lead, at=LATER)
    assert Certificate.objects.filter(state="issued").count() == 1


@pytest.mark.parametrize(
    ("who", "why", "code"),
    [
        ("programme_manager", "Misprinted", "not_yours_to_issue"),
        ("participant", "Misprinted", "not_yours_to_issue"),
        ("quality_lead", " ", "no_reason"),
    ],
)
def test_who_may_not_or_says_no_reason_makes_none(cast, result, who: str, why: str, code: str) -> None:
    first = revoked(cast)

    with pytest.raises(Refused) as refused:
        issue_again(first.ref, why=why, verify_at=HERE, by=getattr(cast, who), at=LATER)

    assert refused.value.refusal.code == code
    assert Certificate.objects.count() == 1


def test_none_is_made_for_an_outcome_that_was_corrected_nor_a_letter_sent(cast, result) -> None:
    first = revoked(cast)
    Outcome.objects.update(ended_at=AFTER)

    with pytest.raises(Refused) as refused:
        issue_again(first.ref, why="Misprinted", verify_at=HERE, by=cast.quality_lead, at=LATER)

    assert refused.value.refusal.code == "outcome_corrected"
    assert certificate_letter(first.ref) is None


def test_none_is_made_for_somebody_who_was_erased(cast, result) -> None:
    first = revoked(cast)
    Person.objects.filter(pk=cast.participant.person_id).update(erased_at=AFTER)

    with pytest.raises(Refused) as refused:
        issue_again(first.ref, why="Misprinted", verify_at=HERE, by=cast.quality_lead, at=LATER)

    assert refused.value.refusal.code == "erased"


def test_a_revoked_certificate_is_given_out_only_with_the_day_of_its_end_across_it(cast, result) -> None:
    printed = certificate_copy(Certificate.objects.get().ref, verify_at=HERE, by=cast.participant)
    first = revoked(cast)

    copies = [certificate_copy(first.ref, verify_at=HERE, by=who) for who in (cast.participant, cast.quality_lead)]

    assert printed.name == f"certificate-{first.number}.pdf"
    for copy in copies:
        assert (copy.name, copy.content == printed.content) == (f"certificate-{first.number}-revoked.pdf", False)


def test_an_attempt_that_failed_beside_a_pass_says_that_the_other_counts(cast, result) -> None:
    stands = Outcome.objects.get()
    Outcome.objects.create(
        enrolment=stands.enrolment,
        result=uuid4(),
        qualification=stands.qualification,
        outcome="failed",
        awarded_at=LATER,
    )

    told = [(each.outcome.value, each.is_beside_a_pass) for each in award_board(by=cast.quality_lead)]

    assert told == [("failed", True), ("passed", False)]
    assert [each.is_beside_a_pass for each in my_awards(by=cast.participant)] == [True, False]
    Outcome.objects.filter(pk=stands.pk).update(ended_at=LATER)
    assert not award_board(by=cast.quality_lead)[0].is_beside_a_pass
