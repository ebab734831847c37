"""Doubts that a well-woven reading hardly ever has."""

from __future__ import annotations

from goldenthread.frameworks.rules.doubting import doubted
from goldenthread.frameworks.rules.lines import Sort, Token
from goldenthread.frameworks.rules.paths import Step
from goldenthread.frameworks.rules.reading import Drafted
from goldenthread.frameworks.rules.shape import manner_of
from goldenthread.frameworks.types import Kind


def test_a_stem_that_does_not_end_as_stems_do_is_doubted() -> None:
    token = Token(Sort.TEXT, 7, "Help others to plan", text="Help others to plan")
    draft = Drafted(Kind.STEM, None, None, 0, [Step(None, 0, "R", token.text, Kind.STEM)])

    (item,) = doubted(1, [draft], (token,), manner_of((token,)), 0)

    assert [doubt.code for doubt in item.doubts] == ["stem_open", "stem_alone"]
    assert item.doubts[0].lines == (7,)
