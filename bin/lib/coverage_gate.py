"""Refuse a change that leaves a branch of a rule, an action or a query untried.

Reads the data file of the last run with coverage (``.coverage`` in the repository, or COVERAGE_FILE).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STAIRS = re.compile(r"goldenthread/(?P<room>\w+)/(?P<stair>rules|actions|queries)(?:/|\.py$)")
ROOMS_ONLY = re.compile(r"goldenthread/(config|web|api|jobs|cli|integrations)/")


def measured(files: Mapping[str, Any]) -> dict[str, Any]:
    """What coverage found of the files that stand on one of the three stairs of a room, by path."""
    return {path: files[path] for path in sorted(files) if STAIRS.search(path) and not ROOMS_ONLY.search(path)}


def misses(files: Mapping[str, Any]) -> list[str]:
    """One line for each measured file that leaves a line or a branch untried."""
    found = []
    for path, facts in measured(files).items():
        lines = facts["missing_lines"]
        branches = [f"{a}→{b if b > 0 else 'end'}" for a, b in facts["missing_branches"] if a not in lines]
        parts = [f"lines {', '.join(map(str, lines))}"] if lines else []
        parts += [f"branches {', '.join(branches)}"] if branches else []
        if parts:
            found.append(f"{path}: {'; '.join(parts)}")
    return found


def main() -> int:
    """Read, list, decide."""
    with tempfile.TemporaryDirectory() as place:
        report = Path(place) / "coverage.json"
        done = subprocess.run(
            [sys.executable, "-m", "coverage", "json", "-q", "-o", str(report)], cwd=ROOT, check=False
        )
        if done.returncode:
            print("There is no coverage to read: the tests did not run to their end.")
            return 1
        files = json.loads(report.read_text())["files"]
    found, number = misses(files), len(measured(files))
    print("\n".join(found))
    print(f"{number - len(found)} of {number} files of rules, actions and queries are covered fully.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
