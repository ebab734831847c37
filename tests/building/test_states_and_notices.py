"""States are drawn as they are, and nobody posts a notice into silence without saying so."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

from goldenthread.jobs.notices import AFTER, UNHEARD

REPOSITORY = Path(__file__).resolve().parents[2]
HOUSE = REPOSITORY / "src" / "goldenthread"


def tool(name: str):
    """A script of bin/lib as a module."""
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "bin" / "lib" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds_posted() -> set[str]:
    """Every kind of notice that an action names, read from the code."""
    found = set()
    for file in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Notice" and node.args:
                kind = node.args[0]
                if isinstance(kind, ast.Constant):
                    found.add(kind.value)
    return found


def test_the_drawings_of_states_are_up_to_date() -> None:
    assert tool("states").out_of_date() == [], "Run: python bin/lib/states.py"


def test_every_room_that_owns_states_is_drawn() -> None:
    owners = {file.parent.parent.name for file in HOUSE.glob("*/rules/states.py")} - {"ground"}

    assert owners <= {file.stem for file in (REPOSITORY / "docs" / "states").glob("*.md")}


def test_every_notice_is_heard_or_says_why_nobody_listens() -> None:
    known = set(AFTER) | set(UNHEARD)

    assert kinds_posted() - known == set(), "Name them in AFTER or UNHEARD in jobs/notices.py."


def test_nobody_listens_for_what_is_never_posted() -> None:
    assert (set(AFTER) | set(UNHEARD)) - kinds_posted() == set()


def test_no_notice_is_both_heard_and_unheard() -> None:
    assert set(AFTER) & set(UNHEARD) == set()
    assert [kind for kind, why in UNHEARD.items() if not why] == []
