"""What is said of a project that came too late, and of where its documents are named."""

from __future__ import annotations

from functools import partial

from goldenthread.assessment.rules.projects import why_missed, why_not_change
from goldenthread.assessment.rules.referring import mentions_of
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.words import Part, State
from tests.makers.assessment import CLOSES, INSIDE, a_script


def test_whoever_hands_in_after_the_close_is_told_what_is_so_and_what_they_can_do() -> None:
    nothing = a_script(State.BEGUN)
    missed = partial(why_missed, at=CLOSES, late_days=5, before=frozenset())

    assert "You handed in nothing" in why_not_change(nothing, at=CLOSES).mend
    assert "What you handed in last stands" in why_not_change(a_script(State.SUBMITTED), at=CLOSES).mend
    told = missed(nothing)
    assert (told.code, "nothing was handed in" in told.says, "offer it late, until" in told.mend) == (
        "window_closed",
        True,
        True,
    )
    assert missed(nothing, at=INSIDE) is None
    assert missed(a_script(State.SUBMITTED)) is None
    assert missed(nothing, late_days=0).code == "nothing_late"
    assert missed(nothing, before=frozenset({LateState.OFFERED})).code == "offered_already"


def test_a_place_that_names_a_document_by_its_label_stands_before_everyday_uses_of_its_title() -> None:
    everyday = tuple(Block(Part.BODY, f"The budget was tight in month {n}.") for n in range(6))
    named = Block(Part.BODY, "The sums are in the budget (document 4).")

    found = mentions_of("Document 4", "Budget", [("Part A", everyday), ("Part B", (named,))])

    assert (len(found), found[0].account, found[1].account) == (5, "Part B", "Part A")
