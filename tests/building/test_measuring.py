"""What probes see of a module is what coverage's own tracer sees of it, whichever part of it is carried out."""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import coverage
import pytest

from tests.measuring.plugin import Probing, noted

SAMPLE = '''\
"""Every construct that rules, actions and queries use."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache


class Colour(Enum):
    """A class keeps no line of its own."""

    RED = "red"

    def is_red(self) -> bool:
        if self is Colour.RED:
            return True
        return False


@dataclass(frozen=True)
class Pair:
    first: int
    second: int = 2


@cache
def chosen(
    n: int,
    other: int = 0,
) -> str:
    """Ends in the middle, or at its end."""
    if n > 3:
        word = "many"
    elif n:
        word = (
            "few"
        )
    else:
        with nullcontext():
            word = "none"
    return word


def falls_through(n):
    if n:
        n += 1


def loops(n):
    found = []
    for i in range(n):
        if i == 1:
            continue
        if i == 3:
            break
        found.append(i)
    else:
        found.append("whole")
    while n > 2:
        n -= 1
        if n == 4:
            break
    for i in found:
        if i:
            for j in (1, 2):
                if j == n:
                    found = [k for k in (1, 2) if k]
    return found


def tries(n):
    try:
        if n == 1:
            raise ValueError
        if n == 2:
            raise KeyError
    except ValueError:
        said = "value"
    except KeyError:
        said = "key"
    else:
        said = "neither"
    with suppress(LookupError):
        if n > 2:
            said += "!"
    try:
        n += 1
    finally:
        said += "."
    return said


@contextmanager
def held(n):
    try:
        yield n
    finally:
        n += 1


def matches(n):
    def inner():
        if n == 2:
            return "two"
        return "other"

    match n:
        case 1:
            word = "one"
        case 2 if inner() == "two":
            word = inner()
        case int() | str():
            word = "some"
    with held(n) as kept:
        if kept == 1:
            return word
    for _ in yields(n):
        while True:
            if kept:
                return word
            kept = 1


def yields(n):
    while n:
        yield n
        n -= 1
    if n:
        yield -1


if Colour.RED:
    NAME = "sample"
else:
    NAME = "never"
'''
Calls = list[tuple[str, int]]
NAMES = ("chosen", "falls_through", "loops", "tries", "matches")
EACH: list[Calls] = [[(name, n)] for name in NAMES for n in range(6)]
NOTHING: Calls = []
EVERYTHING = [call for calls in EACH for call in calls]


def _call(module: ModuleType, calls: Calls) -> None:
    for name, n in calls:
        getattr(module, name)(n)
    if len(calls) != 1:
        module.Colour.RED.is_red()


def _carried_out(loader: SourceFileLoader, calls: Calls) -> None:
    spec = importlib.util.spec_from_file_location("sample", loader.path, loader=loader)
    assert spec is not None
    module = sys.modules["sample"] = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    _call(module, calls)


def _missed(measured: coverage.Coverage, path: Path) -> tuple[set[int], dict[int, list[int]]]:
    found = measured._analyze(str(path))
    return found.missing, found.missing_branch_arcs()


@pytest.mark.parametrize("calls", [NOTHING, *EACH, EVERYTHING], ids=lambda calls: f"{len(calls)}-{calls[:1]}")
def test_probes_and_the_tracer_miss_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    monkeypatch.setitem(sys.modules, "sample", None)
    path = tmp_path / "sample.py"
    path.write_text(SAMPLE)
    traced = coverage.Coverage(data_file=None, branch=True, include=[str(path)], config_file=False)
    with traced.collect():
        _carried_out(SourceFileLoader("sample", str(path)), calls)
    _carried_out(Probing("sample", str(path)), calls)
    probed = coverage.Coverage(data_file=None, branch=True, include=[str(path)], config_file=False)
    probed.get_data().add_arcs({str(path): noted().pop(str(path))})

    assert _missed(probed, path) == _missed(traced, path)
