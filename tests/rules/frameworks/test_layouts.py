"""A made framework comes back from whatever layout, or what does not is pointed at: never silently wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from tests.makers.frameworks import a_framework
from tests.makers.layouts import LAYOUTS, compared, read_as
from tests.makers.portables import as_pdf, as_pdf_by_rows

# From these nothing can be told apart for sure; all that is asked is that it is said.
HOPELESS = frozenset({"rows fused", "marks lost"})


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(1, 10_000), sections=st.integers(1, 2), layout=st.sampled_from(sorted(LAYOUTS)))
def test_nothing_is_silently_wrong_in_any_layout(seed: int, sections: int, layout: str) -> None:
    found = read_as(a_framework(sections=sections, seed=seed), layout)

    assert found.silent == ()


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - HOPELESS))
def test_everything_comes_back_from_a_layout_that_can_be_told_apart(layout: str) -> None:
    for seed in (1, 2):
        found = read_as(a_framework(sections=2, seed=seed), layout)

        assert found.right == found.of, seed


@pytest.mark.parametrize("lay_out", [as_pdf, as_pdf_by_rows], ids=["by columns", "by rows"])
@pytest.mark.parametrize(("seed", "points"), [(1, 9), (2, 12), (3, 16)])
def test_a_real_pdf_comes_back_or_what_does_not_is_pointed_at(
    seed: int, points: int, lay_out: Callable[..., bytes]
) -> None:
    framework = a_framework(sections=2, seed=seed)

    document = read_content(lay_out(framework, points=points), media_type=MEDIA_TYPES[Kind.PDF], tell=lambda _: None)

    found = compared(framework, document.reading)
    assert found.silent == ()
    assert found.right >= found.of * 0.9
