"""The count its participant saw is the count everybody sees, what follows from it, and a person's count beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.assessment.actions.counting import recount
from goldenthread.assessment.actions.moderating import accept_agreed, settle_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.models import Recount, Script, ScriptUpload, ScriptVersion, Settlement
from goldenthread.assessment.queries.counting import count_board, recount_page, why_not_so
from goldenthread.assessment.queries.marking import marking_page, marking_queue
from goldenthread.assessment.queries.moderating import comparison_page
from goldenthread.assessment.queries.releasing import release_board, result_page
from goldenthread.assessment.queries.submitting import receipt, script_page, upload_page
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import Outcome, Part, State
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.policies import set_assessment_policy
from goldenthread.programmes.models import Programme
from goldenthread.programmes.queries.ruling import rules_page
from goldenthread.programmes.types import OverLimit, PenaltyBand, PenaltyWay, WordRule
from tests.makers.assessment import (
    AFTER,
    CLOSES,
    INSIDE,
    full_sheet,
    hand_in,
    mark_both,
    more_scripts,
    seat_both,
    seat_of,
    state_of,
)
from tests.makers.counting import statements_of
from tests.makers.documents import docx, paragraph
from tests.makers.open_documents import odt
from tests.makers.open_documents import paragraph as open_paragraph

REASON = "The reader took a table for text."
MARKS = WordRule(100, over=OverLimit.PENALTY, bands=(PenaltyBand(0, 2),))


def set_rule(cast, planned, rule: WordRule, *, at) -> None:
    """Let the programme’s windows from January on be held to a rule."""
    programme = Programme.objects.get().ref
    line = rules_page(programme, by=cast.curriculum_lead).on(INSIDE.date())
    assert line is not None
    terms = replace(line.policy.terms, in_force_from=INSIDE.date() - timedelta(days=30))
    policy = replace(line.policy, terms=terms, words=rule)
    set_assessment_policy(programme, policy, by=cast.curriculum_lead, at=at)


def handed_in_otherwise(script, count) -> None:
    """The same file as another version, with this count kept of it."""
    row = ScriptUpload.objects.filter(script__ref=script).latest("pk")
    row.pk, row.ref, row._state.adding = None, uuid4(), True
    row.save()
    number = ScriptVersion.objects.filter(script=row.script).count() + 1
    ScriptVersion.objects.create(
        script=row.script,
        upload=row,
        number=number,
        receipt=f"{row.ref}"[:20],
        declaration=1,
        count=count,
        submitted_at=INSIDE,
    )


def a_script_of(words: int) -> bytes:
    return docx(paragraph("word " * words))


@pytest.fixture
def held(cast, planned, at):
    """A script of 120 words where 100 are allowed and two marks are taken off beyond, marked by both."""
    set_rule(cast, planned, MARKS, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE, content=a_script_of(120)).script
    seat_both(cast, planned, script, at=AFTER)
    return script


def test_an_opendocument_text_is_handed_in_like_any_other(cast, planned) -> None:
    given = hand_in(planned, cast.participant, at=INSIDE, content=odt(open_paragraph("Our answer.")), name="P B.odt")

    upload = ScriptUpload.objects.get()
    assert (given.counted, upload.parts, upload.clean_file.name[-4:]) == (2, {"body": 2}, ".odt")
    assert "P B" not in upload.clean_file.name


def test_a_stop_refuses_and_leaves_nothing_and_says_so_before(cast, planned, at) -> None:
    set_rule(cast, planned, WordRule(100, over=OverLimit.STOP), at=at)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    upload = take_upload(
        script, GivenFile(a_script_of(101), "a.docx"), by=cast.participant, at=INSIDE, work=work_through
    )

    page = upload_page(upload, by=cast.participant, at=INSIDE)
    with pytest.raises(Refused) as refused:
        submit(upload, signed=1, by=cast.participant, at=INSIDE)

    assert refused.value.refusal == page.why_too_long
    assert refused.value.refusal.code == "too_many_words"
    assert (ScriptVersion.objects.count(), state_of(script)) == (0, State.BEGUN)


def test_a_later_policy_changes_no_count_that_was_seen(cast, held, planned, at) -> None:
    before = receipt(held, 1, by=cast.participant)
    seen = upload_page(ScriptUpload.objects.get().ref, by=cast.participant, at=INSIDE)

    set_rule(cast, planned, WordRule(500, counts_headings=False), at=at)

    now = receipt(held, 1, by=cast.participant)
    assert (now, now.counted, now.limit) == (before, 120, 100)
    assert upload_page(ScriptUpload.objects.get().ref, by=cast.participant, at=INSIDE).count == seen.count == now.count
    assert marking_page(seat_of(held, cast.assessor), by=cast.assessor, at=AFTER).text.count == now.count
    assert comparison_page(held, by=cast.moderator).text.count == now.count
    assert marking_queue(by=cast.assessor).rows[0].words == 120
    assert script_page(held, by=cast.participant, at=INSIDE).versions[0].counted == 120


def test_what_was_handed_in_before_counts_were_kept_is_counted_as_it_was(cast, planned, script) -> None:
    handed_in_otherwise(script, {})
    seat_both(cast, planned, script, at=AFTER)

    kept, now = (receipt(script, number, by=cast.participant).count for number in (1, 2))

    assert now == kept
    assert marking_queue(by=cast.assessor).rows[0].words == now.everything


def test_a_penalty_is_seen_by_all_and_taken_off_once(cast, planned, held, scheme) -> None:
    page = marking_page(seat_of(held, cast.assessor), by=cast.assessor, at=AFTER)
    mark_both(cast, held, scheme, first=3, second=3, at=AFTER)
    compared = comparison_page(held, by=cast.moderator)

    judged = accept_agreed(held, by=cast.moderator, at=AFTER)

    assert page.text.penalty is not None
    assert (page.text.penalty.marks, page.text.reached is not None) == (2, True)
    assert [each.penalty for each in compared.judged] == [0, 0]
    assert compared.agreed == judged
    assert (judged.given, judged.penalty, judged.total) == (judged.total + 2, 2, compared.judged[0].total - 2)
    row = Settlement.objects.get()
    assert (row.total, row.penalty, row.penalty_says) == (judged.total, 2, page.text.penalty.says)
    assert AuditEntry.objects.get(did="assessment.accept_agreed").facts["penalty"] == "2"
    assert comparison_page(held, by=cast.moderator).settled == judged
    assert release_board(planned.window, by=cast.quality_lead, at=AFTER).rows[0].penalty == 2
    release_results(planned.window, [held], by=cast.quality_lead, at=AFTER)
    told = result_page(held, by=cast.participant)
    assert (told.total, told.penalty, told.penalty_says) == (judged.total, 2, row.penalty_says)


def test_a_penalty_may_fail_what_was_marked_to_pass(cast, planned, held, scheme) -> None:
    mark_both(cast, held, scheme, first=2, second=2, at=AFTER)

    judged = settle_script(held, SettlementSheet(full_sheet(scheme, 2)), by=cast.moderator, at=AFTER)

    assert (judged.given >= scheme.minimum_total, judged.outcome) == (True, Outcome.FAILED)
    seen = Settlement.objects.get().ref
    assert settle_script(held, SettlementSheet(full_sheet(scheme, 2)), by=cast.moderator, at=AFTER) == judged
    assert Settlement.objects.get().ref == seen


def test_a_person_s_count_stands_beside_the_reader_s_everywhere(cast, planned, held) -> None:
    recount(held, 95, reason=f"  {REASON} ", version=1, by=cast.quality_lead, at=AFTER)

    count = receipt(held, 1, by=cast.participant).count
    assert (count.read, count.counted) == (120, 95)
    assert count.by_person is not None
    assert (count.by_person.reason, count.by_person.at) == (REASON, AFTER)
    assert marking_page(seat_of(held, cast.assessor), by=cast.assessor, at=AFTER).text.count == count
    assert marking_page(seat_of(held, cast.assessor), by=cast.assessor, at=AFTER).text.penalty is None
    assert marking_queue(by=cast.assessor).rows[0].words == 95
    page = recount_page(held, by=cast.quality_lead)
    assert (page.why_not, why_not_so(page, 95, REASON, version=1)) == (None, None)
    refusal = why_not_so(page, 95, "Too kind.", version=1)
    assert (refusal.code, refusal.says[:23]) == ("reason_missing", "The reason is too short")
    page = recount_page(held, by=cast.inspector)
    assert [(line.words, line.by) for line in page.lines] == [(95, cast.quality_lead.name)]
    assert (page.count, page.why_not is not None, state_of(held)) == (count, True, State.ALLOCATED)
    entry = AuditEntry.objects.get(did="assessment.recount")
    assert entry.facts == {"version": "1", "counted": "120", "words": "95"}


def test_a_count_that_changes_a_penalty_asks_for_another_settlement(cast, planned, held, scheme) -> None:
    mark_both(cast, held, scheme, at=AFTER)
    accept_agreed(held, by=cast.moderator, at=AFTER)

    recount(held, 101, reason=REASON, version=1, by=cast.quality_lead, at=AFTER)
    still = state_of(held)
    recount(held, 99, reason=REASON, version=1, by=cast.quality_lead, at=AFTER)

    assert (still, state_of(held)) == (State.MARKED, State.MARKED)
    last = Settlement.objects.get().ref
    again = settle_script(held, SettlementSheet(full_sheet(scheme, 3)), by=cast.moderator, at=AFTER, seen=last)
    assert (again.penalty, state_of(held)) == (0, State.SETTLED)
    recount(held, 98, reason=REASON, version=1, by=cast.quality_lead, at=AFTER)
    assert state_of(held) is State.SETTLED


@pytest.mark.parametrize(
    ("who", "version", "reason", "code"),
    [
        ("moderator", 1, REASON, "not_a_quality_lead"),
        ("quality_lead", 2, REASON, "replaced_meanwhile"),
        ("quality_lead", 1, "no", "reason_missing"),
    ],
)
def test_a_refused_count_changes_nothing(cast, planned, held, who, version, reason, code) -> None:
    with pytest.raises(Refused) as refused:
        recount(held, 95, reason=reason, version=version, by=getattr(cast, who), at=AFTER)

    assert refused.value.refusal.code == code
    assert Recount.objects.count() == 0


@pytest.mark.parametrize("who", ["participant", "assessor", "sponsor", "outsider"])
def test_nobody_else_sees_counts_by_number(cast, planned, held, who) -> None:
    with pytest.raises(Script.DoesNotExist):
        recount_page(held, by=getattr(cast, who))
    with pytest.raises(Script.DoesNotExist):
        recount(held, 95, reason=REASON, version=1, by=getattr(cast, who), at=AFTER)


def test_the_board_puts_first_what_needs_a_person_in_as_many_statements_for_any_number(cast, at, planned, held) -> None:
    def board():
        return count_board(planned.window, by=cast.quality_lead)

    one = statements_of(board)
    more_scripts(cast, planned, 3, at=at)
    others = list(ScriptVersion.objects.exclude(script__ref=held).order_by("pk"))
    recount(others[0].script.ref, 9, reason=REASON, version=1, by=cast.quality_lead, at=AFTER)
    handed_in_otherwise(others[1].script.ref, {**others[1].count, "doubts": ["Not told."]})

    found = board()

    numbers = {version.script_id: version.script.number for version in others}
    assert statements_of(board) == one
    assert [row.needs for row in found.rows] == [1, 2, 3, 4]
    assert found.rows[0].number == numbers[others[1].script_id]
    assert (found.rows[1].ref, found.rows[1].penalty is not None) == (held, True)
    assert (len(found.looked_at), found.within) == (3, 1)


def test_unsure_and_too_long_comes_before_everything(cast, planned, held) -> None:
    handed_in_otherwise(held, {**ScriptVersion.objects.get().count, "doubts": ["Not told."]})

    (row,) = count_board(planned.window, by=cast.quality_lead).rows

    assert row.needs == 0


def test_what_is_not_marked_is_said_and_takes_nothing_off(cast, planned, at, scheme) -> None:
    set_rule(cast, planned, WordRule(100, over=OverLimit.PENALTY, way=PenaltyWay.NOT_MARKED), at=at)
    script = hand_in(planned, cast.participant, at=INSIDE, content=a_script_of(120)).script
    seat_both(cast, planned, script, at=AFTER)
    page = marking_page(seat_of(script, cast.assessor), by=cast.assessor, at=AFTER)
    mark_both(cast, script, scheme, at=AFTER)

    judged = accept_agreed(script, by=cast.moderator, at=AFTER)

    assert page.text.penalty is not None
    assert page.text.penalty.stops_marking
    assert (judged.penalty, Settlement.objects.get().penalty_says) == (0, page.text.penalty.says)


def test_a_settled_count_after_release_stands(cast, planned, held, scheme) -> None:
    mark_both(cast, held, scheme, at=AFTER)
    accept_agreed(held, by=cast.moderator, at=AFTER)
    release_results(planned.window, [held], by=cast.quality_lead, at=CLOSES + timedelta(days=9))

    page = recount_page(held, by=cast.quality_lead)

    assert page.why_not is not None
    assert page.why_not.code == "released"
    assert why_not_so(page, 95, REASON, version=1) == page.why_not
    assert [each.part for each in page.count.parts] == [Part.BODY]
