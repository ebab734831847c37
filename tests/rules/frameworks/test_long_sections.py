"""A section of any length is read in work that grows as its length does: counted in steps, not in seconds."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType

import pytest

from goldenthread.frameworks.rules import paths, weaving
from goldenthread.frameworks.rules.lines import as_lines
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.rules.shape import manner_of
from goldenthread.frameworks.rules.tokens import numbered, tokenise

OURS = (weaving.__file__, paths.__file__)


def steps(text: str) -> int:
    """How many lines of our code run while a section is woven."""
    tokens = numbered(tokenise(as_lines(text), frozenset()))
    manner, count = manner_of(tokens), 0

    def within(_: FrameType, event: str, __: object) -> object:
        nonlocal count
        count += event == "line"
        return within

    def on_call(frame: FrameType, _: str, __: object) -> object:
        return within if frame.f_code.co_filename in OURS else None

    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        weaving.weave(tokens, manner)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "line",
    [
        "some words and Words that end by:\n",
        "lower words that go on and\nUpper words that begin with something\n",
        "1.\n",
        "•\n",
        "● Asking what is meant by\n",
    ],
    ids=["fused", "in turn", "numerals", "bullets", "cut bullets"],
)
def test_twice_the_lines_take_twice_the_steps(line: str) -> None:
    few, many = steps(line * 40), steps(line * 80)

    assert many < few * 2.6


def test_what_lies_beyond_the_horizon_is_still_read_once() -> None:
    text = "One – Here\nLearn that…\n" + "1.\n" * 50 + "•\n" * 50
    text += "lower words that go on and\nUpper words that begin with something\n" * 130

    assert Counter(w for piece in read(text).account for w in piece.text.split()) == Counter(text.split())
