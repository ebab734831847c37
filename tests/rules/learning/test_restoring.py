"""What changed in a unit from one version to the next."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from goldenthread.learning.rules.restoring import changes, diff
from goldenthread.learning.types import EditedPage, PageRef, QuestionDraft, QuestionKind, QuestionLine, QuestionRef
from goldenthread.learning.types.restoring import DiffLine, Fate
from tests.makers.learning import CHOICE, SHORT


def page(title: str, body: str = "Words.", *drafts: QuestionDraft) -> EditedPage:
    questions = tuple(QuestionLine(QuestionRef(uuid4()), draft) for draft in drafts)
    return EditedPage(PageRef(uuid4()), 1, title, body, 5, questions, uuid4())


def test_pages_that_came_went_changed_and_moved_are_told() -> None:
    first, second, third = page("One"), page("Two"), page("Three")
    reworded = replace(first, ref=PageRef(uuid4()), body="Other words.")

    found = changes([first, second, third], [page("New"), reworded, third])

    assert [(c.title, c.fates) for c in found] == [
        ("New", (Fate.ADDED,)),
        ("One", (Fate.CHANGED,)),
        ("Two", (Fate.REMOVED,)),
    ]
    assert [c.restorable for c in found] == [None, first.ref, second.ref]
    assert found[1].fate_names == "Changed"
    assert DiffLine("Words.", is_gone=True) in found[1].lines
    assert DiffLine("Other words.", is_new=True) in found[1].lines


def test_pages_that_only_changed_places_have_moved() -> None:
    first, second = page("One"), page("Two")

    found = changes([first, second], [second, first])

    assert [(c.title, c.fates, c.lines) for c in found] == [("Two", (Fate.MOVED,), ()), ("One", (Fate.MOVED,), ())]


def test_checks_are_part_of_a_page() -> None:
    think = QuestionDraft(QuestionKind.REFLECTION, "And you?", least_words=50)
    before = page("One", "Words.", CHOICE)
    after = replace(before, questions=(*before.questions, QuestionLine(QuestionRef(uuid4()), SHORT)))
    further = replace(before, questions=(QuestionLine(QuestionRef(uuid4()), think),))

    said = [line.words for line in changes([before], [after])[0].lines if line.is_new]
    assert said == [f"Check: {SHORT.prompt}", "= practice"]
    assert "(at least 50 words)" in [line.words for line in changes([before], [further])[0].lines]


def test_of_a_long_page_only_what_is_near_a_change_is_shown() -> None:
    lines = [f"Line {n}" for n in range(50)]

    found = diff(lines, [*lines[:25], "Between", *lines[25:]])

    assert [line.words for line in found] == ["Line 23", "Line 24", "Between", "Line 25", "Line 26"]
    assert diff(lines, lines) == ()
