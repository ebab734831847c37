"""What is still short of full coverage is held to a number that can only go down."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bin" / "lib"))
from coverage_gate import SHORT, allowed, misses

RULE = "src/goldenthread/cohorts/rules/crediting.py"
PAGE = "src/goldenthread/web/cohorts/views.py"


def facts(*lines: int, branches: tuple[tuple[int, int], ...] = ()) -> dict[str, object]:
    return {"missing_lines": list(lines), "missing_branches": [list(b) for b in branches]}


def test_a_rule_that_is_covered_and_a_page_that_is_not_both_pass() -> None:
    assert misses({RULE: facts(), PAGE: facts(4, 5)}, {}) == []


def test_untried_lines_and_branches_are_told_with_their_place() -> None:
    [said] = misses({RULE: facts(12, branches=((12, 13), (20, -1)))}, {})

    assert said == f"{RULE}: 2 untried, 0 allowed; lines 12; branches 20→end"


def test_as_many_as_allowed_pass_and_neither_more_nor_fewer() -> None:
    found = {RULE: facts(12, 13)}

    assert misses(found, {RULE: 2}) == []
    assert "2 untried, 1 allowed" in misses(found, {RULE: 1})[0]
    assert "down from 3" in misses(found, {RULE: 3})[0]


def test_a_file_that_is_gone_leaves_the_list() -> None:
    assert "no file of a stair" in misses({}, {RULE: 1})[0]


def test_the_list_names_files_that_are_there() -> None:
    root = SHORT.parents[2]
    assert all((root / path).is_file() and number > 0 for path, number in allowed(SHORT.read_text()).items())
