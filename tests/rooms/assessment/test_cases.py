"""Cases of suspected malpractice: apart from marking, every step kept, told by letter, and felt in the result."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.assessment.actions.answering_case import answer_case
from goldenthread.assessment.actions.cases import (
    add_evidence,
    decide_case,
    drop_case,
    hold_hearing,
    look_into,
    set_hearing,
    write_letter,
)
from goldenthread.assessment.models import (
    AnswerPaste,
    Case,
    CaseDecision,
    CaseEntry,
    Script,
    Window,
)
from goldenthread.assessment.queries.cases import case_file, case_list, case_page, holds_of_cases
from goldenthread.assessment.queries.facts import facts_of, marker_of
from goldenthread.assessment.queries.marking import marking_page, marking_queue
from goldenthread.assessment.queries.my_cases import case_to_tell, my_case, my_case_file, my_cases
from goldenthread.assessment.queries.my_work import my_work
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.case_pages import CaseContext
from goldenthread.assessment.types.cases import (
    CaseState,
    Effect,
    EntryKind,
    NewEvidence,
    NewHearing,
    NewLetter,
)
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, INSIDE, mark_both, more_scripts, seat_of, settle_and_release
from tests.makers.cases import A_DAY, LETTER, SAW, VOID, deeds, hear, kinds_of, part_of, report, suspect, write_to
from tests.makers.counting import statements_of

LATER = AFTER + timedelta(days=3)


class TestJudging:
    """Step by step, by somebody who stands apart."""

    def test_the_whole_way_is_kept_and_told(self, cast, planned, marked) -> None:
        by = cast.quality_lead
        case = report(cast, marked, at=AFTER)
        assert case_page(case, by=by).participant == ""

        look_into(case, by=by, at=AFTER)
        add_evidence(case, NewEvidence(SAW, file=GivenFile(b"A page of theirs.", "old.txt")), by=by, at=AFTER)
        add_evidence(case, NewEvidence("A note for ourselves.", is_shown=False), by=by, at=AFTER)
        assert my_cases(by=cast.participant) == ()
        write_letter(case, NewLetter(LETTER, AFTER + A_DAY), by=by, at=AFTER)
        (waits,) = my_work(by=cast.participant, at=AFTER).cases
        assert (waits.case, waits.answer_by, waits.hearing_at) == (case, AFTER + A_DAY, None)
        assert to_do(by=by, at=AFTER).judging == 0
        assert (my_work(by=cast.participant, at=LATER).cases, to_do(by=by, at=LATER).judging) == ((), 1)
        for _ in range(2):
            answer_case(case, "A friend helped me.", by=cast.participant, at=AFTER)
        answer_case(case, "Here it is.", file=GivenFile(b"Mine.", "mine.txt"), by=cast.participant, at=AFTER)
        assert (my_work(by=cast.participant, at=AFTER).cases, to_do(by=by, at=AFTER).judging) == ((), 1)
        hear(cast, case, at=AFTER + A_DAY)
        assert to_do(by=by, at=LATER).judging == 1
        decide_case(case, part_of(planned), by=by, at=LATER)
        assert to_do(by=by, at=LATER).judging == 0

        assert kinds_of(case) == [
            *(
                "suspicion",
                "begun",
                "evidence",
                "evidence",
                "letter",
                "answer",
                "answer",
                "hearing",
                "notes",
                "decision",
            ),
        ]
        page = case_page(case, by=by)
        assert (page.participant, page.state, page.can) == ("Parveen Begum", CaseState.DECIDED, frozenset())
        assert page.decided.effect is Effect.PART
        assert [each.is_as_kept for each in page.context.files] == [True]
        assert case_file(case, page.entries[2].ref, by=by).content == b"A page of theirs."
        told = NoticeRow.objects.filter(kind="assessment.case_told").order_by("pk")
        assert [case_to_tell(row.facts["entry"]).address for row in told] == ["parveen@castlehill.example"] * 4
        assert NoticeRow.objects.get(kind="assessment.case_decided").facts["effect"] == "part"
        assert deeds()[-1] == "assessment.decide_case"

    def test_the_participant_reads_what_is_shown_and_nobodys_name(self, cast, marked) -> None:
        case = report(cast, marked, at=AFTER)
        look_into(case, by=cast.quality_lead, at=AFTER)
        add_evidence(case, NewEvidence("A note for ourselves.", is_shown=False), by=cast.quality_lead, at=AFTER)
        write_letter(case, NewLetter(LETTER, AFTER + A_DAY), by=cast.quality_lead, at=AFTER)
        answer_case(case, "Mine.......", file=GivenFile(b"Mine.", "mine.txt"), by=cast.participant, at=AFTER)

        mine = my_case(case, by=cast.participant, at=AFTER)

        assert [(each.kind, each.by) for each in mine.entries] == [(EntryKind.LETTER, ""), (EntryKind.ANSWER, "You")]
        assert (mine.why_not_answer, mine.decided) == (None, None)
        assert [word for word in ("Agnes", SAW) if word in str(asdict(mine))] == []
        assert [row.is_open for row in my_cases(by=cast.participant)] == [True]
        assert my_case_file(case, mine.entries[1].ref, by=cast.participant).content == b"Mine."
        with pytest.raises(Refused) as late:
            answer_case(case, "Too late now.", by=cast.participant, at=LATER)
        assert late.value.refusal.code == "answer_late"

    def test_what_is_dropped_is_told_only_to_those_who_knew(self, cast, planned, marked) -> None:
        quiet = report(cast, marked, at=AFTER)
        drop_case(quiet, "A common source that everybody has.", by=cast.quality_lead, at=AFTER)
        assert case_page(quiet, by=cast.quality_lead).one_person == ""
        assert NoticeRow.objects.filter(kind="assessment.case_told").count() == 0
        known = report(cast, marked, at=LATER)
        write_to(cast, known, at=LATER)

        drop_case(known, "They showed all their drafts.", by=cast.quality_lead, at=LATER)

        assert NoticeRow.objects.filter(kind="assessment.case_told").count() == 2
        assert my_case(known, by=cast.participant, at=LATER).entries[-1].text == "They showed all their drafts."
        assert [row.state for row in case_list(by=cast.quality_lead).closed] == [CaseState.DROPPED] * 2

    @pytest.mark.parametrize(
        "step",
        [
            pytest.param(lambda case, by: look_into(case, by=by, at=AFTER), id="begun twice"),
            pytest.param(
                lambda case, by: write_letter(case, NewLetter(LETTER, AFTER), by=by, at=AFTER), id="no time to answer"
            ),
            pytest.param(lambda case, by: add_evidence(case, NewEvidence("?"), by=by, at=AFTER), id="nothing said"),
            pytest.param(
                lambda case, by: add_evidence(case, NewEvidence(SAW, file=GivenFile(b"", "x.txt")), by=by, at=AFTER),
                id="an empty file",
            ),
            pytest.param(
                lambda case, by: set_hearing(case, NewHearing(LATER, "Room 2", "Us."), by=by, at=AFTER), id="not told"
            ),
            pytest.param(lambda case, by: hold_hearing(case, SAW, by=by, at=AFTER), id="no hearing set"),
            pytest.param(lambda case, by: decide_case(case, VOID, by=by, at=AFTER), id="not heard"),
            pytest.param(lambda case, by: drop_case(case, "No", by=by, at=AFTER), id="no reason"),
        ],
    )
    def test_a_step_that_is_not_possible_changes_nothing(self, cast, marked, step) -> None:
        case = report(cast, marked, at=AFTER)
        look_into(case, by=cast.quality_lead, at=AFTER)

        with pytest.raises(Refused):
            step(case, cast.quality_lead)

        assert (kinds_of(case), Case.objects.get().state) == (["suspicion", "begun"], CaseState.LOOKED_INTO)

    def test_a_hearing_is_ahead_and_not_written_up_before_it_was_held(self, cast, marked) -> None:
        case = report(cast, marked, at=AFTER)
        write_to(cast, case, at=AFTER)
        set_hearing(case, NewHearing(LATER, "Room 2", "Us."), by=cast.quality_lead, at=AFTER)

        with pytest.raises(Refused) as refused:
            hold_hearing(case, SAW, by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == "hearing_to_come"
        (ahead,) = my_work(by=cast.participant, at=AFTER).cases
        assert (ahead.case, ahead.hearing_at) == (case, LATER)

    def test_who_marked_it_or_walks_beside_takes_no_part(self, cast, planned, seated, scheme) -> None:
        case = suspect(cast, seated, at=AFTER)
        marker = replace(cast.assessor, hats=cast.assessor.hats | cast.quality_lead.hats)
        with pytest.raises(ObjectDoesNotExist):
            case_page(case, by=marker)
        mark_both(cast, seated, scheme, at=AFTER)
        with pytest.raises(Refused) as held:
            settle_and_release(cast, planned, seated, at=AFTER)
        assert "keep this result in" in held.value.refusal.says
        settler = replace(cast.moderator, hats=cast.moderator.hats | cast.quality_lead.hats)

        for who in (marker, settler):
            page = case_page(case, by=who)
            assert (page.why_not.code, page.entries, page.participant) == ("judged_script", (), "")
            with pytest.raises(Refused):
                look_into(case, by=who, at=AFTER)
            with pytest.raises(ObjectDoesNotExist):
                case_file(case, CaseEntry.objects.get().ref, by=who)
        assert kinds_of(case) == ["suspicion"]

    def test_whoever_has_not_looked_into_it_themselves_is_not_told_whose_script_it_is(self, cast, marked) -> None:
        case = report(cast, marked, at=AFTER)
        write_to(cast, case, at=AFTER)
        file = GivenFile(b"Parveen's drafts.", "Parveen.txt")
        add_evidence(case, NewEvidence(SAW, file=file), by=cast.quality_lead, at=AFTER)
        second, row = cast.administrator, Script.objects.with_facts().get(ref=marked)

        page = case_page(case, by=second)

        assert (page.participant, page.is_to_look_into, page.context) == ("", True, CaseContext())
        assert [each.kind for each in page.entries] == [EntryKind.SUSPICION, EntryKind.BEGUN]
        with pytest.raises(ObjectDoesNotExist):
            case_file(case, CaseEntry.objects.get(file__isnull=False).ref, by=second)
        assert second.person_id not in facts_of([row])[row.pk].knowing_ids

        look_into(case, by=second, at=AFTER)

        page = case_page(case, by=second)
        assert (page.participant, page.is_to_look_into, page.state) == ("Parveen Begum", False, CaseState.LOOKED_INTO)
        assert kinds_of(case) == ["suspicion", "begun", "letter", "evidence", "begun"]
        assert second.person_id in facts_of([row])[row.pk].knowing_ids

    def test_who_took_part_is_never_given_the_script_to_judge(self, cast, planned, script) -> None:
        case = suspect(cast, script, at=AFTER)
        look_into(case, by=cast.quality_lead, at=AFTER)
        row = Script.objects.with_facts().get(ref=script)

        facts = facts_of([row])[row.pk]

        assert facts.knowing_ids == {cast.quality_lead.person_id}
        assert why_conflicted(facts, marker_of(cast.quality_lead)).startswith("They know")
        assert why_conflicted(facts, marker_of(cast.programme_manager)) == ""

    def test_for_everybody_else_it_is_not_there(self, cast, marked) -> None:
        case = report(cast, marked, at=AFTER)
        others = ("assessor", "moderator", "inspector", "partner_manager", "coach", "headteacher", "outsider")

        for who in (*(getattr(cast, name) for name in others), cast.participant):
            for read in (
                lambda who: case_list(by=who),
                lambda who: case_page(case, by=who),
                lambda who: my_case(case, by=who, at=AFTER),
                lambda who: look_into(case, by=who, at=AFTER),
                lambda who: answer_case(case, "It is mine, all of it.", by=who, at=AFTER),
            ):
                with pytest.raises(ObjectDoesNotExist):
                    read(who)
        assert kinds_of(case) == ["suspicion"]


def test_what_markers_see_does_not_change_because_of_a_case(cast, planned, seated) -> None:
    seat = seat_of(seated, cast.second_assessor)

    def seen() -> tuple[object, ...]:
        by = cast.second_assessor
        return marking_queue(by=by), marking_page(seat, by=by, at=LATER)

    before = seen()
    case = report(cast, seated, at=AFTER)
    for step in (
        lambda: write_to(cast, case, at=AFTER),
        lambda: answer_case(case, "A friend helped me.", by=cast.participant, at=AFTER),
        lambda: hear(cast, case, at=AFTER + A_DAY),
        lambda: decide_case(case, VOID, by=cast.quality_lead, at=LATER),
    ):
        assert seen() == before
        step()

    assert seen() == before


def test_the_list_takes_as_many_statements_for_many_as_for_one(cast, planned, seated) -> None:
    report(cast, seated, at=AFTER)
    window = Window.objects.get(ref=planned.window)
    by = cast.quality_lead
    few = statements_of(lambda: (case_list(by=by), holds_of_cases(window, AFTER), to_do(by=by, at=AFTER)))
    more_scripts(cast, planned, 2, at=INSIDE)
    for script in Script.objects.exclude(ref=seated):
        suspect(cast, script.ref, at=AFTER)

    many = statements_of(lambda: (case_list(by=by), holds_of_cases(window, AFTER), to_do(by=by, at=AFTER)))

    assert (few, many) == (4, 4)
    assert len(case_list(by=by, page=9).open) == 3


def test_pastes_are_told_to_whoever_judges(cast, seated) -> None:
    case = report(cast, seated, at=AFTER)
    script = Script.objects.get(ref=seated)
    AnswerPaste.objects.create(script=script, place=1, sheet=script.ref, number=1, characters=900, at=INSIDE)

    assert case_page(case, by=cast.quality_lead).context.pastes == ()
    look_into(case, by=cast.quality_lead, at=AFTER)
    (paste,) = case_page(case, by=cast.quality_lead).context.pastes

    assert (paste.question, paste.characters, paste.at) == (1, 900, INSIDE)


def test_the_database_holds_what_a_case_promises(cast, marked) -> None:
    case = Case.objects.get(ref=report(cast, marked, at=AFTER))

    for change in (
        lambda: CaseEntry.objects.update(by_id=cast.quality_lead.person_id),
        lambda: Case.objects.update(opened_at=LATER),
        lambda: Case.objects.create(script=case.script, source="marker", state="reported", opened_at=AFTER),
        lambda: CaseEntry.objects.create(
            case=case, kind="letter", text="x", is_shown=True, by_id=cast.quality_lead.person_id, at=AFTER
        ),
        lambda: CaseDecision.objects.create(
            case=case,
            is_found=False,
            effect="voided",
            reasons="x",
            by_id=cast.quality_lead.person_id,
            decided_at=AFTER,
        ),
    ):
        with pytest.raises(IntegrityError), atomic():
            change()
