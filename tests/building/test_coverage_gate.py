"""Every line and branch of rules, actions and queries is tried, and nothing else is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bin" / "lib"))
from coverage_gate import misses

RULE = "src/goldenthread/cohorts/rules/crediting.py"
PAGE = "src/goldenthread/web/cohorts/views.py"


def facts(*lines: int, branches: tuple[tuple[int, int], ...] = ()) -> dict[str, object]:
    return {"missing_lines": list(lines), "missing_branches": [list(b) for b in branches]}


def test_a_rule_that_is_covered_and_a_page_that_is_not_both_pass() -> None:
    assert misses({RULE: facts(), PAGE: facts(4, 5)}) == []


def test_untried_lines_and_branches_are_told_with_their_place() -> None:
    [said] = misses({RULE: facts(12, branches=((12, 13), (20, -1)))})

    assert said == f"{RULE}: lines 12; branches 20→end"


@pytest.mark.parametrize(
    "path",
    [
        "src/goldenthread/ground/rules/states.py",
        "src/goldenthread/awards/actions/awarding.py",
        "src/goldenthread/reporting/queries/homes/assembling.py",
        "src/goldenthread/funding/queries.py",
    ],
)
def test_one_branch_is_enough_to_refuse_a_file_of_any_stair(path: str) -> None:
    assert misses({path: facts(branches=((3, 5),))}) == [f"{path}: branches 3→5"]


@pytest.mark.parametrize(
    "path",
    [
        "src/goldenthread/people/models/persons.py",
        "src/goldenthread/people/types.py",
        "src/goldenthread/web/people/actions.py",
        "src/goldenthread/integrations/mail/queries.py",
    ],
)
def test_doors_tables_and_types_are_not_measured(path: str) -> None:
    assert misses({path: facts(1, 2, 3)}) == []
