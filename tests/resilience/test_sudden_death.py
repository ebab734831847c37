"""Whatever is being written when a process is killed: all of it happened, or none, and doing it again does it once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fakes.dying import START
from tests.makers.machines import migrated_machine
from tests.makers.starting import run


@pytest.mark.parametrize("deed", ["register", "upload", "reading", "arrival", "counting"])
def test_a_deed_killed_at_any_statement_leaves_nothing_and_can_be_done_again(deed: str, tmp_path: Path) -> None:
    with migrated_machine(tmp_path / "house") as machine:
        done = run(["-c", START.format(deed=deed)], env=machine.environment, timeout=300)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["torn"] == []
    assert told["done"]
    assert not told["again"]
    # It was killed before each of its statements: loads, writes, audit and notice. Only SQLite's beginning and end of a
    # transaction are statements of their own, and a reading leaves no notice.
    assert told["kills"] >= (6 if deed == "reading" else 8)
