"""Who is mentioned, who is told, and where a prompt opens."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.learning.rules.following import excerpt, mentioned, wanted
from goldenthread.learning.rules.prompting import is_due
from goldenthread.learning.types.discussing import Because, DuePrompt, DueSpace, Level, SpaceKind, Where

PEOPLE = {1: "Rosa Lind", 2: "Rosa Lindqvist", 3: "Dan O’Hara", 4: "Rosa  Lind", 5: ""}
DAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ask @Rosa Lind.", {1, 4}),
        ("@rosa\nLIND, and @dan o’hara", {1, 3, 4}),
        ("@Rosa Lindqvist", {2}),
        ("@Rosa Linda", set()),
        ("Rosa Lind without a mark", set()),
        ("mail@rosa.example @ nobody @", set()),
    ],
)
def test_a_whole_name_behind_an_at_is_a_mention(text, who) -> None:
    assert mentioned(text, PEOPLE) == who


def told(**changes):
    facts = {
        "author": 1, "opener": 2, "mentions": (), "of_mentions": {}, "of_thread": {}, "of_space": {},
    } | changes  # fmt: skip
    return dict(wanted(**facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, {2: (Because.OWN, Level.AT_ONCE)}, id="who began it"),
        pytest.param({"opener": 1}, {}, id="nobody of their own"),
        pytest.param({"opener": None}, {}, id="a prompt's thread has nobody"),
        pytest.param({"of_thread": {2: Level.NONE}}, {}, id="who began it and wants nothing"),
        pytest.param({"opener": 1, "mentions": (3,)}, {3: (Because.MENTION, Level.AT_ONCE)}, id="who is mentioned"),
        pytest.param({"opener": 1, "mentions": (3,), "of_mentions": {3: Level.NONE}}, {}, id="who wants no mentions"),
        pytest.param(
            {"opener": 1, "of_thread": {3: Level.DAILY}, "of_space": {3: Level.AT_ONCE, 4: Level.AT_ONCE}},
            {3: (Because.THREAD, Level.DAILY), 4: (Because.SPACE, Level.AT_ONCE)},
            id="a thread goes before its space",
        ),
        pytest.param(
            {"opener": 1, "mentions": (3,), "of_thread": {3: Level.NONE}},
            {3: (Because.MENTION, Level.AT_ONCE)},
            id="a mention goes before what was muted",
        ),
    ],
)
def test_everybody_is_told_once_and_as_they_chose(facts, expected) -> None:
    assert told(**facts) == expected


def test_an_excerpt_is_one_line_and_says_that_it_goes_on() -> None:
    assert excerpt("One\ntwo  three", 3) == "One two three"
    assert excerpt("One two three", 2) == "One two …"


@pytest.mark.parametrize(
    ("prompt", "space", "due"),
    [
        pytest.param(DuePrompt(Where.COHORTS, 7, 4, None, None), {"begun": {7: date(2026, 1, 1)}}, True, id="its day"),
        pytest.param(DuePrompt(Where.COHORTS, 7, 5, None, None), {"begun": {7: date(2026, 1, 1)}}, False, id="before"),
        pytest.param(DuePrompt(Where.COHORTS, 8, 0, None, None), {"begun": {7: date(2026, 1, 1)}}, False, id="another"),
        pytest.param(DuePrompt(Where.GROUPS, 7, 0, None, None), {"begun": {7: date(2026, 1, 1)}}, False, id="not here"),
        pytest.param(DuePrompt(Where.COHORTS, 7, None, 3, DAY), {"cohort": 3}, True, id="a cohort's own"),
        pytest.param(DuePrompt(Where.COHORTS, 7, None, 4, DAY), {"cohort": 3}, False, id="another cohort's"),
        pytest.param(DuePrompt(Where.COHORTS, 7, None, 3, date(2026, 1, 6)), {"cohort": 3}, False, id="tomorrow"),
    ],
)
def test_a_prompt_opens_on_its_day_in_its_spaces(prompt, space, due) -> None:
    facts = {"id": 1, "kind": SpaceKind.COHORT, "cohort": 3, "begun": {}} | space

    assert is_due(prompt, DueSpace(**facts), on=DAY) is due
