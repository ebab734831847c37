"""What the present reader would change, item by item, with the doubts that it gains and loses."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.rereading import compared, counted, why_not_read_again
from goldenthread.frameworks.types import Change, Kind, ReadingState
from goldenthread.frameworks.types.rereading import Stood

T, S, P = Kind.LEARN_THAT, Kind.STEM, Kind.PRACTICE


def that(number: int, text: str, *doubts: str, section: int = 1, corrected: bool = False) -> Stood:
    return Stood(section, T, number, text, frozenset(doubts), corrected)


def test_every_item_is_the_same_reworded_moved_found_or_lost() -> None:
    old = [
        that(1, "Tools that are cleaned each evening last longer."),
        that(2, "Water is best given to roots at dusk.", "Cut?", "Open?", corrected=True),
        that(3, "Paths that are swept are walked on."),
        that(4, "This was only ever in the earlier reading of it."),
    ]
    new = [
        that(1, "Tools that are cleaned each evening last longer."),
        that(2, "Water is best given to the roots at dusk.", "Open?", "Wide?"),
        that(5, "Paths that are swept are walked on."),
        that(6, "Hedges give shade to hens in July.", "Jumps?"),
    ]

    lines = compared(old, new)

    assert [(line.change, line.old_place, line.new_place) for line in lines] == [
        (Change.SAME, "1.LT.1", "1.LT.1"),
        (Change.REWORDED, "1.LT.2", "1.LT.2"),
        (Change.MOVED, "1.LT.3", "1.LT.5"),
        (Change.ADDED, "", "1.LT.6"),
        (Change.REMOVED, "1.LT.4", ""),
    ]
    assert [(line.gained, line.lost, line.was_corrected) for line in lines[1:]] == [
        (("Wide?",), ("Cut?",), True), ((), (), False), (("Jumps?",), (), False), ((), (), False),
    ]  # fmt: skip
    assert (lines[1].old_text, lines[1].new_text) == (old[1].text, new[1].text)
    assert [line.is_same for line in lines] == [True, False, False, False, False]
    assert counted(lines) == dict.fromkeys(Change, 1)


def test_an_item_whose_doubts_alone_differ_is_not_the_same() -> None:
    (line,) = compared([that(1, "Words.", "Cut?")], [that(1, "Words.")])

    assert (line.change, line.is_same, line.lost) == (Change.SAME, False, ("Cut?",))
    assert counted([line])[Change.ADDED] == 0


def test_what_a_person_added_is_no_loss_and_moves_nothing() -> None:
    bullets = [
        Stood(1, P, None, "Sweeping the paths before anybody walks on them."),
        Stood(1, P, None, "Edging beds with stones from the field."),
    ]
    added = Stood(1, S, None, "Keep beds and paths in order, by:", was_added=True)
    gone = Stood(1, P, None, "Hens are counted in the evening.")

    lines = compared([added, *bullets, gone], bullets)

    assert [(line.change, line.is_same) for line in lines] == [
        (Change.SAME, True), (Change.SAME, True), (Change.REMOVED, False), (Change.SAME, False),
    ]  # fmt: skip
    assert [(line.is_addition, line.old_place, line.old_text) for line in lines[3:]] == [(True, "1.HT.1", added.text)]
    assert counted(lines) == {Change.SAME: 2, Change.REMOVED: 1}


def test_what_a_person_added_and_the_present_reader_finds_is_compared_like_all_else() -> None:
    added = Stood(1, S, None, "Keep beds and paths in order, by:", was_added=True)

    (line,) = compared([added], [Stood(1, S, None, "Keep beds and paths in order, by:")])

    assert (line.change, line.is_addition, line.is_same) == (Change.SAME, False, True)


@pytest.mark.parametrize(
    ("state", "is_page", "code"),
    [
        (ReadingState.REVIEWED, False, None),
        (ReadingState.PUBLISHED, False, None),
        (ReadingState.REVIEWED, True, "provider_page"),
        (ReadingState.WAITING, False, "not_read"),
        (ReadingState.DISCARDED, False, "not_read"),
    ],
)
def test_what_was_read_is_read_again_and_nothing_else(state: ReadingState, is_page: bool, code: str | None) -> None:
    refusal = why_not_read_again(state, is_page=is_page)

    assert (refusal.code if refusal else None) == code
