"""Refuse a change that leaves a branch of a rule, an action or a query untried.

Reads the data file of the last run with coverage (``.coverage`` in the repository, or COVERAGE_FILE). A file that is
not yet covered fully stands in ``coverage_short.list`` beside this script, with the number of lines and branches left
untried. The list only shrinks: a file that leaves more untried than its number is refused, and so is one that leaves
fewer, until the number is taken down.
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


SHORT = Path(__file__).resolve().parent / "coverage_short.list"


def allowed(text: str) -> dict[str, int]:
    """How many lines and branches of a file may still be untried, by its path."""
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {path: int(number) for number, path in rows}


def misses(files: Mapping[str, Any], short: Mapping[str, int]) -> list[str]:
    """One line for each file whose untried lines and branches are not as many as it is allowed."""
    found = [f"{path}: stands in {SHORT.name} and is no file of a stair" for path in sorted(set(short) - set(files))]
    for path, facts in sorted(files.items()):
        if not STAIRS.search(path) or ROOMS_ONLY.search(path):
            continue
        lines = facts["missing_lines"]
        branches = [f"{a}→{b if b > 0 else 'end'}" for a, b in facts["missing_branches"] if a not in lines]
        untried, may = len(lines) + len(branches), short.get(path, 0)
        if untried < may:
            found.append(f"{path}: leaves {untried} untried; take its number in {SHORT.name} down from {may}")
        elif untried > may:
            parts = [f"{untried} untried, {may} allowed"]
            parts += [f"lines {', '.join(map(str, lines))}"] if lines else []
            parts += [f"branches {', '.join(branches)}"] if branches else []
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
    measured = [p for p in files if STAIRS.search(p) and not ROOMS_ONLY.search(p)]
    short = allowed(SHORT.read_text(encoding="utf-8"))
    found = misses(files, short)
    print("\n".join(found))
    full = sum(not files[p]["missing_lines"] + files[p]["missing_branches"] for p in measured)
    print(
        f"{full} of {len(measured)} files of rules, actions and queries are covered fully; "
        f"{len(short)} may still leave {sum(short.values())} lines and branches untried."
    )
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
