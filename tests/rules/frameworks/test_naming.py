"""What an edition is called beside the other editions of its framework."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.naming import label_for


@pytest.mark.parametrize(
    ("taken", "label"),
    [
        ([], "2020"),
        (["2017"], "2020"),
        (["2017", "2020"], "2020.2"),
        (["2020", "2020.2", "2020.3"], "2020.4"),
    ],
)
def test_each_edition_of_a_year_has_a_label_of_its_own(taken: list[str], label: str) -> None:
    assert label_for(2020, taken=taken) == label
