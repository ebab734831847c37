"""What seldom happens to those who are held to a standard, and is answered all the same."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.assessment.actions.describing import declare_conflict
from goldenthread.assessment.actions.drifting import decide_stop
from goldenthread.assessment.actions.exemplars import add_from_file, begin_standard, withdraw_exemplar
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.rounds import begin_round, let_try, stop_by_hand
from goldenthread.assessment.models import (
    Allocation,
    Exemplar,
    MarkerStop,
    Marking,
    Standard,
    StandardPiece,
    Want,
    Window,
)
from goldenthread.assessment.queries.duties import standards_to_begin
from goldenthread.assessment.queries.standard_holds import holds_of_standard
from goldenthread.assessment.queries.standard_scripts import known_by
from goldenthread.assessment.queries.standardising import marker_standing_page
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.describing import NewConflict, Tie
from goldenthread.assessment.types.standing import Decision, Purpose
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, OPENS, full_sheet, more_scripts, seat_both
from tests.makers.documents import docx
from tests.makers.standardising import WHY, ask_for_clearance, clear, finish_piece, make_standard, pieces_of

LATER = AFTER + timedelta(days=1)


@pytest.fixture
def standard(cast, planned):
    return make_standard(cast, planned, every=1)


def code_of(does) -> str:
    with pytest.raises(Refused) as refused:
        does()
    return refused.value.refusal.code


def test_a_file_that_cannot_be_read_is_no_exemplar(cast, standard) -> None:
    broken = GivenFile(docx(more={"word/document.xml": "<w:document"}), "prepared.docx")
    before = Exemplar.objects.count()

    code = code_of(
        lambda: add_from_file(
            standard, broken, "Broken", Purpose.SEED, by=cast.quality_lead, at=AFTER, work=work_through
        )
    )

    assert code.startswith(("script_", "file_"))
    assert Exemplar.objects.count() == before


def test_where_no_seed_is_in_use_none_is_hidden(cast, planned, script, standard) -> None:
    clear(cast, standard, cast.assessor, cast.second_assessor)
    for row in Exemplar.objects.filter(use=Purpose.SEED.value):
        withdraw_exemplar(row.ref, by=cast.quality_lead, at=AFTER)

    seat_both(cast, planned, script, at=AFTER)

    assert StandardPiece.objects.count() == 0


def test_a_window_that_needs_a_standard_is_named_until_it_is_begun(cast, planned, script) -> None:
    assert standards_to_begin(by=cast.quality_lead, at=AFTER) == ()
    ask_for_clearance(cast, planned, at=OPENS)

    (asked,) = standards_to_begin(by=cast.quality_lead, at=AFTER)

    assert asked.window == planned.window
    assert standards_to_begin(by=cast.moderator, at=AFTER) == ()
    begin_standard(planned.window, by=cast.quality_lead, at=AFTER)
    assert standards_to_begin(by=cast.quality_lead, at=AFTER) == ()


def test_somebody_practises_as_often_as_they_like(cast, standard, scheme) -> None:
    for day in (0, 1):
        begin_round(standard, Purpose.PRACTICE, by=cast.assessor, at=AFTER + timedelta(days=day))
        for seat in pieces_of(cast.assessor):
            finish_piece(seat, scheme, 3, by=cast.assessor, at=AFTER + timedelta(days=day))
    clear(cast, standard, cast.assessor)

    begun = begin_round(standard, Purpose.PRACTICE, by=cast.assessor, at=AFTER + timedelta(days=2))

    assert begun == 1


@pytest.mark.parametrize("does", [stop_by_hand, let_try])
def test_nothing_is_decided_about_a_marker_without_a_reason(cast, standard, does) -> None:
    code = code_of(lambda: does(standard, cast.assessor.person, why="No", by=cast.quality_lead, at=AFTER))

    assert (code, MarkerStop.objects.count()) == ("reason_missing", 0)


def test_who_is_no_assessor_stands_nowhere(cast, standard) -> None:
    with pytest.raises(Standard.DoesNotExist):
        marker_standing_page(standard, uuid4(), by=cast.quality_lead)


def test_who_signed_an_exemplar_knows_it(cast, standard) -> None:
    exemplars = list(Exemplar.objects.filter(use=Purpose.TEST.value))

    known = known_by(exemplars, [cast.moderator.person_id])[cast.moderator.person_id]

    assert len(known) == 3
    assert all(each.knows for each in known)


def test_what_came_back_holds_until_it_is_marked_again(cast, planned, script, standard, scheme) -> None:
    clear(cast, standard, cast.assessor, cast.second_assessor)
    seat_both(cast, planned, script, at=AFTER)
    live = Allocation.objects.get(marker_id=cast.assessor.person_id, is_standard=False)
    finish_marking(live.ref, full_sheet(scheme), by=cast.assessor, at=LATER)
    stop_by_hand(standard, cast.assessor.person, why=WHY, by=cast.quality_lead, at=LATER)
    window = Window.objects.get(ref=planned.window)
    held = [hold.code for hold in holds_of_standard(window, LATER)]
    for stop in MarkerStop.objects.all():
        decide_stop(stop.ref, Decision.CONFIRMED, why=WHY, by=cast.quality_lead, at=LATER)
    then = [hold.code for hold in holds_of_standard(window, LATER)]

    Want.objects.update(met_by=Marking.objects.first())

    assert (held, then, holds_of_standard(window, LATER)) == (["stop_undecided"], ["returned_unmarked"], ())


def test_what_a_conflict_leaves_alone_in_a_queue_is_not_what_was_hidden(cast, planned, script, standard, at) -> None:
    clear(cast, standard, cast.assessor, cast.second_assessor)
    seat_both(cast, planned, script, at=AFTER)
    more_scripts(cast, planned, 1, at=at)

    def left() -> tuple[int, int]:
        held = Allocation.objects.filter(marker_id=cast.assessor.person_id, ended_at=None)
        return held.filter(is_standard=False).count(), held.filter(is_standard=True).count()

    live, seeds = left()
    assert (live, seeds > 0) == (2, True)
    one = NewConflict(Tie.FAMILY, "My cousin", email="parveen@castlehill.example")
    declare_conflict(cast.assessor.person, one, by=cast.assessor, at=AFTER)
    assert left() == (1, seeds)

    all_of_them = NewConflict(Tie.GOVERNOR, "I am a governor there", urn="100001")
    declare_conflict(cast.assessor.person, all_of_them, by=cast.assessor, at=AFTER)

    assert left() == (0, 0)
