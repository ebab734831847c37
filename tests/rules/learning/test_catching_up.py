"""Who catches up on what, and what it asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from goldenthread.cohorts.types import Mark
from goldenthread.learning.rules.catching_up import (
    due_by,
    terms_of,
    why_not_accept_or_return,
    why_not_catch_up,
    why_not_hand_in_reflection,
    why_not_keep_reflection,
    why_not_provide,
)
from goldenthread.learning.types.catching_up import CatchUpTerms, MaterialDraft, MaterialKind, Reflection

TERMS = CatchUpTerms(days=10, least_words=3, least_references=1, most=2)
MISSED = {"has_ended": True, "mark": Mark.ABSENT, "share": Fraction(0), "counts": True, "used": 0, "terms": TERMS}


def code(refusal) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        pytest.param({}, "", id="absent"),
        pytest.param({"mark": Mark.EXCUSED}, "", id="excused"),
        pytest.param({"mark": Mark.PARTLY, "share": Fraction(1, 2)}, "", id="partly, with half of the credit"),
        pytest.param({"mark": None}, "", id="over, and nobody took the register"),
        pytest.param({"has_ended": False, "mark": None}, "not_over", id="still to come"),
        pytest.param({"mark": Mark.PRESENT, "share": Fraction(1)}, "was_there", id="they were there"),
        pytest.param({"share": Fraction(1)}, "credited_already", id="went to another session of it"),
        pytest.param({"counts": False}, "takes_no_evidence", id="withdrawn"),
        pytest.param({"used": 2}, "no_more_catch_ups", id="has used them up"),
        pytest.param({"used": 2, "terms": replace(TERMS, most=None)}, "", id="no limit"),
    ],
)
def test_who_may_catch_up(facts, wanted) -> None:
    assert code(why_not_catch_up(**{**MISSED, **facts})) == wanted


@pytest.mark.parametrize(
    ("words", "references", "wanted"),
    [
        ("one two three", "Made (2020)", ""),
        ("one two", "Made (2020)", "too_few_words"),
        ("one two three", "\n  \n", "no_reference"),
    ],
)
def test_a_reflection_is_long_enough_and_cites(words, references, wanted) -> None:
    assert code(why_not_hand_in_reflection(Reflection(words, references), TERMS)) == wanted


def test_the_words_say_how_many_references_are_wanted() -> None:
    refusal = why_not_hand_in_reflection(Reflection("one two three", ""), replace(TERMS, least_references=2))

    assert "2 references" in refusal.mend


def test_terms_are_illustrative_until_a_policy_has_some() -> None:
    assert terms_of(None) == CatchUpTerms()
    assert terms_of(None).is_illustrative
    assert terms_of(None).share == 1
    assert due_by(datetime(2026, 1, 5, 16, tzinfo=UTC), TERMS) == date(2026, 1, 15)


def test_a_reflection_has_an_end_and_is_not_sent_back_without_a_reason() -> None:
    assert code(why_not_keep_reflection(Reflection("w" * 50_001, ""))) == "too_long"
    assert why_not_keep_reflection(Reflection("Words", "")) is None
    assert code(why_not_accept_or_return(is_accepted=False, why=" ")) == "no_reason"
    assert why_not_accept_or_return(is_accepted=False, why="Cite something") is None
    assert why_not_accept_or_return(is_accepted=True, why="") is None


@pytest.mark.parametrize(
    ("title", "link", "has_file", "wanted"),
    [
        ("Recording", "https://video.example/1", False, ""),
        ("Slides", "", True, ""),
        (" ", "", True, "no_title"),
        ("Both", "https://video.example/1", True, "link_or_file"),
        ("Neither", "", False, "link_or_file"),
        ("Script", "javascript:alert(1)", False, "not_https"),
    ],
)
def test_material_is_a_link_or_a_file(title, link, has_file, wanted) -> None:
    assert code(why_not_provide(MaterialDraft(MaterialKind.SLIDES, title, link), has_file=has_file)) == wanted
