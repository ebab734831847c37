"""Whatever an action writes into the record has words in one room's table, and no table has words for nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.admissions.types import Event as ApplicationEvent
from goldenthread.cohorts.types import Event as EnrolmentEvent
from goldenthread.jobs.timed import TIMED
from goldenthread.programmes.actions.ruling import DEEDS as RULE_DEEDS
from goldenthread.web.people.deeds import DEEDS, NAMERS, PAGES, ROOMS, TOLD
from goldenthread.web.templatetags.opening import admissions

HOUSE = Path(__file__).resolve().parents[2] / "src" / "goldenthread"
# Deeds that are put together while the house runs, by how they are put together.
PUT_TOGETHER = {
    "cohorts.{step.event}": {f"cohorts.{event}" for event in EnrolmentEvent},
    "admissions.{event.value}": {f"admissions.{event}" for event in ApplicationEvent},
    "frameworks.{did}_item": {
        f"frameworks.{did}_item" for did in ("accept", "add", "correct", "split", "merge", "move", "remove", "restore")
    },
    "programmes.{DEEDS[change.about]}": {f"programmes.{deed}" for deed in RULE_DEEDS.values()},
    "clock.{row.job.name}": {f"clock.{name}" for name in TIMED},
}
# Deeds whose entries keep words that somebody typed, because no other row does (decision 0078).
KEEP_WORDS = {
    "assessment.move_window",
    "cohorts.end_companion",
    "cohorts.measure_on",
    "cohorts.set_due_date",
    "frameworks.discard",
    "frameworks.give_up",
    "frameworks.give_up_rereading",
    "learning.close_thread",
    "learning.move_thread",
    "learning.pin_thread",
    "learning.reopen_thread",
    "learning.restore_post",
    "people.ask_for_erasure",
    "people.end_membership",
    "people.erase",
    "people.reset_second_factors",
    "programmes.retire_release",
}
# An entry whose deed is given to the function that writes it: taking work over, and passing it on.
KEEP_WORDS_OF_GIVEN_DEEDS = {"reviewing.py"}
WORDS = {"why", "reason", "words", "note", "notes", "hand_over", "comment"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for file in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call):
                yield file.name, node


def deeds_done() -> Iterator[str]:
    """Every deed that a call names as ``did``."""
    for _, call in calls():
        for keyword in call.keywords:
            if keyword.arg == "did" and isinstance(keyword.value, ast.Constant) and "." in str(keyword.value.value):
                yield keyword.value.value
            if keyword.arg == "did" and isinstance(keyword.value, ast.JoinedStr):
                yield from PUT_TOGETHER[ast.unparse(keyword.value)[2:-1]]


def test_every_deed_has_words_and_every_word_a_deed() -> None:
    assert set(deeds_done()) == set(DEEDS)


def test_lines_of_a_reading_are_changed_in_the_ways_that_have_words() -> None:
    ways = {call.args[1].value for _, call in calls() if ast.unparse(call.func) == "audit_item"}

    assert {f"frameworks.{way}_item" for way in ways} == PUT_TOGETHER["frameworks.{did}_item"]


def test_an_entry_repeats_no_words_that_have_readers_of_their_own() -> None:
    with_words = [
        (file, {k.arg: k.value for k in call.keywords})
        for file, call in calls()
        if ast.unparse(call.func) == "audit" and {k.arg for k in call.keywords} & WORDS
    ]

    assert {ast.literal_eval(k["did"]) for _, k in with_words if isinstance(k["did"], ast.Constant)} == KEEP_WORDS
    assert {file for file, k in with_words if not isinstance(k["did"], ast.Constant)} == KEEP_WORDS_OF_GIVEN_DEEDS
    assert [k for _, k in with_words if WORDS & set(k) != {"why"}] == []


@pytest.mark.parametrize("prefix", ROOMS)
def test_a_room_speaks_of_its_own_deeds_only(prefix) -> None:
    assert all(did.startswith(prefix) for did in ROOMS[prefix][1])


def test_every_kind_of_thing_can_be_named_and_every_page_exists() -> None:
    assert {deed.to for deed in DEEDS.values()} - {""} <= set(NAMERS)
    assert set(TOLD.values()) <= set(NAMERS)
    assert set(PAGES) <= set(NAMERS)
    assert set(PAGES.values()) <= set(admissions())
