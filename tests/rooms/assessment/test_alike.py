"""Scripts compared in the background: found once, ended when it holds no longer, judged by people, under numbers."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.assessment.actions import likening as actions
from goldenthread.assessment.actions.alike import look_at_pair
from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.briefing import plan_window, publish_brief, write_brief
from goldenthread.assessment.actions.likening import ask_for_comparison, compare_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.models import BriefWording, PairLook, Script, ScriptPair, ScriptPrint, ScriptUpload
from goldenthread.assessment.queries.alike import pair_page, script_alike, suspicion, window_alike, window_progress
from goldenthread.assessment.queries.likening import pool_beside
from goldenthread.assessment.types.alike import Likeness, Progress, Verdict
from goldenthread.assessment.types.briefing import BriefText, GivenFile, NewWindow
from goldenthread.assessment.types.words import State
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.actions.privacy import erase, take_away
from tests.makers.alike import ANOTHER, ORIGINAL, made_words, three_scripts, workbook, write_script
from tests.makers.assessment import AFTER, CLOSES, INSIDE, Planned, make_window
from tests.makers.counting import statements_of
from tests.makers.documents import docx, paragraph

PRIVATE = ("Parveen", "Begum", "castlehill", "Castle Hill", "Person 0")
SAW = "The same two sentences, and the same slip in the figures."
LATER = CLOSES + timedelta(days=120)


@pytest.fixture
def laid(cast, at):
    return three_scripts(cast, at=at)


@pytest.fixture
def planned(laid):
    return laid[0]


@pytest.fixture
def three(laid):
    """Two scripts that share a passage, and a third that shares nothing but the brief."""
    return laid[1]


def write_later(planned, cast, *parts, at):
    """Another script of somebody whose first stands apart while they write, as one of another year would."""
    first = Script.objects.filter(enrolment__participant_id=cast.participant.person_id)
    first.update(state=State.WITHDRAWN.value)
    later = write_script(planned, cast.participant, *parts, at=at)
    first.exclude(ref=later).update(state=State.SUBMITTED.value)
    return later


def compare(*refs, at=AFTER) -> None:
    for ref in refs:
        compare_script(ref, at=at, work=work_through)


def found() -> list[tuple[object, ...]]:
    """What was found, without its reference and the moment."""
    return [
        (p.first_id, p.second_id, p.first_version_id, p.second_version_id, p.strength, p.passages, p.is_own, p.ended_at)
        for p in ScriptPair.objects.order_by("first_id", "second_id")
    ]


class TestComparing:
    """In the background, and the same however it comes about."""

    def test_two_that_share_a_passage_are_found_whoever_is_compared_first(self, three) -> None:
        compare(*three)
        forwards = found()

        (pair,) = forwards
        assert [Script.objects.get(pk=pk).ref for pk in pair[:2]] == list(three[:2])
        assert 0.2 < pair[4] < 0.9
        ScriptPair.objects.all().delete()
        ScriptPrint.objects.all().delete()
        compare(*reversed(three))
        assert found() == forwards
        compare(*three, at=LATER)
        assert found() == forwards

    def test_the_briefs_words_are_read_once_and_count_for_nothing(self, three) -> None:
        def never(content: bytes, media_type: str) -> Refusal:
            raise AssertionError("read twice")

        compare(three[0])
        compare_script(three[2], at=AFTER, work=never)

        assert found() == []
        assert "attendance" in str(BriefWording.objects.get().blocks)

    def test_a_replaced_version_counts_no_longer_and_never_against_its_own(self, cast, planned, three) -> None:
        compare(*three)
        write_script(planned, cast.participant, ANOTHER, made_words(30, 5), at=INSIDE + timedelta(hours=1))

        compare(three[0])

        (pair,) = found()
        assert Script.objects.get(pk=pair[1]).ref == three[2]
        assert ScriptPrint.objects.count() == 3
        assert window_progress(planned.window, by=cast.quality_lead) == Progress(3, 3)

    def test_what_somebody_looked_at_is_ended_and_kept(self, cast, planned, three) -> None:
        compare(*three)
        ref = ScriptPair.objects.get().ref
        look_at_pair(ref, verdict=Verdict.NOTHING, reason=SAW, by=cast.quality_lead, at=AFTER)
        write_script(planned, cast.participant, made_words(90, 5), at=INSIDE + timedelta(hours=1))

        compare(three[0], at=AFTER)

        page = pair_page(ref, by=cast.quality_lead)
        assert not page.is_standing
        assert "registers week by week" in str(page.sides[0].blocks)
        assert window_alike(planned.window, by=cast.quality_lead).rows == ()

    def test_a_version_that_came_meanwhile_is_left_to_its_own_turn(self, cast, planned, three) -> None:
        compare(three[1])
        laid = actions._lay_down(three[0], work_through)
        write_script(planned, cast.participant, ANOTHER, at=INSIDE + timedelta(hours=1))
        actions._lay_down(three[0], work_through)

        actions._keep(laid, actions._find(laid), at=AFTER)

        assert found() == []
        assert ScriptPrint.objects.get(script__ref=three[0]).compared_at is None

    def test_an_earlier_window_counts_and_ones_own_is_ones_own(self, cast, planned, three, at) -> None:
        again = make_window(
            cast, at=at, engaged=False, enrolled=planned.enrolled, opens_at=LATER, closes_at=LATER + timedelta(days=8)
        )
        later = write_later(again, cast, ORIGINAL, at=LATER + timedelta(days=1))

        compare(*three, later)

        own, other = script_alike(later, by=cast.quality_lead).rows
        assert (own.other, own.is_own, own.strength) == (three[0], True, 1.0)
        assert (other.other, other.is_own) == (three[1], False)
        assert own.elsewhere.endswith("window of February 2026")
        (first, second, third) = window_alike(planned.window, by=cast.quality_lead).rows
        assert [row.is_own for row in (first, second, third)] == [False, False, True]
        assert third.number == Script.objects.get(ref=three[0]).number

    def test_nothing_handed_in_is_nothing_to_compare(self, cast, at) -> None:
        planned = make_window(cast, at=at)

        compare(open_brief(planned.window, by=cast.participant, at=INSIDE))

        assert (ScriptPrint.objects.count(), ask_for_comparison(at=AFTER)) == (0, 0)
        assert window_alike(planned.window, by=cast.quality_lead).progress == Progress(0, 0)

    @pytest.mark.parametrize(
        "file",
        [
            pytest.param(GivenFile(workbook([[ORIGINAL]]), "data.xlsx"), id="a workbook"),
            pytest.param(GivenFile(docx(paragraph(ORIGINAL)), "extract.docx"), id="a Word file"),
            pytest.param(None, id="no file"),
        ],
    )
    def test_a_briefs_file_counts_with_it(self, cast, planned, at, file) -> None:
        by = cast.quality_lead
        brief = write_brief(
            BriefText("With a file", "Read the extract, and say what you would do about it.", file), by=by, at=at
        )
        publish_brief(brief, by=by, at=at)
        asked = NewWindow(planned.enrolled.cohort.ref, brief, LATER, LATER + timedelta(days=8))
        window = plan_window(asked, by=cast.programme_manager, at=at)
        held = Planned(planned.enrolled, brief, window)

        script = write_later(held, cast, ORIGINAL, made_words(20, 1), at=LATER + timedelta(days=1))
        compare(script)

        assert script_alike(script, by=by).words == (20 if file else 80)

    def test_a_file_that_cannot_be_read_stops_nothing(self, cast, planned, at) -> None:
        by = cast.quality_lead
        file = GivenFile(docx(paragraph(ORIGINAL)), "extract.docx")
        brief = write_brief(
            BriefText("With a file", "Read the extract, and say what you would do about it.", file), by=by, at=at
        )
        publish_brief(brief, by=by, at=at)
        asked = NewWindow(planned.enrolled.cohort.ref, brief, LATER, LATER + timedelta(days=8))
        held = Planned(planned.enrolled, brief, plan_window(asked, by=cast.programme_manager, at=at))
        script = write_later(held, cast, ORIGINAL, at=LATER + timedelta(days=1))

        compare_script(script, at=AFTER, work=lambda content, media_type: Refusal("unreadable", "It cannot be read."))

        assert script_alike(script, by=by).words == 60

    def test_the_prints_of_all_others_come_in_batches(self, three, monkeypatch) -> None:
        monkeypatch.setattr("goldenthread.assessment.queries.likening.AT_A_TIME", 2)
        compare(*three)
        mine = Script.objects.get(ref=three[0])

        assert [len(batch.scripts) for batch in pool_beside(mine.pk)] == [2]
        assert [len(batch.scripts) for batch in pool_beside(0)] == [2, 1]


class TestAsking:
    """Whatever waits is asked for, and once a window has closed everything in it."""

    def test_each_is_asked_for_once(self, cast, planned, three) -> None:
        compare(three[0], at=INSIDE)
        assert window_progress(planned.window, by=cast.quality_lead) == Progress(1, 3)

        assert ask_for_comparison(at=INSIDE) == 2
        assert ask_for_comparison(at=INSIDE) == 0
        assert NoticeRow.objects.filter(kind="assessment.comparison_asked").count() == 2

    def test_when_the_window_has_closed_all_are_compared_once_more(self, three) -> None:
        compare(*three, at=INSIDE)
        assert ask_for_comparison(at=CLOSES - timedelta(minutes=1)) == 0

        assert ask_for_comparison(at=CLOSES) == 3

        compare(*three, at=AFTER)
        assert ask_for_comparison(at=AFTER + timedelta(days=1)) == 0

    def test_those_compared_by_earlier_rules_are_asked_for(self, three) -> None:
        compare(*three)
        ScriptPrint.objects.filter(script__ref=three[0]).update(rules=0)

        assert ask_for_comparison(at=LATER) == 1


class TestLooking:
    """By people who run assessment, and never by whoever marks."""

    def test_a_look_is_kept_with_its_reason_and_can_be_followed(self, cast, three) -> None:
        compare(*three)
        pair = ScriptPair.objects.get()

        first = look_at_pair(pair.ref, verdict=Verdict.NOTHING, reason=SAW, by=cast.quality_lead, at=AFTER)
        again = look_at_pair(pair.ref, verdict=Verdict.NOTHING, reason=f" {SAW} ", by=cast.quality_lead, at=LATER)
        second = look_at_pair(pair.ref, verdict=Verdict.CASE, reason=SAW, by=cast.programme_manager, at=LATER)

        assert first == again != second
        page = pair_page(pair.ref, by=cast.quality_lead)
        assert [(look.says, look.by) for look in page.looks] == [
            ("Opens a case", "Priya Shah"),
            ("Nothing in it", "Quentin Adeyemi"),
        ]
        told = suspicion(second)
        assert (told.scripts, told.reason, told.strength, told.at) == (three[:2], SAW, pair.strength, LATER)
        with pytest.raises(ObjectDoesNotExist):
            suspicion(first)
        entries = AuditEntry.objects.filter(did="assessment.look_at_pair").order_by("pk")
        assert [entry.facts for entry in entries] == [{"verdict": "nothing"}, {"verdict": "case"}]
        assert NoticeRow.objects.filter(kind="assessment.pair_looked_at").count() == 2

    def test_without_a_reason_nothing_is_kept(self, cast, three) -> None:
        compare(*three)

        with pytest.raises(Refused):
            look_at_pair(ScriptPair.objects.get().ref, verdict=Verdict.CASE, reason=" ", by=cast.quality_lead, at=AFTER)

        assert PairLook.objects.count() == 0

    def test_neither_markers_nor_others_see_any_of_it(self, cast, planned, three) -> None:
        compare(*three)
        pair = ScriptPair.objects.get().ref
        others = ("assessor", "moderator", "inspector", "partner_manager", "outsider", "participant", "headteacher")

        for who in (getattr(cast, name) for name in others):
            for read in (
                lambda who: window_alike(planned.window, by=who),
                lambda who: window_progress(planned.window, by=who),
                lambda who: script_alike(three[0], by=who),
                lambda who: pair_page(pair, by=who),
                lambda who: look_at_pair(pair, verdict=Verdict.CASE, reason=SAW, by=who, at=AFTER),
            ):
                with pytest.raises(ObjectDoesNotExist):
                    read(who)
        assert PairLook.objects.count() == 0
        assert pair_page(pair, by=cast.administrator).ref == pair

    def test_who_marks_one_of_two_does_not_see_the_pair(self, cast, planned, three) -> None:
        compare(*three)
        allocate(planned.window, {(three[1], 1): cast.assessor.person}, by=cast.quality_lead, at=AFTER)
        both = replace(cast.assessor, hats=(*cast.assessor.hats, *cast.quality_lead.hats))

        page = window_alike(planned.window, by=both)

        assert (page.rows, page.hidden) == ((), 1)
        assert len(window_alike(planned.window, by=cast.quality_lead).rows) == 1
        with pytest.raises(ObjectDoesNotExist):
            pair_page(ScriptPair.objects.get().ref, by=both)

    def test_numbers_stand_everywhere_and_names_nowhere(self, cast, planned, three) -> None:
        compare(*three)
        by = cast.quality_lead
        pages = [
            window_alike(planned.window, by=by),
            script_alike(three[0], by=by),
            pair_page(ScriptPair.objects.get().ref, by=by),
        ]

        said = str([asdict(page) for page in pages])

        assert Script.objects.get(ref=three[1]).number in said
        assert not [word for word in PRIVATE if word in said]
        assert [piece.passage for piece in pages[2].sides[0].blocks[0].pieces][:2] == [0, 1]
        assert pages[2].shared.passages[0].likeness is Likeness.REWORDED

    def test_pages_take_as_many_statements_for_many_as_for_one(self, cast, planned, three) -> None:
        compare(*three)
        by = cast.quality_lead
        few = statements_of(lambda: window_alike(planned.window, by=by))
        one = statements_of(lambda: script_alike(three[0], by=by))
        write_script(planned, cast.participant, ORIGINAL, ANOTHER, at=INSIDE + timedelta(hours=2))
        compare(*three)

        assert len(window_alike(planned.window, by=by, page=9).rows) == 2
        assert statements_of(lambda: window_alike(planned.window, by=by)) == few
        assert statements_of(lambda: script_alike(three[0], by=by)) == one
        assert statements_of(lambda: pair_page(ScriptPair.objects.all()[0].ref, by=by)) <= 4

    def test_common_wording_is_told_by_script(self, cast, planned, three) -> None:
        compare(*three)
        ScriptPrint.objects.filter(script__ref=three[2]).update(common=40)

        (row,) = window_alike(planned.window, by=cast.quality_lead).common

        assert (row.ref, row.words) == (three[2], 40)
        assert script_alike(three[2], by=cast.quality_lead).common == 40

    def test_a_script_that_waits_says_so(self, cast, three) -> None:
        page = script_alike(three[0], by=cast.quality_lead)

        assert (page.compared_at, page.rows, page.words) == (None, (), 0)


class TestKeeping:
    """What the database holds, and what becomes of it with the person."""

    def test_an_erased_script_meets_nobody_and_shows_nothing(self, cast, three) -> None:
        compare(*three)
        assert take_away(by=cast.participant, at=AFTER)
        erase(cast.participant.person, why="Asked for it by letter.", by=cast.administrator, at=AFTER)

        assert ScriptPrint.objects.get(script__ref=three[0]).numbers is None
        assert pair_page(ScriptPair.objects.get().ref, by=cast.quality_lead).sides[0].blocks == ()
        compare(*three, at=LATER)
        assert found() == []
        assert ScriptPrint.objects.get(script__ref=three[0]).words == 0
        assert ScriptUpload.objects.get(script__ref=three[0]).blocks == {}

    def test_a_pair_names_two_scripts_and_a_look_stays(self, cast, three) -> None:
        compare(*three)
        pair = ScriptPair.objects.get()
        look_at_pair(pair.ref, verdict=Verdict.CASE, reason=SAW, by=cast.quality_lead, at=AFTER)

        for change in (
            lambda: ScriptPair.objects.update(second_id=pair.first_id),
            lambda: ScriptPair.objects.update(strength=0),
            lambda: PairLook.objects.update(verdict="nothing"),
        ):
            with pytest.raises(IntegrityError), atomic():
                change()
