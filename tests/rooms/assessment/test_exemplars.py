"""Exemplars and their agreed marks, and what is read of a standard: by those who lead marking, and by markers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.drifting import decide_stop
from goldenthread.assessment.actions.exemplars import (
    add_from_file,
    add_from_script,
    begin_standard,
    publish_exemplar,
    put_marks_forward,
    sign_marks,
    withdraw_exemplar,
)
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.rounds import admit, begin_round, stop_by_hand
from goldenthread.assessment.models import (
    AgreedSheet,
    AgreedSignature,
    Allocation,
    Exemplar,
    MarkerStop,
    Script,
    Standard,
    StandardPiece,
    Window,
)
from goldenthread.assessment.queries.before_marking import before_marking, is_paused, practised, round_led_to
from goldenthread.assessment.queries.marking import is_mine, marking_page
from goldenthread.assessment.queries.standard_holds import holds_of_standard
from goldenthread.assessment.queries.standardising import (
    exemplar_file,
    exemplar_page,
    marker_standing_page,
    standard_page,
    standards_board,
    stop_page,
    window_standard,
)
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.standing import Decision, ExemplarState, Purpose, Standing
from goldenthread.assessment.types.telling import ToDo
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import NoSuchStep, Refused
from tests.makers.assessment import AFTER, full_sheet, more_scripts, seat_both, settle_and_release
from tests.makers.counting import statements_of
from tests.makers.documents import docx, paragraph
from tests.makers.standardising import WHY, clear, finish_piece, make_exemplars, make_standard, pieces_of, try_test

LATER = AFTER + timedelta(days=1)
PRIVATE = ("Parveen", "Begum", "Castle Hill")


@pytest.fixture
def begun(cast, planned):
    return begin_standard(planned.window, by=cast.quality_lead, at=AFTER)


@pytest.fixture
def taken(cast, planned, marked, begun):
    """An exemplar from a script that was settled."""
    settle_and_release(cast, planned, marked, at=AFTER)
    number = standard_number(marked)
    return add_from_script(begun, f" {number} ", "The strong one", Purpose.TEST, by=cast.quality_lead, at=LATER)


def standard_number(script) -> str:
    return Script.objects.get(ref=script).number


def refused_code(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.refusal.code


class TestExemplars:
    """From a text to agreed marks."""

    def test_a_copy_of_a_settled_script_carries_nothing_of_where_it_comes_from(self, cast, taken) -> None:
        page = exemplar_page(taken, by=cast.moderator)
        file = exemplar_file(taken, by=cast.moderator)

        assert (page.title, page.use, page.state, page.version) == (
            "The strong one",
            Purpose.TEST,
            ExemplarState.DRAFT,
            0,
        )
        assert page.blocks[0].text == "Our answer to the brief."
        assert file.name == "exemplar.pdf"
        said = str(asdict(page)) + file.name + str(file.content)
        assert not [word for word in PRIVATE if word in said]
        assert AuditEntry.objects.get(did="assessment.add_exemplar").to == str(taken)

    def test_two_people_sign_the_same_marks_before_it_is_used(self, cast, taken, scheme) -> None:
        ways = {
            "no marks": lambda: sign_marks(taken, 1, by=cast.moderator, at=LATER),
            "nothing signed": lambda: publish_exemplar(taken, by=cast.quality_lead, at=LATER),
        }
        assert [refused_code(way) for way in ways.values()] == ["no_marks", "not_agreed_yet"]
        put_marks_forward(taken, full_sheet(scheme, 2), by=cast.moderator, at=LATER)
        version = put_marks_forward(taken, full_sheet(scheme, 3), by=cast.quality_lead, at=LATER)
        assert refused_code(lambda: sign_marks(taken, 1, by=cast.moderator, at=LATER)) == "marks_changed"
        assert to_do(by=cast.moderator, at=LATER) == ToDo(signatures=1)
        assert to_do(by=cast.quality_lead, at=LATER) == ToDo()
        assert refused_code(lambda: publish_exemplar(taken, by=cast.quality_lead, at=LATER)) == "not_agreed_yet"
        for _ in range(2):
            sign_marks(taken, version, by=cast.moderator, at=LATER)
        assert to_do(by=cast.moderator, at=LATER) == ToDo()
        assert to_do(by=cast.quality_lead, at=LATER) == ToDo(to_use=1)

        publish_exemplar(taken, by=cast.quality_lead, at=LATER)

        page = exemplar_page(taken, by=cast.moderator)
        assert (page.state, page.version, page.has_signed, page.sheet.given) == (
            ExemplarState.PUBLISHED,
            2,
            True,
            full_sheet(scheme, 3).given,
        )
        assert (AgreedSheet.objects.count(), AgreedSignature.objects.filter(sheet__version=2).count()) == (2, 2)
        assert refused_code(lambda: put_marks_forward(taken, full_sheet(scheme), by=cast.moderator, at=LATER)) == (
            "marks_frozen"
        )
        withdraw_exemplar(taken, by=cast.quality_lead, at=LATER)
        with pytest.raises(NoSuchStep):
            withdraw_exemplar(taken, by=cast.quality_lead, at=LATER)

    def test_who_may_not_changes_nothing(self, cast, planned, taken, begun, scheme) -> None:
        file = GivenFile(docx(paragraph("A text.")), "a.docx")
        lead, other, use = cast.quality_lead, cast.moderator, Purpose.TEST
        ways = [
            (lambda: begin_standard(planned.window, by=other, at=LATER), "not_yours_to_lead"),
            (lambda: add_from_script(begun, "1", "One", use, by=other, at=LATER), "not_yours_to_lead"),
            (lambda: add_from_script(begun, "1", "One", use, by=lead, at=LATER), "no_such_script"),
            (
                lambda: add_from_file(begun, file, "One", use, by=other, at=LATER, work=work_through),
                "not_yours_to_lead",
            ),
            (lambda: add_from_file(begun, file, " ", use, by=lead, at=LATER, work=work_through), "no_title"),
            (
                lambda: add_from_file(
                    begun, GivenFile(b"x", "a.exe"), "One", use, by=lead, at=LATER, work=work_through
                ),
                "file_wrong_kind",
            ),
            (
                lambda: add_from_file(
                    begun, GivenFile(b"PK", "a.docx"), "One", use, by=lead, at=LATER, work=work_through
                ),
                None,
            ),
            (lambda: put_marks_forward(taken, full_sheet(scheme), by=cast.assessor, at=LATER), "not_yours_to_agree"),
            (lambda: put_marks_forward(taken, MarkSheet(), by=lead, at=LATER), "mark_missing"),
            (lambda: publish_exemplar(taken, by=other, at=LATER), "not_yours_to_lead"),
            (lambda: withdraw_exemplar(taken, by=other, at=LATER), "not_yours_to_lead"),
        ]

        codes = [(refused_code(way), code) for way, code in ways]

        assert [said for said, code in codes if code] == [code for _, code in codes if code]
        assert (Exemplar.objects.get().state, AgreedSheet.objects.count()) == ("draft", 0)
        assert begin_standard(planned.window, by=lead, at=LATER) == begun

    def test_nobody_is_tried_by_what_they_know(self, cast, planned, taken, begun, scheme) -> None:
        """Agnes marked the script from which the exemplar comes."""
        version = put_marks_forward(taken, full_sheet(scheme), by=cast.quality_lead, at=LATER)
        sign_marks(taken, version, by=cast.moderator, at=LATER)
        publish_exemplar(taken, by=cast.quality_lead, at=LATER)

        assert refused_code(lambda: begin_round(begun, Purpose.TEST, by=cast.assessor, at=LATER)) == "too_few_exemplars"

    @pytest.mark.parametrize("name", ["participant", "assessor", "outsider", "partner_manager"])
    def test_others_see_nothing_of_it(self, cast, planned, taken, begun, name: str) -> None:
        who = getattr(cast, name)

        for attempt in (
            lambda: standards_board(by=who),
            lambda: standard_page(begun, by=who),
            lambda: exemplar_page(taken, by=who),
            lambda: exemplar_file(taken, by=who),
            lambda: marker_standing_page(begun, cast.assessor.person, by=who),
        ):
            with pytest.raises(ObjectDoesNotExist):
                attempt()


class TestReading:
    """Pages of a standard."""

    @pytest.fixture
    def standard(self, cast, planned):
        return make_standard(cast, planned, every=1, in_a_row=1)

    @pytest.fixture
    def stopped(self, cast, planned, script, standard, scheme, at):
        """Agnes finished a live script, and a hidden one far from what was agreed."""
        clear(cast, standard, cast.assessor, cast.second_assessor)
        seat_both(cast, planned, script, at=AFTER)
        more_scripts(cast, planned, 1, at=at)
        live = Allocation.objects.current().filter(marker_id=cast.assessor.person_id).order_by("pk")[0]
        finish_marking(live.ref, full_sheet(scheme), by=cast.assessor, at=LATER)
        finish_piece(pieces_of(cast.assessor)[0], scheme, 0, by=cast.assessor, at=LATER + timedelta(minutes=1))
        return MarkerStop.objects.get().ref

    def test_a_lead_sees_where_everybody_stands_and_a_moderator_no_names(
        self, cast, planned, standard, stopped
    ) -> None:
        (line,) = standards_board(by=cast.quality_lead)
        page = standard_page(standard, by=cast.quality_lead)

        assert (line.published, line.drafts, line.markers, line.cleared, line.stops) == (8, 0, 2, 1, 1)
        assert [(each.name, each.state, each.close, each.seeds) for each in page.markers] == [
            ("Agnes Doyle", Standing.STOPPED, 0, 1),
            ("Bernard Lowe", Standing.CLEARED, 0, 0),
        ]
        assert [(each.use, each.signed) for each in page.exemplars] == [
            (use, 2) for use in (Purpose.PRACTICE, *[Purpose.SEED] * 4, *[Purpose.TEST] * 3)
        ]
        assert (page.short, page.why_not_lead, page.rule.every) == ((), None, 1)
        assert not any(each.has_run_out for each in page.markers)
        Exemplar.objects.filter(use="seed").update(added_by=cast.second_assessor.person_id)
        page = standard_page(standard, by=cast.quality_lead)
        assert [each.name for each in page.markers if each.has_run_out] == ["Bernard Lowe"]
        assert page.short[0].startswith("Bernard Lowe has met every hidden script")
        assert standard_page(standard, by=cast.moderator).markers == ()
        with pytest.raises(MarkerStop.DoesNotExist):
            stop_page(stopped, by=cast.moderator)
        where = window_standard(planned.window, by=cast.quality_lead)
        assert (where.standard, where.asks, where.why_not_lead) == (standard, True, None)
        # A partner's programme manager sees the window, and no standard, whether there is one or not.
        assert Window.objects.seen_by(cast.partner_manager).exists()
        with pytest.raises(Window.DoesNotExist):
            window_standard(planned.window, by=cast.partner_manager)

    def test_a_stop_is_looked_at_and_decided(self, cast, planned, standard, stopped, scheme) -> None:
        window = Window.objects.get(ref=planned.window)
        page = stop_page(stopped, by=cast.quality_lead)
        told = marker_standing_page(standard, cast.assessor.person, by=cast.quality_lead)
        other = marker_standing_page(standard, cast.second_assessor.person, by=cast.administrator)

        assert (len(page.numbers), page.seats, page.decision, page.why_not) == (1, 2, None, None)
        assert [(each.purpose, each.is_close) for each in page.pieces] == [(Purpose.SEED, False)]
        assert (told.state_name, told.stop, told.may) == ("Paused", stopped, ())
        assert [step.says for step in told.steps] == ["Marking stopped", "Cleared by hand"]
        assert (other.may, other.why_not.code) == ((), "not_yours_to_lead")
        assert [hold.code for hold in holds_of_standard(window, LATER)] == ["stop_undecided"]
        assert is_paused(by=cast.assessor)

        decide_stop(stopped, Decision.CONFIRMED, why=WHY, by=cast.quality_lead, at=LATER)
        assert [hold.code for hold in holds_of_standard(window, LATER)] == ["returned_unmarked"]
        after = stop_page(stopped, by=cast.inspector)
        assert (after.decision, after.decided_by, after.why_not.code) == (
            Decision.CONFIRMED,
            cast.quality_lead.name,
            "not_yours_to_lead",
        )
        assert not is_paused(by=cast.assessor)

    def test_a_lifted_stop_holds_nothing(self, cast, planned, stopped) -> None:
        decide_stop(stopped, Decision.LIFTED, why=WHY, by=cast.quality_lead, at=LATER)

        assert holds_of_standard(Window.objects.get(ref=planned.window), LATER) == ()

    def test_a_marker_sees_rounds_and_learns_what_was_agreed_only_of_practice(self, cast, standard, scheme) -> None:
        begin_round(standard, Purpose.PRACTICE, by=cast.assessor, at=AFTER)
        (seat,) = pieces_of(cast.assessor)
        with pytest.raises(StandardPiece.DoesNotExist):
            practised(seat.ref, by=cast.assessor)
        finish_piece(seat, scheme, 1, by=cast.assessor, at=AFTER)
        assert round_led_to(seat.ref, by=cast.assessor) is Purpose.PRACTICE
        page = practised(seat.ref, by=cast.assessor)
        assert (page.given.given, page.agreed.given) == (full_sheet(scheme, 1).given, full_sheet(scheme, 3).given)
        assert (page.is_close, page.difference < 0, len(page.apart)) == (False, True, len(scheme.criteria))
        with pytest.raises(StandardPiece.DoesNotExist):
            practised(seat.ref, by=cast.second_assessor)

        try_test(standard, scheme, [3, 1, 1], by=cast.assessor, at=AFTER)
        (line,) = before_marking(by=cast.assessor)
        test, practice = line.rounds
        assert (line.state_name, line.tries_left, test.is_test, test.is_passed) == ("Not passed yet", 1, True, False)
        assert (practice.look_at, practice.is_passed) == (page.apart, None)
        assert line.titles == {c.code: c.title for c in scheme.criteria}
        assert [piece.look_at == page.apart for piece in test.pieces] == [False, True, True]
        assert (line.why_not_test, line.why_not_practise) == (None, None)
        tried = StandardPiece.objects.filter(script__standard="test").first()
        with pytest.raises(StandardPiece.DoesNotExist):
            practised(Allocation.objects.get(script=tried.script_id).ref, by=cast.assessor)
        assert str(tried.exemplar.title) not in str(asdict(line))

    def test_while_a_round_is_open_nothing_is_said_of_it(self, cast, standard, scheme) -> None:
        begin_round(standard, Purpose.TEST, by=cast.assessor, at=AFTER)
        first = pieces_of(cast.assessor)[0]
        finish_piece(first, scheme, 0, by=cast.assessor, at=AFTER)

        assert round_led_to(first.ref, by=cast.assessor) is None
        (line,) = before_marking(by=cast.assessor)
        assert [(piece.is_finished, piece.is_close) for piece in line.rounds[0].pieces] == [
            (True, None),
            (False, None),
            (False, None),
        ]
        (other,) = before_marking(by=cast.second_assessor)
        assert (other.state, other.rounds, other.tries_left) == (Standing.UNTRIED, (), 2)
        assert is_mine(pieces_of(cast.assessor)[0].ref, by=cast.assessor)
        assert marking_page(pieces_of(cast.assessor)[0].ref, by=cast.assessor, at=AFTER).why_not is None

    @pytest.mark.parametrize("name", ["participant", "quality_lead"])
    def test_who_does_not_mark_tries_nothing(self, cast, standard, name: str) -> None:
        who = getattr(cast, name)

        for attempt in (
            lambda: before_marking(by=who),
            lambda: begin_round(standard, Purpose.TEST, by=who, at=AFTER),
            lambda: admit(standard, who.person, why=WHY, by=cast.quality_lead, at=AFTER),
        ):
            with pytest.raises(ObjectDoesNotExist):
                attempt()
        assert Standard.objects.get().standings.count() == 0

    def test_pages_take_the_same_number_of_statements_for_few_and_many(
        self, cast, planned, standard, scheme, stopped
    ) -> None:
        window = Window.objects.get(ref=planned.window)
        ways = [
            lambda: standards_board(by=cast.quality_lead),
            lambda: standard_page(standard, by=cast.quality_lead),
            lambda: marker_standing_page(standard, cast.assessor.person, by=cast.quality_lead),
            lambda: stop_page(stopped, by=cast.quality_lead),
            lambda: holds_of_standard(window, LATER),
            lambda: before_marking(by=cast.second_assessor),
        ]
        few = [statements_of(way) for way in ways]
        decide_stop(stopped, Decision.LIFTED, why=WHY, by=cast.quality_lead, at=LATER)
        make_exemplars(cast, standard, Purpose.TEST, 2, at=LATER)
        stop_by_hand(standard, cast.second_assessor.person, why=WHY, by=cast.quality_lead, at=LATER)

        many = [statements_of(way) for way in ways]

        assert many == few
        assert max(few) <= 22
