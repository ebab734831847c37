"""What the documents say of the doors is what the doors are."""

from __future__ import annotations

from tests.building.test_states_and_notices import tool


def test_routes_and_the_description_of_the_api_are_up_to_date() -> None:
    assert tool("doors").out_of_date() == [], "Run: python bin/lib/doors.py"
