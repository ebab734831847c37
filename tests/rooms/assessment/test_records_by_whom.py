"""A decision record names whoever did a thing, and tells of decided cases as far as its reader may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.carrying import decide_carried
from goldenthread.assessment.actions.cases import decide_case
from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.correcting_by_case import correct_by_case
from goldenthread.assessment.actions.moderating import accept_agreed
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.reviewing import decide_review, take_review
from goldenthread.assessment.models import Correction, Result
from goldenthread.assessment.queries.carrying import carried_page
from goldenthread.assessment.queries.recorded_since import as_corrections
from goldenthread.assessment.queries.records import record_data, record_page
from goldenthread.assessment.types.cases import Effect as CaseEffect
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.reviewing import Decision, Effect
from tests.makers.assessment import AFTER, full_sheet, settle_and_release
from tests.makers.cases import REASONS, VOID, hear, part_of, suspect, write_to
from tests.makers.counting import statements_of
from tests.makers.questioning import WORDS, a_sheet_of, ask, stands
from tests.makers.resuming import MARKED_AGAIN, make_resuming, mark, resume
from tests.rooms.assessment.test_records import is_whole

DAY = timedelta(days=1)
DECIDED, LATER = AFTER + 3 * DAY, AFTER + 4 * DAY
LEAD, SETTLED = "Quentin Adeyemi", "Marguerite Stone"


def decide(cast, script, what, *, at=DECIDED):
    """A case about a script, decided by the quality lead."""
    case = suspect(cast, script, at=AFTER)
    write_to(cast, case, at=AFTER)
    hear(cast, case, at=AFTER + DAY)
    decide_case(case, what, by=cast.quality_lead, at=at)
    return case


def read(cast, script, who="quality_lead"):
    """A record and what its schema says of it."""
    page = record_page(script, by=getattr(cast, who), at=LATER)
    is_whole(record_data(script, by=getattr(cast, who), at=LATER))
    return page


def cause_of_before() -> Cause | None:
    """What the first correction would say of its cause, had it been made before that was kept."""
    row = Correction.objects.order_by("pk")[0]
    row.cause = ""
    return as_corrections([row], names=False)[0].cause


@pytest.mark.parametrize("which", ["voided", "part"])
def test_what_a_case_made_of_a_result_is_named_by_who_confirmed_it(cast, planned, released, which) -> None:
    case = decide(cast, released, VOID if which == "voided" else part_of(planned))
    (waits,) = read(cast, released).cases
    assert (waits.is_confirmed, waits.case, waits.who) == (False, case, LEAD)
    who = cast.administrator
    correct_by_case(case, why="It follows from the case.", by=who, at=LATER, seen=stands(released))

    page = read(cast, released)

    first, then = page.settlements
    assert (first.says, first.who, first.settled_by) == ("Settled", SETTLED, "")
    assert (then.says, then.who, then.settled_by) == ("Corrected", who.name, SETTLED)
    (line,) = page.corrections
    assert (line.who, line.because) == (who.name, "as a case was decided")
    (told,) = page.cases
    assert (told.nature_says, told.who, told.is_confirmed, told.decided_at) == ("Malpractice", LEAD, True, DECIDED)
    said = [(each.says, each.who) for each in page.events if each.at in {DECIDED, LATER}]
    assert said[0] == (f"A case was decided: Malpractice. {told.says}", LEAD)
    assert said[1][0].startswith("The result was corrected from ")
    assert (said[1][0].endswith(", as a case was decided"), said[1][1], len(said)) == (True, who.name, 2)
    # Who reads no cases is told what one does to the result, and no more; who reads no names, by nobody.
    (other,) = read(cast, released, "moderator").cases
    assert (other.case, other.nature, other.who, other.says) == (None, None, "", told.says)
    (inspected,) = read(cast, released, "inspector").cases
    assert (inspected.case, inspected.nature, inspected.who) == (None, None, LEAD)
    assert REASONS not in str(page)


def test_what_bears_on_nothing_is_told_to_those_who_read_the_case(cast, marked, planned) -> None:
    warned = replace(VOID, effect=CaseEffect.WARNING)
    decide(cast, marked, warned)
    decide(cast, marked, part_of(planned))
    assert [each.is_confirmed for each in read(cast, marked).cases] == [True, True]
    # Before a result is out, who reads no cases is not told of any.
    assert read(cast, marked, "moderator").cases == ()
    settle_and_release(cast, planned, marked, at=LATER)

    page = read(cast, marked)

    assert ([each.nature_says for each in page.cases], page.released_by) == (["Malpractice"] * 2, LEAD)
    assert len(read(cast, marked, "moderator").cases) == 1
    assert [(each.says, each.who) for each in page.settlements] == [
        ("Settled", SETTLED),
        ("As a case was decided, released", LEAD),
    ]
    assert [each.who for each in page.events if "was taken up as the result went out: failed" in each.says] == [LEAD]
    assert read(cast, marked, "moderator").taken_up.who == ""


def test_a_result_voided_as_it_went_out_says_so(cast, planned, marked) -> None:
    decide(cast, marked, VOID)
    settle_and_release(cast, planned, marked, at=LATER)

    page = read(cast, marked)

    assert (len(page.settlements), page.taken_up.total, page.cases[0].is_confirmed) == (1, 0, True)
    assert [each.says for each in page.events if "taken up" in each.says] == [
        "What a case decided was taken up as the result went out: voided"
    ]


def test_a_decision_that_was_set_aside_stays_with_who_set_it_aside(cast, planned, marked, scheme) -> None:
    case = decide(cast, marked, part_of(planned))
    settle_and_release(cast, planned, marked, 3, at=DECIDED)
    ref, who = ask(cast, marked, at=LATER), cast.administrator
    take_review(ref, by=who, at=LATER)
    aside = Decision(Effect.CORRECTED, WORDS, a_sheet_of(scheme), (case,))
    decide_review(ref, aside, by=who, at=LATER, seen=stands(marked))

    page = read(cast, marked)

    (told,) = page.cases
    assert (told.set_aside_at, told.set_aside_by, told.is_confirmed) == (LATER, who.name, True)
    assert [(each.who, each.because) for each in page.corrections] == [(who.name, "as a question about it was decided")]
    assert read(cast, marked, "moderator").cases[0].set_aside_by == ""
    few = statements_of(lambda: record_page(marked, by=cast.quality_lead, at=LATER))
    again = decide(cast, marked, part_of(planned), at=LATER)
    lead = cast.quality_lead
    correct_by_case(again, why="It follows from the case.", by=lead, at=LATER + DAY, seen=stands(marked))
    assert [each.is_confirmed for each in read(cast, marked).cases] == [True, True]
    assert statements_of(lambda: record_page(marked, by=cast.quality_lead, at=LATER)) == few
    # A correction from before that was kept says what it comes from where its question does.
    assert cause_of_before() is Cause.REVIEW


def test_a_correction_of_before_says_nothing_of_what_it_comes_from(cast, released, scheme) -> None:
    correct_result(
        released, a_sheet_of(scheme), why="Marks were swapped.", by=cast.moderator, at=LATER, seen=stands(released)
    )
    assert read(cast, released).corrections[0].because == ""
    assert cause_of_before() is None


def test_what_follows_from_an_earlier_result_is_named_by_who_decided_it(cast, at) -> None:
    made = make_resuming(cast, at=at)
    script = resume(cast, made)
    mark(cast, made.later, script, {"2": 2}, at=MARKED_AGAIN)
    accept_agreed(script, by=cast.moderator, at=MARKED_AGAIN)
    release_results(made.later.window, [script], by=cast.quality_lead, at=MARKED_AGAIN)
    seen = Result.objects.get(script__ref=made.failed).settlement.ref
    sheet = SettlementSheet(full_sheet(made.scheme, 0, **dict.fromkeys(made.stood, 1)))
    correct_result(made.failed, sheet, why="A page was lost.", by=cast.moderator, at=MARKED_AGAIN, seen=seen)
    answers = carried_page(script, by=cast.quality_lead).answers
    decide_carried(
        script, takes_up=True, why="They are right.", seen=answers, by=cast.quality_lead, at=MARKED_AGAIN + DAY
    )

    page = read(cast, script)

    assert (page.settlements[-1].who, page.settlements[-1].settled_by) == (LEAD, SETTLED)
    assert [(each.who, each.because) for each in page.corrections] == [
        (LEAD, "as it was decided which marks of an earlier attempt stand")
    ]
