"""What a task has to say."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from goldenthread.learning.rules.tasking import (
    why_not_keep_task,
    why_not_open_task,
    why_not_publish_task,
    why_not_show,
)
from goldenthread.learning.types.tasking import Attaching, ExemplarDraft, TaskDraft

ONE, OTHER = uuid4(), uuid4()
GOOD = TaskDraft(asks="Describe one routine.", statements=frozenset({ONE}))


def code(refusal) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        pytest.param(GOOD, "", id="all is well"),
        pytest.param(replace(GOOD, asks="a" * 20_001), "too_long", id="too long"),
        pytest.param(replace(GOOD, least_words=-1), "odd_words", id="fewer words than none"),
        pytest.param(replace(GOOD, most_words=20_001), "odd_words", id="more words than anybody reads"),
        pytest.param(replace(GOOD, least_words=9, most_words=8), "crossed_words", id="the limits cross"),
        pytest.param(replace(GOOD, least_words=9), "", id="only a lower limit"),
        pytest.param(replace(GOOD, statements=frozenset({OTHER})), "not_its_statements", id="another's statement"),
        pytest.param(replace(GOOD, labels=("Secure",)), "odd_labels", id="one label decides nothing"),
        pytest.param(replace(GOOD, labels=("Secure", "secure ")), "odd_labels", id="the same label twice"),
        pytest.param(replace(GOOD, labels=("Secure", "x" * 61)), "odd_label", id="a label that is a paragraph"),
    ],
)
def test_a_task_is_kept_as_it_makes_sense(draft, wanted) -> None:
    assert code(why_not_keep_task(draft, serves=frozenset({ONE}))) == wanted


@pytest.mark.parametrize(
    ("draft", "is_draft", "wanted"),
    [
        (GOOD, True, ""),
        (GOOD, False, "nothing_new"),
        (replace(GOOD, asks=" "), True, "asks_nothing"),
        (replace(GOOD, is_written=False, attaching=Attaching.NEVER), True, "nothing_wanted"),
        (replace(GOOD, is_written=False, attaching=Attaching.MUST), True, ""),
        (replace(GOOD, statements=frozenset({OTHER})), True, "not_its_statements"),
    ],
)
def test_a_task_is_published_when_it_can_be_done(draft, is_draft, wanted) -> None:
    assert code(why_not_publish_task(draft, is_draft=is_draft, serves=frozenset({ONE}))) == wanted


@pytest.mark.parametrize(
    ("exemplar", "wanted"),
    [
        (ExemplarDraft("Title", "Words"), ""),
        (ExemplarDraft(" ", "Words"), "empty_exemplar"),
        (ExemplarDraft("Title", ""), "empty_exemplar"),
        (ExemplarDraft("Title", "Words", "n" * 20_001), "too_long"),
        (ExemplarDraft("Title", "Words", against={ONE: "n" * 20_001}), "too_long"),
        (ExemplarDraft("Title", "Words", against={ONE: "It says who."}), ""),
        (ExemplarDraft("Title", "Words", against={OTHER: "It says who."}), "other_statement"),
    ],
)
def test_an_exemplar_shows_something(exemplar, wanted) -> None:
    assert code(why_not_show(exemplar, statements=frozenset({ONE}))) == wanted


def test_only_formative_tasks_have_a_task() -> None:
    assert code(why_not_open_task("formative_task")) == ""
    assert code(why_not_open_task("event")) == "not_a_task"
