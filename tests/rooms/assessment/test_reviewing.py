"""A result questioned, decided by somebody new, and corrected with everything that follows."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.reviewing import ask_for_review, decide_review, take_review, withdraw_review
from goldenthread.assessment.actions.rounds import stop_by_hand
from goldenthread.assessment.models import Correction, Result, Review, ReviewFile, Settlement
from goldenthread.assessment.queries.correction_pages import correction_page
from goldenthread.assessment.queries.records import record_page, results_as_csv, results_page, statistics_as_csv
from goldenthread.assessment.queries.releasing import (
    corrected_result,
    result_page,
    told_to_supporters,
)
from goldenthread.assessment.queries.reviewing import (
    my_review,
    question_page,
    review_file,
    review_letter,
    review_page,
    reviewed_piece,
    reviewed_script,
    reviews_board,
)
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.rules.records import what_counts
from goldenthread.assessment.rules.reviewing import ends, why_not_review
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import Decision, Effect, NewReview, ReviewState
from goldenthread.assessment.types.telling import ToDo
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.ground.types.days import LONDON
from goldenthread.integrations.mail.releasing import letter_about_review
from goldenthread.programmes.types import ReleaseRule, ReviewKind, SponsorTold
from tests.makers.assessment import AFTER, a_script, full_sheet, settle_and_release
from tests.makers.handing import an_assessor, policy_with, train
from tests.makers.questioning import WORDS, a_sheet_of, ask, refused, stands
from tests.makers.standardising import clear, make_standard

DAY = timedelta(days=1)
LATER = AFTER + DAY
K = ReviewKind


class TestCorrecting:
    """Other marks for a result that is out."""

    def correct(self, cast, script, scheme, *, mark=3, by=None, why="Two marks were swapped.", seen=None):
        sheet = a_sheet_of(scheme, mark)
        seen = seen or stands(script)
        return correct_result(script, sheet, why=why, by=by or cast.moderator, at=LATER, seen=seen)

    def test_what_was_told_is_kept_and_everybody_is_told(self, cast, planned, released, scheme, at) -> None:
        policy_with(cast, planned, at=at, release=ReleaseRule(sponsor=SponsorTold.COMMENT))
        before = Result.objects.get()
        assert told_to_supporters(before.ref) == (
            f"The outcome: {before.outcome}.",
            f"Feedback over all: {before.settlement.comment}",
        )

        judged = self.correct(cast, released, scheme)

        row, made = Result.objects.get(), Correction.objects.get()
        assert (before.outcome, row.outcome, row.total) == ("failed", "passed", judged.total)
        assert (made.before_id, made.settlement_id, made.reason) == (
            before.settlement_id,
            row.settlement_id,
            "Two marks were swapped.",
        )
        assert AuditEntry.objects.get(did="assessment.correct").facts == {"before": "failed", "outcome": "passed"}
        assert NoticeRow.objects.filter(kind="assessment.corrected").count() == 1
        assert told_to_supporters(row.ref)[0] == "The result was corrected."
        page = result_page(released, by=cast.participant)
        assert (page.corrected_at, page.corrections[0].before) == (LATER, "failed")
        again = corrected_result(made.ref)
        assert (again.was, again.told.outcome, again.corrected_by_id) == ("failed", "passed", cast.moderator.person_id)
        found = correction_page(released, by=cast.moderator)
        assert (found.why_not, len(found.lines)) == (None, 1)
        # The same sent twice is one, and what somebody else sends over it is not.
        assert self.correct(cast, released, scheme, seen=before.settlement.ref) == judged
        assert refused(self.correct, cast, released, scheme, mark=2, seen=before.settlement.ref) == (
            "corrected_meanwhile"
        )
        assert (
            refused(self.correct, cast, released, scheme, by=cast.quality_lead, seen=before.settlement.ref)
            == "corrected_meanwhile"
        )
        assert refused(self.correct, cast, released, scheme) == "nothing_changes"
        assert Correction.objects.count() == 1

    def test_what_is_told_over_all_stays_with_the_policy(self, cast, planned, released, at) -> None:
        ref = Result.objects.get().ref
        assert told_to_supporters(ref) == ()
        policy_with(cast, planned, at=at, release=ReleaseRule(sponsor=SponsorTold.OUTCOME))
        assert told_to_supporters(ref) == ("The outcome: failed.",)

    def test_it_is_refused(self, cast, planned, marked, scheme) -> None:
        seen = planned.window
        assert refused(self.correct, cast, marked, scheme, by=cast.assessor, seen=seen) == "not_yours_to_correct"
        assert refused(self.correct, cast, marked, scheme, seen=seen) == "not_released"
        settle_and_release(cast, planned, marked, 1, at=AFTER)
        assert refused(self.correct, cast, marked, scheme, why=" ") == "no_reason"
        empty = SettlementSheet(replace(full_sheet(scheme), marks={}))
        call = {"why": WORDS, "by": cast.moderator, "at": LATER}
        refused(correct_result, marked, empty, seen=stands(marked), **call)
        assert refused(correct_result, marked, empty, seen=seen, **call) == "corrected_meanwhile"
        assert Correction.objects.count() == 0


def test_those_who_are_close_untrained_or_of_another_duty_decide_nothing(cast, planned, released, at) -> None:
    ref = ask(cast, released, K.ENQUIRY, "scheme")
    assert refused(take_review, ref, by=cast.inspector, at=AFTER) == "not_yours_to_decide"
    close = Marker(cast.administrator.person_id, declared_people=frozenset({11}))
    call = {"script": a_script(), "involved": {}, "at": AFTER}
    assert why_not_review(K.APPEAL, cast.administrator, reviewer=close, **call).code == "conflict_of_interest"
    call["script"] = replace(a_script(), trained_for=planned.window)
    new = replace(cast.administrator, hats=cast.assessor.hats)
    assert why_not_review(K.ENQUIRY, new, reviewer=Marker(1), **call).code == "not_trained"
    for reads in (cast.moderator, cast.quality_lead, cast.programme_manager, cast.inspector):
        both = replace(new, hats=new.hats | reads.hats)
        assert why_not_review(K.ENQUIRY, both, reviewer=Marker(1), **call).code == "reads_marks"


def test_whoever_marks_anew_is_as_fit_as_who_marks(cast, planned, released, scheme, at) -> None:
    fresh = an_assessor(cast, "Fiona Gray", at=at)
    train(cast, planned, fresh, at=at)
    ref = ask(cast, released, K.ENQUIRY, "scheme")
    assert to_do(by=fresh, at=AFTER).reviews == 1
    standard = make_standard(cast, planned)

    assert refused(take_review, ref, by=fresh, at=AFTER) == "not_cleared"
    assert reviews_board(by=fresh, at=AFTER)[0].why_not.code == "not_cleared"
    assert to_do(by=fresh, at=AFTER).reviews == 0
    clear(cast, standard, fresh)
    take_review(ref, by=fresh, at=AFTER)
    assert to_do(by=fresh, at=AFTER).reviews == 1
    # Stopped while they have it: they do not decide it any more, and it is no thing of theirs to do.
    stop_by_hand(standard, fresh.person, why="Seeds were off.", by=cast.quality_lead, at=AFTER)
    given = Decision(Effect.STANDS, WORDS, a_sheet_of(scheme, 3))
    assert refused(decide_review, ref, given, by=fresh, at=LATER, seen=stands(released)) == "marking_paused"
    assert to_do(by=fresh, at=LATER + 60 * DAY).reviews_late == 0


class TestAsking:
    """A participant questions their own result."""

    def test_it_is_kept_with_its_evidence_and_seen_by_number(self, cast, released) -> None:
        file = GivenFile(b"An earlier letter.", "letter.txt")

        ref = ask(cast, released, files=(file,))

        row = Review.objects.get()
        assert (row.state, row.kind, row.grounds, row.statement) == ("asked", "appeal", ["procedure"], WORDS)
        assert [step.state for step in row.steps.all()] == ["asked"]
        assert AuditEntry.objects.get(did="assessment.ask_for_review").facts == {"kind": "appeal"}
        assert NoticeRow.objects.filter(kind="assessment.review_asked").count() == 1
        mine = my_review(ref, by=cast.participant, at=AFTER)
        assert mine.next.later[0] == ("Clerical check", 20)
        assert (mine.may_withdraw, mine.files[0].name, len(mine.files[0].sha256)) == (True, "letter.txt", 64)
        for who in (cast.participant, cast.quality_lead):
            assert review_file(ref, 1, by=who).content == b"An earlier letter."
        page = question_page(released, by=cast.participant, at=AFTER)
        assert page.open == ()
        assert [each.state for each in page.reviews] == [ReviewState.ASKED]
        seen = review_page(ref, by=cast.quality_lead, at=AFTER)
        assert seen.statement == WORDS
        assert not [word for word in ("Parveen", "Castle Hill", "Agnes") if word in str(asdict(seen))]
        assert to_do(by=cast.quality_lead, at=AFTER).reviews == 1
        assert review_letter(ref, at=AFTER).address == "parveen@castlehill.example"

    def test_it_is_refused_or_not_there(self, cast, released) -> None:
        for who in (cast.outside_participant, cast.quality_lead):
            with pytest.raises(ObjectDoesNotExist):
                ask_for_review(released, NewReview(K.APPEAL, ("bias",), WORDS), by=who, at=AFTER, work=work_through)
        assert refused(ask, cast, released, at=AFTER + 60 * DAY) == "too_late"
        assert refused(ask, cast, released, ground="sums") == "no_ground"
        named = NewReview(K.APPEAL, ("bias",), f"{WORDS} Parveen Begum")
        assert (
            refused(ask_for_review, released, named, by=cast.participant, at=AFTER, work=work_through)
            == "names_somebody"
        )
        refused(ask, cast, released, files=(GivenFile(b"MZ\x00", "run.exe"),))
        evidence = {"kind": K.ENQUIRY, "ground": "scheme", "files": (GivenFile(b"A letter.", "letter.txt"),)}
        assert refused(ask, cast, released, **evidence) == "no_evidence"
        ref = ask(cast, released)
        with pytest.raises(ObjectDoesNotExist):
            my_review(ref, by=cast.outside_participant, at=AFTER)
        assert refused(ask, cast, released, kind=K.ENQUIRY, ground="scheme") == "one_at_a_time"

    def test_it_is_withdrawn_once(self, cast, released) -> None:
        ref = ask(cast, released)

        withdraw_review(ref, by=cast.participant, at=AFTER)
        withdraw_review(ref, by=cast.participant, at=AFTER)

        assert Review.objects.get().state == "withdrawn"
        assert refused(take_review, ref, by=cast.quality_lead, at=AFTER) == "review_over"
        again = ask(cast, released)
        take_review(again, by=cast.quality_lead, at=AFTER)
        decide_review(again, Decision(Effect.STANDS, WORDS), by=cast.quality_lead, at=LATER, seen=stands(released))
        assert refused(withdraw_review, again, by=cast.participant, at=LATER) == "review_over"
        # The second stage is announced with its last day, on the page and in the letter.
        mine, letter = my_review(again, by=cast.participant, at=LATER), review_letter(again, at=LATER)
        assert mine.next == letter.next
        name, last = mine.next.now[-1]
        assert (name, last) == ("Appeal, stage 2", ends(LATER, 15))
        assert name in letter_about_review(letter, step="review_decided", url="https://example.org").facts[-1][0]
        assert my_review(again, by=cast.participant, at=last).next.now == mine.next.now[:-1]


class TestDeciding:
    """Somebody who was not involved before decides."""

    def test_an_appeal_upheld_corrects_the_result(self, cast, released, scheme) -> None:
        ref = ask(cast, released)
        seen = stands(released)
        right = Decision(Effect.CORRECTED, WORDS, a_sheet_of(scheme))
        decide = {"at": LATER, "seen": seen}
        assert refused(take_review, ref, by=cast.moderator, at=AFTER) == "involved_before"
        assert refused(decide_review, ref, right, by=cast.quality_lead, **decide) == "not_taken"
        take_review(ref, by=cast.quality_lead, at=AFTER)
        take_review(ref, by=cast.quality_lead, at=AFTER)
        assert review_page(ref, by=cast.quality_lead, at=AFTER).may_decide
        assert reviewed_script(ref, by=cast.quality_lead).content
        for who in (cast.quality_lead, cast.administrator):
            # It is no project, and nobody else has it.
            with pytest.raises(ObjectDoesNotExist):
                reviewed_piece(ref, 1, by=who)
        assert refused(decide_review, ref, replace(right, reasons="x"), by=cast.quality_lead, **decide) == (
            "reasons_missing"
        )
        bare = replace(right, settled=SettlementSheet(replace(full_sheet(scheme), marks={})))
        refused(decide_review, ref, bare, by=cast.quality_lead, **decide)

        assert decide_review(ref, right, by=cast.quality_lead, **decide) is Effect.CORRECTED

        row = Review.objects.get()
        assert (row.state, row.effect, row.correction) == ("decided", "corrected", Correction.objects.get())
        assert Result.objects.get().outcome == "passed"
        assert my_review(ref, by=cast.participant, at=LATER).outcome == "passed"
        assert refused(decide_review, ref, right, by=cast.quality_lead, **decide) == "review_over"
        # Who decided the first stage does not decide the second.
        second = ask(cast, released, K.FINAL_APPEAL, at=LATER)
        assert refused(take_review, second, by=cast.quality_lead, at=LATER) == "involved_before"
        assert my_review(ref, by=cast.participant, at=LATER).next.now == ()
        take_review(second, by=cast.administrator, at=LATER)
        (before,) = review_page(second, by=cast.administrator, at=LATER).earlier
        assert (before.name, before.decided_at is not None) == ("Appeal, stage 1", True)
        stood = Decision(Effect.STANDS, WORDS)
        assert refused(decide_review, second, stood, by=cast.administrator, **decide) == "corrected_meanwhile"

    def test_an_enquiry_is_marked_anew_without_what_was_given(self, cast, planned, released, scheme, at) -> None:
        fresh = an_assessor(cast, "Fiona Gray", at=at)
        train(cast, planned, fresh, at=at)
        ref = ask(cast, released, K.ENQUIRY, "scheme")
        assert reviews_board(by=cast.assessor, at=AFTER)[0].why_not.code == "involved_before"
        assert to_do(by=cast.participant, at=AFTER) == ToDo()
        before = review_page(ref, by=fresh, at=AFTER)
        assert (before.text, before.statement, before.criteria, before.stands) == (None, "", (), None)
        # As given before it took no evidence any more.
        kept = keep_file(b"Mine.", name="mine.txt", media_type=MEDIA_TYPES[Kind.TEXT], at=AFTER)
        clean = keep_file(b"Mine.", name="evidence-1.txt", media_type=MEDIA_TYPES[Kind.TEXT], at=AFTER)
        row = {"review": Review.objects.get(), "file_id": kept.ref, "clean_file_id": clean.ref, "number": 1}
        ReviewFile.objects.create(**row)
        assert review_page(ref, by=cast.quality_lead, at=AFTER).files[0].name == "evidence-1.txt"
        assert review_page(ref, by=cast.moderator, at=AFTER).files == before.files == ()
        assert review_page(ref, by=cast.moderator, at=AFTER).statement == WORDS
        assert review_file(ref, 1, by=cast.quality_lead).content == b"Mine."
        for who in (fresh, cast.moderator):
            with pytest.raises(ObjectDoesNotExist):
                review_file(ref, 1, by=who)
        with pytest.raises(ObjectDoesNotExist):
            reviewed_script(ref, by=fresh)
        take_review(ref, by=fresh, at=AFTER)
        page = review_page(ref, by=fresh, at=AFTER)
        assert (page.statement, page.criteria, bool(page.lines)) == (WORDS, (), True)
        with pytest.raises(ObjectDoesNotExist):
            review_page(ref, by=cast.assessor, at=AFTER)
        given = Decision(Effect.STANDS, WORDS, a_sheet_of(scheme, 3))

        assert decide_review(ref, given, by=fresh, at=LATER, seen=page.settlement) is Effect.CORRECTED

        told = Settlement.objects.order_by("-pk")[0].marks.all()
        assert {each.feedback for each in told} == {each.reason for each in given.settled.sheet.marks.values()}

    def test_the_same_marks_let_it_stand_and_an_appeal_may_order_a_re_mark(
        self, cast, planned, released, scheme, at
    ) -> None:
        ref = ask(cast, released)
        take_review(ref, by=cast.administrator, at=AFTER)
        order = Decision(Effect.RE_MARK, WORDS)
        decide_review(ref, order, by=cast.administrator, at=LATER, seen=stands(released))
        made = Review.objects.get(kind="re_mark")
        assert (made.state, made.grounds, made.asked_by_id) == ("asked", [], cast.administrator.person_id)
        assert refused(withdraw_review, made.ref, by=cast.participant, at=LATER) == "ordered"
        # Nothing runs out while the re-mark is open: the second stage is for so many days from its decision.
        second = ("Appeal, stage 2", 15)
        assert refused(ask, cast, released, K.FINAL_APPEAL, at=LATER + 20 * DAY) == "one_at_a_time"
        assert my_review(ref, by=cast.participant, at=LATER).next.now == ()
        told = letter_about_review(review_letter(ref, at=LATER), step="review_decided", url="https://example.org")
        assert "no days run out" in told.paragraphs[-1]
        assert f"{second[0]}, for {second[1]} days" in told.facts[-1][1]
        fresh = an_assessor(cast, "Fiona Gray", at=at)
        train(cast, planned, fresh, at=at)
        take_review(made.ref, by=fresh, at=LATER)
        assert record_page(released, by=cast.quality_lead, at=LATER).hides is None

        same = Decision(Effect.CORRECTED, WORDS, a_sheet_of(scheme, 1))
        late = LATER + 20 * DAY
        assert decide_review(made.ref, same, by=fresh, at=late, seen=stands(released)) is Effect.STANDS
        assert my_review(made.ref, by=cast.participant, at=late).next.now[-1] == (second[0], ends(late, 15))
        assert ask(cast, released, K.FINAL_APPEAL, at=late + 15 * DAY)
        assert Correction.objects.count() == 0


class TestRecord:
    """Everything on one page, and a window in figures."""

    def test_a_record_names_markers_only_to_those_who_may(self, cast, planned, released, scheme) -> None:
        ref = ask(cast, released)
        take_review(ref, by=cast.quality_lead, at=AFTER)
        # While it is decided by number, nothing of when it came leads to a name.
        open_page = record_page(released, by=cast.quality_lead, at=AFTER)
        assert (open_page.keeps_back, open_page.versions) == (True, ())
        right = Decision(Effect.CORRECTED, WORDS, a_sheet_of(scheme))
        decide_review(ref, right, by=cast.quality_lead, at=LATER, seen=stands(released))

        page = record_page(released, by=cast.quality_lead, at=LATER)

        assert [each.who.split()[0] for each in page.seats] == ["Agnes", "Bernard"]
        assert (len(page.versions), len(page.versions[0].sha256), page.versions[0].stands) == (1, 64, True)
        assert [each.outcome for each in page.settlements] == ["failed", "passed"]
        assert (page.outcome, len(page.corrections), page.reviews[0].reasons) == ("passed", 1, WORDS)
        assert page.held == ()
        said = str(asdict(record_page(released, by=cast.moderator, at=LATER)))
        assert not [word for word in ("Parveen", "Agnes", "Bernard", "Quentin") if word in said]
        with pytest.raises(ObjectDoesNotExist):
            record_page(released, by=cast.participant, at=LATER)

    def test_a_record_of_what_is_not_out(self, cast, planned, script) -> None:
        page = record_page(script, by=cast.moderator, at=AFTER)
        assert (page.hides.code, page.seats, page.outcome, page.released_at) == ("not_marked", (), None, None)
        assert page.held

    def test_a_window_in_figures(self, cast, planned, released, scheme) -> None:
        page = results_page(planned.window, by=cast.quality_lead)
        total = Result.objects.get().total
        assert (page.released, page.mean) == (1, total)
        assert [(each.what, each.number) for each in page.outcomes if each.number] == [("failed", 1)]
        first = scheme.criteria[0].code
        lines = results_as_csv(planned.window, by=cast.quality_lead).decode().splitlines()
        assert len(lines) == 2
        assert first in lines[0]
        assert f"failed,{total}" in lines[1]
        assert f"{AFTER.astimezone(LONDON):%Y-%m-%d %H:%M}," in lines[1]
        assert "Outcome,failed,1" in statistics_as_csv(planned.window, by=cast.quality_lead).decode()
        with pytest.raises(ObjectDoesNotExist):
            results_page(planned.window, by=cast.participant)

    def test_a_voided_result_is_in_no_average_and_no_marks(self, cast, planned, released, scheme) -> None:
        assert results_page(planned.window, by=cast.quality_lead).says == ()
        Settlement.objects.update(penalty=1)
        said = results_page(planned.window, by=cast.quality_lead).says
        assert said == what_counts(voided=0, penalised=1)

        Result.objects.update(outcome="voided", total=0)

        page = results_page(planned.window, by=cast.quality_lead)
        assert (page.mean, page.says) == (None, what_counts(voided=1, penalised=0))
        assert [(each.what, each.number) for each in page.outcomes if each.number] == [("voided", 1)]
        assert not [each for _, marks in page.criteria for each in marks if each.number]
        line = results_as_csv(planned.window, by=cast.quality_lead).decode().splitlines()[1]
        assert ",voided,,," in line
        assert line.endswith("," * len(scheme.criteria))

    def test_a_window_of_which_nothing_is_out(self, cast, planned) -> None:
        assert results_page(planned.window, by=cast.quality_lead).mean is None
