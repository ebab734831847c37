"""Questions and materials: what they need, in what order they stand, and the brief as one text."""

from __future__ import annotations

import pytest

from goldenthread.assessment.rules.composing import as_one_text, placed, why_not_material, why_not_question
from goldenthread.assessment.types.briefing import NewMaterial, NewQuestion
from goldenthread.assessment.types.composing import Composed, Material, MaterialKind, Question


@pytest.mark.parametrize(
    ("new", "others", "code"),
    [
        (NewQuestion("Plan", "What would you do?", 400), 19, None),
        (NewQuestion(" ", "What would you do?"), 0, "no_heading"),
        (NewQuestion("Plan", "\n"), 0, "asks_nothing"),
        (NewQuestion("Plan", "What?", 20_001), 0, "words_unlikely"),
        (NewQuestion("Plan", "What?"), 20, "too_many"),
    ],
)
def test_a_question(new: NewQuestion, others: int, code: str | None) -> None:
    refusal = why_not_question(new, others=others)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("title", "text", "has_file", "others", "code"),
    [
        ("Attendance", "| a |", False, 0, None),
        ("Attendance", "", True, 39, None),
        ("", "| a |", False, 0, "no_title"),
        ("Attendance", " ", False, 0, "no_text"),
        ("Attendance", "| a |", False, 40, "too_many"),
    ],
)
def test_a_material(title: str, text: str, has_file: bool, others: int, code: str | None) -> None:
    refusal = why_not_material(NewMaterial(MaterialKind.DATA, title, text), has_file=has_file, others=others)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(("at", "expected"), [(0, "abX"), (1, "Xab"), (2, "aXb"), (3, "abX"), (9, "abX")])
def test_a_place_counts_from_one(at: int, expected: str) -> None:
    assert "".join(placed("ab", "X", at=at)) == expected


def test_the_whole_brief_as_one_text() -> None:
    brief = Composed(
        "Hartfell",
        "You join a school.",
        (Question(1, "Problem", "What is it?", 300), Question(2, "Plan", "What next?")),
        (Material(1, MaterialKind.VOICE, "A parent", "“Nobody rang.”"),),
    )

    assert as_one_text(brief) == (
        "You join a school.\n\n## A parent\n\n“Nobody rang.”\n\n## 1. Problem\n\nWhat is it?\n\nAbout 300 words."
        "\n\n## 2. Plan\n\nWhat next?"
    )
    assert [each.heading for each in brief.answers] == ["Problem", "Plan"]
    assert [(each.place, each.heading) for each in Composed("x", "y").answers] == [(1, "")]
    assert brief.materials[0].kind_name == "Voice"
