"""The release board says of how many scripts it changes nothing what comes out, and of none which."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("many", "says"),
    [(0, ""), (1, "1 of those that are ready is by somebody"), (3, "3 of those that are ready are by")],
)
def test_it_says_how_many_are_by_those_who_have_passed(many: int, says: str) -> None:
    told = render_to_string("assessment/releasing/passed.html", {"page": {"passed_already": many}})

    assert says in told
    assert bool(told.strip()) is bool(many)
