"""What a participant is told is composed from all markers: used, or struck out by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.assessment.rules.feedback import composed, why_not_compose, why_not_strike
from goldenthread.assessment.types.marking import Mark
from tests.makers.assessment import a_scheme, a_sheet

ONE = a_sheet(reason="It names the problem.", comment="Clear.")
TWO = replace(a_sheet(reason="It backs what\nit says.", comment="Clear."), marks={**ONE.marks, "A": Mark(2, "Thin.")})
BOTH = {1: ONE, 2: TWO}
TOLD = {"A": "It names the problem.\n\nThin.", "B": "It names the problem.", "C": "It names the problem.", "": "Clear."}


@pytest.mark.parametrize(
    ("told", "struck", "code"),
    [
        pytest.param({}, set(), "", id="all used"),
        pytest.param({"A": "Thin.  \r\n It names\r\nthe problem. And more."}, set(), "", id="however lines break"),
        pytest.param({"A": "Thin."}, set(), "words_lost", id="lost"),
        pytest.param({"A": "Thin."}, {(1, "A")}, "", id="struck out"),
        pytest.param({}, {(1, "A")}, "struck_and_told", id="struck out and told"),
        pytest.param({"B": "It names the problem."}, {(2, "B")}, "", id="another said the same"),
        pytest.param({"A": " "}, {(1, "A"), (2, "A")}, "nothing_told", id="nothing"),
        pytest.param({"A": "Other words."}, {(1, "A"), (2, "A")}, "", id="words of the moderator"),
        pytest.param({"": ""}, set(), "words_lost", id="lost over all"),
        pytest.param({"": ""}, {(1, ""), (2, "")}, "", id="struck out over all"),
    ],
)
def test_nobody_s_words_are_lost_in_silence(told, struck, code: str) -> None:
    refusal = why_not_compose({**TOLD, **told}, BOTH, struck, a_scheme())

    assert (refusal.code if refusal else "") == code


def test_it_begins_with_what_everybody_said_the_same_words_once() -> None:
    assert composed("A", BOTH) == TOLD["A"]
    assert composed("B", BOTH) == "It names the problem."
    assert composed("A", BOTH, {(1, "A")}) == "Thin."
    assert composed("", BOTH) == "Clear."


@pytest.mark.parametrize(
    ("struck", "code"),
    [({(1, "A"), (2, "")}, ""), ({(3, "A")}, "nothing_to_strike"), ({(1, "Z")}, "nothing_to_strike")],
)
def test_only_what_was_said_is_struck_out(struck, code: str) -> None:
    refusal = why_not_strike(struck, BOTH, "ABC")

    assert (refusal.code if refusal else "") == code
